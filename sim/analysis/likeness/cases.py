"""Cases of a library: their features and answers, as kept in its table and as coded anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any, Final

from sim.analysis.likeness.coding import coded
from sim.analysis.likeness.features import Coded
from sim.engine.kernel.clock import YEAR
from sim.engine.model.model import Model
from sim.scenario.window import in_years

__all__ = ["FIRST_RELIEF", "FOLLOWED", "Case", "case_of", "lacking"]

FOLLOWED: Final = 8
"""Years for which every case is followed."""

FIRST_RELIEF: Final = "first_relief"
"""Id of the question when relief first came: without an answer to it a case says nothing."""


@dataclass(frozen=True)
class Case:
    """A case of a library.

    Attributes
    ----------
    name
        Its name: the stem of its file.
    title
        Its title.
    start
        Its first day.
    features
        Values of `FEATURES`, by name.
    answers
        What happened, by id of the question: whether it did, or on which day; false if it had not
        by the end. Questions that were not asked are left out.
    target
        The country under sanctions, as its catalogue names it.
    """

    name: str
    title: str
    start: dt.date
    features: Coded
    answers: Mapping[str, bool | dt.date]
    target: str = ""

    @property
    def first_relief(self) -> dt.date | None:
        """The day of the first relief; None if there was none while the case was followed."""
        day = self.answers[FIRST_RELIEF]
        return None if isinstance(day, bool) or day > in_years(self.start, FOLLOWED) else day

    def meets(self, target: str, start: dt.date, end: dt.date) -> bool:
        """Return whether it is of the same country, and shares a day with some others.

        Parameters
        ----------
        target
            The country, as a catalogue names it.
        start, end
            The first and the last of these days.
        """
        same = target == self.target
        return same and start <= in_years(self.start, FOLLOWED) and end >= self.start

    @property
    def years_to_relief(self) -> float:
        """Years from the first day to the first relief; infinite if there was none."""
        first = self.first_relief
        return inf if first is None else (first - self.start).days / YEAR

    def to_plain(self) -> dict[str, Any]:
        """Return it as values of JSON."""
        return {
            "name": self.name,
            "title": self.title,
            "target": self.target,
            "start": str(self.start),
            "features": dict(self.features),
            "answers": {
                key: str(answer) if isinstance(answer, dt.date) else answer
                for key, answer in self.answers.items()
            },
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Case:
        """Return it from values of JSON, see `to_plain`."""
        return cls(
            plain["name"],
            plain["title"],
            dt.date.fromisoformat(plain["start"]),
            plain["features"],
            {
                key: dt.date.fromisoformat(answer) if isinstance(answer, str) else answer
                for key, answer in plain["answers"].items()
            },
            plain["target"],
        )


def case_of(name: str, model: Model) -> Case:
    """Return a case, coded from its compiled model."""
    scenario = model.scenario
    answers = {q.id: q.answer for q in scenario.questions if q.answer is not None}
    target = model.catalogue.target.name
    return Case(name, scenario.title, scenario.start, coded(model), answers, target)


def lacking(model: Model) -> Iterator[tuple[str, str, str]]:
    """Yield what a scenario lacks to be a case: field, what is wrong, what is allowed."""
    scenario = model.scenario
    if all(q.id != FIRST_RELIEF or q.answer is None for q in scenario.questions):
        yield (
            "answers",
            f"a case answers the question {FIRST_RELIEF}",
            "a date, or false if there was none",
        )
    followed = in_years(scenario.start, FOLLOWED)
    # Eight years of the calendar may be a day less.
    if scenario.end < followed - dt.timedelta(days=1):
        yield "end", f"a case is followed for {FOLLOWED} years", f"from {followed} on"
