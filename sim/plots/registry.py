"""Which figures can be drawn of a batch, by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar, Final

from matplotlib.figure import Figure

from sim.batch.batch import Batch
from sim.documents import nearest
from sim.errors import ThawError
from sim.plots.batch.classes import classes
from sim.plots.batch.distribution import ecdf, histogram
from sim.plots.batch.drivers import drivers, has_drivers
from sim.plots.batch.fan import fan
from sim.plots.batch.heatmap import heatmap
from sim.plots.batch.motives import has_decades, motives
from sim.plots.batch.questions import questions
from sim.plots.batch.survival import survival

Draw = Callable[[Batch], Figure]

BATCH_FIGURES: Final[dict[str, Draw]] = {
    "fan": fan,
    "classes": classes,
    "survival": survival,
    "heatmap": heatmap,
    "questions": questions,
    "drivers": drivers,
    "motives": motives,
    "histogram": partial(histogram, outcome="legal_end"),
    "ecdf": partial(ecdf, outcome="legal_end"),
}
"""Figures of one batch by name; those of an outcome are of what is eased in law at the end."""

_SHOWS: Final[dict[str, Callable[[Batch], bool]]] = {
    "questions": lambda batch: bool(batch.questions),
    "drivers": has_drivers,
    "motives": has_decades,
}
"""Figures that not every batch has something to show in, and whether one has."""

OF_AN_OUTCOME: Final = {"histogram": histogram, "ecdf": ecdf}
"""Figures that are of one outcome: ``histogram:added`` is that of LP imposed."""


def usual_figures(batch: Batch) -> dict[str, Draw]:
    """The figures that are drawn of a batch unless others are asked for: those with content."""
    return {
        name: draw
        for name, draw in BATCH_FIGURES.items()
        if name not in _SHOWS or _SHOWS[name](batch)
    }


class UnknownFigureError(ThawError):
    """A figure that does not exist."""

    exit_code: ClassVar[int] = 2


def batch_figure(name: str) -> Draw:
    """The figure of a name such as ``fan`` or ``histogram:added``.

    Raises
    ------
    UnknownFigureError
        If there is no such figure. Whether a batch has the outcome named is seen when it is
        drawn.
    """
    kind, _, outcome = name.partition(":")
    if outcome and kind in OF_AN_OUTCOME:
        return partial(OF_AN_OUTCOME[kind], outcome=outcome)
    if name in BATCH_FIGURES:
        return BATCH_FIGURES[name]
    near = nearest(kind, BATCH_FIGURES)
    hint = f" (did you mean '{near}'?)" if near else ""
    known = ", ".join(BATCH_FIGURES)
    raise UnknownFigureError(f"there is no figure called '{name}'{hint}; there are: {known}")
