"""What futures do first that branch off another one: counted by hand, a small tree."""

from __future__ import annotations

from collections import Counter

import pytest

from sim.story import tell
from sim.story.turning import turn_words, turning_points
from sim.story.ways import LEVELS, NOTHING, OTHER, Way, keeps_events, lineage
from sim.workflows.runs.of_batches import record_of
from tests.batches import small_batch
from tests.branches import branched


def whole(ways: list[Way]) -> int:
    return sum(way.count for way in ways)


def deep(ways: list[Way]) -> int:
    return 1 + max((deep(way.on) for way in ways), default=-1) if ways else 0


@pytest.mark.parametrize("leaves", [4, 8, 12])
def test_every_future_takes_one_way(leaves: int) -> None:
    found = lineage(branched().batch, leaves)
    assert found is not None
    assert found.futures == whole(found.ways) == 30
    assert sum(way.leaves for way in found.ways) <= leaves
    assert deep(found.ways) <= LEVELS
    waiting = [*found.ways]
    while waiting:
        way = waiting.pop()
        if way.on:
            assert way.words not in (OTHER, NOTHING)
            assert whole(way.on) == way.count
            waiting += way.on


def test_first_ways_are_those_of_the_futures_played_again() -> None:
    batch, branch = branched().batch, branched().branch
    firsts: Counter[str] = Counter()
    for number in range(30):
        record = record_of(batch, number)
        turned = turning_points(record, most=1000)
        after = [line.kind for line in turned if record.entries[line.events[0]].day >= branch.day]
        firsts[turn_words(after[0]) if after else NOTHING] += 1
    found = lineage(batch, 12)
    assert found is not None
    for way in found.ways:
        if way.words != OTHER:
            assert way.count == firsts[way.words]


def test_the_past_is_that_of_the_parent() -> None:
    found = lineage(branched().batch, 12)
    assert found is not None
    day = branched().parent.model.calendar.date(branched().branch.day)
    told = [line for line in tell(branched().parent) if line.kind != "routine" and line.events]
    assert found.past == [line for line in told if line.date < day]


def test_without_events_or_a_node_there_is_none() -> None:
    plain = small_batch("examples/veridia", 6)
    assert lineage(plain, 12) is None
    assert not keeps_events(plain)
    none = branched("none").batch
    assert none.branch is not None
    assert lineage(none, 12) is None
