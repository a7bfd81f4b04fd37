"""``like``: which cases of the library a scenario is like, and when relief came in these."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim import workflows
from sim.cli.options import Json, Markdown, ScenarioFile, Set
from sim.cli.output.console import print_report
from sim.cli.output.progress import ConsoleReporter

__all__ = ["like"]


def like(
    scenario: ScenarioFile,
    k: Annotated[
        int, typer.Option("-k", metavar="N", min=1, help="How many of the nearest cases.")
    ] = 5,
    cases: Annotated[
        Path | None,
        typer.Option(
            "--cases",
            metavar="FOLDER",
            show_default=False,
            help="Folder of cases of your own, instead of those that come with thaw.",
        ),
    ] = None,
    overrides: Set = None,
    markdown: Markdown = False,
    as_json: Json = False,
) -> None:
    """Say which cases of the past a scenario is like.

    Nothing is simulated: cases are compared by law and politics. What happened in the nearest of
    them is told, and when relief came, beside the whole library.
    """
    report = workflows.like(
        scenario, k, cases=cases, set=overrides or (), tell=ConsoleReporter(quiet=as_json)
    )
    print_report(report, as_json, markdown=markdown)
