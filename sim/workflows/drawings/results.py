"""Figures of what workflows return: drawn one by one, or all of them into a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from matplotlib.figure import Figure

from sim.figures.registry import Results, drawing_of, drawings
from sim.workflows.drawings.drawn import Drawn
from sim.workflows.drawings.kept import draw_figures, draw_with_contact_sheet
from sim.workflows.reporter import SILENT, Reporter
from sim.workflows.result import Make, Result

__all__ = ["draw_into", "drawings_of", "figures_of"]


def drawings_of(result: Result) -> dict[str, Make]:
    """Return how to draw each figure that a result has something to show in, by name."""
    return {**drawings(_kind(result), *result.subject)}


def figures_of(result: Result, wanted: Sequence[str]) -> dict[str, Figure]:
    """Draw figures of a result by name, see `Result.figures`."""
    if not wanted:
        return {name: make() for name, make in drawings_of(result).items()}
    chosen = {name: drawing_of(_kind(result), name) for name in wanted}
    return {name: draw(*result.subject) for name, draw in chosen.items()}


def draw_into(folder: Path, result: Result, tell: Reporter = SILENT) -> Drawn:
    """Draw all figures of a result into a folder; with a contact sheet if it has batches.

    Raises
    ------
    ThawError
        If the folder cannot be written to.
    """
    if result.batches:
        return draw_with_contact_sheet(result.drawings, folder, result.batches, tell=tell)
    return draw_figures(result.drawings, folder, tell=tell)


def _kind(result: Result) -> Results:
    return cast(Results, result.kind.name)
