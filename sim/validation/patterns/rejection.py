"""Approximate Bayesian computation by rejection: which points of a design go with the facts.

Parameters are drawn from their priors, the world is simulated, and those draws are kept whose
world comes closest to what is known (Pritchard, Seielstad, Perez-Lezaun & Feldman 1999, Molecular
Biology and Evolution 16; Beaumont, Zhang & Balding 2002, Genetics 162). Draws come from one
scrambled Sobol sequence, which covers the priors more evenly than independent ones. There is no
sequential scheme and no regression afterwards: with a handful of parameters, and facts that are
bands rather than numbers, the plain form is as good, and everybody can check it. For the same
reason there is no pyABC here: its sequential schemes are not needed, and it would bring a database
along.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import numpy as np
from numpy.typing import NDArray

from sim.validation.patterns.schema import Band

__all__ = ["accepted", "distances"]

Floats = NDArray[np.float64]


def distances(values: Floats, bands: Sequence[Band]) -> Floats:
    """Return how far points are from a set of bands.

    Parameters
    ----------
    values
        Shape ``(points, patterns)``. What each pattern's statistic is at each point; NaN where
        there is nothing to measure.
    bands
        The band of each pattern.

    Returns
    -------
    ndarray, shape (points,)
        Root of the mean over patterns of the squared distance from the band, which is 0 within
        it, in half widths of the band: how wide a band is says how exactly the fact is known, and
        so how much a miss by one unit counts. Infinite where anything is not there to measure.
    """
    low, high = np.array(bands, dtype=np.float64).T
    beyond = np.maximum(np.maximum(low - values, values - high), 0.0) / (0.5 * (high - low))
    return np.where(np.isnan(values).any(axis=1), np.inf, np.sqrt(np.mean(beyond**2, axis=1)))


def accepted(distance: Floats, share: float) -> NDArray[np.bool_]:
    """Return the share of points that is closest, and all that are as close as the last of them.

    Parameters
    ----------
    distance
        Shape ``(points,)``. See `distances`; points that are infinitely far are never accepted.
    share
        In (0, 1].
    """
    count = min(ceil(share * distance.size - 1e-9), int(np.isfinite(distance).sum()))
    if count == 0:
        return np.zeros(distance.size, dtype=bool)
    within: NDArray[np.bool_] = distance <= np.partition(distance, count - 1)[count - 1]
    return within
