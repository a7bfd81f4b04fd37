"""Records: what a scenario itself says has happened, and what has not."""

from __future__ import annotations

import datetime as dt

import pytest

from sim.errors import InputError
from sim.scenario.facts import known_by
from sim.scenario.shipped import by_name, record_names
from sim.workflows.presents.record_files import own_record, read_record
from tests.scenarios.worlds import load

DAY = dt.date(2015, 12, 31)


def test_what_a_scenario_says_itself_is_cut_at_a_day() -> None:
    loaded = load("history/iran_2013")
    record = own_record("iran_2013", loaded.scenario, DAY).fitting(
        loaded.scenario, loaded.catalogue
    )
    facts = {fact.id: record.facts.window(fact) for fact in record.facts.facts}
    assert list(facts) == ["freeze_2014", "first_relief_2014", "accord_2015"]
    # Of one that was to come by a day any day up to that counts, as where it is scored.
    assert facts["first_relief_2014"] == (loaded.scenario.start, dt.date(2014, 6, 30))
    assert facts["accord_2015"] == (dt.date(2015, 6, 14), dt.date(2015, 8, 13))
    assert [entry.id for entry in record.facts.absent] == ["limits_2014"]


def test_a_day_is_needed_on_which_something_is_known() -> None:
    scenario = load("history/iran_2013").scenario
    for day in (None, dt.date(2013, 1, 1), scenario.end):
        with pytest.raises(InputError, match="--on"):
            own_record("iran_2013", scenario, day)
    with pytest.raises(InputError, match="says of nothing"):
        own_record("iran_2013", scenario, dt.date(2013, 12, 1))


@pytest.mark.parametrize("name", record_names())
def test_records_that_come_with_thaw_fit_the_scenario_of_their_name(name: str) -> None:
    file = by_name(name)
    assert file is not None
    loaded = load(file.parent.name + f"/{name}" if file.parent.name == "history" else name)
    record = read_record(name).fitting(loaded.scenario, loaded.catalogue)
    middle = loaded.scenario.start + (record.facts.until - loaded.scenario.start) / 2
    earlier = known_by(record.facts, middle)
    assert all(fact.date <= middle for fact in earlier.facts)
    assert earlier.until == middle
