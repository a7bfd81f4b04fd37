"""What a question asks, and which questions of the case library are like it.

The library asks ten questions of yes or no, and when relief first came. A topic is what one or
more of them are about. A question of a scenario belongs to the topic of its kind of event. One
about a part (one class, one act) is forecast like one about the whole kind; of relief like one
about the main measure. What the library does not ask belongs to no topic: events of other kinds,
relief by another sender than the first, the end of a measure for good.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from sim.analysis.forecasts.arrivals import Window
from sim.analysis.likeness.cases import FIRST_RELIEF, Case
from sim.engine.kernel.clock import YEAR
from sim.engine.model.model import Model
from sim.scenario.events import EventFilter, Observed, Question

__all__ = ["RELIEF", "TOPICS", "Asked", "Topic", "asked_of", "relief_of"]

RELIEF: Final = "relief"
"""Topic of the first relief of any measure."""

MAIN: Final = "main"
"""Topic of relief of one measure, the weightiest."""


class Topic(NamedTuple):
    """What questions of the library are about.

    Attributes
    ----------
    name
        What it is called.
    text
        What is asked of the cases, in words.
    kinds
        Kinds of events that belong to it, and no other may be among those of a question.
    needed
        Kinds that a question must have to belong to it.
    asked
        Years within which the library asks for it, ascending, with the ids of the questions.
    dates
        Id of the question that has its date; empty if none has.
    """

    name: str
    text: str
    kinds: frozenset[str]
    needed: frozenset[str]
    asked: tuple[tuple[float, str], ...]
    dates: str = ""

    def answered_by(self, case: Case) -> bool:
        """Return whether a case answers all questions of the topic."""
        questions = [*(question for _, question in self.asked), *filter(None, [self.dates])]
        return all(question in case.answers for question in questions)


def _topic(
    name: str,
    text: str,
    kinds: tuple[str, ...],
    needed: tuple[str, ...],
    *asked: tuple[float, str],
    dates: str = "",
) -> Topic:
    return Topic(name, text, frozenset(kinds), frozenset(needed), asked, dates)


_EASED: Final = ("eased",)
_EMERGENCY: Final = ("emergency_ended", "emergency_lapse")
_REVERSED: Final = ("snapback", "successor_reverses")
_NEW: Final = ("designation", "law", "threat_carried_out", "stick_used", "imposed")

TOPICS: Final[dict[str, Topic]] = {
    topic.name: topic
    for topic in (
        _topic(
            RELIEF,
            "any measure of the first sender is eased",
            _EASED,
            _EASED,
            (1.0, "relief_1y"),
            (2.0, "relief_2y"),
            dates=FIRST_RELIEF,
        ),
        _topic(
            MAIN,
            "the main measure is eased",
            _EASED,
            _EASED,
            (4.0, "main_4y"),
            (8.0, "main_8y"),
        ),
        _topic(
            "emergency",
            "the emergency behind the main measure ends",
            _EMERGENCY,
            _EMERGENCY,
            (8.0, "emergency_ended_8y"),
        ),
        _topic("repeal", "a statute is repealed", ("repeal",), ("repeal",), (8.0, "repealed_8y")),
        _topic("reversed", "relief is taken back", _REVERSED, (), (5.0, "reversed_5y")),
        _topic("new", "new measures are added", _NEW, ("designation",), (2.0, "new_measures_2y")),
        _topic(
            "delivered",
            "what the sanctions were for is delivered",
            ("delivered",),
            ("delivered",),
            (8.0, "conceded_8y"),
        ),
        _topic(
            "government",
            "another government comes to power",
            ("government_change",),
            ("government_change",),
            (8.0, "government_8y"),
        ),
    )
}
"""What the library asks, by name."""


class Asked(NamedTuple):
    """What a question asks, as far as forecasters that simulate nothing can know of it.

    Attributes
    ----------
    event
        Kind of event, the first if it has several.
    topic
        Name of the topic of the library that is like it; empty if none is.
    window
        When events count, and how many it takes.
    """

    event: str
    topic: str
    window: Window


def asked_of(entry: Question | Observed, model: Model) -> Asked:
    """Return what a question, or an entry of the record with an event, asks.

    Parameters
    ----------
    entry
        The question or entry.
    model
        The compiled scenario that it belongs to.
    """
    event = entry.event
    assert event is not None
    calendar = model.calendar
    first = 0.0 if entry.after is None else max(0.0, calendar.day(entry.after))
    # The whole last day is in it.
    last = calendar.horizon if entry.by is None else calendar.day(entry.by) + 1.0
    window = Window(
        first / YEAR,
        last / YEAR,
        entry.at_least,
        _due(event.subject, first, model),
        dated=entry.by is None,
    )
    return Asked(event.kinds[0], _topic_of(event, model), window)


def relief_of(model: Model, years: float) -> Asked:
    """Return what asks whether any measure of the first sender is eased within some years."""
    return Asked(_EASED[0], RELIEF, Window(0.0, years))


def _due(subject: str | None, first: float, model: Model) -> int:
    """Return how often an emergency or an act falls due before a day."""
    dates = model.dates
    due = dates.anniversaries.get(subject or "") or dates.expiries.get(subject or "") or ()
    return sum(day < first for day, *_ in due)


def _topic_of(event: EventFilter, model: Model) -> str:
    """Return the topic of what an event filter asks for; empty if it has none."""
    kinds, whose = frozenset(event.kinds), model.executive
    part = event.subject is not None or bool(event.classes) or event.instrument is not None
    if event.sender not in (None, whose) or event.permanent is not None:
        return ""
    if event.agent not in (None, model.scenario.agents.executive.name):
        return ""
    measures = model.catalogue.measures
    named = (event.subject or "").split(",")
    if any(name in measures and measures[name].sender != whose for name in named):
        return ""
    if kinds == frozenset(_EASED):
        return MAIN if part else RELIEF
    if kinds == frozenset(("delivered",)) and event.subject is None:
        return ""  # of any concession, and not of what the sanctions are for
    return next(
        (
            topic.name
            for topic in TOPICS.values()
            if topic.needed <= kinds <= topic.kinds and topic.name not in (RELIEF, MAIN)
        ),
        "",
    )
