"""``watch``: what to watch in the next days, and what each thing would tell of a question."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim import workflows
from sim.batch.pool import Workers
from sim.cli.completion import scenarios_or_results
from sim.cli.options import (
    LARGEST_SEED,
    MOST,
    Jobs,
    Json,
    Markdown,
    Out,
    Resume,
    Set,
    optional,
)
from sim.cli.output.console import INTERRUPTED, print_json, say, say_interrupted, show, warn
from sim.cli.output.progress import ConsoleReporter

__all__ = ["watch"]


def watch(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="SCENARIO|RESULTS",
            autocompletion=scenarios_or_results,
            show_default=False,
            help="A scenario, by name or file, or a folder of a batch.",
        ),
    ],
    question: Annotated[
        str | None,
        optional(
            "--question",
            "-Q",
            metavar="ID",
            about="A question of the scenario that is open when the window is over (the first).",
        ),
    ] = None,
    days: Annotated[
        int, typer.Option("--days", metavar="N", min=1, max=36_525, help="Days of the window.")
    ] = 90,
    on: Annotated[
        str | None,
        optional("--on", metavar="DATE", about="Its first day (that on which futures begin)."),
    ] = None,
    n: Annotated[
        int | None,
        optional("-n", "--n", metavar="N", about="Futures (2,000).", min=1, max=MOST),
    ] = None,
    seed: Annotated[
        int | None,
        optional("--seed", metavar="N", about="Master seed (0).", min=0, max=LARGEST_SEED),
    ] = None,
    top: Annotated[
        int, typer.Option("--top", metavar="N", min=1, help="How many to show, and to force.")
    ] = 12,
    causes: Annotated[
        int,
        typer.Option(
            "--causes",
            metavar="N",
            min=0,
            max=MOST,
            help="Futures in which each is made to happen, and kept from happening; 0 for none.",
        ),
    ] = 500,
    overrides: Set = None,
    ics: Annotated[
        Path | None,
        optional("--ics", metavar="FILE", about="Write what has a date for a calendar program."),
    ] = None,
    csv: Annotated[
        Path | None,
        optional("--csv", metavar="FILE", about="Write all rows as CSV for a spreadsheet, too."),
    ] = None,
    figure: Annotated[
        Path | None,
        optional("--figure", metavar="STEM", about="Draw them as STEM.png and STEM.svg, too."),
    ] = None,
    brief: Annotated[
        Path | None,
        optional("--brief", metavar="FILE", about="Write it as one page that can be sent, too."),
    ] = None,
    jobs: Jobs = None,
    resume: Resume = False,
    out: Out = None,
    markdown: Markdown = False,
    as_json: Json = False,
) -> int:
    """Say what to watch, and what it would tell of a question.

    Of all public events that may or may not come in the next days, how much each tells of the
    answer; and, where it is up to chance, what making it happen does. Exit code 1 if futures
    failed.
    """
    if ics is not None:
        workflows.check_calendar()
    if brief is not None:
        workflows.check_renderer()
    for place in (ics, csv, figure, brief):
        if place is not None:
            workflows.check_place(place)
    tell = ConsoleReporter(as_json)
    with Workers(None, jobs) as workers:
        try:
            watched = workflows.watch(
                source,
                question,
                days,
                on=on,
                n=n,
                seed=seed,
                top=top,
                causes=causes,
                set=overrides or (),
                resume=resume,
                out=out,
                workers=workers,
                tell=tell,
            )
        except workflows.InterruptedBatch as error:
            say_interrupted(str(error), as_json)
            return INTERRUPTED
    written = []
    if csv is not None:
        written.append(watched.to_csv(csv))
    if figure is not None:
        written += watched.draw(figure)
    if brief is not None and (page := workflows.brief(watched, brief).path) is not None:
        written.append(page)
    if as_json:
        files = [watched.to_ics(ics)] if ics is not None else []
        print_json({**watched.to_json(), "written": [str(place) for place in written + files]})
        return 1 if watched.failures else 0
    show(watched.page(), markdown=markdown)
    for text in watched.warnings():
        warn(text)
    if ics is not None:
        written.append(watched.to_ics(ics))
    if watched.folder is not None:
        (warn if markdown else say)(f"Results: {watched.folder}")
    for place in written:
        (warn if markdown else say)(f"Written: {place}")
    return 1 if watched.failures else 0
