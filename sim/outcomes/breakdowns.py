"""Finer breakdowns of relief than `trajectories` keeps: by measure and by authority."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.engine.record import Record


def measures_in_force(record: Record, days: ArrayLike) -> dict[str, NDArray[np.float32]]:
    """Share of every measure that is in force.

    Parameters
    ----------
    record
        The replication.
    days
        Days from the start, shape ``(n,)``, ascending.

    Returns
    -------
    dict
        Measures in force at the start, in the order of the catalogue: share of their LP in
        force, in [0, 1], shape ``(n,)``. What was added on the way is not among them, so that
        all replications of a model have the same measures.
    """
    tranches = record.model.tranches
    whole: dict[str, float] = {}
    for tranche in tranches:
        whole[tranche.measure] = whole.get(tranche.measure, 0.0) + tranche.lp
    number = {name: k for k, name in enumerate(whole)}
    eased = _eased(record, days, len(number), lambda i: (number[tranches[i].measure],))
    # Not at all for what weighs nothing.
    lp = np.array(list(whole.values()))[:, None]
    share = 1.0 - np.divide(eased, lp, out=np.zeros_like(eased), where=lp > 0.0)
    return dict(zip(number, share.astype(np.float32), strict=True))


def by_authority(record: Record, days: ArrayLike) -> dict[str, NDArray[np.float32]]:
    """LP eased of what rested on each authority at the start.

    A measure with several layers counts under each of them, so that these do not add up.

    Parameters
    ----------
    record
        The replication.
    days
        Days from the start, shape ``(n,)``, ascending.
    """
    model = record.model
    rests: list[tuple[int, ...]] = [
        tuple(k for k, bit in enumerate(model.bit.values()) if mask & bit) for mask in model.layers
    ]
    eased = _eased(record, days, len(model.bit), rests.__getitem__)
    return dict(zip(model.bit, eased.astype(np.float32), strict=True))


def _eased(
    record: Record, days: ArrayLike, count: int, rows: Callable[[int], tuple[int, ...]]
) -> NDArray[np.float64]:
    """LP eased of the tranches at the start, counted in the rows that each belongs to."""
    grid = np.asarray(days, dtype=float)
    account = np.zeros((count, len(grid) + 1))
    off: set[int] = set()
    for day, i, on, _, _ in record.changes:
        # A tranche that is off may go off again, by another instrument.
        if i >= len(record.model.tranches) or on == (i not in off):
            continue
        lp = record.tranches[i].lp
        if on:
            off.discard(i)
        else:
            off.add(i)
        column = int(np.searchsorted(grid, day))
        for row in rows(i):
            account[row, column] += -lp if on else lp
    return np.cumsum(account[:, :-1], axis=1)
