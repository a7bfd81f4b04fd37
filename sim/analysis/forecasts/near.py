"""How much each case counts for a scenario: near ones more, all of them something."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["BANDWIDTH", "effective", "weights"]

Floats = NDArray[np.float64]

BANDWIDTH: Final = 0.07
"""Distance over which the weight of a case falls by a factor of e.

The one with the least Brier score of the library's answers, each case left out, of .03 to .2; see
docs/forecasts.md. Two cases of the library are .33 apart on average.
"""

SHARED: Final = 2.0
"""Cases' worth of weight that all share alike, whatever their distance: what few near cases say is
drawn to what all of them say."""


def weights(
    distances: Floats, bandwidth: float = BANDWIDTH, usable: NDArray[np.bool_] | None = None
) -> Floats:
    """Return how many cases' worth each case counts.

    Parameters
    ----------
    distances
        Gower's distance of each case to the scenario, NaN where too little is known of both,
        shape ``(..., n)``: a row for each scenario.
    bandwidth
        Distance over which weights fall by a factor of e, positive.
    usable
        Which cases may be taken, shape as `distances`; all if None.

    Returns
    -------
    ndarray, shape as `distances`
        0 for those that may not be taken; the others all alike if no distance is known.

    Notes
    -----
    By distance alone a case has the weight ``w = exp(-d / h)`` (a kernel estimate: Nadaraya 1964,
    Theory of Probability and its Applications 9). They count as m cases together,
    ``m = (sum w)^2 / sum w^2`` (Kish 1965, Survey Sampling), and those that all share count as
    `SHARED`: ``m w / sum w + SHARED / n``.
    """
    taken = np.ones(distances.shape, dtype=np.bool_) if usable is None else usable
    known = taken & ~np.isnan(distances)
    # Only ratios count: the nearest has 1, so that none vanishes where all are far.
    least = np.where(known, distances, np.inf).min(axis=-1, initial=np.inf, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        near = np.where(known, np.exp((least - distances) / bandwidth), 0.0)
        by_distance = effective(near)[..., None] * near / near.sum(axis=-1, keepdims=True)
        shared = SHARED / taken.sum(axis=-1, keepdims=True)
        counting = np.where(np.isfinite(least), by_distance + shared, 1.0)
    return np.where(taken, counting, 0.0)


def effective(weighing: Floats) -> Floats:
    """Return as how many cases of equal weight cases count, Kish's number.

    Parameters
    ----------
    weighing
        Weights, shape ``(..., n)``.

    Returns
    -------
    ndarray, shape ``(...)``
    """
    counted: Floats = weighing.sum(axis=-1) ** 2 / (weighing**2).sum(axis=-1)
    return counted
