"""Quantiles of the beta distribution: the inverse of the regularised incomplete beta function.

The function itself is a continued fraction, summed by the modified method of Lentz (Press et al.
2007, 6.4). It is inverted by steps of Halley on logarithms of both its sides, on which it is almost
a line where it is small; each is kept between bounds that close in on the root. They start from an
approximation by Carter's normal one (Abramowitz and Stegun 1972, 26.5.22), or by the powers that
the distribution is near its ends. What of the complete beta function would be a difference of large
numbers is written by the series of Stirling (ibid. 6.1.40).
"""

from __future__ import annotations

from math import exp, inf, lgamma, log, log1p, pi, sqrt
from typing import Final

__all__ = ["beta_quantile"]

_LARGE: Final = 10.0
"""From where on the series of Stirling gives all digits."""

_CLOSE: Final = 1e-6
"""A step after which what is left, which is of its third power, cannot be seen: as such, and by
what it changes."""

_NEARLY_ALL: Final = 0.9
"""Probability from which on its logarithm tells too little."""

_SMALLEST: Final = -745.2
"""Logarithm below which there is no number but 0."""

_TINY: Final = 1e-300
"""Stands for 0 where it would be divided by, as Lentz's method has it."""

_TERMS: Final = 10_000.0
_STEPS: Final = 200
"""Most terms of the fraction, and most steps: 30 and 3 are usual."""


def beta_quantile(u: float, a: float, b: float) -> float:
    """Return the number that a beta-distributed one does not exceed with a given probability.

    Parameters
    ----------
    u
        The probability, in [0, 1].
    a, b
        The parameters of shape, above 0.

    Returns
    -------
    float
        The quantile, in [0, 1], to a relative error of about 1e-14; of 1e-13 if a or b is as small
        as 0.05.

    Raises
    ------
    ValueError
        If a parameter of shape is not above 0, or the probability is not in [0, 1].
    """
    if not (a > 0.0 and b > 0.0 and 0.0 <= u <= 1.0):
        raise ValueError(f"no quantile {u} of a beta distribution with the shape ({a}, {b})")
    if u == 0.0 or u == 1.0:
        return u
    x, y = _start(u, a, b)
    # The fraction wants the side of the mean on which the quantile is; but of nearly all that there
    # is the logarithm tells little, and then what is beyond is looked at.
    if u <= _NEARLY_ALL and (1.0 - u > _NEARLY_ALL or x * (a + b + 2.0) <= a + 1.0):
        return exp(_log_quantile(log(u), a, b, x))
    return 1.0 - exp(_log_quantile(log1p(-u), b, a, y))


def _start(u: float, a: float, b: float) -> tuple[float, float]:
    """Return about the quantile, and 1 less it."""
    if a > 1.0 and b > 1.0:
        near = u if u < 0.5 else 1.0 - u
        t = sqrt(-2.0 * log(near))
        deviate = t - (2.30753 + 0.27061 * t) / (1.0 + t * (0.99229 + 0.04481 * t))  # ibid. 26.2.22
        if u >= 0.5:
            deviate = -deviate
        one, other = 1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0)
        h, third = 2.0 / (one + other), (deviate * deviate - 3.0) / 6.0
        w = deviate * sqrt(max(h + third, 0.0)) / h
        w -= (other - one) * (third + 5.0 / 6.0 - 2.0 / (3.0 * h))
        odds = b / a * exp(min(2.0 * w, 700.0))
        return 1.0 / (1.0 + odds), odds / (1.0 + odds)
    left = exp(a * log(a / (a + b))) / a
    right = exp(b * log(b / (a + b))) / b
    if u * (left + right) < left:
        x = exp((log(u) + log(a * (left + right))) / a)
        return x, 1.0 - x
    y = exp((log1p(-u) + log(b * (left + right))) / b)
    return 1.0 - y, y


def _log_quantile(target: float, a: float, b: float, start: float) -> float:
    """Return the logarithm of the quantile of a probability that is given by its logarithm."""
    complete = 0.0 if a >= _LARGE and b >= _LARGE else _log_beta(a, b)
    z = min(log(start) if start > 0.0 else _SMALLEST, -1e-9)
    low, high = -inf, 0.0
    for _ in range(_STEPS):
        x = exp(z)
        front = _log_front(z, x, a, b, complete)
        share = _fraction(x, a, b) / a
        miss = front + log(share) - target
        if miss > 0.0:
            high = z
        else:
            low = z
        slope = 1.0 / (share * (1.0 - x))  # of the logarithm of the share by that of the quantile
        step = miss / slope
        bend = a - (b - 1.0) * x / (1.0 - x) - slope
        step /= max(1.0 - 0.5 * step * bend, 0.5)
        new = z - step
        if abs(step) * max(slope, 1.0) <= _CLOSE or new <= _SMALLEST:
            return min(new, 0.0)
        if not low < new < high:
            new = 0.5 * (low + high) if low > -inf else 2.0 * z
        z = new
    return z


def _log_front(z: float, x: float, a: float, b: float, complete: float) -> float:
    """Return the logarithm of x^a (1 - x)^b / B(a, b), where z is that of x."""
    if a < _LARGE or b < _LARGE:
        return a * z + b * log1p(-x) - complete
    both = a + b
    # By how much x and 1 - x differ from a / (a + b) and b / (a + b), as shares of them. Where that
    # is little the terms of first order cancel, and are left out.
    one, other = x * both / a - 1.0, (1.0 - x) * both / b - 1.0
    if one > -0.5:
        exponent = a * (log1p(one) - one) + b * (log1p(other) - other)
    else:
        exponent = a * (z + log(both / a)) + b * log1p(other)
    return exponent + 0.5 * log(a / both * b / (2.0 * pi)) + _rest(both) - _rest(a) - _rest(b)


def _log_beta(a: float, b: float) -> float:
    """Return the logarithm of the complete beta function; one of its arguments is below 10."""
    small, large = (a, b) if a < b else (b, a)
    if large < _LARGE:
        return lgamma(a) + lgamma(b) - lgamma(a + b)
    both = small + large
    ratio = small - (large - 0.5) * log1p(small / large) - small * log(both)
    return lgamma(small) + ratio + _rest(large) - _rest(both)


def _rest(z: float) -> float:
    """Return what the formula of Stirling lacks of the logarithm of the gamma function, z >= 10."""
    s = 1.0 / (z * z)
    series = 1.0 / 1188.0 - s * 691.0 / 360360.0
    series = 1.0 / 1260.0 - s * (1.0 / 1680.0 - s * series)
    return (1.0 / 12.0 - s * (1.0 / 360.0 - s * series)) / z


def _fraction(x: float, a: float, b: float) -> float:
    """Return the continued fraction by which the front is to be multiplied, and divided by a."""
    both, up, down = a + b, a + 1.0, a - 1.0
    c, d = 1.0, 1.0 - both * x / up
    d = 1.0 / (d if abs(d) > _TINY else _TINY)
    total = d
    m = 0.0
    while m < _TERMS:
        m += 1.0
        even = a + 2.0 * m
        term = m * (b - m) * x / ((down + 2.0 * m) * even)
        d = 1.0 + term * d
        c = 1.0 + term / c
        d = 1.0 / (d if abs(d) > _TINY else _TINY)
        c = c if abs(c) > _TINY else _TINY
        total *= d * c
        term = -(a + m) * (both + m) * x / (even * (up + 2.0 * m))
        d = 1.0 + term * d
        c = 1.0 + term / c
        d = 1.0 / (d if abs(d) > _TINY else _TINY)
        c = c if abs(c) > _TINY else _TINY
        change = d * c
        total *= change
        if abs(change - 1.0) < 1e-16:
            break
    return total
