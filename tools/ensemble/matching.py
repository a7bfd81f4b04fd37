"""History matching: which sets of assumptions cannot be, whatever else is true.

A set is ruled out if what follows from it is farther from what was observed than chance, the noise
of simulation and the discrepancy of the model together could bring about (Craig, Goldstein,
Seheult & Smith 1997, in Case Studies in Bayesian Statistics III; Vernon, Goldstein & Bower 2010,
Bayesian Analysis 5). Nothing is said of which of the others is the better one.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["CUTOFF", "implausibility", "not_ruled_out"]

Floats = NDArray[np.float64]

CUTOFF: Final = 3.0
"""Implausibility above which a set of assumptions is ruled out.

Within three standard deviations lies at least 95 % of any distribution that has a single peak
(Pukelsheim 1994, The American Statistician 48).
"""


def implausibility(
    simulated: Floats, noise: Floats, observed: Floats, chance: Floats, discrepancy: Floats
) -> Floats:
    """Return how far each set of assumptions is from each pattern, in standard deviations.

    Parameters
    ----------
    simulated
        Shape ``(sets, patterns)``. What the simulator says of each pattern.
    noise
        Shape ``(sets, patterns)``. Variance of that: of so many futures.
    observed
        Shape ``(patterns,)``. What was observed.
    chance
        Shape ``(patterns,)``. Variance of that: it was one outcome of several.
    discrepancy
        Shape ``(patterns,)``. Standard deviation of what the simulator, at its best, leaves out.

    Returns
    -------
    ndarray, shape ``(sets, patterns)``
        ``|simulated - observed| / sqrt(noise + chance + discrepancy ** 2)``.
    """
    spread = np.sqrt(noise + chance + discrepancy**2)
    away: Floats = np.abs(simulated - observed) / spread
    return away


def not_ruled_out(away: Floats, cutoff: float = CUTOFF) -> NDArray[np.bool_]:
    """Return which sets of assumptions are left: those that no pattern rules out.

    Parameters
    ----------
    away
        Shape ``(sets, patterns)``, see `implausibility`. NaN of a pattern says nothing.
    cutoff
        The implausibility that is still allowed.

    Returns
    -------
    ndarray of bool, shape ``(sets,)``
    """
    left: NDArray[np.bool_] = np.logical_not((np.nan_to_num(away) > cutoff).any(axis=1))
    return left
