"""Small libraries in which everything is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sim.analysis.forecasts.library import Library
from sim.analysis.forecasts.topics import TOPICS
from sim.analysis.likeness.cases import FIRST_RELIEF, Case
from sim.statistics.gower import Value

START = dt.date(1990, 1, 1)

KNOWN: dict[str, Value] = {
    "emergency": True,
    "acts": False,
    "review": 0.0,
    "statute": 0.5,
    "vetoes": 1.0,
    "regime": "party",
    "issue": "war",
    "war": 0.7,
    "rivalry": 0.2,
    "size": 0.0,
    "talks": False,
    "age": 2.0,
    "senders": 1.0,
}
"""Features of a case; there are 13, of equal weight."""

QUESTIONS = [question for topic in TOPICS.values() for _, question in topic.asked]


def case(
    name: str,
    days: int | None = None,
    answers: Mapping[str, bool] | None = None,
    start: dt.date = START,
    target: str = "",
    **features: Value,
) -> Case:
    """A case with first relief after so many days, or none; no to all that is not answered."""
    first = False if days is None else start + dt.timedelta(days=days)
    within = {f"relief_{n}y": days is not None and days <= 365.25 * n for n in (1, 2)}
    said = dict.fromkeys(QUESTIONS, False) | within | dict(answers or {})
    return Case(
        name,
        name.title(),
        start,
        {**KNOWN, **features},
        {**said, FIRST_RELIEF: first},
        target or name,
    )


def library(*cases: Case, simulated: float = 0.5) -> Library:
    """A library of which the same was simulated of all questions."""
    said = {one.name: dict.fromkeys(QUESTIONS, simulated) for one in cases}
    return Library(tuple(cases), said)
