"""Weighted samples: what they are worth, how they are drawn anew, whether they can be trusted."""

from __future__ import annotations

from math import ceil, inf, log, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.statistics.products import dot

__all__ = ["effective", "pareto_k", "systematic"]

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

FEWEST_TAIL: Final = 5
"""Largest weights from which on the tail of their distribution is fitted."""


def effective(weights: Floats) -> float:
    """Return how many equal weights are worth as much: (sum w)^2 / sum w^2 (Kong 1992).

    Parameters
    ----------
    weights
        Not negative, shape ``(n,)``.

    Returns
    -------
    float
        From 1 to n; 0 if all are 0.
    """
    squares = dot(weights, weights)
    return float(weights.sum()) ** 2 / squares if squares > 0.0 else 0.0


def systematic(weights: Floats, u: float) -> Numbers:
    """Draw as many as there are, each as often as its weight says, to within one.

    Parameters
    ----------
    weights
        They add up to 1, shape ``(n,)``.
    u
        A uniform in (0, 1).

    Returns
    -------
    ndarray, shape (n,)
        Their numbers, which rise (Kitagawa 1996, Journal of Computational and Graphical
        Statistics 5).
    """
    n = weights.size
    ends = np.cumsum(weights)
    ends[-1] = max(ends[-1], 1.0)
    found = np.searchsorted(ends, (np.arange(n) + u) / n, side="right")
    # What has no weight is never drawn, whatever the last digit of a sum.
    there = np.flatnonzero(weights > 0.0)
    return np.clip(found, there[0], there[-1]).astype(np.int64)


def pareto_k(weights: Floats) -> float | None:
    """Return the shape of the generalised Pareto distribution of the largest weights.

    Above 0.7 few weights decide, and what they estimate is not to be trusted; from 1 on it has
    no variance, or no mean (Vehtari, Simpson, Gelman, Yao & Gabry 2024, Journal of Machine
    Learning Research 25).

    Parameters
    ----------
    weights
        Not negative, shape ``(n,)``.

    Returns
    -------
    float or None
        None if the tail is too short, or all in it are the same: then no few of them decide.

    Notes
    -----
    The tail are the largest min(n/5, 3 sqrt(n)) weights, fitted as Zhang & Stephens (2009,
    Technometrics 51) do, with the weak prior of Vehtari et al.
    """
    weights = np.sort(weights[weights > 0.0])
    size = min(ceil(0.2 * weights.size), ceil(3.0 * sqrt(weights.size)))
    if size < FEWEST_TAIL or size >= weights.size:
        return None
    cut = weights[-size - 1]
    tail = weights[-size:] - cut
    if tail[0] <= 0.0 or tail[-1] - tail[0] <= 1e-9 * weights[-1]:
        tail = tail[tail > 1e-9 * weights[-1]]
        if tail.size < FEWEST_TAIL or tail[-1] - tail[0] <= 1e-9 * weights[-1]:
            return None
    return _shape(tail)


def _shape(tail: Floats) -> float:
    """Return the shape of a generalised Pareto distribution, from a sorted sample above 0."""
    n = tail.size
    grid = 30 + int(sqrt(n))
    quarter = tail[int(n / 4 + 0.5) - 1]
    b = 1.0 / tail[-1] + (1.0 - np.sqrt(grid / (np.arange(1, grid + 1) - 0.5))) / (3.0 * quarter)
    k = np.array([float(np.log1p(-one * tail).mean()) for one in b])
    fits = n * (np.log(-b / k) - k - 1.0)
    weights = 1.0 / np.exp(fits[None, :] - fits[:, None]).sum(axis=1)
    chosen = dot(b, weights) / float(weights.sum())
    shape = float(np.log1p(-chosen * tail).mean())
    return (n * shape + 5.0) / (n + 10.0)


def bits(probability: float) -> float:
    """Return the bits by which an event of a probability surprises."""
    return -log(probability) / log(2.0) if probability > 0.0 else inf
