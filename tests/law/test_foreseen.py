"""The law of a scenario's world on a day: readings, dated decisions and interventions."""

import datetime as dt

import pytest

from sim.engine.kernel.streams import Chance
from sim.engine.replication import begin
from sim.engine.standing import standings
from sim.law.answers import describe, holders
from sim.law.foreseen import as_foreseen, timetable_foreseen
from sim.law.timetable import timetable
from tests.scenarios.worlds import compiled, load

QUIET = (
    "talks.mode=hold",
    "agents.executive.b0=20",
    "agents.executive.b1=0",
    "agents.executive.b2=0",
    "agents.executive.designation_stalled=0",
    "agents.executive.designation_talking=0",
    "agents.executive.grit_rate=0",
    "agents.congress.repeal=0",
    "agents.congress.bill_rate=0",
    "agents.congress.repeal_compliant=0",
    "agents.council.settled=1",
    "agents.council.package_rate=0",
    "agents.council.theta_base=-5",
    "world.oil.shock_rate=0",
    "rules.legislation=false",
    "rules.aims=false",
)
"""Nothing happens by chance, and nobody eases anything."""


def law(name, day, *overrides):
    loaded = load(name, *overrides)
    return as_foreseen(loaded.scenario, loaded.catalogue, day)


def test_an_act_that_the_scenario_has_ended_holds_nothing_any_more():
    before = describe(law("china_1969", dt.date(1974, 6, 1)), "US_MFN", dt.date(1974, 6, 1))
    after = describe(law("china_1969", dt.date(1990, 6, 1)), "US_MFN", dt.date(1990, 6, 1))
    assert [layer.authority for layer in before.layers] == ["TAEA_1951"]
    assert [layer.authority for layer in after.layers] == ["TRADE_ACT_402"]
    assert after.suspend is not None
    assert after.suspend.deliverer == "review"


def test_what_is_imposed_on_a_date_is_in_force_from_then_on():
    for day, there in ((dt.date(1989, 6, 4), False), (dt.date(1989, 6, 5), True)):
        assert describe(law("china_1969", day), "US_ARMS_1989", day).in_force is there


def test_a_lapse_that_the_scenario_decides_ends_what_hangs_on_it():
    for day, there in ((dt.date(2026, 4, 14), True), (dt.date(2026, 4, 15), False)):
        catalogue = law("emergency_lapse", day)
        assert describe(catalogue, "US_ELITES_14024", day).in_force is there
        assert ("EO14024" in catalogue.emergencies) is there
        kept = describe(catalogue, "US_SDN_SBER", day)
        assert [layer.authority for layer in kept.layers][there:] == ["EO13662"]


def test_without_certification_only_congress_ends_what_could_be_certified_away():
    day = dt.date(2026, 7, 15)
    for measure in ("US_PNTR", "US_CBW_SKRIPAL"):
        open_ = describe(law("russia_2026", day), measure, day)
        closed = describe(law("russia_2026", day, "law.certifiable=false"), measure, day)
        ways = {option.who for layer in open_.layers for option in layer.options}
        assert "certification" in ways
        assert closed.end is not None
        assert closed.end.deliverer == "congress"
        assert all(o.who != "certification" for layer in closed.layers for o in layer.options)
        # The simulation asks the same catalogue.
        model = compiled("russia_2026", "law.certifiable=false")
        mask = model.mask([layer.authority for layer in closed.layers])
        way = model.way(mask, "end")
        assert way is not None
        assert way.deliverer == "congress"


def test_no_dated_layer_comes_later_where_the_scenario_says_so():
    day = dt.date(2026, 1, 1)
    usual = describe(law("russia_2025", day), "EU_CBR", day)
    held = describe(law("russia_2025", day, "law.later_layers=false"), "EU_CBR", day)
    assert "EU_2600" in [layer.authority for layer in usual.layers]
    assert [layer.authority for layer in held.layers] == ["EU_833"]


@pytest.mark.parametrize(
    "name", ["russia_2025", "emergency_lapse", "china_1969", "history/renewals_2014"]
)
def test_a_future_in_which_nothing_else_happens_has_the_same_law(name):
    quiet = (
        *QUIET,
        *(f"agents.followers.{k}.own_rate=0" for k in load(name).scenario.agents.followers),
    )
    model = compiled(name, *quiet)
    scenario = model.scenario
    length = (scenario.end - scenario.start).days
    compared = 0
    for part in (0.0, 0.3, 0.5, 0.8, 1.0):
        day = scenario.start + dt.timedelta(days=int(part * length))
        found, _, _ = standings(begin(model, Chance(0, 0, 1), 0).run, model.calendar.day(day))
        catalogue = law(name, day, *quiet)
        for measure, standing in found.items():
            written = holders(catalogue, catalogue.measures[measure], day)
            assert set(standing.held_by) == set(written), (measure, day)
            compared += 1
        for measure in {m for change in scenario.interventions for m in change.impose} - set(found):
            assert not holders(catalogue, catalogue.measures[measure], day)
    assert compared > 20


def test_what_is_imposed_under_a_condition_is_not_in_force_by_date():
    change = "interventions=[{id: x, when: {event: snapback}, impose: [US_ROSNEFT_LUKOIL]}]"
    day = dt.date(2027, 1, 1)
    catalogue = law("russia_2025", day, change)
    assert not describe(catalogue, "US_ROSNEFT_LUKOIL", day).in_force
    first, last = dt.date(2025, 1, 1), dt.date(2028, 1, 1)
    rows = timetable(catalogue, first, last)
    assert not [r for r in rows if r.entry == "sunset" and r.subject == "US_ROSNEFT_LUKOIL"]


def test_the_calendar_of_a_world_has_what_lapses_on_its_day_and_not_afterwards():
    loaded = load("emergency_lapse")
    rows = timetable_foreseen(
        loaded.scenario, loaded.catalogue, dt.date(2026, 1, 1), dt.date(2028, 1, 1)
    )
    assert [row.date for row in rows] == sorted(row.date for row in rows)
    due = [row for row in rows if row.subject == "EO14024" and row.entry == "deadline"]
    assert [row.date for row in due] == [dt.date(2026, 4, 15)]
    other = [row for row in rows if row.subject == "EO13660" and row.entry == "deadline"]
    assert [row.date for row in other] == [dt.date(2026, 3, 6), dt.date(2027, 3, 6)]
    assert len({(row.date, row.entry, row.subject) for row in rows}) == len(rows)
    plain = load("russia_2025")
    span = dt.date(2025, 4, 1), dt.date(2027, 4, 1)
    whole = timetable(as_foreseen(plain.scenario, plain.catalogue, span[0]), *span)
    assert timetable_foreseen(plain.scenario, plain.catalogue, *span) == whole
