"""A scenario that was made shorter asks what can still be asked, and names what cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import InputError
from sim.scenario.loading import load_scenario

BASE = """\
title: base
start: 2025-03-13
end: 2030-12-31
decisions:
  emergencies: {EO13660: {2026: renew, 2029: lapse}}
  acts: {EU_833: {2025-07-31: renew, 2029-07-31: lapse}}
interventions:
- {id: early, on: 2025-06-01, war: 0.1}
- {id: late, on: 2029-06-01, war: 0.1}
questions:
- {id: soon, text: a, event: {kind: deal}, by: 2026-01-01}
- {id: never, text: b, event: {kind: deal}, by: 2029-01-01}
- {id: when, text: c, event: {kind: deal}}
- {id: after, text: d, event: {kind: deal}, after: 2028-01-01}
observed:
- {id: first, date: 2025-05-01, what: x}
- {id: last, date: 2028-05-01, what: y}
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "base.yaml"
    path.write_text(BASE)
    return path


def said(loaded):
    scenario = loaded.scenario
    return (
        [question.id for question in scenario.questions],
        [change.id for change in scenario.interventions],
        [entry.id for entry in scenario.observed],
        {name: sorted(years) for name, years in scenario.decisions.emergencies.items()},
        {name: sorted(map(str, dates)) for name, dates in scenario.decisions.acts.items()},
    )


SHORT = (["soon", "when"], ["early"], ["first"], {"EO13660": ["2026"]}, {"EU_833": ["2025-07-31"]})


def test_what_fits_is_left_alone(base):
    loaded = load_scenario(base)
    assert loaded.notes == ()
    assert len(loaded.scenario.questions) == 4


def test_an_override_of_the_end_drops_what_lies_beyond_and_names_it(base):
    loaded = load_scenario(base, ["end=2026-06-30"])
    assert said(loaded) == SHORT
    assert loaded.notes == (
        "2 questions of the base lie outside the scenario: not asked (never, after)",
        "1 intervention of the base lies outside the scenario: not made (late)",
        "1 entry of the record of the base lies outside the scenario: not held against it (last)",
        "2 decisions of the base lie outside the scenario: not taken (EO13660 2029, "
        "EU_833 2029-07-31)",
    )


def test_an_override_of_the_start_drops_what_lies_before(base):
    loaded = load_scenario(base, ["start=2026-03-01"])
    assert said(loaded) == (
        ["never", "when", "after"],
        ["late"],
        ["last"],
        {"EO13660": ["2026", "2029"]},
        {"EU_833": ["2029-07-31"]},
    )


def test_a_file_that_extends_another_drops_what_the_other_says(base):
    short = base.with_name("short.yaml")
    short.write_text("extends: base.yaml\nend: 2026-06-30\n")
    assert said(load_scenario(short)) == SHORT


def test_what_the_file_itself_says_stays_a_mistake(base):
    short = base.with_name("short.yaml")
    short.write_text(
        "extends: base.yaml\nend: 2026-06-30\n"
        "questions: [{id: own, text: a, event: {kind: deal}, by: 2027-01-01}]\n"
    )
    with pytest.raises(InputError, match=r"short.yaml:3:\d+: questions.0.by: outside"):
        load_scenario(short)


def test_what_is_laid_over_the_base_must_fit_its_dates(base):
    over = base.with_name("over.yaml")
    over.write_text(
        "extends: base.yaml\nquestions: [{id: own, text: a, event: {kind: deal}, by: 2031-01-01}]\n"
    )
    with pytest.raises(InputError, match=r"over.yaml:2:\d+: questions.0.by: outside"):
        load_scenario(over)


def test_other_mistakes_keep_their_places(base):
    path = base.with_name("wrong.yaml")
    path.write_text(BASE.replace("{id: after, text: d,", "{id: after, txt: d,"))
    with pytest.raises(InputError) as caught:
        load_scenario(path, ["end=2028-06-30"])
    lines = {(problem.path, problem.line) for problem in caught.value.problems}
    assert ("questions.2.txt", 14) in lines
