"""Emergencies end by orders between two anniversaries, and hardly ever by silence (R4).

Without R27, that is: with it they end for reasons (`tests/limits/test_aims.py`).
"""

import datetime as dt
from math import sqrt

import pytest

from sim.story.telling import tell
from tests.scenarios.invariants import broken
from tests.scenarios.worlds import OFF, chunk, compiled, happened, runs


def counts(records):
    return tuple(
        sum(len(happened(record, kind)) for record in records)
        for kind in ("continued", "emergency_lapse", "emergency_ended")
    )


def test_silence_is_as_rare_as_in_the_record():
    went, silent, ordered = counts(chunk("history/renewals_2014", 400, *OFF))
    n = went + silent + ordered
    assert n > 15_000
    for found, p in ((silent, 0.2 * (1 - 0.98522597)), (ordered, 0.8 * (1 - 0.98522597))):
        assert abs(found / n - p) < 3 * sqrt(p * (1 - p) / n) + 0.001  # odd years at both ends
    # Two of about 727: the share lies well within what such a count allows.
    assert 0.0003 < silent / n < 0.0099


@pytest.mark.parametrize(("share", "kind"), [(1, "emergency_lapse"), (0, "emergency_ended")])
def test_the_share_says_how_emergencies_end(share, kind):
    overrides = ("agents.executive.b0=0", f"agents.executive.silence={share}")
    records = runs(compiled("hold", *OFF, *overrides), 20)
    ends = [e for r in records for e in happened(r, "emergency_lapse", "emergency_ended")]
    assert len(ends) > 50
    assert {e.kind for e in ends} == {kind}
    for record in records:
        assert list(broken(record)) == []
        emergencies = record.model.emergencies
        for entry in happened(record, kind):
            date = record.model.calendar.date(entry.day)
            on = f"{date:%m-%d}" == emergencies[entry.subject].anniversary
            assert on is (share == 1)
            gone = [e for e in record.entries if e.cause == entry.id and e.kind == "ended"]
            held = record.model.hangs[entry.subject]
            for other in gone:
                layers = record.model.catalogue.measures.get(other.subject)
                if layers is not None:
                    assert held & record.model.mask([x.authority for x in layers.layers])


def test_an_order_comes_on_any_day_of_the_year_and_is_told():
    overrides = ("agents.executive.b0=-20", "agents.executive.silence=0")
    records = runs(compiled("hold", *OFF, *overrides), 60)
    days = []
    for record in records:
        lines = {line.kind: line.text for line in tell(record, everything=True)}
        assert "ends the emergency of" in lines["emergency_ended"]
        emergency = record.model.emergencies["EO14024"]
        (entry,) = [e for e in happened(record, "emergency_ended") if e.subject == "EO14024"]
        assert entry.agent == record.model.scenario.agents.executive.name
        date = record.model.calendar.date(entry.day)
        month, day = map(int, emergency.anniversary.split("-"))
        last = dt.date(date.year, month, day)
        if last > date:
            last = last.replace(year=last.year - 1)
        days.append((date - last).days)
    assert max(days) - min(days) > 250


def test_what_the_scenario_decides_no_order_comes_before():
    decided = ", ".join(f'"{year}": renew' for year in range(2025, 2030))
    records = runs(
        compiled(
            "hold",
            "agents.executive.b0=-20",
            f"decisions={{emergencies: {{EO14024: {{{decided}}}}}}}",
            "end=2029-04-15",
        ),
        10,
    )
    for record in records:
        ends = happened(record, "emergency_lapse", "emergency_ended")
        assert not [e for e in ends if e.subject == "EO14024"]
        assert len([e for e in happened(record, "continued") if e.subject == "EO14024"]) == 5
