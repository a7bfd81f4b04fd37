"""Statistics of batches: one number for a fact, with its interval, or one for each design point.

The same few lines serve a whole batch and the rows of each point of a design, because a statistic
is either a quotient of two sums over rows or a quantile of them: see
`sim.validation.patterns.samples`.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.quantities import groups
from sim.batch.batch import Batch
from sim.statistics import intervals
from sim.statistics.precision import wilson_interval
from sim.statistics.products import product
from sim.statistics.resampling import resampled
from sim.validation.patterns.samples import Quotient, Sample, Values, sample
from sim.validation.patterns.schema import Statistic

__all__ = ["Measured", "by_point", "measured"]

Floats = NDArray[np.float64]
Points = NDArray[np.int64]

RESAMPLES: Final = 1000
"""Of a bootstrap: the ends of a 95 % interval are then good to about a tenth of its width."""


class Measured(NamedTuple):
    """A statistic of a batch.

    Attributes
    ----------
    n
        Replications that it rests on.
    value, low, high
        Its value and 95 % interval; None where there is nothing, or too little, to tell.
    """

    n: int
    value: float | None
    low: float | None
    high: float | None


def measured(statistic: Statistic, batch: Batch) -> Measured:
    """Measure a batch.

    Notes
    -----
    Intervals of 95 %: Wilson's for shares of replications, Student's t for means of them, order
    statistics for quantiles (`sim.statistics.intervals`). For ratios of sums, replications are
    resampled (percentiles of a bootstrap, always with the same seed: Efron & Tibshirani 1993,
    An Introduction to the Bootstrap, ch. 13); where all or none of the events counted are of the
    kind, resampling knows no spread, and the interval is Wilson's over the events.
    """
    taken = sample(statistic, batch)
    member = groups(batch)
    if isinstance(taken, Values):
        there = ~np.isnan(taken.values)
        order = np.argsort(taken.values[there], kind="stable")
        inside = None if member is None else member[there][order]
        if not order.size:
            return Measured(0, None, None, None)
        interval = intervals.quantile(taken.values[there][order], taken.q, inside)
        return Measured(order.size, *interval)
    counts = taken.bottom != 0.0
    n = int(counts.sum())
    below = float(taken.bottom.sum())
    if below == 0.0:
        return Measured(n, None, None, None)
    inside = None if member is None else member[counts]
    if taken.shares:
        return Measured(n, *intervals.share(taken.top[counts], inside))
    if taken.means:
        mean = intervals.mean(taken.top[counts], inside)
        return Measured(n, mean.mean, *(mean.interval(bounds=taken.bounds) or (None, None)))
    value = float(taken.top.sum()) / below
    return Measured(n, value, *_resampled(taken, member, value))


def _resampled(
    quotient: Quotient, member: Points | None, value: float
) -> tuple[float, float] | tuple[None, None]:
    """Return the interval of a ratio of sums, by resampling replications or groups of them."""
    events = quotient.bottom.sum()
    if (
        value in (0.0, 1.0)
        and float(events).is_integer()
        and np.all(quotient.top <= quotient.bottom)
    ):
        return wilson_interval(round(quotient.top.sum()), round(events))
    unit = (
        np.arange(quotient.top.size)
        if member is None
        else np.unique(member, return_inverse=True)[1]
    )
    top = np.bincount(unit, quotient.top).astype(np.float64)
    bottom = np.bincount(unit, quotient.bottom).astype(np.float64)
    if top.size < 2:
        return None, None
    weights = resampled(top.size, RESAMPLES)
    above, below = product(weights, top), product(weights, bottom)
    ratios = above[below != 0.0] / below[below != 0.0]
    low, high = np.quantile(ratios, (0.025, 0.975))
    return float(low), float(high)


def by_point(taken: Sample, point: Points, points: int) -> Floats:
    """Return the statistic of each design point's rows.

    Parameters
    ----------
    taken
        The sample of a batch.
    point
        Shape ``(rows,)``, whole numbers. Number of each row's point, from 0.
    points
        How many points there are.

    Returns
    -------
    ndarray, shape (points,)
        NaN where a point has nothing to measure.
    """
    if isinstance(taken, Quotient):
        top = np.bincount(point, taken.top, points)
        bottom = np.bincount(point, taken.bottom, points)
        values = np.full(points, np.nan)
        np.divide(top, bottom, out=values, where=bottom != 0.0)
        return values
    there = ~np.isnan(taken.values)
    order = np.lexsort((taken.values[there], point[there]))
    ordered = taken.values[there][order]
    count = np.bincount(point[there], minlength=points)
    rank = np.maximum(np.ceil(count * taken.q - 1e-9), 1.0).astype(np.int64)
    at = np.cumsum(count) - count + rank - 1
    values = np.full(points, np.nan)
    values[count > 0] = ordered[at[count > 0]]
    return values
