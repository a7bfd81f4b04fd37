"""Where what happened fell in what was forecast: probability integral transforms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.plots.base import style
from sim.plots.base.pages import page
from sim.plots.batch.measured import Floats
from sim.statistics.precision import wilson_interval

if TYPE_CHECKING:
    from sim.validation.backtest import Backtest

# Inches: a panel's left edge, width and height, between panels, above and below them.
_LEFT, _WIDTH, _HEIGHT, _GAP, _ABOVE, _BELOW = 0.8, 5.35, 3.7, 0.95, 0.6, 0.65

_BAND: Final = "#D9D9D9"


def pit(backtest: Backtest, batches: Sequence[Batch], level: float | None = None) -> Figure:
    """Histogram and distribution of the PIT values of dates and numbers.

    The PIT of an item is the probability that the simulator gave to the answer being no more
    than it was. If forecasts are calibrated these values are uniform. The bands say how far so
    few stray by chance: of the histogram bin by bin, of the distribution as a whole.

    Parameters
    ----------
    backtest
        Scores of the cases.
    batches
        Their batches.
    level
        Level of the bands, in (0, 1); that of the backtest if None.

    Raises
    ------
    ThawError
        If no item has a PIT value.

    Notes
    -----
    Dawid 1984, JRSS A 147; Gneiting, Balabdaoui & Raftery 2007, JRSS B 69. Counts of a bin are
    binomial; the band of the distribution is that of Kolmogorov's statistic.
    """
    items = backtest.items.filter(pl.col("pit").is_not_null())
    if not items.height:
        raise ThawError("there is nothing to draw: no item is a date or a number")
    values = np.sort(items["pit"].cast(pl.Float64).to_numpy())
    level = backtest.level if level is None else level
    with style.house():
        sheet = page(
            batches,
            "Where the answers fell in their forecasts: PIT of dates and numbers; within the grey "
            f"band {100.0 * level:g} % of calibrated forecasters, as if items were independent",
            _ABOVE + _HEIGHT + _BELOW,
        )
        left = sheet.panel(_LEFT, _ABOVE, _WIDTH, _HEIGHT)
        _histogram(left, values, level)
        left.set_title("How often", pad=20.0)
        right = sheet.panel(_LEFT + _WIDTH + _GAP, _ABOVE, _WIDTH, _HEIGHT)
        _distribution(right, values, level)
        right.set_title("Cumulative distribution", pad=20.0)
        right.text(
            0.0,
            1.025,
            " · ".join(_coverage(items, level)),
            transform=right.transAxes,
            fontsize=9,
            color="#444444",
        )
        for axes in (left, right):
            axes.set_xlim(0.0, 1.0)
            axes.set_xlabel("PIT: 0 earlier or less than any future, 1 later or more than all")
    return sheet.figure


def _coverage(items: pl.DataFrame, level: float) -> list[str]:
    """How many answers lay in the central intervals of their forecasts."""
    said = []
    for name, nominal in (("in50", 50), ("in90", 90)):
        inside = items[name].drop_nulls()
        if inside.len():
            hits, n = int(inside.sum()), inside.len()
            low, high = (100.0 * end for end in wilson_interval(hits, n, level))
            said.append(f"{hits} of {n} within {nominal} % ({low:.0f} to {high:.0f} %)")
    return said


def _histogram(axes: Axes, values: Floats, level: float) -> None:
    from scipy.stats import binom

    n, bins = values.size, 10 if values.size >= 50 else 5
    counts, edges = np.histogram(values, bins, (0.0, 1.0))
    tail = 0.5 * (1.0 - level)
    low, high = (float(binom.ppf(end, n, 1.0 / bins)) for end in (tail, 1.0 - tail))
    axes.axhspan(low, high, facecolor=_BAND, label="band", zorder=0)
    axes.axhline(n / bins, color=style.BLACK, linewidth=1.2, linestyle=(0, (4, 2)), zorder=3)
    axes.bar(
        edges[:-1],
        counts,
        width=np.diff(edges),
        align="edge",
        facecolor="#7FB2D3",
        alpha=0.85,
        edgecolor="#333333",
        linewidth=0.8,
        label="items",
        zorder=2,
    )
    axes.set_ylim(0.0, 1.12 * max(float(high), float(counts.max())))
    axes.set_ylabel(f"items of {n:,}")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.text(
        0.0,
        1.025,
        f"dashed: expected, {n / bins:.3g} a bin; band: {low:.0f} to {high:.0f}",
        transform=axes.transAxes,
        fontsize=9,
        color="#444444",
    )


def _distribution(axes: Axes, values: Floats, level: float) -> None:
    from scipy.stats import kstwo

    n = values.size
    half = float(kstwo.ppf(level, n))
    x = np.linspace(0.0, 1.0, 201)
    axes.fill_between(
        x,
        np.maximum(x - half, 0.0),
        np.minimum(x + half, 1.0),
        facecolor=_BAND,
        linewidth=0.0,
        label="band",
    )
    axes.plot([0.0, 1.0], [0.0, 1.0], color=style.BLACK, linewidth=1.2, linestyle=(0, (4, 2)))
    axes.step(
        [0.0, *values, 1.0],
        [0.0, *(np.arange(1, n + 1) / n), 1.0],
        where="post",
        color=style.BLUE,
        linewidth=2.2,
        label="items",
    )
    axes.set_ylim(0.0, 1.02)
    axes.set_ylabel("share of items with at most so much")
    style.percent_axis(axes.yaxis)
