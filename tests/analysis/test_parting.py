"""Where runs part: at the first event that differs, and not before what makes them differ."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

import pytest

from sim.analysis.comparison.pairing import PairingError
from sim.analysis.comparison.parting import first_parting, partings
from sim.batch.batch import Batch
from sim.engine.state.record import Record
from sim.events.log import Entry
from tests.batches import small_batch
from tests.scenarios.worlds import compiled, runs

CHANGED_ON = dt.date(2026, 6, 1)
CHANGE = f"interventions=[{{id: new, on: {CHANGED_ON}, set: {{agents.target.m0: 4}}}}]"
OPEN = "rules.windows=false"  # where nobody talks, what a package is worth parts nothing


@cache
def record(*overrides: str) -> Record:
    return runs(compiled("by_hand", *overrides), 1)[0]


def batch(*overrides: str, seed: int = 0) -> Batch:
    return small_batch("russia_2025", 6, seed, *overrides)


def tampered(place: int, **changes: object) -> Record:
    """The run worked out by hand, with one entry changed."""
    plain = record()
    entries = list(plain.entries)
    entries[place] = replace(entries[place], **changes)  # type: ignore[arg-type]
    return replace(plain, entries=entries)


def test_a_run_does_not_part_from_itself() -> None:
    assert first_parting(record(), record()) is None


def test_each_thing_that_may_differ() -> None:
    entries = record().entries
    place = next(i for i, e in enumerate(entries) if e.kind == "deal")
    was: Entry = entries[place]
    number, value = next((k, v) for k, v in was.numbers.items() if isinstance(v, float))
    for changes in (
        {"day": was.day + 0.5},
        {"agent": "somebody else"},
        {"kind": "refusal"},
        {"subject": "nothing"},
        {"numbers": {**was.numbers, number: value + 0.01}},
        {"numbers": {k: v for k, v in was.numbers.items() if k != number}},
    ):
        found = first_parting(record(), tampered(place, **changes))
        assert found is not None, changes
        assert (found.first, found.day) == (was, was.day)
        assert found.second == replace(was, **changes)  # type: ignore[arg-type]
        assert found.date == record().model.calendar.date(was.day)


def test_rounding_and_titles_are_no_difference() -> None:
    entries = record().entries
    place = next(i for i, e in enumerate(entries) if e.kind == "deal")
    assert first_parting(record(), tampered(place, day=entries[place].day + 1e-9)) is None
    assert first_parting(record(), record("title=Another")) is None


def test_a_run_that_goes_on_when_the_other_has_ended() -> None:
    whole = record()
    told = [e for e in whole.entries if e.agent != "scenario"]
    short = replace(whole, entries=[e for e in whole.entries if e is not told[-1]])
    for a, b, first, second in ((whole, short, told[-1], None), (short, whole, None, told[-1])):
        found = first_parting(a, b)
        assert found is not None
        assert (found.first, found.second, found.day) == (first, second, told[-1].day)


def test_a_change_on_a_date_parts_nothing_before_it() -> None:
    found = partings(batch(OPEN), batch(OPEN, CHANGE), 6)
    assert (found.n, found.parted) == (6, 6)
    dates = found.table["date"]
    assert (dates >= CHANGED_ON).all()
    assert "intervention" not in found.table["kind_b"]
    assert found.tally["n"].sum() == 6
    assert found.tally["share"].sum() == pytest.approx(1.0)
    assert found.median_date == sorted(dates)[2]
    one = partings(batch(OPEN), batch(OPEN, CHANGE), [3]).table
    assert one["date"].to_list() == [dates[3]]


def test_what_does_not_matter_parts_nothing() -> None:
    found = partings(batch(), batch("label=zzz"), [0, 4])
    assert (found.n, found.parted, found.median_date) == (2, 0, None)
    assert found.table["replication"].to_list() == [0, 4]
    assert found.table["date"].to_list() == [None, None]
    assert found.tally.is_empty()


def test_the_tally_counts_pairs_of_kinds_and_says_when() -> None:
    found = partings(batch(), batch("agents.target.jv=0.9"), 6)
    assert found.tally["n"].to_list() == sorted(found.tally["n"].to_list(), reverse=True)
    for row in found.tally.iter_rows(named=True):
        some = found.table.filter(kind_a=row["kind_a"], kind_b=row["kind_b"])["date"].sort()
        assert row["n"] == some.len()
        assert row["median_date"] == some[(some.len() - 1) // 2]
    assert found.table.equals(partings(batch(), batch("agents.target.jv=0.9"), 6).table)


def test_luck_must_be_shared() -> None:
    with pytest.raises(PairingError, match="seed"):
        partings(batch(), batch(seed=1))
