"""What the law says about real measures on real dates, without a simulation."""

from __future__ import annotations

import datetime as dt

import pytest

from sim.catalogue.loading import load_catalogue
from sim.law.answers import describe, holders, reviewed_everywhere
from sim.law.routes import route
from sim.law.timetable import timetable

DAY = dt.timedelta(days=1)


@pytest.fixture(scope="module")
def russia():
    return load_catalogue("russia")


def test_sberbank_in_july(russia):
    answer = describe(russia, "US_SDN_SBER", dt.date(2026, 7, 15))
    assert answer.in_force
    assert [layer.authority for layer in answer.layers] == ["EO14024", "EO13662"]
    order, codified = answer.layers
    assert order.lapses_on == dt.date(2027, 4, 15)
    assert order.window_opens == dt.date(2027, 1, 15)
    assert codified.lapses_on is None
    assert answer.survives == ("EO13662",)
    # Under EO 14024 at once; what is codified is reviewed for 60 days in summer.
    assert order.options[-1].earliest == dt.date(2026, 7, 15)
    assert answer.end is not None
    assert answer.end.deliverer == "review"
    assert answer.end_earliest == dt.date(2026, 9, 13)


def test_what_the_executive_can_do_alone(russia):
    answer = describe(russia, "US_ELITES_14024", dt.date(2027, 7, 15))
    assert answer.end is not None
    assert answer.end.deliverer == "executive"
    assert answer.end_earliest == dt.date(2027, 7, 15)


def test_under_the_wide_reading_everything_is_reviewed(russia):
    answer = describe(reviewed_everywhere(russia), "US_ELITES_14024", dt.date(2027, 7, 15))
    assert answer.end is not None
    assert answer.end.deliverer == "review"
    assert answer.end_earliest == dt.date(2027, 9, 13)


def test_the_magnitsky_list_ends_name_by_name_and_the_regime_by_congress_only(russia):
    answer = describe(russia, "US_MAGNITSKY_LIST", dt.date(2026, 1, 1))
    assert [layer.authority for layer in answer.layers] == ["MAGNITSKY"]
    (layer,) = answer.layers
    ends = {option.who: option.scope for option in layer.options if option.kind == "end"}
    assert ends == {"executive": "person", "congress": "whole"}
    assert answer.end is not None
    assert answer.end.permanent
    assert answer.end_earliest == dt.date(2026, 1, 16)


def test_the_reserves_change_their_basis(russia):
    before = describe(russia, "EU_CBR", dt.date(2025, 12, 11))
    after = describe(russia, "EU_CBR", dt.date(2025, 12, 12))
    assert [layer.authority for layer in before.layers] == ["EU_833"]
    assert before.layers[0].lapses_on == dt.date(2026, 1, 31)
    assert before.survives == ()
    assert "EU_2600" in after.survives


def test_a_renewal_by_unanimity_lapses_by_silence(russia):
    answer = describe(russia, "EU_SWIFT", dt.date(2026, 2, 1))
    assert answer.layers[0].lapses_on == dt.date(2026, 7, 31)
    # On the day of expiry itself the next one is meant.
    on_the_day = describe(russia, "EU_SWIFT", dt.date(2026, 7, 31))
    assert on_the_day.layers[0].lapses_on == dt.date(2027, 7, 31)
    # Until the renewal for twelve months was adopted, nobody knew of it.
    before = describe(russia, "EU_SWIFT", dt.date(2026, 6, 24))
    assert before.layers[0].lapses_on == dt.date(2026, 7, 31)
    after = describe(russia, "EU_SWIFT", dt.date(2026, 6, 25))
    assert after.layers[0].lapses_on == dt.date(2027, 7, 31)


def test_what_is_not_yet_imposed(russia):
    answer = describe(russia, "US_ROSNEFT_LUKOIL", dt.date(2025, 10, 21))
    assert not answer.in_force
    assert answer.end is None
    assert answer.end_earliest is None


def test_every_measure_has_an_answer_on_every_quarter(russia):
    date = dt.date(2025, 1, 1)
    while date < dt.date(2029, 1, 1):
        for name, measure in russia.measures.items():
            answer = describe(russia, name, date)
            assert answer.in_force == bool(holders(russia, measure, date))
            for layer in answer.layers:
                assert layer.lapses_on is None or layer.lapses_on > date
                for option in layer.options:
                    waits = any(c.waits for c in option.conditions)
                    assert (option.earliest is None) == (waits or option.who == "congress")
                    assert option.earliest is None or option.earliest >= date
                    assert option.section or option.procedure == "waiver"
                    assert option.sources
            if answer.end is not None:
                waits = any(c.waits for c in answer.end_conditions)
                no_day = waits or answer.end.deliverer == "congress"
                assert (answer.end_earliest is None) == no_day
                assert answer.end_earliest is None or answer.end_earliest >= date
                assert {step.authority for step in answer.end.steps} == {
                    layer.authority for layer in answer.layers
                }
        date += 91 * DAY


def test_unknown_measures(russia):
    with pytest.raises(KeyError):
        describe(russia, "US_NOTHING", dt.date(2026, 1, 1))


def test_a_route_is_as_hard_as_its_hardest_layer_and_as_weak_as_its_weakest(russia):
    way = route(russia, ["EO14024", "EO13662"], "end")
    assert way is not None
    assert way.deliverer == "review"
    assert way.permanent
    suspended = route(russia, ["EO14024", "EO13662"], "suspend")
    assert suspended is not None
    assert not suspended.permanent
    assert suspended.instrument == "licence"
    assert route(russia, [], "end") is None


def test_the_calendar_has_every_deadline(russia):
    rows = timetable(russia, dt.date(2026, 1, 1), dt.date(2027, 12, 31))
    assert [row.date for row in rows] == sorted(row.date for row in rows)
    found = {(row.date.isoformat(), row.entry, row.subject) for row in rows}
    assert ("2026-01-15", "window opens", "EO14024") in found
    assert ("2026-04-15", "deadline", "EO14024") in found
    assert ("2027-03-06", "deadline", "EO13660") in found
    assert ("2026-01-31", "expiry", "EU_833") in found
    assert ("2027-09-15", "expiry", "EU_269") in found
    assert ("2026-06-23", "expiry", "EU_692") in found
    assert ("2027-02-24", "expiry", "EU_263") in found
    assert ("2026-05-28", "expiry", "EU_1485") in found
    assert ("2026-10-09", "expiry", "EU_2642") in found
    assert ("2027-07-31", "expiry", "EU_833") in found
    assert not {("2026-07-31", "expiry", "EU_833"), ("2027-01-31", "expiry", "EU_833")} & found
    # Two years: 6 emergencies each twice; expiries 2 + 1 + 1 + 1 + 1 a year, and 2 of the
    # sectoral act, which was renewed for twelve months.
    assert sum(row.entry == "deadline" for row in rows) == 2 * len(russia.emergencies)
    assert sum(row.entry == "expiry" for row in rows) == 2 * 6 + 2
    held = next(
        row.measures for row in rows if row.subject == "EO14024" and row.entry == "deadline"
    )
    alone = [
        name
        for name, measure in russia.measures.items()
        if all(
            russia.authorities[layer.authority].emergency == "EO14024" for layer in measure.layers
        )
        and measure.imposed <= dt.date(2026, 4, 15)
        and not any(russia.authorities[layer.authority].codified for layer in measure.layers)
    ]
    assert held == len(alone) > 5


def test_a_calendar_that_runs_backwards(russia):
    with pytest.raises(ValueError, match="before the first"):
        timetable(russia, dt.date(2027, 1, 1), dt.date(2026, 1, 1))
