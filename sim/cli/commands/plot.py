"""``plot``: figures again from results."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim import workflows
from sim.cli.completion import figures, outcomes, results
from sim.cli.options import Json, MadeFor, Out, Quiet
from sim.cli.output.console import print_json, say
from sim.cli.output.progress import ConsoleReporter

__all__ = ["plot"]


def plot(
    folders: Annotated[
        list[Path],
        typer.Argument(
            metavar="RESULTS",
            autocompletion=results,
            show_default=False,
            help="A folder of results; or those of several batches, to compare them.",
        ),
    ],
    what: Annotated[
        list[str] | None,
        typer.Option(
            "--what",
            metavar="NAMES",
            autocompletion=figures,
            show_default=False,
            help="Figures, such as fan,classes (all); of an outcome: histogram:added.",
        ),
    ] = None,
    outcome: Annotated[
        list[str] | None,
        typer.Option(
            "--outcome",
            metavar="NAME",
            autocompletion=outcomes,
            show_default=False,
            help="Draw this outcome in figures that are of outcomes; may be repeated.",
        ),
    ] = None,
    series: Annotated[
        list[str] | None,
        typer.Option(
            "--series",
            metavar="NAME",
            show_default=False,
            help="Draw this series in fan charts; may be repeated.",
        ),
    ] = None,
    made_for: MadeFor = "screen",
    out: Out = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Draw figures of results again.

    Each is written as PNG and SVG; those of batches with a contact sheet of all.
    """
    plotted = workflows.plot(
        folders,
        [name for names in what or [] for name in names.split(",") if name],
        outcomes=outcome or (),
        series=series or (),
        medium=made_for,
        out=out,
        tell=ConsoleReporter(quiet=quiet or as_json),
    )
    if as_json:
        print_json(plotted.to_json())
        return
    if not quiet:
        for name in plotted.drawn:
            file = f"{name.replace(':', '-')}{'' if made_for == 'screen' else f'-{made_for}'}"
            say(f"Drawn: {file}.png, {file}.svg")
        for text in plotted.missed:
            say(f"Not drawn: {text}")
    say(f"Results: {plotted.folder}")
