"""A measure with a last day ends after it, for the law and for the simulation alike."""

import datetime as dt

import pytest

from sim.engine.kernel.streams import Chance
from sim.engine.replication import begin
from sim.engine.standing import standings
from sim.errors import InputError
from sim.law.answers import describe
from sim.law.timetable import timetable
from sim.scenario.loading import load_scenario
from sim.story.telling import tell
from tests.scenarios.invariants import broken
from tests.scenarios.worlds import SCENARIOS, compiled, happened, runs

LAST = dt.date(2026, 3, 31)
MEASURES = ("US_SDN_SBER", "EU_SWIFT")


def ending(*more, name="russia_2025", until=LAST):
    """A scenario in which two measures have a last day."""
    last = ", ".join(f"{measure}: {{until: {until}}}" for measure in MEASURES)
    return compiled(name, f"amendments={{measures: {{{last}}}}}", *more)


@pytest.mark.parametrize("name", ["russia_2025", "all_at_once", "hold"])
def test_nothing_of_it_is_in_force_after_its_last_day(name):
    model = ending(name=name)
    over = model.calendar.day(LAST) + 1.0
    for record in runs(model, 6):
        assert list(broken(record)) == []
        on = {}
        for change in record.changes:
            on.setdefault(change.tranche, []).append(change)
        for i, tranche in enumerate(record.tranches):
            if tranche.measure in MEASURES:
                last = on[i][-1]
                assert not last.on
                assert last.day <= over
        (sber, swift) = sorted(happened(record, "sunset"), key=lambda e: e.subject != MEASURES[0])
        assert {sber.subject, swift.subject} == set(MEASURES)
        assert sber.day == swift.day == over
        assert sber.numbers["until"] == str(LAST)
        told = [line.text for line in tell(record) if line.kind == "sunset"]
        assert len(told) == 2
        assert all("31 Mar 2026" in text for text in told)
        for entry in happened(record, "offer", "demand"):
            if entry.day > over:
                assert not set(MEASURES) & set(entry.numbers.get("measures", ()))


def test_before_it_ends_it_is_in_force_and_afterwards_law_and_run_say_the_same():
    model = ending(name="hold")
    for on, there in ((LAST, True), (LAST + dt.timedelta(days=1), False)):
        found, _, _ = standings(begin(model, Chance(0, 0, 1), 0).run, model.calendar.day(on))
        for measure in MEASURES:
            assert (found[measure].on > 0) is there
            assert describe(model.catalogue, measure, on).in_force is there


def test_what_is_imposed_on_the_way_ends_too_and_is_not_imposed_afterwards():
    change = "interventions=[{id: new, on: 2025-12-01, impose: [US_ROSNEFT_LUKOIL]}]"
    until = "amendments={measures: {US_ROSNEFT_LUKOIL: {until: 2026-06-30}}}"
    for record in runs(compiled("hold", change, until), 2):
        (begun,) = happened(record, "imposed")
        (over,) = happened(record, "sunset")
        (ended,) = [e for e in happened(record, "ended") if e.cause == over.id]
        assert ended.numbers["lp"] == pytest.approx(begun.numbers["lp"])
    late = change.replace("2025-12-01", "2026-07-01")
    with pytest.raises(InputError, match="has its last day before 2026-07-01"):
        load_scenario(SCENARIOS / "hold.yaml", (late, until))
    waits = change.replace("on: 2025-12-01", "when: {war_above: 0}")
    gone = "amendments={measures: {US_ROSNEFT_LUKOIL: {until: 2025-10-30}}}"
    for record in runs(compiled("hold", waits, gone, "start=2025-11-05"), 2):
        assert not happened(record, "imposed")


@pytest.mark.parametrize(
    ("waiver", "name"), [(0, "a new statute"), (1, "a new statute with a waiver")]
)
def test_a_new_statute_holds_it_beyond_its_last_day(waiver, name):
    model = ending(
        "agents.congress.bill_rate=12",
        "agents.congress.gate={opposed: 1, neutral: 1, asking: 1}",
        "agents.congress.alpha={senate: [9, 9], house: [9, 9]}",
        "agents.congress.bill_lp=[60, 60]",
        "agents.congress.lawmaking.bills=300",
        "agents.congress.lawmaking.kinds={codify: 1, impose: 0, stick: 0, narrow: 0}",
        f"agents.congress.lawmaking.waiver={waiver}",
    )
    stayed = [
        e
        for record in runs(model, 6)
        for over in happened(record, "sunset")
        for e in record.entries
        if e.kind == "stays" and e.cause == over.id
    ]
    assert stayed
    assert {tuple(e.numbers["held_by"]) for e in stayed} == {(name,)}


def test_the_calendar_of_the_law_has_the_day_on_which_it_is_over():
    model = ending()
    rows = timetable(model.catalogue, LAST, LAST + dt.timedelta(days=5))
    over = {row.subject: row for row in rows if row.entry == "sunset"}
    assert set(over) == set(MEASURES)
    assert {row.date for row in over.values()} == {LAST + dt.timedelta(days=1)}
    assert {(row.silence, row.measures) for row in over.values()} == {("ends", 1)}
