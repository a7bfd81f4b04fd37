"""Resampling with replacement: how often each of n is drawn, for a bootstrap (Efron 1979)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import ceil
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["SEED", "resampled", "resamples"]

Floats = NDArray[np.float64]

SEED: Final = 20_250_313
"""Of every bootstrap, so that the same batch gives the same interval."""

_VALUES: Final = 2**22
"""Numbers of resamples that are worked out at once: 32 megabytes."""


def resampled(n: int, times: int) -> Floats:
    """Return how often each of `n` is drawn in resampling them with replacement.

    Returns
    -------
    ndarray, shape (times, n)
        Whole numbers that add up to `n` in every row; always the same.
    """
    return np.concatenate(list(resamples(n, times)))


def resamples(n: int, times: int) -> Iterator[Floats]:
    """Yield the rows of `resampled` a few at a time, shape (some, n): they may be many.

    They are not to be written to: those that come all at once are kept for the next who asks.
    """
    if times * n <= _VALUES:
        yield _resampled_at_once(n, times)
        return
    yield from _drawn(n, times)


@lru_cache(maxsize=2)
def _resampled_at_once(n: int, times: int) -> Floats:
    (rows,) = _drawn(n, times)
    rows.flags.writeable = False
    return rows


def _drawn(n: int, times: int) -> Iterator[Floats]:
    rng = np.random.default_rng(SEED)
    parts = min(times, ceil(times * n / _VALUES))
    for part in np.array_split(np.arange(times), parts):
        rows = part.size
        drawn = rng.integers(0, n, (rows, n)) + n * np.arange(rows)[:, None]
        yield np.bincount(drawn.ravel(), minlength=rows * n).reshape(rows, n).astype(np.float64)
