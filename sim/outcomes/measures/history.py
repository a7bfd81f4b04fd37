"""What a measure reads of one replication, and the few statistics that measures share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import fmean, median
from typing import NamedTuple

from sim.engine.state.log import Entry
from sim.engine.state.record import Record
from sim.outcomes.accounts import ReliefAccounts

EntriesByKind = dict[str, list[Entry]]


class History(NamedTuple):
    """One replication, ready to be measured.

    Attributes
    ----------
    record
        Its record.
    accounts
        Its accounts of relief.
    log
        Entries of its log by kind, each in order.
    """

    record: Record
    accounts: ReliefAccounts
    log: EntriesByKind

    def entries(self, kind: str) -> Sequence[Entry]:
        """Return the entries of a kind, in order."""
        return self.log.get(kind, ())


def by_kind(record: Record) -> EntriesByKind:
    """Return the entries of a record's log by kind, each in order."""
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in record.entries:
        groups[entry.kind].append(entry)
    return dict(groups)


def number(entry: Entry, key: str) -> float:
    """Return a number of an entry; 0 if it has none of that name."""
    value = entry.numbers.get(key, 0.0)
    return float(value) if isinstance(value, (int, float)) else 0.0


def mean_or_none(values: Sequence[float]) -> float | None:
    """Return the mean; None for no values."""
    return fmean(values) if values else None


def median_or_none(values: Sequence[float]) -> float | None:
    """Return the median; None for no values."""
    return float(median(values)) if values else None


def first_day(entries: Iterable[Entry]) -> float | None:
    """Return the day of the first entry; None if there is none."""
    return next((entry.day for entry in entries), None)
