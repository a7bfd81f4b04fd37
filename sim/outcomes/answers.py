"""Answers to the dated questions of a scenario."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from math import inf
from operator import attrgetter
from typing import Final, NamedTuple

from sim.engine.model.model import Model
from sim.engine.model.parts import Tranche
from sim.engine.state.filter import Filter, matches, ready_filter
from sim.engine.state.record import Record
from sim.events.log import Entry
from sim.outcomes.measures.history import EntriesByKind, logs_of
from sim.scenario.events import Observed, Question


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
    wanted
        Which events count.
    first, end
        Moments from and before which events count, days from the start.
    at_least
        How many events it takes.
    """

    id: str
    wanted: Filter
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
    return ReadyQuestion(
        id=question.id,
        wanted=ready_filter(event, model),
        first=-inf if question.after is None else calendar.day(question.after),
        # An event on the last date itself is in time.
        end=inf if question.by is None else calendar.day(question.by) + 1.0,
        at_least=question.at_least,
    )


def answers(record: Record) -> dict[str, Answer]:
    """Answer every question of the scenario; by id."""
    return answers_of(record, ready_questions(record.model), logs_of(record).every)


def answers_of(
    record: Record, questions: Iterable[ReadyQuestion], log: EntriesByKind
) -> dict[str, Answer]:
    """Answer questions made ready, of a record whose log is sorted by kind."""
    return {
        question.id: _answer(record, question, entries) if entries else _NO
        for question in questions
        for entries in (_of(question.wanted.kinds, log),)
    }


def _of(kinds: tuple[str, ...], log: EntriesByKind) -> Iterable[Entry]:
    """Return the entries of any of these kinds, in the order of the log."""
    if len(kinds) == 1:
        return log.get(kinds[0], ())
    return sorted((entry for kind in kinds for entry in log.get(kind, ())), key=_number)


def answered(
    tranches: Sequence[Tranche], question: ReadyQuestion, entries: Iterable[Entry]
) -> float | None:
    """Return the day on which a question came true, days from the start; None if it did not.

    Parameters
    ----------
    tranches
        All tranches of the replication, those added on the way among them.
    question
        The question.
    entries
        Events of its kinds, in the order of the log.
    """
    first, end, left = question.first, question.end, question.at_least
    for entry in entries:
        day = entry.day
        if day >= end:
            break
        if day >= first and matches(tranches, question.wanted, entry):
            left -= 1
            if left == 0:
                return day
    return None


def _answer(record: Record, question: ReadyQuestion, entries: Iterable[Entry]) -> Answer:
    day = answered(record.tranches, question, entries)
    return _NO if day is None else Answer(True, record.model.calendar.date(day))
