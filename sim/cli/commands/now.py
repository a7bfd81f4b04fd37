"""``now``: scenarios conditioned on what has happened, and what that teaches."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim import workflows
from sim.cli.completion import records, scenarios_or_results
from sim.cli.options import (
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
    Seed,
    Set,
    Svg,
    Xlsx,
    optional,
)
from sim.cli.output.progress import ConsoleReporter
from sim.cli.output.workflow import Exports, Figures, carry_out

__all__ = ["now"]


def now(
    what: Annotated[
        list[Path],
        typer.Argument(
            metavar="SCENARIO|RESULTS",
            autocompletion=scenarios_or_results,
            show_default=False,
            help="A scenario, by name or file, or a folder of a batch; several, to see which the "
            "record speaks for.",
        ),
    ],
    record: Annotated[
        str | None,
        optional(
            "--record",
            "-r",
            metavar="RECORD",
            autocompletion=records,
            about="What has happened: a file, or a record that comes with thaw (the one of the "
            "scenario's name, or what it says itself).",
        ),
    ] = None,
    on: Annotated[
        str | None,
        optional("--on", metavar="DATE", about="The day up to which it counts (its last)."),
    ] = None,
    n: Annotated[
        int, typer.Option("-n", "--n", metavar="N", min=200, max=MOST, help="Pasts to simulate.")
    ] = 10_000,
    futures: Annotated[
        int,
        typer.Option("--futures", metavar="N", min=1, max=MOST, help="Futures, without and with."),
    ] = 1000,
    seed: Seed = 0,
    temper: Annotated[
        float,
        typer.Option(
            "--temper", metavar="P", help="Power of the weights for a second look; 1 for none."
        ),
    ] = 0.5,
    no_steer: Annotated[
        bool, typer.Option("--no-steer", help="Do not steer to what is a draw: weigh it only.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Every entry of the record, and every assumption.")
    ] = False,
    overrides: Set = None,
    fix: Fix = None,
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
    """Begin with the present: what has happened counts.

    Of all futures those count that agree with the record. What they answer, what surprises, and
    which assumptions the record speaks for; and a scenario from which other commands begin with
    the present. Exit code 1 if too few futures agree.
    """
    pictures = Figures(not no_figures, svg, contact, figures, made_for).check("now")
    tell = ConsoleReporter(quiet or as_json)
    plan = workflows.plan_now(
        what,
        record,
        on,
        n=n,
        futures=futures,
        seed=seed,
        temper=temper,
        steer=not no_steer,
        overrides=overrides or (),
        fix=fix or (),
        tell=tell,
    )
    return carry_out(
        lambda workers: workflows.run_now(
            plan, out or plan.folder, workers=workers, resume=resume, tell=tell
        ),
        tell,
        jobs=jobs,
        figures=pictures,
        exports=Exports(csv, xlsx, brief, futures),
        quiet=quiet,
        markdown=markdown,
        as_json=as_json,
        everything=everything,
    )
