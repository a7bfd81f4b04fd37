"""Figures of what workflows return, for notebooks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from matplotlib.figure import Figure

from sim.figures.base.medium import medium_of
from sim.figures.registry import Results, drawing_of, drawings
from sim.workflows.result import Make, Result

__all__ = ["drawings_of", "figures_of"]


def drawings_of(result: Result) -> dict[str, Make]:
    """Return how to draw each figure that a result has something to show in, by name."""
    return {**drawings(_kind(result), *result.subject)}


def figures_of(result: Result, wanted: Sequence[str], medium: str) -> dict[str, Figure]:
    """Draw figures of a result by name, see `Result.figures`."""
    made_for = medium_of(medium)
    if not wanted:
        every = drawings(_kind(result), *result.subject, medium=made_for)
        return {name: make() for name, make in every.items()}
    chosen = {name: drawing_of(_kind(result), name, made_for) for name in wanted}
    return {name: draw(*result.subject) for name, draw in chosen.items()}


def _kind(result: Result) -> Results:
    return cast(Results, result.kind.name)
