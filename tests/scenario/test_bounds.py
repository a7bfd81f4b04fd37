"""What a schema accepts means something: every number, text, list and date has bounds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sim.catalogue.schema import Catalogue
from sim.documents.schema import Rule, Rules
from sim.errors import InputError
from sim.scenario.loading import load_scenario
from sim.scenario.schema import Scenario

START = "title: t\nstart: 2025-03-13\nend: 2026-12-31\n"


def unbounded(rules: Rules, rule: Rule, path: str = "") -> Iterator[str]:
    """Places of a schema at which a number, date or list may be of any size."""
    rule = rules.peel(rule)
    kind = rule.get("type")
    if kind in ("integer", "number") or rule.get("format") == "date":
        low = rule.keys() & {"minimum", "exclusiveMinimum", "ge", "gt"}
        high = rule.keys() & {"maximum", "exclusiveMaximum", "le", "lt"}
        if not low or not high:
            yield path
    elif "properties" in rule:
        for name, field in rules.fields(rule).items():
            yield from unbounded(rules, field, f"{path}.{name}".lstrip("."))
    elif kind == "object":
        yield from unbounded(rules, rule["propertyNames"], f"{path}.<key>")
        yield from unbounded(rules, rule["additionalProperties"], f"{path}.*")
    elif kind == "array":
        if "maxItems" not in rule:
            yield path
        for i, item in enumerate(rule.get("prefixItems", [rule.get("items")])):
            yield from unbounded(rules, item, f"{path}.{i}")
    elif "anyOf" in rule:
        for choice in rules.choices(rule):
            yield from unbounded(rules, choice, path)
    elif "oneOf" in rule:
        for name, choice in rules.tags(rule).items():
            yield from unbounded(rules, choice, f"{path}.{name}")


def test_every_number_date_and_list_of_the_schemas_has_bounds():
    scenario, catalogue = Rules(Scenario), Rules(Catalogue)
    assert set(unbounded(scenario, scenario.top)) == {
        "interventions.0.set.*"  # judged by the field that it sets
    }
    assert set(unbounded(catalogue, catalogue.top)) == {
        "measures.*.loyalty",
        "measures.*.benefit",  # as many as there are tranches: 40
    }


# ruff: noqa: E501 (what is refused and its path, on a line each)
REFUSED = {
    "agents: {congress: {house_swing: [1.0e+308, 1.7e+308]}}": "agents.congress.house_swing.0",
    "world: {oil: {jump: [1000, 1]}}": "world.oil.jump.0",
    "world: {oil: {jump: [30, 20]}}": "world.oil.jump.0",
    "agents: {followers: {UK: {sectoral_days: [5, 1000]}}}": "agents.followers.UK.sectoral_days.1",
    "agents: {executive: {designation_lp: [0, 1.7e+308]}}": "agents.executive.designation_lp.1",
    "agents: {executive: {options_days: [0, 1, 1e9]}}": "agents.executive.options_days.2",
    "amendments: {classes: {bank: {horizon: 5.0e-324}}}": "amendments.classes.bank.horizon",
    "amendments: {instruments: {licence: {dated_days: [-5]}}}": "amendments.instruments.licence.dated_days.0",
    "amendments: {instruments: {licence: {dated_days: [0]}}}": "amendments.instruments.licence.dated_days.0",
    "amendments: {emergencies: {X: {name: x, declared: 9999-12-31, anniversary: 01-01}}}": "amendments.emergencies.X.declared",
    "amendments: {procedures: {imposed: {delay_days: [0, 4000000]}}}": "amendments.procedures.imposed.delay_days.1",
    "amendments: {measures: {designation_1: {name: x, sender: US, class: bank, weight_lp: 1, "
    "layers: [{authority: EO14024, since: 2022-01-01}]}}}": "amendments.measures.designation_1",
    "amendments: {authorities: {NEW_STATUTE: {name: x, sender: US, end: [delist]}}}": "amendments.authorities.NEW_STATUTE",
    'decisions: {emergencies: {EO13660: {"²": renew}}}': "decisions.emergencies.EO13660.²",
    'decisions: {emergencies: {EO13660: {"02026": lapse}}}': "decisions.emergencies.EO13660.02026",
    'decisions: {emergencies: {EO13660: {"2025": lapse}}}': "decisions.emergencies.EO13660.2025",
    "decisions: {acts: {EU_833: {2027-01-31: lapse}}}": "decisions.acts.EU_833.2027-01-31",
    "uncertain: {talks.rounds_fixed: {dist: beta, a: 1, b: 1}}": 'uncertain."talks.rounds_fixed"',
    "uncertain: {talks.open: {dist: choice, values: [1, 0]}}": 'uncertain."talks.open"',
    "uncertain: {talks.mode: {dist: normal, mean: 0, sd: 1}}": 'uncertain."talks.mode"',
    "uncertain: {world.next_term: {dist: normal, mean: 2029, sd: 3}}": 'uncertain."world.next_term"',
    "uncertain: {agents.target.jv: {dist: choice, values: [true]}}": 'uncertain."agents.target.jv"',
    "questions: [{id: q, text: '', event: {kind: deal}}]": "questions.0.text",
    "agents: {congress: {name: ''}}": "agents.congress.name",
    "questions: [{id: q, text: a, event: {kind: deal}, by: 2026-06-01T00:00:00-10:00}]": "questions.0.by",
    "questions: [{id: q, text: a, event: {kind: deal}, by: 2026-06-01T12:00:00Z}]": "questions.0.by",
    "questions: [{id: q, text: a, event: {kind: deal}, by: 2026-06-01 00:00}]": "questions.0.by",
    "decisions: {acts: {EU_833: {2026-01-31T00:00:00Z: lapse}}}": "decisions.acts.EU_833.2026-01-31T00:00:00Z",
    "questions: [{id: q, text: a, event: {kind: deal}},"
    " {id: q_days, text: b, event: {kind: snapback}}]": "questions.1.id",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_means_nothing_is_refused_at_its_place(text, tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(f"{START}{text}\n", "utf-8")
    with pytest.raises(InputError) as caught:
        load_scenario(path)
    problems = [p for p in caught.value.problems if p.path == REFUSED[text]]
    assert problems, str(caught.value)
    assert problems[0].line is not None
    assert problems[0].allowed


def test_a_distribution_fits_the_kind_of_its_field(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(
        f"{START}uncertain:\n"
        "  talks.rounds_fixed: {dist: choice, values: [true, false]}\n"
        "  talks.mode: {dist: choice, values: [road_map, hold]}\n"
        "  talks.max_tranches: {dist: normal, mean: 4, sd: 2}\n"
        "  agents.congress.gate.opposed: {dist: normal, mean: 0.05, sd: 0.1}\n"
        "  agents.target.jv: {dist: lognormal, median: 1, sigma: 2}\n"
        "  world.next_term: {dist: uniform, low: 2025, high: 2033}\n",
        "utf-8",
    )
    assert len(load_scenario(path).scenario.uncertain) == 6


def test_a_day_is_a_day_whatever_the_year(tmp_path):
    path = tmp_path / "x.yaml"
    for year in (1000, 1815, 9799):
        path.write_text(
            f"title: t\nstart: {year}-01-01\nend: {year}-12-31\nworld: {{next_term: {year + 1}}}\n",
            "utf-8",
        )
        assert load_scenario(path).scenario.start.year == year
