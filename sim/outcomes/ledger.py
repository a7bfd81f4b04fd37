"""Running sums on a grid of days, for several replications at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Postings(NamedTuple):
    """Postings to the ledger of one replication, in order of time within each row.

    Attributes
    ----------
    rows
        Row of each.
    days
        Its day, from the start.
    amounts
        How much is added to the row from then on.
    """

    rows: list[int]
    days: list[float]
    amounts: list[float]


def running_sums(ledgers: Sequence[Postings], grid: Floats) -> tuple[NDArray[np.intp], Floats]:
    """Return the sums of the postings up to each day of a grid.

    Parameters
    ----------
    ledgers
        The postings of each replication.
    grid
        Days from the start, shape ``(n,)``, ascending. A posting counts from its day on.

    Returns
    -------
    tuple
        The rows that have a posting, ascending, and their sums, shape
        ``(replications, rows, n)``. All other rows are zero throughout.
    """
    rows: list[int] = []
    days: list[float] = []
    amounts: list[float] = []
    for postings in ledgers:
        rows += postings.rows
        days += postings.days
        amounts += postings.amounts
    used, place = np.unique(np.array(rows, dtype=np.intp), return_inverse=True)
    count, width = len(ledgers), len(grid) + 1
    sizes = [len(postings.rows) for postings in ledgers]
    place += np.repeat(np.arange(count) * len(used), sizes)
    # What comes after the last day of the grid falls into one more column, and is left out.
    place *= width
    place += grid.searchsorted(days)
    sums = np.bincount(place, weights=amounts, minlength=count * len(used) * width)
    return used, np.cumsum(sums.reshape(count, len(used), width)[:, :, :-1], axis=2)
