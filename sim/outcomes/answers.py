"""Answers to the dated questions of a scenario."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from sim.engine.log import Entry
from sim.engine.record import Record
from sim.scenario.events import EventFilter, Question


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


def answers(record: Record) -> dict[str, Answer]:
    """Answer every question of the scenario, by its id."""
    questions = record.model.scenario.questions
    if not questions:
        return {}
    asked = {question.event.kind for question in questions}
    entries = [entry for entry in record.entries if entry.kind in asked]
    return {question.id: _answer(record, question, entries) for question in questions}


def _answer(record: Record, question: Question, entries: Iterable[Entry]) -> Answer:
    calendar = record.model.calendar
    wanted = question.at_least
    for entry in entries:
        if not matches(record, question.event, entry):
            continue
        date = calendar.date(entry.day)
        if question.after is not None and date < question.after:
            continue
        if question.by is not None and date > question.by:
            break
        wanted -= 1
        if wanted == 0:
            return Answer(True, date)
    return Answer(False, None)


def matches(record: Record, wanted: EventFilter, entry: Entry) -> bool:
    """Whether an event is one that a filter asks for.

    An event may be about several measures, such as a licence for all of them: it matches if any
    of them does. A package is about its measures and its concessions. Where the log does not
    name the sender or the class of an event, they are those of its measures.
    """
    if entry.kind != wanted.kind:
        return False
    if wanted.agent is not None and entry.agent != wanted.agent:
        return False
    if wanted.subject is not None:
        about = {entry.subject, *_subjects(entry)}
        if about.isdisjoint({wanted.subject, *wanted.subject.split(",")}):
            return False
    if wanted.sender is not None and wanted.sender not in _stated(record, entry, "sender"):
        return False
    if wanted.class_ is not None and wanted.class_ not in _stated(record, entry, "class_"):
        return False
    if wanted.instrument is not None:
        used = (entry.numbers.get("instrument"), *_listed(entry, "instruments"))
        return wanted.instrument in used
    return True


def _subjects(entry: Entry) -> list[str]:
    return [
        *entry.subject.split(","),
        *_listed(entry, "measures"),
        *_listed(entry, "concessions"),
    ]


def _listed(entry: Entry, key: str) -> list[str]:
    """Names listed in an entry, if it lists any."""
    value = entry.numbers.get(key)
    return [str(name) for name in value] if isinstance(value, list | tuple | dict) else []


def _stated(record: Record, entry: Entry, key: str) -> set[str]:
    """Senders or classes that an event is about."""
    if key in entry.numbers:
        return {str(entry.numbers[key])}
    about = set(_subjects(entry))
    return {str(getattr(t, key)) for t in record.tranches if t.measure in about}
