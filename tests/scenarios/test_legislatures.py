"""Legislatures, elections and terms of further senders: those that the catalogue gives them."""

from __future__ import annotations

import datetime as dt

import pytest

from sim.catalogue.schema import Elections
from sim.engine.model.compile import compile_model
from sim.engine.model.model import Model
from sim.errors import InputError
from sim.law.clocks import election_days, next_legislature
from sim.scenario.loading import load_scenario
from tests.scenarios.invariants import broken
from tests.scenarios.worlds import SCENARIOS, happened, runs

LONDON = """
extends: {base}
title: London, with a Parliament of its own
rules: {{signals: false}}
agents:
  target: {{cost_scale: 0.2}}
  followers: {{UK: {{eases_with_leader: 0, eases_with_executive: 0}}}}
  senders:
    UK:
      name: Downing Street
      w_lev: 0.02
      w_aud: 0.02
      aspiration: 1
      term_ends: 2026-08-15
      talks: {{mode: all_at_once, open: true}}
      target: {{aspiration: 0.8, m0: 0.1, cost_scale: 0.2}}
      congress: {{name: Parliament, filing_base: 3, hawkishness: -5, vote_share: 0}}
amendments:
  senders:
    UK:
      term_years: 1
      elections: {{every_years: 1, year: 2026, "on": "05-07", seats_change: "05-20"}}
  chambers:
    commons:
      name: House of Commons
      sender: UK
      seats: 650
      presidents_party: 411
      majority: 326
      cloture: 326
      override: 434
  instruments:
    reviewed_licence: {{name: licence that Parliament may stop, hazard: 0.5, dated_days: [365]}}
  procedures:
    uk_review:
      name: licence laid before Parliament
      actor: executive
      form: review
      review_days: 40
      instrument: reviewed_licence
  authorities:
    UK_RUS: {{suspend: [uk_review], end: [uk_review]}}
"""


@pytest.fixture(scope="module")
def london(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """London bargains, and lays what it eases before chambers of its own."""
    path = tmp_path_factory.mktemp("legislatures") / "london.yaml"
    path.write_text(LONDON.format(base=SCENARIOS / "baby_steps.yaml"), "utf-8")
    loaded = load_scenario(path)
    return compile_model(loaded.scenario, loaded.catalogue)


def test_elections_are_those_of_the_catalogue():
    usual = Elections()
    assert election_days(usual, 2025, 2028) == [dt.date(2026, 11, 3), dt.date(2028, 11, 7)]
    assert next_legislature(usual, dt.date(2025, 3, 1)) == dt.date(2027, 1, 3)
    assert next_legislature(usual, dt.date(2027, 1, 3)) == dt.date(2029, 1, 3)
    assert next_legislature(usual, dt.date(2027, 1, 2)) == dt.date(2027, 1, 3)
    other = Elections(every_years=5, year=2024, on="07-04", seats_change="07-09")
    assert election_days(other, 2020, 2030) == [dt.date(2024, 7, 4), dt.date(2029, 7, 4)]
    assert next_legislature(other, dt.date(2024, 7, 4)) == dt.date(2024, 7, 9)
    assert next_legislature(other, dt.date(2024, 7, 9)) == dt.date(2029, 7, 9)


def test_chambers_belong_to_one_sender(london):
    first, further, council = london.pairs
    assert list(first.chambers) == list(london.chambers) == ["house", "senate"]
    assert list(further.chambers) == ["commons"]
    assert list(council.chambers) == []


def test_relief_is_reviewed_by_the_legislature_of_its_sender(london):
    reviews = votes = 0
    for record in runs(london, 10):
        assert broken(record) == []
        senders = {name: m.sender for name, m in london.catalogue.measures.items()}
        for entry in happened(record, "report"):
            measure = entry.subject.split(",")[0]
            reviews += entry.agent == "Downing Street"
            if measure in senders:
                whose = {"UK": "Downing Street", "US": "the White House"}[senders[measure]]
                assert entry.agent == whose
        for entry in happened(record, "vote"):
            ours = entry.agent == "Parliament"
            assert ours == (entry.numbers["chamber"] == "commons")
            votes += ours
        bills = [e for e in happened(record, "bill") if e.agent == "Parliament"]
        assert all(e.subject.startswith("bill_UK_") for e in bills)
    assert reviews
    assert votes


def test_terms_and_elections_come_when_the_catalogue_says(london):
    calendar = london.calendar
    for record in runs(london, 2):
        new = [e for e in happened(record, "new_president") if e.subject == "Downing Street"]
        days = [calendar.date(e.day) for e in new]
        assert days == [dt.date(2026, 8, 15), dt.date(2027, 8, 15), dt.date(2028, 8, 15)]
        seats = [e for e in happened(record, "election") if e.subject == "commons"]
        assert {calendar.date(e.day).strftime("%m-%d") for e in seats} == {"05-20"}
        assert all(0 <= e.numbers["seats"] <= 650 for e in seats)
        usual = [e for e in happened(record, "election") if e.subject == "house"]
        assert {calendar.date(e.day).strftime("%m-%d") for e in usual} == {"01-03"}


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ("agents.senders.UK.term_ends=2020-01-01", "agents.senders.UK.term_ends"),
        ("amendments.chambers.commons.sender=GB", "chambers.commons.sender"),
        ("agents.senders.UK.congress.name=Congress", "agents.senders.UK.congress.name"),
    ],
)
def test_what_does_not_fit_is_told(tmp_path, change, where):
    path = tmp_path / "london.yaml"
    path.write_text(LONDON.format(base=SCENARIOS / "baby_steps.yaml"), "utf-8")
    with pytest.raises(InputError) as error:
        load_scenario(path, [change])
    assert any(where in problem.path for problem in error.value.problems), error.value
