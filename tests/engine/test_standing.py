"""The law on a day of a run is what the run's own record says of that day."""

from __future__ import annotations

import datetime as dt

import pytest

from sim.catalogue.schema import Catalogue
from sim.engine.kernel.streams import Chance
from sim.engine.model.compile import compile_model
from sim.engine.model.model import Model
from sim.engine.replication import begin, simulate
from sim.engine.standing import standings
from sim.law.answers import describe
from sim.law.standing import as_simulated
from sim.law.timetable import timetable
from sim.scenario.loading import load_scenario


@pytest.fixture(scope="module")
def russia() -> Model:
    loaded = load_scenario("scenarios/russia_2025.yaml")
    return compile_model(loaded.scenario, loaded.catalogue)


def world(model: Model, seed: int, on: dt.date) -> Catalogue:
    found, lapsed, _ = standings(begin(model, Chance(seed, 0, 1), 0).run, model.calendar.day(on))
    return as_simulated(model.catalogue, found, lapsed, on)


@pytest.mark.parametrize("seed", [0, 7])
def test_what_is_in_force_is_what_the_record_says(russia: Model, seed: int) -> None:
    record = simulate(russia, seed)
    for on in (dt.date(2025, 3, 13), dt.date(2026, 2, 1), dt.date(2029, 1, 20)):
        day = russia.calendar.day(on)
        found, _, _ = standings(begin(russia, Chance(seed, 0, 1), 0).run, day)
        known = [t for t in record.tranches if t.since < day + 1.0]
        off = {change.tranche: not change.on for change in record.changes if change.day < day + 1.0}
        for measure, standing in found.items():
            numbers = [k for k, t in enumerate(known) if t.measure == measure]
            assert standing.tranches == len(numbers)
            assert standing.on == sum(not off.get(k, False) for k in numbers)
        assert set(found) == {t.measure for t in known}


def test_on_the_first_day_it_is_the_catalogue(russia: Model) -> None:
    on = russia.scenario.start
    simulated = world(russia, 3, on)
    for name in simulated.measures:
        told, written = describe(simulated, name, on), describe(russia.catalogue, name, on)
        assert {a.authority for a in told.layers} == {a.authority for a in written.layers}
        assert (told.suspend_earliest, told.end_earliest) == (
            written.suspend_earliest,
            written.end_earliest,
        )


def test_what_has_lapsed_holds_nothing_and_is_in_no_calendar() -> None:
    loaded = load_scenario("scenarios/emergency_lapse.yaml")
    model = compile_model(loaded.scenario, loaded.catalogue)
    on = dt.date(2028, 12, 1)
    found, lapsed, _ = standings(begin(model, Chance(0, 0, 1), 0).run, model.calendar.day(on))
    assert "EO14024" in lapsed
    simulated = as_simulated(model.catalogue, found, lapsed, on)
    assert all(
        "EO14024" not in [layer.authority for layer in measure.layers]
        for measure in simulated.measures.values()
        if measure.in_force(on)
    )
    rows = timetable(simulated, on, dt.date(2029, 12, 31))
    assert "EO14024" not in {row.subject for row in rows}
    assert {row.subject for row in rows} & set(model.catalogue.acts)


def test_what_a_package_adds_rests_on_the_act_for_its_class(russia: Model) -> None:
    """Persons are listed under the act on listings, which lapses in other months."""
    assert russia.package["persons"] == "EU_269"
    assert russia.package["bank"] == russia.package["oil"] == "EU_833"
    found, _, _ = standings(
        begin(russia, Chance(7, 0, 1), 0).run, russia.calendar.day(dt.date(2028, 1, 1))
    )
    added = [s for name, s in found.items() if name.startswith("package_") and s.sender == "EU"]
    assert any(s.class_ == "persons" for s in added)
    for standing in added:
        assert standing.held_by == (russia.package[standing.class_],)


def test_an_emergency_on_which_nothing_hangs_ends_too() -> None:
    """That of EO 13694 holds nothing that no statute holds as well."""
    decided = {"2026": "lapse"}
    loaded = load_scenario(
        "scenarios/russia_2025.yaml", [f"decisions.emergencies.EO13694={decided}"]
    )
    model = compile_model(loaded.scenario, loaded.catalogue)
    _, before, _ = standings(
        begin(model, Chance(0, 0, 1), 0).run, model.calendar.day(dt.date(2026, 3, 1))
    )
    _, after, _ = standings(
        begin(model, Chance(0, 0, 1), 0).run, model.calendar.day(dt.date(2026, 5, 1))
    )
    assert "EO13694" not in before
    assert "EO13694" in after
