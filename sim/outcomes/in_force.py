"""Tranches in force, measure by measure: of what was in force at the start, how much still is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engine.model.model import Model
from sim.engine.state.record import Record
from sim.outcomes.ledger import Floats, Postings, running_sums


class StartingMeasures(NamedTuple):
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


def measures_at_start(model: Model) -> StartingMeasures:
    """Return the measures whose tranches `tranches_in_force` counts, in the order of its rows."""
    sizes = Counter(tranche.measure for tranche in model.tranches)
    number = {name: k for k, name in enumerate(sizes)}
    return StartingMeasures(
        names=tuple(sizes),
        sizes=tuple(sizes.values()),
        row=[number[tranche.measure] for tranche in model.tranches],
    )


def tranches_in_force(
    records: Sequence[Record], measures: Sequence[StartingMeasures], grid: Floats
) -> NDArray[np.int64]:
    """Count the tranches of every measure that are in force.

    What was added on the way is not counted. Tranches are counted and not weighed, so that sums
    over replications are exact in whatever order they are taken.

    Parameters
    ----------
    records
        The replications.
    measures
        The `measures_at_start` of each; they must have the same names.
    grid
        Days from the start, shape ``(n,)``, ascending.

    Returns
    -------
    ndarray
        Shape ``(replications, measures, n)``.
    """
    ledgers = []
    for record, of_model in zip(records, measures, strict=True):
        postings = Postings([], [], [])
        for day, i, on in _switches(record):
            postings.rows.append(of_model.row[i])
            postings.days.append(day)
            postings.amounts.append(1.0 if on else -1.0)
        ledgers.append(postings)
    used, switched = running_sums(ledgers, grid)
    sizes = np.array([of_model.sizes for of_model in measures])
    counts: NDArray[np.int64] = np.repeat(sizes[:, :, None], len(grid), axis=2)
    counts[:, used] += np.asarray(switched, np.int64)  # sums of ones are exact
    return counts


def _switches(record: Record) -> Iterator[tuple[float, int, bool]]:
    """Yield when which tranches of the start go off or come on."""
    count = len(record.model.tranches)
    off: set[int] = set()
    for change in record.changes:
        i, on = change.tranche, change.on
        # A tranche that is off may go off again, by another instrument.
        if i >= count or on != (i in off):
            continue
        if on:
            off.discard(i)
        else:
            off.add(i)
        yield change.day, i, on
