"""How precise a simulated number is, and how many replications would do.

Half-widths are absolute: a relative one explodes for outcomes that hardly ever happen, which
are the ones people ask about.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, inf, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import scipy

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


class Interval(NamedTuple):
    """An interval of confidence."""

    low: float
    high: float


class Estimate(NamedTuple):
    """An estimated mean."""

    mean: float
    standard_error: float


def normal_quantile(level: float) -> float:
    """Return the z of a two-sided interval of confidence.

    Parameters
    ----------
    level : float
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


def replications_for_mean(sd: float, half_width: float, level: float = 0.95) -> int:
    """Return the replications needed for a mean to have the given half-width.

    Parameters
    ----------
    sd : float
        Standard deviation of the outcome, at least 0.
    half_width : float
        Half-width wanted, in the units of the outcome, positive.
    level : float
        Level of confidence, in (0, 1).

    Returns
    -------
    int
        ``ceil((z * sd / half_width) ** 2)``, at least 1.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Law 2015, Simulation Modeling and Analysis, ch. 9.
    """
    if not sd >= 0.0 or not half_width > 0.0:
        raise ValueError(f"need sd ({sd}) >= 0 and half_width ({half_width}) > 0")
    z = normal_quantile(level)
    return max(1, ceil((z * sd / half_width) ** 2))


def replications_for_probability(p: float, half_width: float, level: float = 0.95) -> int:
    """Return the replications needed for a probability to have the given half-width.

    Parameters
    ----------
    p : float
        A guess of the probability, in [0, 1]; .5 is the worst case.
    half_width : float
        Half-width wanted, positive.
    level : float
        Level of confidence, in (0, 1).

    Returns
    -------
    int
        ``ceil(z ** 2 * p * (1 - p) / half_width ** 2)``, at least 1.

    Raises
    ------
    ValueError
        If an argument is out of range.
    """
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"probability ({p}) must lie in [0, 1]")
    return replications_for_mean(sqrt(p * (1.0 - p)), half_width, level)


def wilson_interval(successes: int, n: int, level: float = 0.95) -> Interval:
    """Return an interval for a probability from `successes` in `n` replications.

    Unlike the textbook interval it stays within [0, 1] and has a width when nothing, or
    everything, was a success.

    Parameters
    ----------
    successes : int
        From 0 to `n`.
    n : int
        Replications, at least 1.
    level : float
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
    z = normal_quantile(level)
    p = successes / n
    middle = (p + z * z / (2 * n)) / (1.0 + z * z / n)
    half = z / (1.0 + z * z / n) * sqrt(p * (1.0 - p) / n + z * z / (4.0 * n * n))
    # Exact at the ends, where rounding would leave a bound of 1e-19.
    low = 0.0 if successes == 0 else max(0.0, middle - half)
    high = 1.0 if successes == n else min(1.0, middle + half)
    return Interval(low, high)


def antithetic_pair_variance(variance: float, covariance: float) -> float:
    """Return the variance of the mean of an antithetic pair.

    Parameters
    ----------
    variance : float
        Variance of one replication, at least 0.
    covariance : float
        Covariance of the two replications of a pair; negative if pairing pays.

    Returns
    -------
    float
        ``(variance + covariance) / 2``; two independent replications have ``variance / 2``.

    Raises
    ------
    ValueError
        If no two variables have such moments.

    Notes
    -----
    Hammersley & Morton 1956, Proceedings of the Cambridge Philosophical Society 52.
    """
    if not variance >= 0.0 or not abs(covariance) <= variance * (1.0 + 1e-9):
        raise ValueError(f"no pair has variance {variance} and covariance {covariance}")
    return max(0.0, 0.5 * (variance + covariance))


def antithetic_estimate(first: Sequence[float], second: Sequence[float]) -> Estimate:
    """Return mean and standard error from antithetic pairs.

    The two members of a pair are not independent, so that the pairs are what is counted.

    Parameters
    ----------
    first, second : sequence of float
        Outcomes of the replications and of their antithetic partners, shape (n,), n >= 2.

    Returns
    -------
    Estimate
        Mean of the pair means, and its standard error.

    Raises
    ------
    ValueError
        If the shapes differ or there are fewer than two pairs.
    """
    a = np.asarray(first, dtype=np.float64)
    b = np.asarray(second, dtype=np.float64)
    if a.ndim != 1 or a.shape != b.shape or a.size < 2:
        raise ValueError(f"need two or more pairs, found shapes {a.shape} and {b.shape}")
    means = 0.5 * (a + b)
    return Estimate(float(means.mean()), float(means.std(ddof=1) / sqrt(means.size)))


def mean_half_width(
    values: ArrayLike, level: float = 0.95, groups: ArrayLike | None = None
) -> float:
    """Return the half-width of Student's t interval for a mean.

    Parameters
    ----------
    values : array of float
        Outcomes, finite, shape (n,), n >= 1.
    level : float
        Level of confidence, in (0, 1).
    groups : array of int, optional
        Number of the group of each value, shape (n,): members of a group are not independent of
        each other, such as those of an antithetic pair. None if all values are independent.

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
    values : array of float
        Outcomes, finite, shape (n,), n >= 1.
    groups : array of int, optional
        As in `mean_half_width`, whose notes give the formula.

    Returns
    -------
    (float, int)
        0 from a single unit, which tells nothing of the error, and if all values are the same.
    """
    array = np.asarray(values, dtype=np.float64)
    sums = array - array.mean()
    if groups is not None:
        _, number = np.unique(np.asarray(groups, dtype=np.int64), return_inverse=True)
        sums = np.bincount(number, weights=sums)
    units = int(sums.size)
    # Exact if all are the same, where a rounded mean would leave a trace.
    if units < 2 or array.min() == array.max():
        return 0.0, units
    squares = float(np.einsum("i,i->", sums, sums))  # not by BLAS, see `sim.statistics.products`
    return sqrt(units / (units - 1) * squares) / array.size, units
