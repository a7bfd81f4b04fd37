"""``check``: simulated futures held against facts that they should reproduce."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim import workflows
from sim.cli.completion import patterns
from sim.cli.options import (
    Brief,
    Contact,
    Csv,
    FiguresAsked,
    Into,
    Jobs,
    Json,
    MadeFor,
    Markdown,
    NoFigures,
    Out,
    Quiet,
    Seed,
    Svg,
    Xlsx,
)
from sim.cli.output.progress import ConsoleReporter
from sim.cli.output.workflow import Exports, Figures, carry_out

__all__ = ["check"]

_MOST = 1_000_000

Files = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="FILE",
        show_default=False,
        help="Files of further patterns, in the form of those that come with thaw.",
    ),
]
Futures = Annotated[
    int,
    typer.Option("-n", "--n", metavar="N", min=2, max=_MOST, help="Futures of each scenario."),
]
Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="ID",
        autocompletion=patterns,
        show_default=False,
        help="Check this pattern, or all that fit such as bar-*; may be repeated (all).",
    ),
]
Ablate = Annotated[
    bool, typer.Option("--ablate", help="Switch rules off, one at a time, and see what changes.")
]
Levers = Annotated[
    bool,
    typer.Option("--levers", help="Change assumptions, too, and see what each moves on one luck."),
]
Drawn = Annotated[
    bool,
    typer.Option(
        "--drawn", help="Draw what scenarios leave open, as batch does, instead of its default."
    ),
]
AblatedFutures = Annotated[
    int,
    typer.Option(
        "--ablated-n", metavar="N", min=2, max=_MOST, help="Futures with a rule switched off."
    ),
]


def check(
    files: Files = None,
    n: Futures = 400,
    seed: Seed = 0,
    jobs: Jobs = None,
    only: Only = None,
    ablate: Ablate = False,
    ablated_n: AblatedFutures = 100,
    levers: Levers = False,
    drawn: Drawn = False,
    into: Into = None,
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
    """Hold simulated futures against known facts.

    Misses are reported, and are no failure. Exit code 1 if futures failed.
    """
    pictures = Figures(not no_figures, svg, contact, figures, made_for).check("check")
    tell = ConsoleReporter(quiet or as_json)
    plan = workflows.plan_check(
        files or (),
        only=only or (),
        ablate=ablate,
        levers=levers,
        drawn=drawn,
        n=n,
        n_ablated=ablated_n,
        seed=seed,
    )
    return carry_out(
        lambda workers: workflows.run_check(plan, out or plan.folder, workers=workers, tell=tell),
        tell,
        jobs=jobs,
        figures=pictures,
        exports=Exports(csv, xlsx, brief),
        quiet=quiet,
        markdown=markdown,
        as_json=as_json,
        into=into,
        call=plan.call,
    )
