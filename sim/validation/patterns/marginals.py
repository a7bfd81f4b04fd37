"""Distributions fitted to accepted draws, in the forms that a scenario may write."""

from __future__ import annotations

from math import exp

import numpy as np
from numpy.typing import NDArray

from sim.catalogue.fields import LARGEST_SHAPE, LEAST_SHAPE
from sim.scenario.distributions import Beta, Choice, Distribution, LogNormal, LogUniform, Normal

__all__ = ["fitted"]

Floats = NDArray[np.float64]

_DIGITS = 4
"""Significant digits of what is written: more than any sample of draws supports."""


def fitted(prior: Distribution, draws: Floats) -> Distribution:
    """Return a distribution like draws from a prior of which some were accepted.

    Parameters
    ----------
    prior
        What they were drawn from.
    draws
        Shape ``(k,)``. The accepted ones, k >= 2.

    Returns
    -------
    Distribution
        A normal, lognormal or choice of values for a prior of that kind, a lognormal for a
        log-uniform one, else a beta distribution on the prior's interval. A single value if all
        draws are the same.

    Notes
    -----
    By moments: those of the draws, of their logarithms for a lognormal. The beta distribution of
    mean m and variance v on [0, 1] has a = m c and b = (1 - m) c with c = m (1 - m) / v - 1
    (Johnson, Kotz & Balakrishnan 1995, Continuous Univariate Distributions 2, ch. 25), which
    exists for every sample that is not on the two ends alone. Where a scenario may not write a and
    b as large or small as that, c is the nearest that it may: the mean stays.
    """
    if isinstance(prior, Choice):
        counts = tuple(float(np.sum(draws == value)) for value in prior.values)
        return Choice(dist="choice", values=prior.values, weights=counts)
    if draws.min() == draws.max():
        return Choice(dist="choice", values=(float(draws[0]),))
    if isinstance(prior, Normal):
        mean, sd = float(draws.mean()), float(draws.std(ddof=1))
        return Normal(dist="normal", mean=_rounded(mean), sd=_rounded(sd))
    if isinstance(prior, LogNormal | LogUniform):
        logs = np.log(draws)
        median, sigma = exp(float(logs.mean())), float(logs.std(ddof=1))
        return LogNormal(dist="lognormal", median=_rounded(median), sigma=_rounded(sigma))
    low, high = prior.low, prior.high
    within = (draws - low) / (high - low)
    mean, spread = float(within.mean()), float(within.var())
    size = mean * (1.0 - mean) / spread - 1.0
    size = min(size, LARGEST_SHAPE / max(mean, 1.0 - mean))
    size = max(size, LEAST_SHAPE / min(mean, 1.0 - mean))
    a, b = _rounded(mean * size), _rounded((1.0 - mean) * size)
    return Beta(dist="beta", a=a, b=b, low=low, high=high)


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")
