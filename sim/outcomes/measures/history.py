"""What a measure reads of one replication, and the few statistics that measures share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import Any, Final, NamedTuple, TypeVar, cast

from sim.engine.state.agreements import Deal
from sim.engine.state.record import Record
from sim.events.channel import BREAKDOWN
from sim.events.kind import Kind
from sim.events.log import Entry
from sim.events.talks import DEAL, DEMAND, OF_TALKS, OFFER
from sim.events.windows import WINDOW
from sim.outcomes.accounts import ReliefAccounts

EntriesByKind = dict[str, list[Entry]]

T = TypeVar("T", bound=Mapping[str, object])

_SAYS_WHERE: Final = frozenset({OFFER.name, DEMAND.name, DEAL.name, WINDOW.name, BREAKDOWN.name})
"""Kinds that say at which further table they are; what brought them about may be elsewhere."""

_OF_TALKS: Final = frozenset(kind.name for kind in OF_TALKS)


class Logs(NamedTuple):
    """Entries of a log by kind, each in order.

    Attributes
    ----------
    first
        All but the talks at further tables.
    further
        The talks at these, by table.
    every
        All of both: what questions are about.
    """

    first: EntriesByKind
    further: dict[str, EntriesByKind]
    every: EntriesByKind


class History(NamedTuple):
    """One replication, ready to be measured.

    Attributes
    ----------
    record
        Its record.
    accounts
        Its accounts of relief.
    log
        Entries of its log by kind, each in order; of the talks, those of the first table.
    further
        Entries of the talks at further tables, by table and kind.
    last
        The last point of each series of points.
    """

    record: Record
    accounts: ReliefAccounts
    log: EntriesByKind
    further: dict[str, EntriesByKind]
    last: dict[str, float]

    @classmethod
    def of(cls, record: Record, accounts: ReliefAccounts, logs: Logs) -> History:
        """Return a record as measures read it."""
        last = {point.series: point.value for point in record.points}
        return cls(record, accounts, logs.first, logs.further, last)

    @property
    def one_table(self) -> bool:
        """Whether only the executive bargains."""
        return len(self.record.model.pairs) == 1

    def entries(self, kind: Kind[Any]) -> Sequence[Entry]:
        """Return the entries of a kind, in order; of the talks, those of the first table."""
        return self.log.get(kind.name, ())

    def fields(self, kind: Kind[T]) -> list[T]:
        """Return what the `entries` of a kind carry."""
        return [cast(T, entry.numbers) for entry in self.entries(kind)]

    def deals(self, table: int = 0) -> list[Deal]:
        """Return the packages agreed at a table, stages of a road-map among them."""
        deals = self.record.deals
        return deals if self.one_table else [deal for deal in deals if deal.table == table]

    def gestures(self, table: int = 0) -> list[Deal]:
        """Return the unilateral steps made at a table."""
        steps = self.record.gestures
        return steps if self.one_table else [step for step in steps if step.table == table]


def logs_of(record: Record) -> Logs:
    """Return the entries of a record's log by kind."""
    every: EntriesByKind = {}
    for entry in record.entries:
        every.setdefault(entry.kind, []).append(entry)
    further: dict[str, EntriesByKind] = {pair.name: {} for pair in record.model.pairs[1:]}
    first = dict(every)
    for kind in every.keys() & _OF_TALKS if further else ():
        here = first[kind] = []
        for entry in every[kind]:
            table = table_of(entry, record.entries)
            (further[table].setdefault(kind, []) if table else here).append(entry)
    return Logs(first, further, every)


def table_of(entry: Entry, entries: Sequence[Entry]) -> str:
    """Return the name of the further table from which an event comes; empty if from none."""
    while True:
        name = entry.numbers.get("table")
        if isinstance(name, str):
            return name
        if entry.cause < 0 or entry.kind in _SAYS_WHERE:
            return ""
        entry = entries[entry.cause]


def mean_or_none(values: Sequence[float]) -> float | None:
    """Return the mean; None for no values."""
    return fsum(values) / len(values) if values else None


def median_or_none(values: Sequence[float]) -> float | None:
    """Return the median; None for no values."""
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    if len(ordered) % 2:
        return float(ordered[half])
    return (ordered[half - 1] + ordered[half]) / 2


def first_day(entries: Iterable[Entry]) -> float | None:
    """Return the day of the first entry; None if there is none."""
    return next((entry.day for entry in entries), None)
