"""What is due in a scenario whatever happens."""

from __future__ import annotations

import datetime as dt

from sim.engine.model.compile import compile_model
from sim.scenario.loading import load_scenario

LOADED = load_scenario("scenarios/russia_2025.yaml")
MODEL = compile_model(LOADED.scenario, LOADED.catalogue)
DATES = MODEL.dates


def test_every_anniversary_falls_within_the_scenario_and_names_the_next():
    assert list(DATES.anniversaries) == list(MODEL.emergencies)
    for name, rows in DATES.anniversaries.items():
        years = []
        for day, year, continued in rows:
            date = MODEL.calendar.date(day)
            assert f"{date:%m-%d}" == MODEL.emergencies[name].anniversary
            assert year == str(date.year)
            assert continued == str(date.replace(year=date.year + 1))
            assert LOADED.scenario.start <= date <= LOADED.scenario.end
            years.append(date.year)
        assert years == list(range(years[0], years[0] + len(years)))


def test_an_act_expires_on_each_of_its_days_in_order():
    for name, rows in DATES.expiries.items():
        assert [day for day, _, _ in rows] == sorted(day for day, _, _ in rows)
        assert {f"{date:%m-%d}" for _, date, _ in rows} <= set(MODEL.acts[name].expiries)
        assert all(written == date.isoformat() for _, date, written in rows)


def test_elections_are_on_the_tuesday_after_the_first_monday_of_november():
    assert [
        (MODEL.calendar.date(day), year, MODEL.calendar.date(change))
        for day, year, change in DATES.elections["US"]
    ] == [
        (dt.date(2026, 11, 3), "2026", dt.date(2027, 1, 3)),
        (dt.date(2028, 11, 7), "2028", dt.date(2029, 1, 3)),
    ]


def test_legislatures_are_known_up_to_the_first_after_the_end():
    found = [MODEL.calendar.date(day) for day in DATES.legislatures["US"]]
    assert found == [dt.date(2027, 1, 3), dt.date(2029, 1, 3), dt.date(2031, 1, 3)]


def test_a_congress_repeals_in_its_last_weeks():
    found = [MODEL.calendar.date(day) for day in DATES.repeals["US"]]
    assert found == [dt.date(2026, 12, 14), dt.date(2028, 12, 14)]


def test_changes_of_a_parameter_are_known_by_their_days():
    text = (
        "interventions=["
        "{id: b, on: 2027-01-01, set: {talks.round_days: 30, talks.breakdown: 0}},"
        "{id: a, on: 2026-01-01, set: {talks.round_days: 60}},"
        "{id: c, when: {event: deal}, set: {talks.breakdown: 0.1}}]"
    )
    loaded = load_scenario("scenarios/russia_2025.yaml", [text])
    model = compile_model(loaded.scenario, loaded.catalogue)
    day = model.calendar.day
    assert model.dates.changes == {
        "talks.round_days": (day(dt.date(2026, 1, 1)), day(dt.date(2027, 1, 1))),
        "talks.breakdown": None,
    }
