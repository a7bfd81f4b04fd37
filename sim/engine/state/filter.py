"""Which events of a log are meant: filters of a scenario, made ready for a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sim.catalogue.schema import Instrument
from sim.engine.model.model import Model
from sim.engine.model.parts import Tranche
from sim.events.log import Entry
from sim.scenario.events import EventFilter

__all__ = ["Filter", "matches", "ready_filter"]


class Filter(NamedTuple):
    """Which events are meant.

    Attributes
    ----------
    kinds
        Kinds of events that count.
    agent, sender
        What an event must have; None for whatever it has.
    instruments
        Instruments of which it must have one; None for any.
    classes
        Classes of which it must have one; none for any.
    subjects
        Of these an event must be about one; None if it may be about anything.
    """

    kinds: tuple[str, ...]
    agent: str | None
    subjects: frozenset[str] | None
    sender: str | None
    classes: tuple[str, ...]
    instruments: frozenset[str] | None


def ready_filter(event: EventFilter, model: Model) -> Filter:
    """Return a filter of a scenario made ready for its model."""
    subject = event.subject
    return Filter(
        kinds=event.kinds,
        agent=event.agent,
        subjects=None if subject is None else frozenset((subject, *subject.split(","))),
        sender=event.sender,
        classes=event.classes,
        instruments=_instruments(event, model.instruments),
    )


def _instruments(event: EventFilter, known: Mapping[str, Instrument]) -> frozenset[str] | None:
    """Return by which instruments relief counts; None if by any."""
    if event.instrument is not None:
        return frozenset((event.instrument,))
    if event.permanent is None:
        return None
    return frozenset(name for name, one in known.items() if one.permanent is event.permanent)


def matches(tranches: Sequence[Tranche], wanted: Filter, entry: Entry) -> bool:
    """Return whether an event of the right kind is one that is meant.

    An event may be about several measures, such as a licence for all of them: it matches if any
    of them does. A package is about its measures and its concessions. Where the log does not
    name the sender or the class of an event, they are those of its measures.

    Parameters
    ----------
    tranches
        All tranches of the replication, those added on the way among them.
    wanted
        Which events are meant.
    entry
        An event of one of its kinds.
    """
    if wanted.agent is not None and entry.agent != wanted.agent:
        return False
    subjects, sender, classes = wanted.subjects, wanted.sender, wanted.classes
    if (
        subjects is not None
        and entry.subject not in subjects
        and subjects.isdisjoint(_subjects(entry))
    ):
        return False
    if sender is not None and not _says(tranches, entry, "sender", sender):
        return False
    if classes and not any(_says(tranches, entry, "class_", name) for name in classes):
        return False
    instruments = wanted.instruments
    return (
        instruments is None
        or entry.numbers.get("instrument") in instruments
        or not instruments.isdisjoint(_listed(entry, "instruments"))
    )


def _says(tranches: Sequence[Tranche], entry: Entry, key: str, wanted: str) -> bool:
    """Return whether an event is about a sender or a class, itself or by its measures."""
    if key in entry.numbers:
        return entry.numbers[key] == wanted
    about = set(_subjects(entry))
    return any(t.measure in about and getattr(t, key) == wanted for t in tranches)


def _subjects(entry: Entry) -> list[str]:
    return [
        *entry.subject.split(","),
        *_listed(entry, "measures"),
        *_listed(entry, "concessions"),
    ]


def _listed(entry: Entry, key: str) -> list[str]:
    """Return the names listed in an entry under a key; none if it lists none."""
    value = entry.numbers.get(key)
    return [str(name) for name in value] if isinstance(value, (list, tuple, dict)) else []
