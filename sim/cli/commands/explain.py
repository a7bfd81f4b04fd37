"""``explain``: the story of a replication of a batch, and why an event of a run happened."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim import workflows
from sim.cli.completion import scenarios_or_results
from sim.cli.options import LARGEST_SEED, LAST_REPLICATION, Fix, Json, Markdown, Set
from sim.cli.output.console import print_report
from sim.cli.output.progress import ConsoleReporter

__all__ = ["explain"]


def explain(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="SCENARIO|RESULTS",
            autocompletion=scenarios_or_results,
            show_default=False,
            help="A scenario, by name or file, or a folder of results.",
        ),
    ],
    event: Annotated[
        int | None,
        typer.Option(
            "--event", "-e", metavar="N", help="Number of the event; without it they are listed."
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(
            "--seed",
            metavar="N",
            min=0,
            max=LARGEST_SEED,
            show_default=False,
            help="Master seed (0, or that of the results).",
        ),
    ] = None,
    replication: Annotated[
        int | None,
        typer.Option(
            "--replication",
            "-k",
            metavar="N",
            min=0,
            max=LAST_REPLICATION,
            show_default=False,
            help="Number of the future (0, or that of the results); of a batch, its story.",
        ),
    ] = None,
    like: Annotated[
        str | None,
        typer.Option(
            "--like",
            metavar="WHAT",
            show_default=False,
            help="Choose the future of a batch: median, best:OUTCOME, worst:OUTCOME or surprising.",
        ),
    ] = None,
    overrides: Set = None,
    fix: Fix = None,
    markdown: Markdown = False,
    as_json: Json = False,
) -> None:
    """Tell one future of a batch, or why an event happened.

    The run is made anew: the same scenario, seed and future give the same events.
    """
    report = workflows.explain(
        source,
        event,
        seed=seed,
        replication=replication,
        like=like,
        set=overrides,
        fix=fix,
        tell=ConsoleReporter(quiet=as_json),
    )
    print_report(report, as_json, markdown=markdown)
