"""``batch``: many replications of one scenario, and what came of them."""

from __future__ import annotations

from typing import Annotated

import typer

from sim import workflows
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
    ScenarioFile,
    Seed,
    Set,
    Svg,
    Xlsx,
)
from sim.cli.output.progress import ConsoleReporter
from sim.cli.output.workflow import Exports, Figures, carry_out

__all__ = ["batch"]


def batch(
    scenario: ScenarioFile,
    n: Annotated[
        int | None,
        typer.Option(
            "-n",
            "--n",
            metavar="N",
            min=1,
            max=MOST,
            show_default=False,
            help="Futures (1,000; with --until-ci at most so many, 20,000).",
        ),
    ] = None,
    seed: Seed = 0,
    jobs: Jobs = None,
    executor: Annotated[
        str | None,
        typer.Option(
            "--executor",
            metavar="dask://HOST:PORT",
            show_default=False,
            help="A dask scheduler whose workers compute, instead of processes here; left without "
            "any, it ends after 5 minutes, and --resume goes on.",
        ),
    ] = None,
    until_ci: Annotated[
        float | None,
        typer.Option(
            "--until-ci",
            metavar="X",
            show_default=False,
            help="Stop once primary shares are known to within X (.01: one percentage point) "
            "and means to within 100 X LP.",
        ),
    ] = None,
    antithetic: Annotated[
        bool, typer.Option("--antithetic", help="Pair each future with its mirror image.")
    ] = False,
    nested: Annotated[
        int,
        typer.Option(
            "--nested", metavar="R", min=1, help="Futures for each draw of what is uncertain."
        ),
    ] = 1,
    fix: Fix = None,
    events: Annotated[
        str,
        typer.Option(
            "--events", metavar="first:K|all|none", help="Which futures keep their events."
        ),
    ] = "first:100",
    resume: Resume = False,
    chunk: Annotated[
        int | None,
        typer.Option(
            "--chunk",
            metavar="N",
            min=1,
            max=MOST,
            show_default=False,
            help="Futures handed out at a time; it changes nothing in the results.",
        ),
    ] = None,
    overrides: Set = None,
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
    """Simulate many futures of a scenario and sum them up.

    The same call finds its results again; nothing in them depends on the number of processes.
    Exit code 1 if futures failed: the others are kept and counted.
    """
    pictures = Figures(not no_figures, svg, contact, figures, made_for).check("batch")
    tell = ConsoleReporter(quiet or as_json)
    return carry_out(
        lambda workers: workflows.sum_up(
            scenario,
            n,
            seed,
            executor=executor,
            workers=workers,
            until_ci=until_ci,
            antithetic=antithetic,
            nested=nested,
            fix=fix,
            events=events,
            resume=resume,
            chunk=chunk,
            set=overrides,
            out=out,
            tell=tell,
        ),
        tell,
        jobs=jobs,
        executor=executor,
        figures=pictures,
        exports=Exports(csv, xlsx, brief, n or 0),
        quiet=quiet,
        markdown=markdown,
        as_json=as_json,
    )
