"""Finer breakdowns of relief than `trajectories` keeps: by measure and by authority."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.engine.model import Model
from sim.engine.record import Record
from sim.outcomes.ledger import Entries, running


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


class Measures(NamedTuple):
    """The measures in force at the start, in the order of the catalogue.

    Attributes
    ----------
    names
        Their ids.
    sizes
        How many tranches each has.
    row
        For each tranche at the start, the number of its measure.
    """

    names: tuple[str, ...]
    sizes: tuple[int, ...]
    row: list[int]


def measures_at_start(model: Model) -> Measures:
    """The measures of which `tranches_in_force` counts the tranches, in the order of its rows."""
    sizes = Counter(tranche.measure for tranche in model.tranches)
    number = {name: k for k, name in enumerate(sizes)}
    return Measures(
        names=tuple(sizes),
        sizes=tuple(sizes.values()),
        row=[number[tranche.measure] for tranche in model.tranches],
    )


def tranches_in_force(record: Record, days: ArrayLike) -> NDArray[np.int64]:
    """Tranches of every measure that are in force.

    Parameters
    ----------
    record
        The replication.
    days
        Days from the start, shape ``(n,)``, ascending.

    Returns
    -------
    ndarray
        Shape ``(measures, n)``; the rows are those of `measures_at_start`. What was added on the
        way is not counted. Tranches are counted and not weighed, so that sums over replications
        are exact in whatever order they are taken.
    """
    grid = np.asarray(days, dtype=float)
    counts: NDArray[np.int64]
    (counts,) = counts_in_force([record], [measures_at_start(record.model)], grid)
    return counts


def counts_in_force(
    records: Sequence[Record], measures: Sequence[Measures], grid: NDArray[np.float64]
) -> NDArray[np.int64]:
    """The `tranches_in_force` of several replications, shape ``(replications, measures, n)``.

    Their models must have the same measures, which `measures` gives for each of them.
    """
    ledgers = []
    for record, each in zip(records, measures, strict=True):
        entries = Entries([], [], [])
        for day, i, on in _switches(record):
            entries.rows.append(each.row[i])
            entries.days.append(day)
            entries.amounts.append(1.0 if on else -1.0)
        ledgers.append(entries)
    used, switched = running(ledgers, grid)
    sizes = np.array([each.sizes for each in measures])
    counts: NDArray[np.int64] = np.repeat(sizes[:, :, None], len(grid), axis=2)
    counts[:, used] += switched.astype(np.int64)  # sums of ones are exact
    return counts


def _eased(
    record: Record, days: ArrayLike, count: int, rows: Callable[[int], tuple[int, ...]]
) -> NDArray[np.float64]:
    """LP eased of the tranches at the start, counted in the rows that each belongs to."""
    entries = Entries([], [], [])
    for day, i, on in _switches(record):
        lp = record.tranches[i].lp
        for row in rows(i):
            entries.rows.append(row)
            entries.days.append(day)
            entries.amounts.append(-lp if on else lp)
    used, sums = running([entries], np.asarray(days, dtype=float))
    eased = np.zeros((count, sums.shape[2]))
    eased[used] = sums[0]
    return eased


def _switches(record: Record) -> Iterator[tuple[float, int, bool]]:
    """When which tranches of the start go off or come on."""
    count = len(record.model.tranches)
    off: set[int] = set()
    for day, i, on, _, _ in record.changes:
        # A tranche that is off may go off again, by another instrument.
        if i >= count or on != (i in off):
            continue
        if on:
            off.discard(i)
        else:
            off.add(i)
        yield day, i, on
