"""A logistic regression on one variable, of many resamples at once."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from sim.statistics.products import product

__all__ = ["lines"]

Floats = NDArray[np.float64]

_ROUNDS: Final = 100
"""Steps of Newton's method at most."""

_CLOSE: Final = 1e-9
"""A step smaller than this, in logits over the range of the variable, is the last."""

_STRIDE: Final = 2.0
"""No step is longer than this and half of the slope, in logits over the range of the variable."""

_ENDLESS: Final = 600.0
"""A slope of so many logits over the range of the variable is infinite to a computer."""


def lines(x: Floats, yes: Floats, no: Floats) -> tuple[Floats, Floats]:
    """Fit ``logit P(yes) = a + b x`` by maximum likelihood, once for each row of counts.

    Parameters
    ----------
    x
        Values of the variable, not all equal, shape ``(u,)``.
    yes, no
        How often the answer was yes, and no, at each value; not negative, shape ``(r, u)``.

    Returns
    -------
    a, b
        Shape ``(r,)`` each. NaN where all answers or all values are the same. Where some value
        parts every yes from every no the likelihood only grows with a steeper slope: b is then
        infinite, and a is NaN.

    Notes
    -----
    Newton's method on the variable put to [-1/2, 1/2] (McCullagh & Nelder 1989, Generalized
    Linear Models, 2nd ed., sec. 4.4), steps cut short; the likelihood is concave. That no finite
    slope is the likeliest can be seen from the values alone (Albert & Anderson 1984, Biometrika
    71).
    """
    low, width = float(x.min()), float(np.ptp(x))
    z = (x - low) / width - 0.5
    a, b = np.full(len(yes), np.nan), np.full(len(yes), np.nan)
    steeper = _parted(x, yes, no)
    fit = steeper == 0.0
    start, slope = _newton(z, yes[fit], no[fit])
    b[fit] = slope / width
    a[fit] = start - slope * (low / width + 0.5)
    endless = np.isinf(steeper)
    b[endless] = steeper[endless]
    return a, b


def _parted(x: Floats, yes: Floats, no: Floats) -> Floats:
    """Return 0 where there is a fit, ±∞ where the slope has no bound, NaN where nothing is said."""
    ups, downs = yes > 0.0, no > 0.0
    least_up = np.where(ups, x, np.inf).min(axis=1)
    most_up = np.where(ups, x, -np.inf).max(axis=1)
    least_down = np.where(downs, x, np.inf).min(axis=1)
    most_down = np.where(downs, x, -np.inf).max(axis=1)
    found = np.zeros(len(yes))
    found[least_up >= most_down] = np.inf
    found[least_down >= most_up] = -np.inf
    same = np.maximum(most_up, most_down) == np.minimum(least_up, least_down)
    found[same | ~ups.any(axis=1) | ~downs.any(axis=1)] = np.nan
    return found


def _newton(z: Floats, yes: Floats, no: Floats) -> tuple[Floats, Floats]:
    """Return intercepts and slopes of rows that have both, on a variable of range 1."""
    total = yes + no
    share = yes.sum(axis=1) / total.sum(axis=1)
    a, b = np.log(share / (1.0 - share)), np.zeros(len(yes))
    left = np.arange(len(yes))
    for _ in range(_ROUNDS):
        if not left.size:
            break
        p = expit(a[left, None] + b[left, None] * z)
        rest, spread = yes[left] - total[left] * p, total[left] * p * (1.0 - p)
        columns = np.column_stack([np.ones_like(z), z, z * z])
        g = product(rest, columns[:, :2])
        h = product(spread, columns)
        determinant = h[:, 0] * h[:, 2] - h[:, 1] ** 2
        up = (h[:, 2] * g[:, 0] - h[:, 1] * g[:, 1]) / determinant
        turn = (h[:, 0] * g[:, 1] - h[:, 1] * g[:, 0]) / determinant
        long = np.maximum(np.abs(up), np.abs(turn))
        most = _STRIDE + 0.5 * np.abs(b[left])
        shorter = most / np.maximum(long, most)
        a[left] += shorter * up
        b[left] += shorter * turn
        left = left[(long > _CLOSE) & (np.abs(b[left]) < _ENDLESS)]
    endless = np.abs(b) >= _ENDLESS
    a[endless], b[endless] = np.nan, np.inf * np.sign(b[endless])
    return a, b
