"""Every way in which the parts of a catalogue may not fit together."""

from __future__ import annotations

import pytest

from sim.errors import InputError
from sim.scenario.loading import load_scenario

START = "title: t\nstart: 2025-03-13\nend: 2026-01-01\namendments:\n"

CASES = {
    "  measures: {US_SHIPS: {sender: UZ}}": ("unknown sender", "measures.US_SHIPS.sender"),
    "  measures: {US_SHIPS: {class: flet}}": ("did you mean 'fleet'", "measures.US_SHIPS.class"),
    "  measures: {US_SHIPS: {layers: [{authority: EO1, since: 2022-04-21}]}}": (
        "unknown authority",
        "measures.US_SHIPS.layers.0.authority",
    ),
    "  measures: {US_SHIPS: {layers: [{authority: EO14024, since: 2020-01-01}]}}": (
        "older than its authority",
        "measures.US_SHIPS.layers.0.since",
    ),
    "  measures: {US_SHIPS: {layers: [{authority: EU_833, since: 2022-04-21}]}}": (
        "an authority of EU under a measure of US",
        "measures.US_SHIPS.layers.0.authority",
    ),
    "  measures: {US_SHIPS: {loyalty: [0.5]}}": ("2 values or none", "measures.US_SHIPS.loyalty"),
    "  measures: {US_SHIPS: {until: 2021-01-01}}": (
        "before it is imposed",
        "measures.US_SHIPS.until",
    ),
    "  authorities: {EO14024: {end: []}}": ("without holder", "authorities.EO14024"),
    "  authorities: {EO14024: {emergency: EO9}}": (
        "unknown emergency",
        "authorities.EO14024.emergency",
    ),
    "  authorities: {EU_833: {act: EU_9}}": ("unknown act", "authorities.EU_833.act"),
    "  procedures: {delist: {instrument: gift}}": (
        "unknown instrument",
        "procedures.delist.instrument",
    ),
    "  procedures: {delist: {delay_days: [9, 3]}}": (
        "impossible delay",
        "procedures.delist.delay_days",
    ),
    "  procedures: {delist_reviewed: {review_days: 0}}": ("without `review_days`", "procedures"),
    "  conditions: {war_ended: {met_by: date}}": (
        "met by date, with another last day",
        "conditions.war_ended.until",
    ),
    "  conditions: {war_ended: {until: 2027-12-31}}": (
        "with another last day than so",
        "conditions.war_ended.until",
    ),
    "  emergencies: {EO14024: {anniversary: 02-30}}": (
        "every year",
        "emergencies.EO14024.anniversary",
    ),
    "  acts: {EU_833: {expiries: []}}": ("1 to 24 items", "acts.EU_833.expiries"),
    "  acts: {EO14024: {name: x, adopted: 2020-01-01, expiries: [01-31]}}": (
        "the same id",
        "acts.EO14024",
    ),
    "  concessions: {energy_truce: {term_days: 0}}": (
        "without `term_days`",
        "concessions.energy_truce",
    ),
    "  concessions: {ceasefire: {settlement: 0.9}}": ("add up to 1.3", "concessions"),
    "  chambers: {senate: {presidents_party: 101}}": ("more votes than seats", "chambers.senate"),
    "  chambers: {house: {override: 200}}": ("harder to override", "chambers.house.override"),
    "  senders: {EU: {role: executive}}": ("a second executive", "senders"),
    "  senders: {US: {role: follower}}": ("no sender has the role", "senders"),
}


@pytest.mark.parametrize("text", CASES)
def test_what_does_not_fit_is_refused_at_its_place(tmp_path, text):
    path = tmp_path / "x.yaml"
    path.write_text(f"{START}{text}\n")
    said, place = CASES[text]
    with pytest.raises(InputError) as caught:
        load_scenario(path)
    matching = [problem for problem in caught.value.problems if said in str(problem)]
    assert matching, str(caught.value)
    assert matching[0].path.startswith(f"amendments.{place}")
    assert matching[0].file == str(path)


def test_a_measure_can_be_added_changed_and_removed(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(
        START + "  measures:\n    US_SHIPS: null\n    US_CYBER: {weight_lp: 2}\n"
        "    US_NEW: {name: New, sender: US, class: oil, weight_lp: 3,\n"
        "      layers: [{authority: EO14024, since: 2025-01-01}]}\n"
        "  members: {HU: null}\n"
        "  concessions: {parade: {name: No parade, kind: one_off, cost: 1, value: 1}}\n"
    )
    catalogue = load_scenario(path).catalogue
    assert "US_SHIPS" not in catalogue.measures
    assert catalogue.measures["US_CYBER"].weight_lp == 2
    assert catalogue.measures["US_CYBER"].name.startswith("Cyber")
    assert catalogue.measures["US_NEW"].tranches == 1
    assert len(catalogue.members) == 26
    assert "parade" in catalogue.concessions
