"""How long things take to happen in several scenarios: rising curves on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MultipleLocator

from sim.analysis.quantities import chosen_columns, groups, numbers
from sim.analysis.rounding import percent_range
from sim.batch.batch import Batch
from sim.engine.kernel.clock import YEAR
from sim.errors import ThawError
from sim.plots.base import naming, pages, style, wording
from sim.statistics.survival import Survival, survival

OUTCOMES: Final = ("days_to_relief", "days_to_deal")
"""What is waited for by default: the first relief of any kind, the first package agreed."""

LEVEL: Final = 0.95
"""Level of the intervals."""

_BANDS = 4
"""Scenarios up to which every curve has its band: more bands would hide one another."""

_DIGIT = 5.4
"""Width of a digit of the numbers below a panel, points."""

# Inches: right of a panel (names), a panel, its title, its dates, a row of numbers, a gap.
_RIGHT, _HEIGHT, _TITLE, _DATES, _ROW, _GAP = 4.35, 3.3, 0.34, 0.62, 0.185, 0.25


def survival_curves(batches: Sequence[Batch], outcomes: Sequence[str] = OUTCOMES) -> Figure:
    """Share of futures in which something has happened by then, all scenarios on one axis.

    Below each panel the futures in which it has; at the right the share in which it happens
    before the scenario ends, with its interval. Time runs from the start of each
    scenario.

    Parameters
    ----------
    batches
        The batches, two or more.
    outcomes
        Columns ``days_to_...``; a panel for each.

    Raises
    ------
    ThawError
        If there are fewer than two batches, one has no replication, or there is no such column.
    """
    shown = pages.compared(batches)
    pages.few(shown, "survival", "classes or matrix")
    curves = {name: [_curve(batch, name) for batch in shown] for name in outcomes}
    if not curves:
        raise ThawError("there is nothing to wait for: no outcome is named")
    names = pages.names(shown)
    with style.house():
        table = 0.28 + len(shown) * _ROW
        panel = _TITLE + _height(len(shown)) + _DATES + table + _GAP
        bands = "; bands: pointwise" if len(shown) <= _BANDS else ""
        page = pages.page(
            shown,
            f"How long it takes: share of futures in which it has happened by then{bands}",
            len(curves) * panel + 0.1,
            LEVEL,
        )
        for k, (name, each) in enumerate(curves.items()):
            axes = page.panel(
                pages.NAMES,
                k * panel + _TITLE,
                style.WIDTH - pages.NAMES - _RIGHT,
                _height(len(shown)),
            )
            (column,) = chosen_columns(shown[0], [name])
            axes.set_title(f"Time {column.meaning}")
            _axes(axes, each)
            for i, curve in enumerate(each):
                _draw(axes, i, curve, names[i], band=len(shown) <= _BANDS)
            _name(axes, each, naming.scenarios(shown, 24))
            _counts(axes, each, names)
    return page.figure


def _height(scenarios: int) -> float:
    """Height of a panel, inches: the names beside it need room."""
    return max(_HEIGHT, 0.21 * scenarios)


def _curve(batch: Batch, name: str) -> Survival:
    chosen_columns(batch, [name])
    return survival(numbers(batch.column(name)), batch.model.calendar.horizon, LEVEL, groups(batch))


def _axes(axes: Axes, curves: Sequence[Survival]) -> None:
    years = max(curve.horizon for curve in curves) / YEAR
    axes.set_xlim(0.0, years)
    axes.set_ylim(0.0, 1.02)
    axes.xaxis.set_major_locator(MultipleLocator(_step(years)))
    axes.yaxis.set_major_locator(MultipleLocator(0.25))
    style.percent_axis(axes.yaxis)
    axes.set_xlabel("years from the start of the scenario")
    axes.set_ylabel("share of futures")


def _step(years: float) -> float:
    """Distance of ticks, years: at most ten of them."""
    return next((s for s in (0.25, 0.5, 1.0, 2.0, 5.0) if years / s <= 10.0), 10.0)


def _draw(axes: Axes, k: int, curve: Survival, name: str, *, band: bool) -> None:
    look = pages.look(k)
    x = np.append(curve.days, curve.horizon) / YEAR
    y, low, high = (1.0 - np.append(v, v[-1]) for v in (curve.survival, curve.high, curve.low))
    if band:
        axes.fill_between(
            x, low, high, step="post", color=look.colour, alpha=0.16, linewidth=0.0, label=name
        )
    axes.step(
        x,
        y,
        where="post",
        color=look.colour,
        linestyle=look.dashes,
        linewidth=1.9,
        label=name,
        clip_on=False,
        zorder=3,
    )
    axes.plot(
        x[-1],
        y[-1],
        marker=look.marker,
        color=look.colour,
        markeredgecolor="black",
        markeredgewidth=0.6,
        markersize=7,
        clip_on=False,
        zorder=4,
    )


def _name(axes: Axes, curves: Sequence[Survival], names: Sequence[str]) -> None:
    """Names at the right, as near to the ends of the curves as they can be without meeting."""
    inches = axes.get_window_extent().height / style.DPI
    ends = [1.0 - curve.never for curve in curves]
    at = spread(ends, gap=0.205 * 1.02 / inches, low=0.0, high=1.02)
    beside = axes.get_yaxis_transform()
    right = axes.get_xlim()[1]
    axes.text(
        1.095,
        max(at) + 0.24 * 1.02 / inches,
        "by the end of the scenario",
        transform=beside,
        fontsize=9,
        color="#444444",
        va="center",
    )
    for k, (curve, name, y) in enumerate(zip(curves, names, at, strict=True)):
        look = pages.look(k)
        end = curve.horizon / YEAR / right
        if end > 0.98:  # a line from far inside would cross the other curves
            axes.plot(
                [end, 1.025, 1.035],
                [1.0 - curve.never, y, y],
                color="#999999",
                linewidth=0.7,
                transform=beside,
                clip_on=False,
                zorder=2,
            )
        axes.plot(
            [1.04, 1.0625, 1.085],
            [y, y, y],
            color=look.colour,
            linestyle=look.dashes,
            linewidth=1.9,
            marker=look.marker,
            markevery=[1],
            markeredgecolor="black",
            markeredgewidth=0.6,
            markersize=6,
            transform=beside,
            clip_on=False,
        )
        said = wording.percent(1.0 - curve.never, curve.n)
        span = percent_range(1.0 - curve.high[-1], 1.0 - curve.low[-1])
        axes.text(
            1.095,
            y,
            f"{name}: {said} ({span})",
            transform=beside,
            fontsize=9,
            va="center",
        )


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places as near to those wanted as leaves a gap between any two, between two limits.

    Parameters
    ----------
    wanted
        Where each should be.
    gap
        Least distance of two.
    low, high
        Limits; where there is not room enough for all, the gap shrinks.

    Notes
    -----
    Neighbours that would meet are merged into a block around the mean of what they want, until
    no two blocks meet (the pooling of adjacent violators: Ayer et al. 1955, Annals of
    Mathematical Statistics 26).
    """
    n = len(wanted)
    if n > 1:
        gap = min(gap, (high - low) / (n - 1))
    order = sorted(range(n), key=lambda i: (wanted[i], -i))
    # Without the gaps before it, each place may be no lower than the one before.
    blocks: list[tuple[float, int]] = []
    for rank, i in enumerate(order):
        centre, size = wanted[i] - rank * gap, 1
        while blocks and blocks[-1][0] >= centre:
            before, many = blocks.pop()
            centre, size = (before * many + centre * size) / (many + size), many + size
        blocks.append((centre, size))
    flat = [centre for centre, size in blocks for _ in range(size)]
    places = [0.0] * n
    for rank, i in enumerate(order):
        bound = min(max(flat[rank], low), high - (n - 1) * gap)
        places[i] = bound + rank * gap
    return places


def _counts(axes: Axes, curves: Sequence[Survival], names: Sequence[str]) -> None:
    """Futures in which it has happened before, scenario by scenario, below the ticks."""
    inches = axes.get_window_extent().height / style.DPI
    top = -(_DATES + 0.1) / inches
    below = axes.get_xaxis_transform()
    years = [x for x in axes.get_xticks() if 0.0 <= x <= axes.get_xlim()[1]]
    axes.text(
        0.0,
        top,
        "Futures in which it has happened before",
        transform=axes.transAxes,
        fontsize=9,
        fontweight="bold",
        va="center",
    )
    longest = max(len(f"{curve.n:,}") for curve in curves)
    for k, (curve, name) in enumerate(zip(curves, names, strict=True)):
        y = top - (0.2 + k * _ROW) / inches
        axes.annotate(
            name,
            (0.0, y),
            (-_DIGIT * 0.5 * longest - 9.0, 0.0),
            xycoords="axes fraction",
            textcoords="offset points",
            fontsize=8.5,
            ha="right",
            va="center",
            annotation_clip=False,
        )
        for year in years:
            known = year * YEAR <= curve.horizon
            said = f"{curve.n - int(curve.at_risk(year * YEAR)):,}" if known else "–"
            axes.text(year, y, said, transform=below, fontsize=8.5, ha="center", va="center")
