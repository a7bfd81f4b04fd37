"""What futures do first that branch off another one: a small tree of what turns them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final, NamedTuple

from sim.batch.batch import Batch
from sim.batch.branch import Branch
from sim.batch.errors import BatchError
from sim.engine.replication import replicate
from sim.engine.state.record import Record
from sim.events.log import Entry
from sim.story.tale import Tale
from sim.story.telling import Line, tell
from sim.story.turning import turn_words, turns

__all__ = ["Lineage", "Way", "keeps_events", "lineage"]

LEVELS: Final = 3
"""Turns one after the other that are told, at most."""

OTHER: Final = "something else"
NOTHING: Final = "nothing more by the end"

_APART: Final = 3
"""Ways that are told apart where futures part, at most; others together."""

_LEAST: Final = 0.05
"""Share of all futures below which a way is told with others."""


@dataclass
class Way:
    """A way that futures take.

    Attributes
    ----------
    words
        What happens.
    count
        How many take it.
    on
        What they do next; nothing where that is not told.
    """

    words: str
    count: int
    on: list[Way] = field(default_factory=list)

    @property
    def leaves(self) -> int:
        """Ends of the tree from here on."""
        return sum(way.leaves for way in self.on) or 1


class Lineage(NamedTuple):
    """Futures with what they come from.

    Attributes
    ----------
    past
        What had happened by the node, without routine.
    futures
        How many keep their events.
    ways
        What these do first.
    """

    past: list[Line]
    futures: int
    ways: list[Way]


def keeps_events(batch: Batch) -> bool:
    """Return whether any future of a batch keeps its events."""
    return next(_kept(batch), None) is not None


def lineage(batch: Batch, leaves: int) -> Lineage | None:
    """Return what the futures of a batch come from, and what they do first.

    Parameters
    ----------
    batch
        Futures that branch off another one.
    leaves
        Ends of the tree, at most; at least as many as ways that are told apart at first.

    Returns
    -------
    Lineage or None
        None if they branch off none, or keep no events.
    """
    branch = batch.branch
    if branch is None or not keeps_events(batch):
        return None
    parent = replicate(batch.model, branch.parent(batch.seed), branch.replication)
    shared = _shared(branch, parent)
    past = [
        line
        for line in tell(parent)
        if line.kind != "routine" and line.events and max(line.events) < shared
    ]
    courses = [_course(replace(parent, entries=entries), shared) for entries in _kept(batch)]
    return Lineage(past, len(courses), _ways(courses, leaves))


def _shared(branch: Branch, parent: Record) -> int:
    """Return how many events of its parent a branch has."""
    if branch.event >= 0:
        return branch.event + 1
    return sum(entry.day < branch.day for entry in parent.entries)


def _kept(batch: Batch) -> Iterator[list[Entry]]:
    """Yield the events of the futures that keep theirs: the first ones."""
    for number in batch.column("replication").to_list():
        try:
            table = batch.events(number)
        except BatchError:
            return
        yield [
            Entry(
                row["id"],
                row["day"],
                row["agent"],
                row["kind"],
                row["subject"] or "",
                -1 if row["cause"] is None else row["cause"],
                json.loads(row["numbers"]),
            )
            for row in table.iter_rows(named=True)
        ]


def _course(record: Record, shared: int) -> list[str]:
    """Return what turns a future after the node, each kind of event once."""
    kinds = [entry.kind for entry in turns(Tale(record)) if entry.id >= shared]
    return [turn_words(kind) for kind in dict.fromkeys(kinds)]


def _ways(courses: Sequence[Sequence[str]], leaves: int) -> list[Way]:
    """Return the tree of what futures do first, the most frequent way first."""
    least = _LEAST * len(courses)
    first = _parted(courses, 0, least)
    open_ = [(way, taken, 1) for way, taken in first]
    ends = len(first)
    while open_:
        way, taken, level = open_.pop(open_.index(max(open_, key=lambda one: one[0].count)))
        if level == LEVELS or way.words in (OTHER, NOTHING) or way.count < 2.0 * least:
            continue
        on = _parted(taken, level, least)
        if not _tells(on):
            continue
        if ends - 1 + len(on) > leaves:
            break
        way.on = [each for each, _ in on]
        ends += len(on) - 1
        open_ += [(each, others, level + 1) for each, others in on]
    return [way for way, _ in first]


def _tells(on: Sequence[tuple[Way, object]]) -> bool:
    """Return whether anything is told by what comes next."""
    return any(way.words not in (OTHER, NOTHING) for way, _ in on)


def _parted(
    courses: Sequence[Sequence[str]], level: int, least: float
) -> list[tuple[Way, list[Sequence[str]]]]:
    """Return futures by what they do next, with those that do so."""

    def next_of(course: Sequence[str]) -> str:
        return course[level] if len(course) > level else NOTHING

    every = [(words, [*taken]) for words, taken in groupby(sorted(courses, key=next_of), next_of)]
    every.sort(key=lambda pair: (-len(pair[1]), pair[0]))
    told = [pair for pair in every if len(pair[1]) >= least and pair[0] != NOTHING][:_APART]
    rest = [pair for pair in every if pair not in told]
    if len(rest) == 1 or (rest and all(words == NOTHING for words, _ in rest)):
        told += rest
    elif rest:
        nothing = [pair for pair in rest if pair[0] == NOTHING and len(pair[1]) >= least]
        others = [
            course for words, taken in rest if (words, taken) not in nothing for course in taken
        ]
        told += [*([(OTHER, others)] if others else []), *nothing]
    return [(Way(words, len(taken)), taken) for words, taken in told]
