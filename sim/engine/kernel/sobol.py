"""Scrambled Sobol points: uncertain parameters cover their ranges evenly, alone and together.

Any block of 2^m points that starts at a multiple of 2^m has one in each of the 2^m slices of
every dimension, and nearly as even a share in boxes of several dimensions, so that means over a
batch converge faster than with independent draws (Sobol 1967; direction numbers of Joe & Kuo
2008). Each dimension is scrambled by a random triangular matrix and a random shift of its binary
digits (Matousek 1998; Owen 1998), which keeps this and makes every single point uniform.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["BITS", "points", "sobol"]

Words = NDArray[np.uint64]

BITS = 30
"""Binary digits of a coordinate; the sequence has 2^30 points."""

# The first dimensions of new-joe-kuo-6.21201, (c) 2008 Frances Y. Kuo and Stephen Joe, BSD
# licence. scipy.stats has all of them, but takes a second to import.
_NUMBERS = (
    (3, (1,)),
    (7, (1, 3)),
    (11, (1, 3, 1)),
    (13, (1, 1, 1)),
    (19, (1, 1, 3, 3)),
    (25, (1, 3, 5, 13)),
    (37, (1, 1, 5, 5, 17)),
    (41, (1, 1, 5, 5, 5)),
    (47, (1, 1, 7, 11, 19)),
    (55, (1, 1, 5, 1, 1)),
    (59, (1, 1, 1, 3, 11)),
    (61, (1, 3, 5, 5, 31)),
    (67, (1, 3, 3, 9, 7, 49)),
    (91, (1, 1, 1, 15, 21, 21)),
    (97, (1, 3, 1, 13, 27, 49)),
    (103, (1, 1, 1, 15, 7, 5)),
    (109, (1, 3, 1, 15, 13, 25)),
    (115, (1, 1, 5, 5, 19, 61)),
    (131, (1, 3, 7, 11, 23, 15, 103)),
    (137, (1, 3, 7, 13, 13, 15, 69)),
    (143, (1, 1, 3, 13, 7, 35, 63)),
    (145, (1, 3, 5, 9, 1, 25, 53)),
    (157, (1, 3, 1, 13, 9, 35, 107)),
)
"""After the first dimension: a polynomial over the two-element field, and odd numbers m."""


def points(keys: Sequence[int], first: int, count: int) -> NDArray[np.float64]:
    """Consecutive points of a scrambled sequence, each coordinate in (0, 1).

    Parameters
    ----------
    keys
        A key for each dimension, in order: it decides how that dimension is scrambled.
    first, count
        Number of the first point, and how many.

    Returns
    -------
    ndarray
        Shape (count, number of keys). A point is the same whatever the others asked for with it,
        and its first coordinates are whatever further dimensions there are.
    """
    plain = sobol(first, count, len(keys))
    noise = np.array([np.random.Philox(key=key).random_raw(BITS + 1) for key in keys])
    scrambled = np.broadcast_to(noise[:, BITS] >> np.uint64(64 - BITS), plain.shape).copy()
    for place in range(BITS):
        # A digit keeps its own place, and turns lower ones over as the key will have it.
        weight = np.uint64(1 << (BITS - 1 - place))
        column = weight | (noise[:, place] & (weight - np.uint64(1)))
        scrambled ^= np.where(plain & weight, column, np.uint64(0))
    return (scrambled + 0.5) * 2.0**-BITS


def sobol(first: int, count: int, dimensions: int) -> Words:
    """Consecutive points of the Sobol sequence, unscrambled, in units of 2^-30.

    Parameters
    ----------
    first, count
        Number of the first point, and how many.
    dimensions
        Number of dimensions, at most 21,201.

    Returns
    -------
    ndarray
        Shape (count, dimensions).
    """
    if dimensions > len(_NUMBERS) + 1:
        return _by_scipy(first, count, dimensions)
    directions = np.array([_directions(i) for i in range(dimensions)], dtype=np.uint64)
    number = np.arange(first, first + count, dtype=np.uint64)
    gray = (number ^ (number >> np.uint64(1)))[:, None]  # so numbered by Antonov & Saleev 1979
    found: Words = np.zeros((count, dimensions), dtype=np.uint64)
    for place in range(BITS):
        found ^= np.where(gray & np.uint64(1 << place), directions[:, place], np.uint64(0))
    return found


def _directions(dimension: int) -> list[int]:
    """Direction numbers of a dimension, one for each binary digit of a point's number."""
    if dimension == 0:
        odd = [1] * BITS
    else:
        polynomial, initial = _NUMBERS[dimension - 1]
        degree = len(initial)
        odd = list(initial)
        while len(odd) < BITS:
            new = odd[-degree] ^ (odd[-degree] << degree)
            for back in range(1, degree):
                if polynomial >> (degree - back) & 1:
                    new ^= odd[-back] << back
            odd.append(new)
    return [m << (BITS - 1 - place) for place, m in enumerate(odd)]


def _by_scipy(first: int, count: int, dimensions: int) -> Words:
    """The same points for many dimensions."""
    from scipy.stats.qmc import Sobol  # slow to import, and needed only here

    sequence = Sobol(dimensions, scramble=False, bits=BITS)
    origin = sequence.random(1)  # alone: scipy warns of a first portion that is no power of two
    if first > 1:
        sequence.fast_forward(first - 1)
    rest = count if first else count - 1
    found = sequence.random(rest) if rest else origin[:0]
    return ((found if first else np.concatenate([origin, found])) * 2.0**BITS).astype(np.uint64)
