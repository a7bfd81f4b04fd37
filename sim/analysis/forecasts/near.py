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


def weights(distances: Floats, bandwidth: float = BANDWIDTH) -> Floats:
    """Return how many cases' worth each case counts.

    Parameters
    ----------
    distances
        Gower's distance of each case to the scenario, NaN where too little is known of both,
        shape ``(n,)``, n >= 1.
    bandwidth
        Distance over which weights fall by a factor of e, positive.

    Returns
    -------
    ndarray, shape (n,)
        All alike if no distance is known.

    Notes
    -----
    By distance alone a case has the weight ``w = exp(-d / h)`` (a kernel estimate: Nadaraya 1964,
    Theory of Probability and its Applications 9). They count as m cases together,
    ``m = (sum w)^2 / sum w^2`` (Kish 1965, Survey Sampling), and those that all share count as
    `SHARED`: ``m w / sum w + SHARED / n``.
    """
    known = ~np.isnan(distances)
    if not known.any():
        return np.ones_like(distances)
    # Only ratios count: the nearest has 1, so that none vanishes where all are far.
    near = np.where(known, np.exp((np.nanmin(distances) - distances) / bandwidth), 0.0)
    counting: Floats = effective(near) * near / near.sum() + SHARED / near.size
    return counting


def effective(weighing: Floats) -> float:
    """Return as how many cases of equal weight cases count, Kish's number."""
    return float(weighing.sum() ** 2 / (weighing**2).sum())
