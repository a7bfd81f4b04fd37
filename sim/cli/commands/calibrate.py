"""``calibrate``: which values of a few parameters go with what is known."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim import workflows
from sim.cli.completion import calibrations
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

__all__ = ["calibrate"]

CalibrationFile = Annotated[
    Path,
    typer.Argument(
        metavar="CALIBRATION",
        autocompletion=calibrations,
        show_default=False,
        help="A calibration: a file, or the name of one that comes with thaw.",
    ),
]
Points = Annotated[
    int,
    typer.Option(
        "-n",
        "--n",
        metavar="N",
        min=10,
        max=1_000_000,
        help="Points of the design: draws of the parameters.",
    ),
]
Repeats = Annotated[
    int,
    typer.Option("--repeats", metavar="R", min=1, max=10_000, help="Futures of each point."),
]


def calibrate(
    calibration: CalibrationFile,
    points: Points = 512,
    repeats: Repeats = 8,
    seed: Seed = 0,
    jobs: Jobs = None,
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
    """Fit a few parameters to chosen patterns.

    Writes what is then thought of them as a scenario with an `uncertain` block. Exit code 1 if
    futures failed.
    """
    pictures = Figures(not no_figures, svg, contact, figures, made_for).check("calibration")
    tell = ConsoleReporter(quiet or as_json)
    plan = workflows.plan_calibration(calibration, points=points, repeats=repeats, seed=seed)
    return carry_out(
        lambda workers: workflows.run_calibration(
            plan, out or plan.folder, workers=workers, tell=tell
        ),
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
