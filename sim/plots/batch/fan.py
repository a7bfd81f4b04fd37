"""How series may go: the spread of all futures over time, with a few of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from sim.analysis.rounding import number
from sim.batch.batch import Batch
from sim.plots.base import style
from sim.plots.base.pages import page
from sim.plots.base.series import label
from sim.plots.base.wording import need_rows, percent
from sim.plots.run import chronicle
from sim.statistics.intervals import quantiles

LEVELS: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles drawn: the ends of the band of 90 %, those of 50 %, and the median."""

SINGLE: Final = 5
"""Single futures drawn: the first so many, not chosen by what happens in them."""

_TOTALS: Final = 3
"""The first of the series drawn by default are totals, which are always drawn."""

_LEAST_LP = 5.0
"""An axis of LP is at least so long, or small steps would look like a thaw."""

_DASHES: Final = (0.0, (4.0, 2.0))

_OUTER, _INNER, _LINE, _ONE = "#C6DDEC", "#7FB2D3", "#003F66", "#555555"

# Inches: a panel's height and width, left of the panels, above, between (twice) and below them.
_PANEL, _WIDTH, _LEFT, _ABOVE, _BETWEEN, _GAP, _BELOW = 2.2, 5.6, 0.7, 0.7, 0.72, 0.72, 0.4


def default_series(batch: Batch) -> tuple[str, ...]:
    """What is drawn if nothing else is asked for: the totals, then relief by sender."""
    senders = batch.model.catalogue.senders
    return ("legal", "effective", "in_force", *(f"legal_{sender}" for sender in senders))


def fan(batch: Batch, series: Sequence[str] | None = None) -> Figure:
    """Fan charts: median, mean, the bands of 50 % and 90 % of futures, and single futures.

    Of senders that hardly ever ease anything, so that 90 % of futures stay at 0 throughout, no
    fan is drawn unless it is asked for; they are named instead.

    Where the scenario has a record of what happened, its dates are ticked on every panel and
    told below, and its path goes over the fan of relief in law if it says how much was eased.

    Parameters
    ----------
    batch
        The batch.
    series
        Names of series, see `sim.outcomes.trajectories.names`; `default_series` if None.

    Raises
    ------
    ThawError
        If all replications failed, or there is no such series.
    """
    need_rows(batch)
    wanted = tuple(series) if series else default_series(batch)
    still: list[str] = []
    if not series:
        still = [name for name in wanted[_TOTALS:] if not bands(batch, name)[[0, -1]].any()]
        wanted = tuple(name for name in wanted if name not in still)
    labels = [label(batch.model, name) for name in wanted]
    with style.house():
        rows = (len(wanted) + 1) // 2
        record = chronicle.chronicle(batch.model, 2.0 * _WIDTH + _BETWEEN)
        body = _ABOVE + rows * (_PANEL + _GAP) - _GAP + _BELOW
        sheet = page(
            [batch],
            "How it may go: at each moment, half of all futures are in the dark band and 90 % in "
            f"the light one (a band is not a path){_left_out(batch, still)}",
            body + record.height,
        )
        wide = _WIDTH if len(wanted) > 1 else 2.0 * _WIDTH + _BETWEEN
        for k, (name, (title, unit)) in enumerate(zip(wanted, labels, strict=True)):
            down, across = divmod(k, 2)
            axes = sheet.panel(
                _LEFT + across * (_WIDTH + _BETWEEN), _ABOVE + down * (_PANEL + _GAP), wide, _PANEL
            )
            panel(axes, batch, name, unit)
            axes.set_title(style.clipped(title, 60), pad=19.0)
            axes.set_ylabel(unit)
        record.draw(sheet, _LEFT, body)
        entries = handles([batch])
        sheet.figure.legend(
            handles=entries,
            loc="upper left",
            bbox_to_anchor=sheet.at(0.1, 0.04),
            ncols=len(entries),
            borderaxespad=0.0,
            borderpad=0.2,
            columnspacing=1.3,
        )
    return sheet.figure


def bands(batch: Batch, name: str) -> NDArray[np.float64]:
    """Quantiles of a series over its futures: `LEVELS` at every day of the grid.

    Returns
    -------
    ndarray, shape (len(LEVELS), t)
        Values that are there, as tables have them.
    """
    return quantiles(batch.series(name).astype(np.float64), LEVELS)


def _left_out(batch: Batch, names: Sequence[str]) -> str:
    """Which senders have no fan, and why."""
    if not names:
        return ""
    senders = batch.model.catalogue.senders
    said = ", ".join(
        f"{style.clipped(senders[name.removeprefix('legal_')].name, 40)} "
        f"(mean at the end {number(batch.series(name)[:, -1].mean(dtype=np.float64))})"
        for name in names
    )
    return f"; no fan where 90 % of futures stay at 0: {said}"


def panel(axes: Axes, batch: Batch, name: str, unit: str) -> None:
    """Draw the fan of one series, with the record if there is one.

    Parameters
    ----------
    axes
        Where.
    batch
        Of which scenario.
    name, unit
        The series and its unit, see `sim.plots.base.series.label`.
    """
    style.date_axis(axes, batch.model)
    values = batch.series(name)
    x = style.day_numbers(batch.model, batch.grid)
    low, lower, middle, upper, high = bands(batch, name)
    for bottom, top, colour, name_ in ((low, high, _OUTER, "90 %"), (lower, upper, _INNER, "50 %")):
        axes.fill_between(x, bottom, top, step="post", facecolor=colour, linewidth=0.0, label=name_)
    for k in range(min(SINGLE, len(values))):
        axes.step(x, values[k], where="post", color=_ONE, linewidth=0.6, label="single")
    mean = values.mean(axis=0, dtype=np.float64)
    axes.step(x, middle, where="post", color=_LINE, linewidth=2.2, label="median")
    axes.step(
        x, mean, where="post", color=style.BLACK, linewidth=1.5, linestyle=_DASHES, label="mean"
    )
    drawn = [low, high, mean]  # single futures beyond leave the panel
    path = chronicle.path_of(batch.model) if name == "legal" else None
    if path is not None:
        chronicle.draw_path(axes, batch.model, path)
        drawn.append(path.lp)
    if batch.model.scenario.observed:
        chronicle.ticks(axes, batch.model)
    _limits(axes, min(float(x.min()) for x in drawn), max(float(x.max()) for x in drawn), unit)
    axes.text(
        0.0,
        1.025,
        _at_the_end(values[:, -1], *(float(x[-1]) for x in (middle, mean, low, high))),
        transform=axes.transAxes,
        fontsize=9,
        color="#444444",
        va="bottom",
    )
    if name == "in_force":
        axes.axhline(100.0, color=style.GREY, linewidth=0.9, linestyle=(0, (1, 2)))
    for change in batch.model.scenario.interventions:
        if change.on is not None:
            day = (change.on - batch.model.scenario.start).days
            axes.axvline(
                style.date_number(batch.model, day),
                color=style.VERMILLION,
                linewidth=1.0,
                linestyle=(0, (1, 2)),
                label="intervention",
            )


def _at_the_end(values: NDArray[Any], middle: float, mean: float, low: float, high: float) -> str:
    """Where a series ends, in words."""
    said = f"at the end: median {number(middle)}, mean {number(mean)}"
    if low < high:
        return f"{said}, 90 % from {number(low)} to {number(high)}"
    same = float((values == low).mean())
    return f"{said}, {percent(same, len(values))} of futures at {number(low)}"


def _limits(axes: Axes, low: float, high: float, unit: str) -> None:
    """Let axes begin at zero where the values do not stay far above it."""
    least = _LEAST_LP if unit.startswith("LP") else 0.0
    if low > 0.5 * high > 0.0:
        middle, half = 0.5 * (low + high), 0.56 * max(high - low, least, 0.02 * high)
        axes.set_ylim(middle - half, middle + half)
    else:
        axes.set_ylim(min(0.0, 1.06 * low), max(1.06 * high, least) or 1.0)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10]))


def handles(batches: Sequence[Batch]) -> list[Line2D | Patch]:
    """What a legend says of the fans of some batches."""
    single = min(SINGLE, *(batch.rows for batch in batches))
    found: list[Line2D | Patch] = [
        Line2D([], [], color=_LINE, linewidth=2.2, label="median"),
        Line2D([], [], color=style.BLACK, linewidth=1.5, linestyle=_DASHES, label="mean"),
        Patch(facecolor=_INNER, label="50 % of futures"),
        Patch(facecolor=_OUTER, label="90 % of futures"),
        Line2D(
            [],
            [],
            color=_ONE,
            linewidth=0.6,
            label=f"the first {single} futures" if single > 1 else "the first future",
        ),
    ]
    scenarios = [batch.model.scenario for batch in batches]
    if any(change.on is not None for scenario in scenarios for change in scenario.interventions):
        found.append(
            Line2D(
                [],
                [],
                color=style.VERMILLION,
                linewidth=1.0,
                linestyle=(0, (1, 2)),
                label="intervention",
            )
        )
    said = {line.get_label(): line for b in batches for line in chronicle.handles(b.model)}
    return [*found, *said.values()]
