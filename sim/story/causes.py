"""Why an event happened: its chain of causes, and what followed from it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sim.engine.state.record import Record
from sim.events.law import ENDED, STAYS
from sim.events.log import Entry
from sim.events.registry import KINDS, sentence
from sim.story.tale import Tale
from sim.story.telling import notable
from sim.wording import words

__all__ = ["Explanation", "Step", "candidates", "explain"]


class Step(NamedTuple):
    """One event of a chain.

    Attributes
    ----------
    event
        Its number.
    date
        Its date.
    kind
        Its kind.
    text
        The event as a sentence.
    depth
        How many steps it is away from the event that is explained.
    """

    event: int
    date: dt.date
    kind: str
    text: str
    depth: int


class Explanation(NamedTuple):
    """Why an event happened.

    Attributes
    ----------
    causes
        What led to it, oldest first.
    event
        The event itself.
    followed
        What followed from it, each after what caused it.
    root
        What set the oldest event off.
    odds
        What the agents weighed in the event itself; empty if nothing was left to choose.
    """

    causes: tuple[Step, ...]
    event: Step
    followed: tuple[Step, ...]
    root: str
    odds: str


def explain(record: Record, event: int) -> Explanation:
    """Explain an event.

    Raises
    ------
    IndexError
        If the record has no event of that number.
    """
    if not 0 <= event < len(record.entries):
        raise IndexError(f"event {event} of {len(record.entries)}")
    tale = Tale(record)
    entry = tale.entries[event]
    chain: list[Entry] = []
    before = tale.cause(entry)
    while before is not None:
        chain.append(before)
        before = tale.cause(before)
    oldest = chain[-1] if chain else entry
    return Explanation(
        causes=tuple(_step(tale, e, k + 1) for k, e in reversed(list(enumerate(chain)))),
        event=_step(tale, entry, 0),
        followed=tuple(_after(tale, entry, 1)),
        root=KINDS[oldest.kind].root if oldest.kind in KINDS else "",
        odds=_odds(entry),
    )


def _step(tale: Tale, entry: Entry, depth: int) -> Step:
    return Step(entry.id, tale.date(entry.day), entry.kind, sentence(tale, entry), depth)


def _after(tale: Tale, entry: Entry, depth: int) -> list[Step]:
    """Return everything that followed, depth first; the log's causes run forward, so this ends."""
    steps: list[Step] = []
    stack = [(other, depth) for other in reversed(tale.following(entry))]
    while stack:
        here, level = stack.pop()
        steps.append(_step(tale, here, level))
        stack += [(other, level + 1) for other in reversed(tale.following(here))]
    return steps


def _odds(entry: Entry) -> str:
    """Return with what probability an event was to be expected, where the log says so."""
    if entry.numbers.get("decided"):
        return "The scenario had decided it."
    probability = entry.numbers.get("probability")
    if not isinstance(probability, float | int) or entry.kind not in KINDS:
        return ""
    return KINDS[entry.kind].odds.format(p=words.percent(probability))


def candidates(record: Record) -> list[Step]:
    """Return events worth asking about: what matters and has a cause or consequences."""
    tale = Tale(record)
    return [
        _step(tale, entry, 0)
        for entry in tale.entries
        if notable(tale, entry)
        and entry.kind not in (ENDED.name, STAYS.name)
        and (tale.cause(entry) is not None or tale.following(entry))
    ]
