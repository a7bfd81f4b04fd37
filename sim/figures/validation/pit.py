"""Where what happened fell in what was forecast: probability integral transforms."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.base import style
from sim.figures.base.axes import note, percent_axis
from sim.figures.base.curves import Floats
from sim.figures.base.page import Grid, page
from sim.figures.findings import validation as findings
from sim.figures.registry import figure
from sim.statistics.clusters import numbered, share
from sim.wording import rounding

if TYPE_CHECKING:
    from sim.validation.backtest import Backtest

_GRID: Final = Grid(columns=2, left=0.8, width=5.35, height=3.7, gap=0.95, above=0.6, below=0.65)

_BAND: Final = "#D9D9D9"
_EXPECTED: Final[dict[str, Any]] = {
    "color": style.BLACK,
    "linewidth": 1.2,
    "linestyle": (0, (4, 2)),
}


@figure("pit", "backtest", order=70, finding=findings.pit)
def pit(backtest: Backtest, batches: Sequence[Batch], level: float | None = None) -> Figure:
    """Show the histogram and the distribution of the PIT values of dates and numbers.

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
    sheet = page(
        batches,
        "Where the answers fell among the futures, dates and numbers; within the grey band "
        f"{rounding.level(level)} of calibrated forecasters, as if items were independent",
        _GRID.tall(2),
        finding=findings.pit(backtest, batches, level),
        note="The place of an answer among the futures is its probability integral transform (PIT)",
    )
    left, right = (sheet.panel(*_GRID.place(k)) for k in range(2))
    _histogram(left, values, level)
    left.set_title("How often", pad=20.0)
    _distribution(right, values, level)
    right.set_title("Cumulative distribution", pad=20.0)
    note(right, " · ".join(_coverage(items, level)))
    for axes in (left, right):
        axes.set_xlim(0.0, 1.0)
        axes.set_xlabel("place of the answer: 0 before or below all futures, 1 after or above all")
    return sheet.figure


def _coverage(items: pl.DataFrame, level: float) -> list[str]:
    """Return how many answers lay in the central intervals of their forecasts, over cases."""
    shares = []
    for name, nominal in (("in50_simulator", 50), ("in90_simulator", 90)):
        told = items.drop_nulls(name)
        if told.height:
            hits = told[name].to_numpy().astype(np.float64)
            found = share(hits, numbered(told["case"].to_list()), level)
            text = f"{int(hits.sum())} of {hits.size} within {nominal} %"
            if found.low is not None and found.high is not None:
                text += f" ({100.0 * found.low:.0f} to {100.0 * found.high:.0f} %)"
            shares.append(text)
    return shares


def _stats() -> ModuleType:
    """Import what takes longer to import than to draw with."""
    from scipy import stats

    return stats


def _histogram(axes: Axes, values: Floats, level: float) -> None:
    n, bins = values.size, 10 if values.size >= 50 else 5
    counts, edges = np.histogram(values, bins, (0.0, 1.0))
    tail = 0.5 * (1.0 - level)
    low, high = (float(_stats().binom.ppf(end, n, 1.0 / bins)) for end in (tail, 1.0 - tail))
    axes.axhspan(low, high, facecolor=_BAND, label="band", zorder=0)
    axes.axhline(n / bins, zorder=3, **_EXPECTED)
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
    expected = f"dashed: expected, {n / bins:.3g} a bin; band: {low:.0f} to {high:.0f}"
    note(axes, expected)


def _distribution(axes: Axes, values: Floats, level: float) -> None:
    n = values.size
    half = float(_stats().kstwo.ppf(level, n))
    x = np.linspace(0.0, 1.0, 201)
    axes.fill_between(
        x,
        np.maximum(x - half, 0.0),
        np.minimum(x + half, 1.0),
        facecolor=_BAND,
        linewidth=0.0,
        label="band",
    )
    axes.plot([0.0, 1.0], [0.0, 1.0], **_EXPECTED)
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
    percent_axis(axes.yaxis)
