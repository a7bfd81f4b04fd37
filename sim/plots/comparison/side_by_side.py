"""Fan charts of several scenarios side by side, on the same axes."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.plots.base import dates, naming, pages, style
from sim.plots.base.series import Label, label
from sim.plots.batch.fan import bands

Floats = NDArray[np.float64]

SERIES: Final = ("legal", "in_force")
"""Series drawn by default: totals, which all models have; of many scenarios only the first."""

MANY: Final = 8
"""Scenarios of which all of `SERIES` fit on a page that can be taken in."""

_LEAST_LP = 5.0
"""An axis of LP is at least so long, or small steps would look like a thaw."""

# The blue of a single batch's fan, for all scenarios alike: none should look weightier.
_OUTER, _INNER, _LINE = "#C6DDEC", "#7FB2D3", "#003F66"
_DASHED: Final = (0.0, (3.0, 2.0))

_COLUMNS = 4

# Inches: a panel, what lies between and around panels, and the legend.
_HEIGHT, _LEFT, _RIGHT, _GAP = 2.3, 1.0, 0.25, 0.18
_LEGEND, _NAME, _BETWEEN, _DATES = 0.4, 0.3, 0.16, 0.42


def fans(batches: Sequence[Batch], series: Sequence[str] | None = None) -> Figure:
    """Fan charts side by side: a column for each scenario, a row for each series.

    Median, 50 % and 90 % of the futures at each moment; where there are more than four
    scenarios, further columns follow below. All panels of a series share both axes, so that
    scenarios of other years stand where they belong. The baseline, which is the scenario given
    first, has its median repeated in every other panel.

    Parameters
    ----------
    batches
        The batches, two or more.
    series
        Names of `sim.outcomes.trajectories.names` that all scenarios have; `SERIES` if None, of
        more than `MANY` scenarios only the first of them.

    Raises
    ------
    ThawError
        If there are fewer than two batches, one has no replication, or lacks a series.
    """
    shown = pages.compared(batches)
    if series is None:
        series = SERIES if len(shown) <= MANY else SERIES[:1]
    if not series:
        raise ThawError("there is no series to draw")
    rows = _labels(shown, series)
    names = naming.scenarios(shown, 36 if len(shown) > 2 else 60)
    with style.house():
        across = min(len(shown), _COLUMNS)
        block = _NAME + len(rows) * _HEIGHT + (len(rows) - 1) * _BETWEEN + _DATES
        page = pages.page(
            shown,
            "How it may go: at each moment half of all futures are in the dark band, 90 % in the "
            "light one · 100 LP = all in force at the start",
            _LEGEND + -(-len(shown) // _COLUMNS) * block,
        )
        _legend(page, names[0])
        width = (style.WIDTH - _LEFT - _RIGHT - (across - 1) * _GAP) / across
        for row, (name, (title, unit)) in enumerate(zip(series, rows, strict=True)):
            fan = [bands(batch, name) for batch in shown]
            first: Axes | None = None
            for k, batch in enumerate(shown):
                down, column = divmod(k, _COLUMNS)
                top = _LEGEND + down * block + _NAME + row * (_HEIGHT + _BETWEEN)
                left = _LEFT + column * (width + _GAP)
                axes = page.panel(left, top, width, _HEIGHT, first, first)
                first = first or axes
                _draw(axes, batch, fan[k])
                if k:
                    _baseline(axes, shown[0], fan[0][2])
                if row == 0:
                    axes.set_title(names[k])
                if column == 0:
                    axes.set_ylabel(f"{fill(title, 30)}\n({unit})")
                axes.tick_params(labelleft=column == 0, labelbottom=row == len(rows) - 1)
            assert first is not None
            _scale(first, shown, fan, unit)
    return page.figure


def _labels(batches: Sequence[Batch], series: Sequence[str]) -> list[Label]:
    """What the series are called; asked of every model, for one that lacks a series says so."""
    found = [label(batch.model, name) for batch in batches for name in series]
    return found[: len(series)]


def _draw(axes: Axes, batch: Batch, fan: Floats) -> None:
    x = style.day_numbers(batch.model, batch.grid)
    low, lower, middle, upper, high = fan
    for bottom, top, colour, name in ((low, high, _OUTER, "90 %"), (lower, upper, _INNER, "50 %")):
        axes.fill_between(x, bottom, top, step="post", facecolor=colour, linewidth=0.0, label=name)
    axes.step(x, middle, where="post", color=_LINE, linewidth=2.2, label="median")


def _baseline(axes: Axes, batch: Batch, median: Floats) -> None:
    axes.step(
        style.day_numbers(batch.model, batch.grid),
        median,
        where="post",
        color=style.BLACK,
        linewidth=1.3,
        linestyle=_DASHED,
        label="baseline",
    )


def _scale(axes: Axes, batches: Sequence[Batch], fans: list[Floats], unit: str) -> None:
    """Both axes of a row of panels: from the first day of any to the last, from low to high."""
    begin = min(style.date_number(batch.model, 0.0) for batch in batches)
    end = max(style.date_number(batch.model, batch.model.calendar.horizon) for batch in batches)
    axes.set_xlim(begin, end)
    dates.ticks(axes.xaxis, 3, 6)
    low, high = min(float(f.min()) for f in fans), max(float(f.max()) for f in fans)
    least = _LEAST_LP if unit.startswith("LP") else 0.0
    if low > 0.4 * high > 0.0:
        middle, half = 0.5 * (low + high), 0.56 * max(high - low, least, 0.02 * high)
        axes.set_ylim(middle - half, middle + half)
    else:
        axes.set_ylim(min(0.0, 1.06 * low), max(1.06 * high, least) or 1.0)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10]))


def _legend(page: pages.Page, baseline: str) -> None:
    handles = [
        Line2D([], [], color=_LINE, linewidth=2.2, label="median"),
        Patch(facecolor=_INNER, label="50 % of futures"),
        Patch(facecolor=_OUTER, label="90 % of futures"),
        Line2D(
            [],
            [],
            color=style.BLACK,
            linewidth=1.3,
            linestyle=_DASHED,
            label=f"median of {style.clipped(baseline, 40)}, the baseline",
        ),
    ]
    page.figure.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=page.at(0.1, 0.02),
        ncols=len(handles),
        borderaxespad=0.0,
    )
