"""Which measures are left: the share of each in force over time, mean over futures."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from matplotlib.colors import FuncNorm
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sim.analysis.over_time import measure_weights
from sim.analysis.wording import SCALE
from sim.batch.batch import Batch
from sim.figures.base import beside
from sim.figures.base.dates import date_axis, day_numbers
from sim.figures.base.medium import SCREEN, Medium
from sim.figures.base.page import Page, page
from sim.figures.base.scenarios import need_rows
from sim.figures.base.text import fitted
from sim.figures.findings import batch as findings
from sim.figures.registry import figure
from sim.wording import rounding
from sim.wording.rounding import percent

Floats = NDArray[np.float64]

COLOURS: Final = "cividis"
"""Nuñez, Anderton & Renslow 2018, PLOS ONE 13: lightness rises evenly, whoever looks at it."""

TICKS: Final = (0.0, 0.25, 0.5, 0.75, 0.9, 0.97, 1.0)
"""Shares marked on the scale of colours."""


class _Layout(NamedTuple):
    """Inches: a row; above and below rows; their left edge, from the right edge; names, sizes."""

    row: float
    above: float
    below: float
    left: float
    right: float
    name: float
    text: float
    dates: tuple[int, int]


_SCREEN: Final = _Layout(0.2, 0.9, 0.4, 5.95, 1.1, 3.65, 8.5, (5, 10))
_NARROW: Final = _Layout(0.175, 0.85, 0.32, 2.55, 1.0, 2.3, 8.0, (3, 6))

_CLASS: Final = 3.9
"""Where classes are named, inches from the left edge."""

# Inches left of the right edge of the page: where weights end, and what is left at the end.
_WEIGHT, _END = 0.65, 0.1

_GREY: Final = "#444444"


class _Row(NamedTuple):
    """A row of cells, or the name of a sender above its rows.

    Attributes
    ----------
    name, class_
        What it is called, and its class.
    lp
        Its weight, LP.
    left
        Which share of it is in force at each day of the grid; None for a sender.
    """

    name: str
    class_: str = ""
    lp: float = 0.0
    left: Floats | None = None


@figure("heatmap", "batch", order=50, finding=findings.heatmap)
def heatmap(batch: Batch, *, medium: Medium = SCREEN) -> Figure:
    """Show the share of each measure's LP in force over time, mean over futures.

    For a measure that is eased all at once this is the probability that it is still in force.
    Measures stand by sender and class; on anything but a screen a row is a class, with all its
    measures. Colours are finer near 100 %, where most measures are: they go by the square root of
    the share that is eased.

    Parameters
    ----------
    batch
        The batch.
    medium
        What it is made for.

    Raises
    ------
    ThawError
        If all replications failed.
    """
    need_rows(batch)
    layout = _NARROW if medium.narrow else _SCREEN
    rows = _rows(batch, together=medium.narrow)
    height = layout.row * len(rows)
    each = (
        "What is left of each class of measures: share of its LP in force, mean over futures"
        if medium.narrow
        else "What is left of each measure: share of its LP in force, mean over futures (if it is "
        "eased all at once: the probability that it is still in force)"
    )
    sheet = page(
        [batch],
        f"{each} · {SCALE}",
        layout.above + height + layout.below,
        finding=findings.heatmap(batch),
        medium=medium,
    )
    width, height = medium.width - layout.left - layout.right, height + sheet.spare
    axes = sheet.panel(layout.left, layout.above, width, height)
    date_axis(axes, batch.model, *layout.dates)
    axes.grid(visible=False)
    long = len(rows) > 20
    axes.tick_params(top=long, labeltop=long, length=3)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks([])
    for side in axes.spines.values():
        side.set_visible(False)
    mesh = _cells(axes, batch, rows)
    _label(axes, rows, layout, medium)
    _scale(sheet, mesh, layout, medium)
    return sheet.figure


def _rows(batch: Batch, *, together: bool) -> list[_Row]:
    """Return measures, or classes of them, by sender; before each sender's its name."""
    model = batch.model
    senders, classes = list(model.catalogue.senders), list(model.classes)
    measures = model.catalogue.measures
    weights = dict.fromkeys(batch.in_force, 0.0) | measure_weights(batch.model)

    def place(name: str) -> tuple[int, int]:
        return senders.index(measures[name].sender), classes.index(measures[name].class_)

    rows: list[_Row] = []
    ordered = sorted(batch.in_force, key=place)
    for sender, names in groupby(ordered, key=lambda name: measures[name].sender):
        rows.append(_Row(model.catalogue.senders[sender].name))
        for kind, same in groupby(names, key=lambda name: measures[name].class_):
            called = model.classes[kind].name
            alike = [
                _Row(measures[name].name, called, weights[name], batch.in_force[name])
                for name in same
            ]
            rows += [_sum(alike)] if together and len(alike) > 1 else alike
    return rows


def _sum(rows: Sequence[_Row]) -> _Row:
    """Return rows of one class as one: the mean of what is left, by weight."""
    lp = np.array([row.lp for row in rows])
    parts = lp / lp.sum() if lp.sum() else np.full(len(rows), 1.0 / len(rows))
    left = np.sum([part * row.left for part, row in zip(parts, rows, strict=True)], axis=0)
    name = f"{rows[0].class_} ({len(rows)} measures)"
    return _Row(name, rows[0].class_, float(lp.sum()), left)


def _cells(axes: Axes, batch: Batch, rows: Sequence[_Row]) -> QuadMesh:
    """Draw a cell for each row and interval of the grid, by its share at the start of it."""
    blank = np.full(len(batch.grid), np.nan)
    shares = np.stack([blank if row.left is None else row.left for row in rows])
    return axes.pcolormesh(
        day_numbers(batch.model, batch.grid),
        np.arange(len(rows) + 1) - 0.5,
        np.ma.masked_invalid(shares[:, :-1]),
        cmap=COLOURS,
        shading="flat",
        norm=FuncNorm((_finer, _coarser), vmin=0.0, vmax=1.0),
        # Thousands of cells would make an SVG of megabytes.
        rasterized=True,
    )


def _finer(share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return where on the scale a share is, in [0, 1]."""
    result: NDArray[np.float64] = 1.0 - np.sqrt(np.maximum(1.0 - share, 0.0))
    return result


def _coarser(place: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return which share is at a place on the scale."""
    result: NDArray[np.float64] = 1.0 - (1.0 - place) ** 2
    return result


def _label(axes: Axes, rows: Sequence[_Row], layout: _Layout, medium: Medium) -> None:
    """Write names and classes on the left, weights and what is left at the end on the right."""

    def write(inches: float, y: float, text: str, room: float | None = None, **look: Any) -> None:
        if room is not None:
            weight = look.get("fontweight", "normal")
            text = fitted(text, room, fontsize=layout.text, fontweight=weight)
        beside.write(axes, inches, y, text, fontsize=layout.text, **look)

    weights, ends = medium.width - _WEIGHT, medium.width - _END
    class_ = ""
    for y, row in enumerate(rows):
        axes.axhline(y - 0.5, color="white", linewidth=0.8)
        if row.left is None:
            write(beside.MARGIN, y, row.name, medium.width - 0.8, fontweight="bold")
            beside.rule(axes, y + 0.45, "#BBBBBB", 0.7)
            class_ = ""
            continue
        write(beside.MARGIN, y, row.name, layout.name)
        if row.class_ != class_ and not medium.narrow:
            class_ = row.class_
            write(_CLASS, y, class_, layout.left - _CLASS - 0.1, color=_GREY)
        write(weights, y, f"{row.lp:.2f}", ha="right")
        write(ends, y, percent(min(float(row.left[-1]), 1.0)), ha="right")
    if not medium.narrow:
        write(_CLASS, -0.85, "class", color=_GREY)
    write(weights, -0.85, "LP", ha="right", color=_GREY)
    write(ends, -0.85, "at end", ha="right", color=_GREY)


def _scale(sheet: Page, mesh: QuadMesh, layout: _Layout, medium: Medium) -> None:
    axes = sheet.panel(layout.left, 0.14, min(4.6, medium.width - layout.left - 0.35), 0.14)
    bar = sheet.figure.colorbar(mesh, cax=axes, orientation="horizontal", ticks=list(TICKS))
    bar.ax.set_xticklabels([rounding.level(tick) for tick in TICKS])
    bar.ax.tick_params(labelsize=layout.text, length=3)
    bar.ax.grid(visible=False)
    text = "share in force (finer near 100 %)"
    if not medium.narrow:
        text = "share of the measure's LP in force (colours finer near 100 %)"
    look: dict[str, Any] = {"fontsize": medium.small, "ha": "right", "va": "center"}
    sheet.write(layout.left - 0.1, 0.21, text, **look)
