"""Observables: public events only, by kind, subject and sender, and when they are due."""

from __future__ import annotations

import pytest

from sim.events.log import Entry
from sim.events.registry import KINDS
from sim.outcomes.observables import Observable, due, observables_of, place
from tests.events.declared import blank
from tests.scenarios.worlds import compiled, runs

HIDDEN = {
    *("offer", "demand", "refusal", "silence", "options_ordered", "options_ready", "step"),
    *("accepts", "aim_met", "aim_given_up", "tolerated", "start", "end", "intervention"),
}
RUSSIA = "russia_2025"


def entry(kind: str, subject: str = "", **numbers: object) -> Entry:
    return Entry(0, 0.0, "law", kind, subject, -1, {**blank(kind), **numbers})


def seen(kind: str, subject: str = "", **numbers: object) -> list[tuple[str, str, str]]:
    model = compiled(RUSSIA)
    tranches = runs(model, 1)[0].tranches
    found = observables_of(model, tranches, entry(kind, subject, **numbers))
    return [tuple(one) for one in found]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_only_the_sides_know_is_not_observed(kind) -> None:
    if kind in ("window", "violation"):
        return  # some of these are
    assert bool(seen(kind)) is (kind not in HIDDEN)


def test_talks_are_public_and_contacts_are_not() -> None:
    assert not seen("window", was="shut", to="exploring")
    assert not seen("window", was="exploring", to="shut")
    assert ("window", "", "US") in seen("window", was="exploring", to="open")
    assert ("window", "", "EU") in seen("window", was="open", to="shut", table="EU")


def test_a_false_alarm_is_an_allegation_like_any_other() -> None:
    assert not seen("violation", "ceasefire", detected=False)
    alleged = seen("violation", "ceasefire", detected=True)
    assert alleged == seen("false_alarm", "ceasefire")
    assert ("violation", "ceasefire", "") in alleged


def test_measures_have_names_and_senders_and_numbers_have_none() -> None:
    assert seen("eased", "US_SDN_SBER", sender="US") == [
        ("eased", "", ""),
        ("eased", "US_SDN_SBER", ""),
        ("eased", "", "US"),
    ]
    both = seen("report", "US_SDN_SBER,US_SDN_VTB")
    assert {one[1] for one in both} == {"", "US_SDN_SBER", "US_SDN_VTB"}
    assert {one[2] for one in both} == {"", "US"}
    assert seen("bill_floor", "bill_3") == [("bill_floor", "", "")]
    assert not any(subject for _, subject, _ in seen("package", "package_2", sender="EU"))
    assert ("government", "HU", "") in seen("government", "HU")


def test_the_law_has_dates() -> None:
    model = compiled(RUSSIA)
    day = model.calendar.day

    def dates(what: Observable, last: float = 400.0) -> list[str]:
        return [str(model.calendar.date(d)) for d in due(model, what, 0.0, last)]

    assert dates(Observable("continued", "EO14024")) == ["2025-04-15", "2026-04-15"]
    assert "2025-04-15" in dates(Observable("emergency_lapse"))
    april = next(d for d in due(model, Observable("continued", "EO14024"), 0.0, 90.0))
    assert str(model.calendar.date(april)) == "2025-04-15"
    assert due(model, Observable("continued", "EO14024"), april, april + 1.0) == [april]
    assert due(model, Observable("continued", "EO14024"), 0.0, april) == []
    acts = dates(Observable("act_renewed", "EU_692"))
    assert acts
    assert set(acts) < set(dates(Observable("hold_out")))
    assert dates(Observable("crisis")) == []
    assert day(model.scenario.start) == 0.0


def test_the_plainest_come_first() -> None:
    what = [Observable("crisis", "x"), Observable("eased", "", "US"), Observable("crisis")]
    assert sorted(what, key=place)[0] == Observable("crisis")
