"""``branch``: many futures that go on from a moment of another one, and what came of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim import workflows
from sim.cli.completion import scenarios_or_results
from sim.cli.options import (
    LARGEST_SEED,
    LAST_REPLICATION,
    MOST,
    Brief,
    Contact,
    Csv,
    FiguresAsked,
    Fix,
    Jobs,
    Json,
    MadeFor,
    Markdown,
    NoFigures,
    Out,
    Quiet,
    Resume,
    Svg,
    Xlsx,
    optional,
)
from sim.cli.output.progress import ConsoleReporter
from sim.cli.output.workflow import Exports, Figures, carry_out

__all__ = ["branch"]


def branch(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="SCENARIO|RESULTS",
            autocompletion=scenarios_or_results,
            show_default=False,
            help="A scenario, by name or file, or a folder of a run, or of a batch.",
        ),
    ],
    on: Annotated[
        str | None,
        optional("--on", metavar="DATE", about="The day with which they branch off."),
    ] = None,
    event: Annotated[
        int | None,
        optional(
            "--event", "-e", metavar="N", about="Instead: the event right after which they do."
        ),
    ] = None,
    n: Annotated[
        int, typer.Option("-n", "--n", metavar="N", min=1, max=MOST, help="Futures.")
    ] = 1000,
    seed: Annotated[
        int | None,
        optional(
            "--seed",
            metavar="N",
            about="Master seed (0, or that of the results).",
            min=0,
            max=LARGEST_SEED,
        ),
    ] = None,
    replication: Annotated[
        int | None,
        optional(
            "--replication",
            "-k",
            metavar="N",
            about="Number of the future that they branch off (0, or that of the run).",
            min=0,
            max=LAST_REPLICATION,
        ),
    ] = None,
    changes: Annotated[
        list[str] | None,
        optional(
            "--set",
            metavar="PATH=VALUE",
            about="Set a field from then on, such as talks.mode=hold; may be repeated.",
        ),
    ] = None,
    decide: Annotated[
        str | None,
        optional(
            "--decide",
            metavar="WHAT[:ID]",
            about="Decide what next comes up: accept or refuse (an offer or demand), renew or "
            "lapse (an emergency or act), veto (a bill); with an id of that only.",
        ),
    ] = None,
    fix: Fix = None,
    events: Annotated[
        str,
        typer.Option(
            "--events", metavar="first:K|all|none", help="Which futures keep their events."
        ),
    ] = "first:100",
    jobs: Jobs = None,
    resume: Resume = False,
    out: Out = None,
    figures: FiguresAsked = None,
    made_for: MadeFor = "screen",
    no_figures: NoFigures = False,
    svg: Svg = False,
    contact: Contact = False,
    csv: Csv = False,
    xlsx: Xlsx = False,
    brief: Brief = False,
    quiet: Quiet = False,
    markdown: Markdown = False,
    as_json: Json = False,
) -> int:
    """Simulate many futures from a moment of another one.

    Up to the moment all are that future; from then on each has luck of its own. Calls that differ
    in --set and --decide only share their luck: compare them. Exit code 1 if futures failed.
    """
    pictures = Figures(not no_figures, svg, contact, figures, made_for).check("batch")
    tell = ConsoleReporter(quiet or as_json)
    return carry_out(
        lambda workers: workflows.branch(
            source,
            on,
            event,
            n,
            seed=seed,
            replication=replication,
            set=changes or (),
            decide=decide,
            fix=fix or (),
            events=events,
            resume=resume,
            out=out,
            workers=workers,
            tell=tell,
        ),
        tell,
        jobs=jobs,
        figures=pictures,
        exports=Exports(csv, xlsx, brief, n),
        quiet=quiet,
        markdown=markdown,
        as_json=as_json,
    )
