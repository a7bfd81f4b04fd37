"""What could be observed of a future: kinds of public events, of what and of whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from sim.engine.model.model import Model
from sim.engine.model.parts import Tranche
from sim.events.fields import declared
from sim.events.kind import Kind
from sim.events.law import ACT_LAPSE, ACT_RENEWED, CONTINUED, EMERGENCY_LAPSE, HOLD_OUT, SUNSET
from sim.events.legislature import ELECTION
from sim.events.log import Entry
from sim.events.registry import KINDS

__all__ = ["Observable", "due", "observables_of", "place"]

_EMERGENCIES: Final = (CONTINUED.name, EMERGENCY_LAPSE.name)
_ACTS: Final = (ACT_RENEWED.name, ACT_LAPSE.name, HOLD_OUT.name)


class Observable(NamedTuple):
    """Events that are seen or not: those of a kind, or those of them about something or somebody.

    Attributes
    ----------
    kind
        The kind that everybody takes them for.
    subject
        Id of what they are about; empty for anything.
    sender
        Id of the sender; empty for any.
    """

    kind: str
    subject: str = ""
    sender: str = ""

    @property
    def plain(self) -> int:
        """How much it says beside its kind: 0 is the plainest."""
        return bool(self.subject) + bool(self.sender)


def observables_of(model: Model, tranches: Sequence[Tranche], entry: Entry) -> Iterator[Observable]:
    """Yield what an event makes true; nothing if it is not public.

    Parameters
    ----------
    model
        The compiled model.
    tranches
        All tranches of the replication, those added on the way among them.
    entry
        The event.
    """
    kind = KINDS[entry.kind]
    if not kind.is_public(entry):
        return
    yield Observable(kind.seen_as)
    for subject in _subjects(kind, entry):
        yield Observable(kind.seen_as, subject)
    for sender in _senders(model, tranches, kind, entry):
        yield Observable(kind.seen_as, sender=sender)


def _subjects(kind: Kind[Any], entry: Entry) -> list[str]:
    """Return what an event is about, if it has a name outside of this future."""
    about = kind.about
    if not entry.subject or not (about.section or about.party):
        return []
    return entry.subject.split(",") if about.several else [entry.subject]


def _senders(
    model: Model, tranches: Sequence[Tranche], kind: Kind[Any], entry: Entry
) -> Iterable[str]:
    """Return whose measures or talks an event is about."""
    if "sender" in entry.numbers:
        return (str(entry.numbers["sender"]),)
    if _at_table(kind.name):
        table = entry.numbers.get("table", "")
        return [pair.sender for pair in model.pairs if pair.name == table]
    measures = entry.numbers.get("measures", ())
    about = set(entry.subject.split(","))
    about |= {str(name) for name in measures} if isinstance(measures, (list, dict)) else set()
    return {t.sender for t in tranches if t.measure in about}


@cache
def _at_table(kind: str) -> bool:
    """Whether events of a kind happen at a table."""
    return any(field.name == "table" for form in KINDS[kind].fields for field in declared(form))


def place(observable: Observable) -> tuple[int, int, str, str]:
    """Return the place of an observable in lists: the plainest first, then theme by theme."""
    kind, subject, sender = observable
    return observable.plain, _ORDER[kind], subject, sender


_ORDER: Final = {name: k for k, name in enumerate(KINDS)}


def due(model: Model, observable: Observable, first: float, last: float) -> list[float]:
    """Return the days on which the law's calendar has what is observed.

    Parameters
    ----------
    model
        The compiled model.
    observable
        What is observed.
    first, last
        From which moment on, and before which, days from the start.

    Returns
    -------
    list of float
        In order: anniversaries of emergencies, days on which acts expire, last days, elections;
        none if it may come on any day.
    """
    dates, kind = model.dates, observable.kind
    by_name: dict[str, list[float]] = {}
    if kind in _EMERGENCIES:
        by_name = {name: [day for day, *_ in rows] for name, rows in dates.anniversaries.items()}
    elif kind in _ACTS:
        by_name = {name: [day for day, *_ in rows] for name, rows in dates.expiries.items()}
    elif kind == SUNSET.name:
        for day, name, _ in dates.sunsets:
            by_name.setdefault(name, []).append(day)
    elif kind == ELECTION.name:
        by_name = {name: [day for day, *_ in rows] for name, rows in dates.elections.items()}
    named = observable.subject if kind != ELECTION.name else observable.sender
    days = {d for name, rows in by_name.items() if named in ("", name) for d in rows}
    return sorted(day for day in days if first <= day < last)
