"""Whether what a scenario asks, and what its record says, can be so at all.

An event that no run can tell of would be forecast with 0 %, and a misspelt name be scored as a
miss of the model; so names, dates and answers are held against the scenario and its catalogue.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final

from sim.catalogue.checks import MADE, unknown
from sim.catalogue.schema import Catalogue
from sim.documents import Misfit
from sim.events.registry import KINDS
from sim.scenario.events import EventFilter, Observed, Question
from sim.scenario.schema import Scenario

__all__ = ["of_event", "of_question", "of_record"]

Path = tuple[str | int, ...]

_NOBODY: Final = ("world", "law", "talks", "scenario")
"""Who acts, in the log, where nobody does."""


def of_question(at: Path, question: Question, scenario: Scenario, c: Catalogue) -> Iterator[Misfit]:
    """What is wrong with a question and its answer."""
    yield from of_event(at, question.event, scenario, c)
    yield from _dated(at, question, scenario)
    if question.after is not None and question.by is not None and question.by < question.after:
        yield Misfit(
            (*at, "by"),
            f"it is before `after`, {question.after}: the answer can only be no",
            found=str(question.by),
        )
    answer, date = question.answer, isinstance(question.answer, dt.date)
    if answer is None:
        return
    if question.by is not None and date:
        yield Misfit(
            (*at, "answer"),
            "a question with `by` is answered with yes or no",
            found=str(answer),
            allowed="true or false",
        )
    elif question.by is None and not date and answer is not False:
        yield Misfit(
            (*at, "answer"),
            "a question without `by` is answered with a date",
            found="true",
            allowed="a date, or false if it had not happened by the end",
        )
    elif isinstance(answer, dt.date):
        yield from _within(scenario, (*at, "answer"), answer)
        if question.after is not None and answer < question.after:
            yield Misfit(
                (*at, "answer"), f"it is before `after`, {question.after}", found=str(answer)
            )


def of_record(at: Path, entry: Observed, scenario: Scenario, c: Catalogue) -> Iterator[Misfit]:
    """What is wrong with an entry of the record."""
    yield from _within(scenario, (*at, "date"), entry.date)
    if entry.event is not None:
        yield from of_event(at, entry.event, scenario, c)
        yield from _dated(at, entry, scenario)
    for key, wrong in (
        ("after", entry.after is not None and entry.after > entry.date),
        ("by", entry.by is not None and entry.by < entry.date),
    ):
        if wrong:
            yield Misfit(
                (*at, key),
                f"it happened on {entry.date}, which that leaves out",
                found=str(getattr(entry, key)),
            )
    for name in entry.eased:
        yield from unknown((*at, "eased", name), "measure", name, c.measures)


def _within(scenario: Scenario, at: Path, date: object) -> Iterator[Misfit]:
    if isinstance(date, dt.date) and not scenario.start <= date <= scenario.end:
        yield Misfit(
            at,
            "outside the scenario",
            found=str(date),
            allowed=f"a date from {scenario.start} to {scenario.end}",
        )


def _dated(at: Path, window: Question | Observed, scenario: Scenario) -> Iterator[Misfit]:
    for key in ("by", "after"):
        yield from _within(scenario, (*at, key), getattr(window, key))


def of_event(at: Path, event: EventFilter, scenario: Scenario, c: Catalogue) -> Iterator[Misfit]:
    """What of the events that are meant is not there."""
    where = (*at, "event")
    for i, kind in enumerate(event.kinds):
        place = (*where, "kind") if isinstance(event.kind, str) else (*where, "kind", i)
        yield from unknown(place, "kind of event", kind, KINDS)
    for key, what, name, known in (
        ("sender", "sender", event.sender, c.senders),
        ("instrument", "instrument", event.instrument, c.instruments),
        ("agent", "agent", event.agent, _agents(scenario, c)),
    ):
        if name is not None:
            yield from unknown((*where, key), what, name, known)
    for i, name in enumerate(event.classes):
        place = (*where, "class") if isinstance(event.class_, str) else (*where, "class", i)
        yield from unknown(place, "class", name, c.classes)
    for what, section in _about(event.kinds):
        # A subject may name several measures at once, as a licence for all of them does.
        for name in (event.subject or "").split(","):
            if name and not MADE.fullmatch(name):
                yield from unknown((*where, "subject"), what, name, getattr(c, section))


def _about(kinds: Iterable[str]) -> list[tuple[str, str]]:
    """Return what events of these kinds are about and the section that has it, if it is one."""
    subjects = {KINDS[kind].about[:2] if kind in KINDS else ("", "") for kind in kinds}
    return [subject for subject in subjects if subject[1] and len(subjects) == 1]


def _agents(scenario: Scenario, c: Catalogue) -> tuple[str, ...]:
    """Who may act in a log: agents go by their names, others by their ids."""
    agents = scenario.agents
    named = (agents.executive, agents.congress, agents.target, agents.council)
    further = [
        sender.name or c.senders[key].name
        for key, sender in agents.senders.items()
        if sender.name or key in c.senders
    ]
    further += [s.congress.name for s in agents.senders.values() if s.congress is not None]
    further += [consenter.name for consenter in agents.consenters.values()]
    tables = [f"talks_{key}" for key in agents.senders]
    return (*(who.name for who in named), *further, *tables, *_NOBODY, *c.senders, *c.members)
