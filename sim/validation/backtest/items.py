"""What is scored of a scenario: events of its record and questions whose answer is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sim.analysis.forecasts.arrivals import Window
from sim.analysis.forecasts.topics import Asked, asked_of
from sim.analysis.quantities import NOT_OUTCOMES, UNTIL, numbers
from sim.batch.batch import ANSWER, DAYS, OBSERVED, Batch
from sim.documents.nearest import did_you_mean
from sim.engine.kernel.clock import YEAR
from sim.engine.model.model import Model
from sim.errors import InputError, Problem
from sim.outcomes.columns import Column, columns
from sim.scenario.events import Observed, Question

Floats = NDArray[np.float64]
Kind = Literal["yes_no", "date", "value"]
Origin = Literal["observed", "question"]


@dataclass(frozen=True, slots=True)
class Item:
    """Something that was forecast and is known by now.

    Attributes
    ----------
    id, text
        What it is called in its scenario, and what it is in words.
    origin
        Whether it is an event of the record or a question.
    kind
        ``"yes_no"`` (does it happen within a window), ``"date"`` (when does it first happen,
        if before the scenario ends) or ``"value"`` (how much is it).
    column
        Column of a batch's outcomes that holds the forecast.
    date
        When it happened; for an answer of yes or no, the date by which. None for what had not
        happened when the scenario ended.
    answer
        1 or 0 for yes or no; years from the scenario's start to the date, None for never; the
        value.
    event
        Kind of the event; empty for a value.
    first, last, at_least, before
        When the event counts, see `sim.analysis.forecasts.arrivals.Window`. Of a date the last is
        the horizon.
    topic
        Topic of the case library that is like it, see `sim.analysis.forecasts.topics`; empty if
        none is.
    """

    id: str
    text: str
    origin: Origin
    kind: Kind
    column: str
    date: dt.date | None
    answer: float | None
    event: str
    first: float
    last: float
    at_least: int = 1
    before: int = 0
    topic: str = ""

    @property
    def window(self) -> Window:
        """When the event counts."""
        dated = self.kind == "date"
        return Window(self.first, self.last, self.at_least, self.before, dated)

    @property
    def asked(self) -> Asked:
        """What it asks."""
        return Asked(self.event, self.topic, self.window)

    @property
    def until(self) -> bool:
        """Whether a value is the days until something happens."""
        return self.kind == "value" and self.column.startswith(UNTIL)


def items_of(model: Model, file: str) -> tuple[Item, ...]:
    """List what is scored of a scenario: its record, then its questions, each in their order.

    Parameters
    ----------
    model
        The compiled scenario.
    file
        Its file or name, for errors.

    Raises
    ------
    InputError
        If there is nothing to score, or a value is observed of what is no outcome; it names
        the nearest.
    """
    scenario = model.scenario
    by_name = {column.name: column for column in columns(model) if column.name not in NOT_OUTCOMES}
    problems = [
        problem
        for place, entry in enumerate(scenario.observed)
        if (problem := _no_number(entry, f"observed.{place}.outcome", file, by_name)) is not None
    ]
    if problems:
        raise InputError(problems)
    items = [item for entry in scenario.observed for item in _of_record(entry, model)]
    items += [item for question in scenario.questions if (item := _of_question(question, model))]
    if not items:
        raise InputError.of(
            file,
            message="nothing to score: no event or value under `observed`, and no "
            "question with an `answer`",
        )
    return tuple(items)


def forecast(item: Item, batch: Batch) -> Floats:
    """Return what the replications of a batch say of an item.

    Returns
    -------
    ndarray, shape (n,)
        0 or 1; years from the start, cut at the horizon, so that "not before the end" is the
        horizon itself; or values, without the replications that have none. A value that is the
        days until something happens is the horizon where it does not: that too was forecast.
    """
    if item.kind == "yes_no":
        return numbers(batch.column(item.column))
    values = numbers(batch.column(item.column))
    never = np.isnan(values)
    if item.kind == "date":
        return np.minimum(np.where(never, np.inf, values / YEAR), item.last)
    if item.until:
        return np.minimum(np.where(never, np.inf, values), item.last * YEAR)
    return values[~never]


def _no_number(
    entry: Observed, field: str, file: str, by_name: dict[str, Column]
) -> Problem | None:
    """Return what is wrong with the outcome that an entry of the record names, if anything."""
    name = entry.outcome
    if name is None or (name in by_name and by_name[name].type != "str"):
        return None
    if name in by_name:
        return Problem(file, path=field, found=f"'{name}'", allowed="an outcome that is a number")
    return Problem(
        file,
        path=field,
        message="no such outcome",
        found=f"'{name[:60]}'",
        allowed="a column of `thaw batch`'s outcomes, such as legal_end or deals",
        hint=did_you_mean(name, by_name),
    )


def _of_record(entry: Observed, model: Model) -> Iterator[Item]:
    """An entry may say of one day both that something happened and how much it was."""
    if entry.event is not None:
        asked = asked_of(entry, model)
        by = entry.by is not None
        column = f"{OBSERVED}{entry.id}"
        yield Item(
            id=entry.id,
            text=entry.what,
            origin="observed",
            kind="yes_no" if by else "date",
            column=column if by else column + DAYS,
            date=entry.date,
            answer=1.0 if by else _years(entry.date, model),
            event=asked.event,
            first=asked.window.first,
            last=asked.window.last,
            at_least=asked.window.at_least,
            before=asked.window.before,
            topic=asked.topic,
        )
    if entry.outcome is not None:
        yield Item(
            id=entry.id,
            text=entry.what,
            origin="observed",
            kind="value",
            column=entry.outcome,
            date=entry.date,
            answer=entry.value,
            event="",
            first=0.0,
            last=model.calendar.horizon / YEAR,
        )


def _of_question(question: Question, model: Model) -> Item | None:
    answer = question.answer
    if answer is None:
        return None
    asked = asked_of(question, model)
    column = f"{ANSWER}{question.id}"
    by = question.by is not None
    date = answer if isinstance(answer, dt.date) else question.by
    when = None if date is None else _years(date, model)
    return Item(
        id=question.id,
        text=question.text,
        origin="question",
        kind="yes_no" if by else "date",
        column=column if by else column + DAYS,
        date=date,
        answer=float(bool(answer)) if by else when,
        event=asked.event,
        first=asked.window.first,
        last=asked.window.last,
        at_least=asked.window.at_least,
        before=asked.window.before,
        topic=asked.topic,
    )


def _years(date: dt.date, model: Model) -> float:
    return model.calendar.day(date) / YEAR
