"""Which measures are left: the share of each in force over time, mean over futures."""

from __future__ import annotations

from itertools import groupby
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from matplotlib.colors import FuncNorm
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sim.batch.batch import Batch
from sim.figures.base import beside
from sim.figures.base.dates import date_axis, day_numbers
from sim.figures.base.page import Page, page
from sim.figures.base.scenarios import need_rows
from sim.figures.base.text import fitted
from sim.figures.findings import batch as findings
from sim.figures.registry import figure
from sim.wording import rounding
from sim.wording.rounding import percent

COLOURS: Final = "cividis"
"""Nuñez, Anderton & Renslow 2018, PLOS ONE 13: lightness rises evenly, whoever looks at it."""

TICKS: Final = (0.0, 0.25, 0.5, 0.75, 0.9, 0.97, 1.0)
"""Shares marked on the scale of colours."""

# Inches: one row, above and below the rows; edges of the rows, and where classes are named.
_ROW, _ABOVE, _BOTTOM, _LEFT, _RIGHT, _CLASS = 0.2, 0.9, 0.4, 5.95, 11.7, 3.9

# Inches: room for the names of a measure and of a class.
_NAME, _KIND = _CLASS - beside.MARGIN - 0.1, _LEFT - _CLASS - 0.1

_TEXT: Final = 8.5
"""Size of letters, points."""

_GREY: Final = "#444444"


@figure("heatmap", "batch", order=50, finding=findings.heatmap)
def heatmap(batch: Batch) -> Figure:
    """Show the share of each measure's LP in force over time, mean over futures.

    For a measure that is eased all at once this is the probability that it is still in force.
    Measures stand by sender and class. Colours are finer near 100 %, where most measures are:
    they go by the square root of the share that is eased.

    Parameters
    ----------
    batch
        The batch.

    Raises
    ------
    ThawError
        If all replications failed.
    """
    need_rows(batch)
    rows = _rows(batch)
    height = _ROW * len(rows)
    sheet = page(
        [batch],
        "What is left of each measure: share of its LP in force, mean over futures (if it is "
        "eased all at once: the probability that it is still in force)",
        _ABOVE + height + _BOTTOM,
        finding=findings.heatmap(batch),
    )
    axes = sheet.panel(_LEFT, _ABOVE, _RIGHT - _LEFT, height)
    date_axis(axes, batch.model)
    axes.grid(visible=False)
    long = len(rows) > 20
    axes.tick_params(top=long, labeltop=long, length=3)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks([])
    for side in axes.spines.values():
        side.set_visible(False)
    mesh = _cells(axes, batch, rows)
    _label(axes, batch, rows)
    _scale(sheet, mesh)
    return sheet.figure


def _rows(batch: Batch) -> list[str]:
    """Return measures by sender and class; before each sender's an empty row's name."""
    model = batch.model
    senders, classes = list(model.catalogue.senders), list(model.classes)
    measures = model.catalogue.measures

    def place(name: str) -> tuple[int, int]:
        return senders.index(measures[name].sender), classes.index(measures[name].class_)

    rows: list[str] = []
    ordered = sorted(batch.in_force, key=place)
    for sender, names in groupby(ordered, key=lambda name: measures[name].sender):
        rows += [f"sender {sender}", *names]
    return rows


def _cells(axes: Axes, batch: Batch, rows: list[str]) -> QuadMesh:
    """Draw a cell for each measure and interval of the grid, by its share at the start of it."""
    blank = np.full(len(batch.grid), np.nan)
    shares: NDArray[np.float64] = np.stack([batch.in_force.get(row, blank) for row in rows])
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


def _label(axes: Axes, batch: Batch, rows: list[str]) -> None:
    """Write names and classes on the left, weights and what is left at the end on the right."""
    model = batch.model
    measures = model.catalogue.measures
    weights = dict.fromkeys(batch.in_force, 0.0)
    for tranche in model.tranches:
        weights[tranche.measure] = weights.get(tranche.measure, 0.0) + tranche.lp

    def write(inches: float, y: float, text: str, room: float | None = None, **look: Any) -> None:
        if room is not None:
            weight = look.get("fontweight", "normal")
            text = fitted(text, room, fontsize=_TEXT, fontweight=weight)
        beside.write(axes, inches, y, text, fontsize=_TEXT, **look)

    class_ = ""
    for y, row in enumerate(rows):
        axes.axhline(y - 0.5, color="white", linewidth=0.8)
        if row not in batch.in_force:
            name = model.catalogue.senders[row.removeprefix("sender ")].name
            write(beside.MARGIN, y, name, 12.0, fontweight="bold")
            beside.rule(axes, y + 0.45, "#BBBBBB", 0.7)
            class_ = ""
            continue
        write(beside.MARGIN, y, measures[row].name, _NAME)
        if measures[row].class_ != class_:
            class_ = measures[row].class_
            write(_CLASS, y, model.classes[class_].name, _KIND, color=_GREY)
        write(_RIGHT + 0.45, y, f"{weights[row]:.2f}", ha="right")
        at_end = percent(min(float(batch.in_force[row][-1]), 1.0))
        write(_RIGHT + 1.0, y, at_end, ha="right")
    write(_CLASS, -0.85, "class", color=_GREY)
    write(_RIGHT + 0.45, -0.85, "LP", ha="right", color=_GREY)
    write(_RIGHT + 1.0, -0.85, "at end", ha="right", color=_GREY)


def _scale(sheet: Page, mesh: QuadMesh) -> None:
    axes = sheet.panel(_LEFT, 0.14, 4.6, 0.14)
    bar = sheet.figure.colorbar(mesh, cax=axes, orientation="horizontal", ticks=list(TICKS))
    bar.ax.set_xticklabels([rounding.level(tick) for tick in TICKS])
    bar.ax.tick_params(labelsize=_TEXT, length=3)
    bar.ax.grid(visible=False)
    sheet.write(
        _LEFT - 0.1,
        0.21,
        "share of the measure's LP in force (colours finer near 100 %)",
        fontsize=9,
        ha="right",
        va="center",
    )
