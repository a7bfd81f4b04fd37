"""Time until something happens, when the only reason not to see it is that the scenario ends."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.statistics.intervals import Groups
from sim.statistics.precision import wilson_intervals
from sim.statistics.shares import share_interval

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Survival:
    """The share of replications in which something has not happened yet.

    Attributes
    ----------
    days
        Day 0 and the days on which it happened in some replication, ascending, shape ``(k,)``.
    survival
        Share in which it has not happened by the end of each of these days, shape ``(k,)``; it
        holds until the next.
    low, high
        Interval at each of these days, shape ``(k,)``; pointwise, not for the curve.
    n
        Replications.
    horizon
        Day at which observation ends.
    """

    days: Floats
    survival: Floats
    low: Floats
    high: Floats
    n: int
    horizon: float

    def at(self, day: ArrayLike) -> Floats:
        """Survival on given days, shape as given."""
        values: Floats = self.survival[np.searchsorted(self.days, day, side="right") - 1]
        return values

    def at_risk(self, day: ArrayLike) -> NDArray[np.int64]:
        """Replications in which it has not happened before given days, shape as given."""
        # All of them before the first; then what the step before the day leaves.
        before = np.searchsorted(self.days, day, side="left") - 1
        left = np.where(before < 0, 1.0, self.survival[np.maximum(before, 0)])
        risk: NDArray[np.int64] = np.rint(left * self.n).astype(np.int64)
        return risk

    def quantile(self, p: float) -> float:
        """Day by which it has happened in a share `p`; infinite if it has not by the horizon."""
        reached = np.flatnonzero(self.survival <= 1.0 - p + 1e-12)
        return float(self.days[reached[0]]) if reached.size else inf

    @property
    def never(self) -> float:
        """Share in which it does not happen by the horizon."""
        return float(self.survival[-1])


STEPS: Final = 200
"""Days at which intervals of grouped replications are worked out; those between lie around both."""


def survival(
    days: ArrayLike, horizon: float, level: float = 0.95, groups: Groups | None = None
) -> Survival:
    """Return the survival curve of times that are censored at the horizon only.

    Parameters
    ----------
    days
        Day on which it happened in each replication; NaN, infinity or a day beyond the horizon
        where it did not. n >= 1, shape (n,).
    horizon
        Day at which observation ends, positive.
    level
        Level of confidence of the pointwise intervals, in (0, 1).
    groups
        Number of the group of each replication; members of a group are not independent, shape (n,).

    Raises
    ------
    ValueError
        If there is no replication, a day is negative or the horizon is not positive.

    Notes
    -----
    With no censoring before the horizon the estimator of Kaplan & Meier 1958, JASA 53, is one
    minus the empirical distribution function, and the number still without the event is
    binomial: hence Wilson's interval rather than Greenwood's, or that of
    `sim.statistics.shares` for groups.
    """
    times = np.asarray(days, dtype=np.float64).ravel()
    n = times.size
    if n == 0 or not horizon > 0.0:
        raise ValueError(f"need replications ({n}) and a positive horizon ({horizon})")
    seen = np.sort(times[times <= horizon])  # NaN is not
    if seen.size and seen[0] < 0.0:
        raise ValueError(f"a day ({seen[0]}) lies before the start")
    at, count = np.unique(seen, return_counts=True)
    if not at.size or at[0] > 0.0:
        at, count = np.append(0.0, at), np.append(0, count)
    left = n - np.cumsum(count)
    if groups is None:
        ends = wilson_intervals(left, n, level)
    else:
        ends = _grouped(times, at, groups, level)
    return Survival(at, left / n, ends[:, 0], ends[:, 1], n, float(horizon))


def _grouped(times: Floats, at: Floats, groups: Groups, level: float) -> Floats:
    """Intervals at each of these days; where they are many, of the days on either side."""
    chosen = np.unique(np.linspace(0, at.size - 1, min(STEPS, at.size)).round().astype(np.int64))
    ends = np.array(
        [share_interval(~(times <= day), groups, level) for day in at[chosen]]  # NaN: never
    )
    every = np.arange(at.size)
    after = np.searchsorted(chosen, every, side="left")
    before = np.searchsorted(chosen, every, side="right") - 1
    # Survival falls: the lower end is no lower than at a later day, the upper end no higher
    # than at an earlier one.
    return np.stack([ends[after, 0], ends[before, 1]], axis=1)
