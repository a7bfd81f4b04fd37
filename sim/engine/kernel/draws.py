"""Draws by inverse distribution functions: a uniform in, a value out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, expm1, fsum, inf, log, sqrt
from statistics import NormalDist
from typing import Final, TypeVar

from sim.engine.kernel.beta import beta_quantile

T = TypeVar("T")

_STANDARD: Final = NormalDist()
normal: Final[Callable[[float], float]] = _STANDARD.inv_cdf
"""Standard normal quantile of a uniform in (0, 1)."""


def exponential(u: float, mean: float) -> float:
    """Exponential with the given mean."""
    return -mean * log(u)


def uniform(u: float, bounds: tuple[float, float]) -> float:
    """Uniform on [low, high]."""
    low, high = bounds
    return low + (high - low) * u


def loguniform(u: float, bounds: tuple[float, float]) -> float:
    """Number of which the logarithm is uniform, in [low, high], both above 0."""
    low, high = bounds
    return low * exp(u * log(high / low))


def triangular(u: float, shape: tuple[float, float, float]) -> float:
    """Triangular on [low, high] with the given mode: `shape` is low, mode, high."""
    low, mode, high = shape
    if high <= low:
        return low
    split = (mode - low) / (high - low)
    if u < split:
        return low + sqrt(u * (high - low) * (mode - low))
    return high - sqrt((1.0 - u) * (high - low) * (high - mode))


def lognormal(u: float, median: float, sigma: float) -> float:
    """Lognormal with the given median and standard deviation of its logarithm."""
    return median * exp(sigma * normal(u))


def positive_normal(u: float, mean: float, sd: float) -> float:
    """Normal with the given mean and spread, conditional on being positive.

    Nothing but 0 is left of one that is practically never so (less than once in 10^12).
    """
    if sd <= 0.0:
        return max(mean, 0.0)
    ratio = -mean / sd
    below = _STANDARD.cdf(ratio) if ratio < 8.0 else 1.0
    above = 1.0 - below
    if above < 1e-12:
        return 0.0
    return max(mean + sd * normal(min(below + u * above, 1.0 - 1e-16)), 0.0)


def truncated_exponential(u: float, mean: float, limit: float) -> float:
    """Exponential with the given mean, conditional on being at most `limit`."""
    return -mean * log(1.0 - u * (1.0 - exp(-limit / mean)))


def beta(u: float, shape: tuple[float, float]) -> float:
    """Beta(a, b)."""
    a, b = shape
    return beta_quantile(u, a, b)


def lomax(due: float, rate: float, half: float, age: float = 0.0) -> float:
    """Years until a hazard that falls with age has gathered so much.

    The hazard is rate/(1 + t/half) at the age t (Lomax 1954), so that it gathers
    rate half log((half + age + x)/(half + age)) in x years.

    Parameters
    ----------
    due
        What is to be gathered; a draw from the unit exponential gives the time of an event.
    rate
        The hazard at the age 0, 1/y.
    half
        The age at which half of it is left, years.
    age
        The present age, years.
    """
    steps = due / (rate * half) if rate > 0.0 else inf
    return (half + age) * expm1(steps) if steps < 700.0 else inf


def beyond(quantile: Callable[[float], float], past: float, u: float) -> float:
    """Draw conditional on being above a number, by inversion: Q(F(past) + u (1 - F(past))).

    Parameters
    ----------
    quantile
        The draw as a function of its uniform: monotone, and falling if it is so written, as that
        of the exponential is.
    past
        The number.
    u
        A uniform.

    Returns
    -------
    float
        At least `past`.
    """
    low, high = 0.0, 1.0
    rising = quantile(0.25) <= quantile(0.75)
    for _ in range(50):
        middle = 0.5 * (low + high)
        if (quantile(middle) <= past) == rising:
            low = middle
        else:
            high = middle
    left = min(low + u * (1.0 - low), 1.0 - 1e-16) if rising else u * high
    return max(quantile(left), past)


def hazard(monthly: float) -> float:
    """Hazard (1/y) of what comes with the given probability in a month."""
    return -12.0 * log(max(1.0 - monthly, 1e-12))


def poisson(u: float, mean: float) -> int:
    """Poisson with the given mean; from 500 on the normal distribution takes its place."""
    if mean <= 0.0:
        return 0
    if mean > 500.0:
        return max(round(mean + sqrt(mean) * normal(u)), 0)
    count, mass = 0, exp(-mean)
    below = mass
    while below < u and mass > 0.0:
        count += 1
        mass *= mean / count
        below += mass
    return count


def pick(u: float, weighted: Sequence[tuple[T, float]]) -> T:
    """One of several things, with probability in proportion to its weight."""
    point = u * fsum([weight for _, weight in weighted])
    for thing, weight in weighted:
        point -= weight
        if point < 0.0:
            return thing
    return weighted[-1][0]
