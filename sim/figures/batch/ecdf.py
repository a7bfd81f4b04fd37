"""How one outcome is distributed over futures: the cumulative distribution."""

from __future__ import annotations

from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.analysis.quantities import groups, numbers
from sim.batch.batch import Batch
from sim.figures.base import curves, style
from sim.figures.base.axes import percent_axis, write_near
from sim.figures.base.curves import Floats
from sim.figures.base.page import Page
from sim.figures.batch.measured import Measured
from sim.figures.batch.outcome_page import outcome_page, strip
from sim.figures.findings import batch as findings
from sim.figures.registry import figure
from sim.statistics.intervals import share
from sim.wording.rounding import percent
from sim.wording.words import clipped

POINTS: Final = 240
"""Points at which the interval of a cumulative distribution is worked out, at most."""


@figure("ecdf", "batch", order=90, finding=findings.ecdf)
def ecdf(batch: Batch, outcome: str = "legal_end", level: float = 0.95) -> Figure:
    """Show the share of futures in which an outcome is at most so much, with intervals.

    The intervals are pointwise. Of a time until something happens the curve ends below 100 %
    where some futures never see it; of any other outcome, futures without a value are left out.
    Outcomes that are names or yes and no are drawn as bars.

    Parameters
    ----------
    batch
        The batch.
    outcome
        Name of an outcome column, see `Batch.columns`.
    level
        Level of the intervals, in (0, 1).

    Raises
    ------
    ThawError
        If there is no such column, or all replications failed.
    """
    return outcome_page(batch, outcome, level, "Cumulative distribution", _draw)


def _draw(sheet: Page, axes: Axes, batch: Batch, outcome: Measured, level: float) -> None:
    ordered = np.sort(outcome.values)
    total = outcome.n if outcome.until else ordered.size
    x = np.unique(ordered)
    y = np.searchsorted(ordered, x, side="right") / total
    steps = curves.seen(x)
    right = batch.model.calendar.horizon if outcome.until else float(x[-1])
    margin = 0.03 * (right - float(x[0])) or 0.05 * abs(right) or 0.5
    first = 0.0 if outcome.until else float(x[0]) - margin
    last = right if outcome.until else right + margin
    low, high, at = _interval(batch, outcome, x, level)
    curves.band(
        axes,
        [first, *at, last],
        [0.0, *low, low[-1]],
        [0.0, *high, high[-1]],
        facecolor="#C6DDEC",
        label="interval",
    )
    axes.step(
        [first, *x[steps], last],
        [0.0, *y[steps], y[-1]],
        where="post",
        color=style.BLUE,
        linewidth=2.0,
        label="share",
    )
    if outcome.without and outcome.until:
        axes.axhline(y[-1], color=style.GREY, linewidth=1.0, linestyle=(0, (1, 2)))
        write_near(
            axes,
            f"never by the end: {percent(outcome.without / outcome.n)} ({outcome.without:,})",
            (first, y[-1]),
            (6.0, 4.0),
            fontsize=9.5,
        )
    elif outcome.without:
        text = f"{outcome.values.size:,} futures; {outcome.without:,} more have no value"
        axes.set_title(text, y=1.1)
    axes.set_xlim(first, last)
    axes.set_ylim(0.0, 1.02)
    axes.set_xlabel(clipped(outcome.axis, 130))
    axes.set_ylabel("share of futures with at most so much")
    if outcome.column.type == "int":
        axes.xaxis.set_major_locator(MaxNLocator(nbins=12, integer=True, steps=[1, 2, 5, 10]))
    percent_axis(axes.yaxis)
    strip(sheet, axes, outcome)


def _interval(
    batch: Batch, outcome: Measured, x: Floats, level: float
) -> tuple[list[float], list[float], Floats]:
    """Return the ends of the interval of the share at most so much, at some of the values."""
    every, member = numbers(batch.column(outcome.column.name)), groups(batch)
    if not outcome.until:
        there = ~np.isnan(every)
        every, member = every[there], None if member is None else member[there]
    at = x if x.size <= POINTS else x[np.linspace(0, x.size - 1, POINTS).round().astype(int)]
    ends = [share((every <= value).astype(np.float64), member, level) for value in at]
    return [end.low or 0.0 for end in ends], [end.high or 0.0 for end in ends], at
