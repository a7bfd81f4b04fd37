"""Intervals for what replications share: proportions, means, quantiles, and their differences.

Replications are independent unless they come in groups: antithetic pairs, or the repeats of one
draw of the uncertain parameters. Every interval takes the groups and counts those. Draws from a
Sobol sequence are taken as if they were independent: they are more even than that, so that
intervals are, if anything, too wide.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from math import ceil, floor, inf, isfinite, sqrt
from typing import Any, NamedTuple

import numpy as np
import scipy
from numpy.typing import NDArray

from sim.statistics.precision import Interval, normal_quantile, standard_error, wilson_interval
from sim.statistics.shares import share_interval, widening

Floats = NDArray[np.float64]
Groups = NDArray[np.int64]


class Mean(NamedTuple):
    """A mean, its standard error, and how many independent units that rests on."""

    mean: float
    standard_error: float
    units: int

    def interval(
        self, level: float = 0.95, bounds: tuple[float, float] = (-inf, inf)
    ) -> Interval | None:
        """Student's t interval, within what the mean can be.

        Parameters
        ----------
        level
            Level of confidence, in (0, 1).
        bounds
            What no value can go beyond.

        Returns
        -------
        Interval or None
            None from fewer than two units. Where all of them are the same, the sample tells
            nothing of the spread: None then too, unless values are bounded on both sides.

        Notes
        -----
        If all of n units have one value, others may have another in a share of them that Wilson's
        interval for 0 of n bounds; at worst these lie at a bound.
        """
        if self.units < 2:
            return None
        low, high = bounds
        if self.standard_error == 0.0:
            if not isfinite(low) or not isfinite(high):
                return None
            others = wilson_interval(0, self.units, level).high
            down, up = others * (self.mean - low), others * (high - self.mean)
            return Interval(self.mean - down, self.mean + up)
        half = float(scipy.special.stdtrit(self.units - 1, 0.5 + 0.5 * level)) * self.standard_error
        return Interval(max(low, self.mean - half), min(high, self.mean + half))

    def p_value(self) -> float | None:
        """Two-sided p of the mean being 0, by Student's t.

        None from fewer than two units, and where all have the same value other than 0: that a
        sample without spread is not at 0 says nothing of how sure that is.
        """
        if self.units < 2:
            return None
        if self.standard_error == 0.0:
            return 1.0 if self.mean == 0.0 else None
        return 2.0 * float(
            scipy.special.stdtr(self.units - 1, -abs(self.mean) / self.standard_error)
        )


class Estimated(NamedTuple):
    """An estimate and the ends of its interval; an end is None where the sample sets none."""

    value: float
    low: float | None
    high: float | None


def mean(values: Floats, groups: Groups | None = None) -> Mean:
    """Return the mean of replications that may come in groups.

    Parameters
    ----------
    values
        Finite, n >= 1, shape (n,).
    groups
        Number of the group of each value, from 0. Groups are independent of each other, their
        members are not. Without it every value is a group of its own, shape (n,).

    Returns
    -------
    Mean
        The standard error is infinite if there is only one group.

    Notes
    -----
    With g groups, ``se = sqrt(g / (g - 1) * sum over groups of (sum of deviations)^2) / n``, the
    linearised variance of a cluster sample (Cochran 1977, Sampling Techniques, ch. 9). For
    single values it is sd / sqrt(n); for complete antithetic pairs it is that of the pair means.
    """
    error, units = standard_error(values, groups)
    same = values.min() == values.max()  # exact, where a rounded mean would leave a trace
    middle = float(values[0] if same else values.mean())
    return Mean(middle, error if units > 1 else inf, units)


def share(hits: Floats, groups: Groups | None = None, level: float = 0.95) -> Estimated:
    """Return a share with its interval: Wilson's, or that of `sim.statistics.shares` for groups.

    Parameters
    ----------
    hits
        1 where it happened, 0 where it did not; n >= 1, shape (n,).
    groups
        See `mean`, shape (n,).
    level
        Level of confidence, in (0, 1).
    """
    return Estimated(round(float(hits.sum())) / hits.size, *share_interval(hits, groups, level))


def quantile(
    ordered: Floats, p: float, groups: Groups | None = None, level: float = 0.95
) -> Estimated:
    """Return a quantile with a distribution-free interval between two order statistics.

    Parameters
    ----------
    ordered
        Values in ascending order, n >= 1; infinity stands for "never", shape (n,).
    p
        In (0, 1).
    groups
        Groups of the values in the same order; see `mean`, shape (n,).
    level
        Level of confidence, in (0, 1), reached at least whatever the distribution.

    Returns
    -------
    Estimated
        The smallest value that at least a share `p` does not exceed. An end is None where
        even the smallest or the largest value does not bound it: there are too few values.

    Notes
    -----
    Conover 1999, Practical Nonparametric Statistics, 3rd ed., sec. 3.2. In groups the ranks are
    moved out by the design effect at the quantile (Woodruff 1952, JASA 47).
    """
    n = ordered.size
    value = float(ordered[_rank(n, p) - 1])
    low, high = _bounding_ranks(n, p, level)
    wider = 1.0 if groups is None else widening((ordered <= value).astype(np.float64), groups)
    if wider > 1.0:
        low = floor(n * p - wider * (n * p - low))
        high = ceil(n * p + wider * (high - n * p))
    return Estimated(
        value,
        float(ordered[low - 1]) if low >= 1 else None,
        float(ordered[high - 1]) if high <= n else None,
    )


def quantiles(values: NDArray[np.floating[Any]], levels: Sequence[float]) -> Floats:
    """Return quantiles over the first axis as `quantile` has them: values that are there.

    Parameters
    ----------
    values
        In any order, n >= 1, shape (n, ...).
    levels
        In (0, 1).

    Returns
    -------
    ndarray, shape (levels, ...)
        For each level the smallest value that at least such a share does not exceed.
    """
    places = [_rank(len(values), p) - 1 for p in levels]
    return np.sort(values, axis=0)[places].astype(np.float64)


def _rank(n: int, p: float) -> int:
    return max(1, ceil(n * p - 1e-9))  # .95 * 20 is a little more than 19 to a computer


@lru_cache(maxsize=256)
def _bounding_ranks(n: int, p: float, level: float) -> tuple[int, int]:
    """Ranks of the order statistics on either side; 0 and n + 1 say that there is none."""

    def below(k: int) -> float:
        return float(scipy.special.bdtr(float(k), n, p))

    tail = 0.5 * (1.0 - level)
    low = bisect_right(range(n + 1), tail, key=below)
    high = bisect_left(range(n + 1), 1.0 - tail, key=below) + 1
    return low, min(high, n + 1)


def paired_shares(more: int, less: int, n: int, level: float = 0.95) -> Interval:
    """Return an interval for the difference of two shares of the same `n` replications.

    Parameters
    ----------
    more, less
        Replications in which only the second happened, and only the first.
    n
        Replications, at least 1.
    level
        Level of confidence, in (0, 1).

    Returns
    -------
    Interval
        Of P(more) - P(less). It has a width also where no replication differs: that none of n
        did is no proof that none does.

    Notes
    -----
    Bonett & Price 2012, Journal of Educational and Behavioral Statistics 37: Wald's interval
    with one replication added to either side.
    """
    up, down = (more + 1) / (n + 2), (less + 1) / (n + 2)
    middle = up - down
    half = normal_quantile(level) * sqrt(max(0.0, up + down - middle * middle) / (n + 2))
    return Interval(max(-1.0, middle - half), min(1.0, middle + half))


def mcnemar(more: int, less: int) -> float:
    """Return McNemar's two-sided mid-p that `more` and `less` are equally likely.

    Notes
    -----
    Fagerland, Lydersen & Laake 2013, BMC Medical Research Methodology 13.
    """
    if more == less:
        return 1.0
    few, all_ = min(more, less), more + less
    below = float(scipy.special.bdtr(few - 1.0, all_, 0.5)) if few else 0.0
    # Half of the probability of what was seen, on either side.
    return min(1.0, below + float(scipy.special.bdtr(float(few), all_, 0.5)))


def holm(p_values: Sequence[float]) -> list[float]:
    """Return p values adjusted for there being several, in the order given.

    Notes
    -----
    Holm 1979, Scandinavian Journal of Statistics 6: the i-th smallest of m is multiplied by
    m - i + 1, and none may be below one that was smaller.
    """
    m = len(p_values)
    adjusted = [0.0] * m
    largest = 0.0
    for place, i in enumerate(sorted(range(m), key=p_values.__getitem__)):
        largest = max(largest, min(1.0, (m - place) * p_values[i]))
        adjusted[i] = largest
    return adjusted
