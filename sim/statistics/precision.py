"""How precise a simulated number is, and how many replications would do.

Half-widths are absolute: a relative one explodes for outcomes that hardly ever happen, which
are the ones people ask about.
"""

from __future__ import annotations

from math import inf, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import scipy

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


class Interval(NamedTuple):
    """An interval of confidence."""

    low: float
    high: float


def normal_quantile(level: float) -> float:
    """Return the z of a two-sided interval of confidence.

    Parameters
    ----------
    level
        Level of confidence, in (0, 1).

    Returns
    -------
    float
        Standard deviations on either side; 1.96 at .95.

    Raises
    ------
    ValueError
        If `level` is not in (0, 1).
    """
    if not 0.0 < level < 1.0:
        raise ValueError(f"level of confidence ({level}) must lie in (0, 1)")
    return NormalDist().inv_cdf(0.5 + 0.5 * level)


def wilson_interval(successes: float, n: float, level: float = 0.95) -> Interval:
    """Return an interval for a probability from `successes` in `n` replications.

    Unlike the textbook interval it stays within [0, 1] and has a width when nothing, or
    everything, was a success.

    Parameters
    ----------
    successes
        From 0 to `n`.
    n
        Replications, at least 1; of such as hang together as many as they count for.
    level
        Level of confidence, in (0, 1).

    Returns
    -------
    Interval
        Low and high end.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Wilson 1927, JASA 22; Brown, Cai & DasGupta 2001, Statistical Science 16.
    """
    if n < 1 or not 0 <= successes <= n:
        raise ValueError(f"need 0 <= successes ({successes}) <= n ({n}) and n >= 1")
    ((low, high),) = wilson_intervals([successes], n, level).tolist()
    return Interval(low, high)


def wilson_intervals(successes: ArrayLike, n: float, level: float = 0.95) -> Floats:
    """Return `wilson_interval` of each of several numbers of successes in `n` replications.

    Parameters
    ----------
    successes
        From 0 to `n`, shape (k,).
    n, level
        See `wilson_interval`.

    Returns
    -------
    ndarray, shape (k, 2)
        Low and high ends.
    """
    z = normal_quantile(level)
    counts = np.asarray(successes, dtype=np.float64)
    p = counts / n
    middle = (p + z * z / (2 * n)) / (1.0 + z * z / n)
    half = z / (1.0 + z * z / n) * np.sqrt(p * (1.0 - p) / n + z * z / (4.0 * n * n))
    # Exact at the ends, where rounding would leave a bound of 1e-19.
    low = np.where(counts == 0, 0.0, np.maximum(0.0, middle - half))
    high = np.where(counts == n, 1.0, np.minimum(1.0, middle + half))
    return np.stack([low, high], axis=1)


def mean_half_width(
    values: ArrayLike, level: float = 0.95, groups: ArrayLike | None = None
) -> float:
    """Return the half-width of Student's t interval for a mean.

    Parameters
    ----------
    values
        Outcomes, finite, shape (n,), n >= 1.
    level
        Level of confidence, in (0, 1).
    groups
        Number of the group of each value, from 0, shape (n,): members of a group are not
        independent of each other, such as those of an antithetic pair. None if all values are
        independent.

    Returns
    -------
    float
        In the units of the outcome; infinite from fewer than two groups.

    Notes
    -----
    With g groups, ``se = sqrt(g / (g - 1) * sum over groups of (sum of deviations)^2) / n``
    (Cochran 1977, Sampling Techniques, ch. 9), and g - 1 degrees of freedom; for single values
    that is sd / sqrt(n), for pairs the standard error of the mean of pair means.
    """
    error, units = standard_error(values, groups)
    if units < 2:
        return inf
    return float(scipy.special.stdtrit(units - 1, 0.5 + 0.5 * level)) * error


def standard_error(values: ArrayLike, groups: ArrayLike | None = None) -> tuple[float, int]:
    """Return the standard error of a mean, and how many independent units it rests on.

    Parameters
    ----------
    values
        Outcomes, finite, shape (n,), n >= 1.
    groups
        As in `mean_half_width`, whose notes give the formula.

    Returns
    -------
    (float, int)
        0 from a single unit, which tells nothing of the error, and if all values are the same.
    """
    array = np.asarray(values, dtype=np.float64)
    sums = array - array.mean()
    if groups is not None:
        sums, _ = group_sums(sums, groups)
    units = int(sums.size)
    # Exact if all are the same, where a rounded mean would leave a trace.
    if units < 2 or array.min() == array.max():
        return 0.0, units
    squares = float(np.einsum("i,i->", sums, sums))  # not by BLAS, see `sim.statistics.products`
    return sqrt(units / (units - 1) * squares) / array.size, units


def group_sums(values: ArrayLike, groups: ArrayLike) -> tuple[Floats, NDArray[np.int64]]:
    """Return the sum of each group that has a member, and how many members it has.

    Parameters
    ----------
    values
        Shape (n,).
    groups
        Number of the group of each value, from 0, shape (n,).

    Returns
    -------
    (ndarray, ndarray)
        In the order of the numbers, shape (groups with a member,) each.
    """
    numbers = np.asarray(groups, dtype=np.int64)
    sizes = np.bincount(numbers)
    there = sizes > 0
    sums: Floats = np.bincount(numbers, weights=values)[there].astype(np.float64, copy=False)
    return sums, sizes[there]
