"""A difference between two scenarios in one quantity: mean, interval, test, who has more."""

from __future__ import annotations

from math import isfinite
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.quantities import (
    Quantity,
)
from sim.statistics.intervals import Groups, mcnemar, mean, paired_shares
from sim.statistics.precision import Interval
from sim.statistics.shares import widening

__all__ = ["Difference", "difference"]

Floats = NDArray[np.float64]


class Difference(NamedTuple):
    """A difference between two scenarios: the columns of a comparison's table from `n` on."""

    n: int
    mean_a: float | None = None
    mean_b: float | None = None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    differing: int = 0
    p: float | None = None
    better: float | None = None
    better_low: float | None = None
    better_high: float | None = None
    variance_reduction: float | None = None


def difference(
    x: Floats, y: Floats, what: Quantity, groups: Groups | None, same: bool, level: float
) -> Difference:
    """Return the difference of one quantity between two scenarios.

    Parameters
    ----------
    x, y
        Its values in either, shape ``(n,)``, the same place the same replication; NaN where
        there is no such thing.
    what
        The quantity.
    groups
        The group of each replication, if they come in groups.
    same
        Whether the two are one scenario, so that nothing differs for certain.
    level
        Level of confidence, in (0, 1).
    """
    both = ~(np.isnan(x) | np.isnan(y))
    if not both.all():
        x, y, groups = x[both], y[both], None if groups is None else groups[both]
    n = x.size
    if n == 0:
        return Difference(0)
    apart = y - x
    estimate = mean(apart, groups)
    more, less = int(np.count_nonzero(apart > 0.0)), int(np.count_nonzero(apart < 0.0))
    sign = Interval(0.0, 0.0) if same else _sign_interval(apart, more, less, groups, level)
    if what.kind == "share":
        interval: Interval | None = sign
        p = mcnemar(more, less) if groups is None or same else estimate.p_value()
    else:
        # A difference is at most as large as the range of the values.
        most = what.bounds[1] - what.bounds[0]
        interval = Interval(0.0, 0.0) if same else estimate.interval(level, (-most, most))
        p = estimate.p_value()
    low, high = interval or (None, None)
    return Difference(
        n=n,
        mean_a=float(x.mean()),
        mean_b=float(y.mean()),
        difference=estimate.mean,
        low=low,
        high=high,
        differing=more + less,
        p=p,
        better=0.5 + 0.5 * (more - less) / n,
        better_low=0.5 + 0.5 * sign.low,
        better_high=0.5 + 0.5 * sign.high,
        variance_reduction=_variance_reduction(x, y),
    )


def _sign_interval(
    apart: Floats, more: int, less: int, groups: Groups | None, level: float
) -> Interval:
    """Return the interval of P(more) - P(less), widened where replications come in groups."""
    low, high = paired_shares(more, less, apart.size, level)
    if groups is not None:
        # The half that are ups or downs behave as a share does.
        wider = max(
            widening((apart > 0.0).astype(np.float64), groups),
            widening((apart < 0.0).astype(np.float64), groups),
        )
        middle, half = 0.5 * (low + high), 0.5 * wider * (high - low)
        low, high = max(-1.0, middle - half), min(1.0, middle + half)
    return Interval(low, high)


def _variance_reduction(x: Floats, y: Floats) -> float | None:
    """Return by which factor common random numbers cut the replications needed."""
    if x.size < 2:
        return None
    apart = y - x
    if apart.min() == apart.max():
        return None
    factor = float((x.var() + y.var()) / apart.var())
    return factor if isfinite(factor) else None
