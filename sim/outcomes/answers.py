"""Answers to the dated questions of a scenario."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from math import inf
from operator import attrgetter
from typing import Final, NamedTuple

from sim.catalogue.schema import Instrument
from sim.engine.model.model import Model
from sim.engine.state.record import Record
from sim.events.log import Entry
from sim.outcomes.measures.history import EntriesByKind, all_by_kind, by_kind
from sim.scenario.events import EventFilter, Observed, Question


class Answer(NamedTuple):
    """Whether what a question asks about happened, and when.

    Attributes
    ----------
    yes
        Whether it happened in time.
    date
        Date of the event that made it true; None if the answer is no.
    """

    yes: bool
    date: dt.date | None


_NO: Final = Answer(False, None)
_number = attrgetter("id")


class ReadyQuestion(NamedTuple):
    """A question ready to be answered: which events it asks for, when, and how many of them.

    Attributes
    ----------
    id
        Id of the question.
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
    first, end
        Moments from and before which events count, days from the start.
    at_least
        How many events it takes.
    """

    id: str
    kinds: tuple[str, ...]
    agent: str | None
    subjects: frozenset[str] | None
    sender: str | None
    classes: tuple[str, ...]
    instruments: frozenset[str] | None
    first: float
    end: float
    at_least: int


def ready_questions(model: Model) -> tuple[ReadyQuestion, ...]:
    """Return the questions of a model's scenario, made ready once for all its records."""
    return tuple(_ready(question, model) for question in model.scenario.questions)


def ready_observations(model: Model) -> tuple[ReadyQuestion, ...]:
    """Return the observed events of a model's scenario, made ready as questions are."""
    return tuple(
        _ready(entry, model) for entry in model.scenario.observed if entry.event is not None
    )


def _ready(question: Question | Observed, model: Model) -> ReadyQuestion:
    event, calendar = question.event, model.calendar
    assert event is not None
    subject = event.subject
    return ReadyQuestion(
        id=question.id,
        kinds=event.kinds,
        agent=event.agent,
        subjects=None if subject is None else frozenset((subject, *subject.split(","))),
        sender=event.sender,
        classes=event.classes,
        instruments=_instruments(event, model.instruments),
        first=-inf if question.after is None else calendar.day(question.after),
        # An event on the last date itself is in time.
        end=inf if question.by is None else calendar.day(question.by) + 1.0,
        at_least=question.at_least,
    )


def _instruments(event: EventFilter, known: Mapping[str, Instrument]) -> frozenset[str] | None:
    """Return by which instruments relief counts; None if by any."""
    if event.instrument is not None:
        return frozenset((event.instrument,))
    if event.permanent is None:
        return None
    return frozenset(name for name, one in known.items() if one.permanent is event.permanent)


def answers(record: Record) -> dict[str, Answer]:
    """Answer every question of the scenario; by id."""
    return answers_of(record, ready_questions(record.model), all_by_kind(record, by_kind(record)))


def answers_of(
    record: Record, questions: Iterable[ReadyQuestion], log: EntriesByKind
) -> dict[str, Answer]:
    """Answer questions made ready, of a record whose log is sorted by kind."""
    return {
        question.id: _answer(record, question, entries) if entries else _NO
        for question in questions
        for entries in (_of(question.kinds, log),)
    }


def _of(kinds: tuple[str, ...], log: EntriesByKind) -> Iterable[Entry]:
    """Return the entries of any of these kinds, in the order of the log."""
    if len(kinds) == 1:
        return log.get(kinds[0], ())
    return sorted((entry for kind in kinds for entry in log.get(kind, ())), key=_number)


def _answer(record: Record, question: ReadyQuestion, entries: Iterable[Entry]) -> Answer:
    first, end, wanted = question.first, question.end, question.at_least
    for entry in entries:
        day = entry.day
        if day >= end:
            break
        if day >= first and matches(record, question, entry):
            wanted -= 1
            if wanted == 0:
                return Answer(True, record.model.calendar.date(day))
    return _NO


def matches(record: Record, wanted: ReadyQuestion, entry: Entry) -> bool:
    """Return whether an event of the right kind is one that a question asks for.

    An event may be about several measures, such as a licence for all of them: it matches if any
    of them does. A package is about its measures and its concessions. Where the log does not
    name the sender or the class of an event, they are those of its measures.
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
    if sender is not None and not _says(record, entry, "sender", sender):
        return False
    if classes and not any(_says(record, entry, "class_", name) for name in classes):
        return False
    instruments = wanted.instruments
    return (
        instruments is None
        or entry.numbers.get("instrument") in instruments
        or not instruments.isdisjoint(_listed(entry, "instruments"))
    )


def _says(record: Record, entry: Entry, key: str, wanted: str) -> bool:
    """Return whether an event is about a sender or a class, itself or by its measures."""
    if key in entry.numbers:
        return entry.numbers[key] == wanted
    about = set(_subjects(entry))
    return any(t.measure in about and getattr(t, key) == wanted for t in record.tranches)


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
