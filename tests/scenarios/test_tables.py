"""Further tables and those whose consent is needed, all of them from scenario files alone."""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.engine.model.compile import compile_model
from sim.engine.model.model import Model
from sim.engine.model.with_parameters import settled
from sim.engine.replication import simulate
from sim.engine.state.record import Record
from sim.errors import InputError
from sim.outcomes.columns import columns
from sim.outcomes.row import outcome_row
from sim.outcomes.trajectories import on_grid, steps
from sim.scenario.loading import load_scenario
from sim.story.telling import tell
from tests.scenarios.invariants import ancestors, broken
from tests.scenarios.worlds import SCENARIOS, changed, compiled, happened, runs

ALL_BUT_ID = attrgetter("day", "agent", "kind", "subject", "cause", "numbers")

ALONE = "agents.council.common.bargains=false"
"""The Council does not bargain."""

CHEAP = "agents.target.cost_scale=0.2"
"""Concessions cost the target little: there are deals."""

LONDON = """
extends: {base}
title: London bargains too
agents:
  council: {{common: {{bargains: false}}}}
  target: {{cost_scale: 0.2}}
  senders:
    UK:
      name: Downing Street
      w_lev: 0.02
      w_aud: 0.02
      aspiration: 1
      grit_rate: 1
      concessions: {{humanitarian: 4, prisoner_swap: 2, black_sea: 5}}
      talks: {{mode: all_at_once, open: true}}
      target: {{aspiration: 0.8, m0: 0.1, cost_scale: 0.2}}
"""

KYIV = """
extends: {base}
title: Kyiv must agree
agents:
  council: {{common: {{bargains: false}}}}
  target: {{cost_scale: 0.2}}
  consenters:
    kyiv:
      name: Kyiv
      partner: null
      concessions: []
      reservation: 0
      classes: [oil, bank, trade, aviation]
      lp_cost: 0.4
      class_cost: {{oil: 0.8}}
      values: {{ceasefire: 12, humanitarian: 3, prisoner_swap: 1.5, black_sea: 4}}
"""

BOTH = """
extends: {base}
title: Brussels bargains too, and Kyiv must agree
agents:
  target: {{cost_scale: 0.3}}
  senders:
    EU:
      name: Brussels
      w_lev: 0.05
      w_aud: 0.05
      concessions: {{humanitarian: 4, ceasefire: 12, black_sea: 5, partial_withdrawal: 20}}
      talks: {{mode: all_at_once, open: true}}
  consenters:
    kyiv:
      name: Kyiv
      partner: null
      concessions: []
      reservation: 0
      tables: [EU]
      lp_cost: 0.3
      values: {{ceasefire: 10, humanitarian: 5}}
"""

WORLDS = {"london": LONDON, "kyiv": KYIV, "both": BOTH}
MODES = ["baby_steps", "all_at_once", "road_map"]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory):
    """Compile a scenario that is written in this module, with overrides."""
    folder = tmp_path_factory.mktemp("tables")

    @lru_cache(maxsize=32)
    def build(text: str, *overrides: str) -> Model:
        path: Path = folder / "scenario.yaml"
        path.write_text(text.format(base=SCENARIOS / "baby_steps.yaml"), "utf-8")
        loaded = load_scenario(path, overrides)
        return compile_model(loaded.scenario, loaded.catalogue)

    return build


def table_names(record: Record) -> set[str]:
    """Names of the tables at which deals were made."""
    return {record.model.pairs[deal.table].name for deal in record.deals}


# What holds at every table


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", WORLDS)
def test_nothing_is_broken_at_any_table(world, name, mode):
    for record in runs(world(WORLDS[name], f"talks.mode={mode}"), 4):
        assert broken(record) == []


DRAWN = {
    "talks.mode": st.sampled_from(MODES),
    "talks.temperature": st.floats(0, 3),
    "talks.reciprocity": st.floats(0, 1),
    "agents.target.cost_scale": st.floats(0.05, 1),
    "agents.target.insist": st.integers(0, 2),
    "agents.executive.w_lev": st.floats(0, 0.6),
    "agents.senders.EU.talks.mode": st.sampled_from(MODES),
    "agents.senders.EU.talks.temperature": st.floats(0, 20),
    "agents.senders.EU.talks.max_lp": st.floats(0.5, 40),
    "agents.senders.EU.w_lev": st.floats(0, 0.3),
    "agents.senders.EU.reservation": st.floats(-1, 1),
    "agents.senders.EU.grit_rate": st.floats(0, 3),
    "agents.consenters.kyiv.lp_cost": st.floats(0, 1),
    "agents.consenters.kyiv.reservation": st.floats(-2, 2),
    "agents.consenters.kyiv.threshold": st.floats(-2, 2),
    "agents.council.theta_base": st.floats(-1, 2),
    "compliance.false_alarm": st.floats(0, 3),
}
"""Parameters that hypothesis draws, with the ranges it draws them from."""


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.fixed_dictionaries({}, optional=DRAWN), st.integers(0, 2**31))
def test_whatever_the_parameters_nobody_loses_and_lp_are_conserved(world, values, seed):
    model = world(BOTH)
    drawn = compile_model(changed(model.scenario, values), model.catalogue)
    record = simulate(drawn, seed)
    assert broken(record) == []
    least = drawn.scenario.agents.consenters["kyiv"].reservation
    assert all(worth(record, deal) >= least - 1e-9 for deal in record.deals if deal.stage < 0)


def test_there_are_deals_at_both_tables_and_each_eases_measures_of_its_own(world):
    made: set[str] = set()
    for record in runs(world(LONDON), 8):
        made |= table_names(record)
        deals = {deal.event: deal for deal in record.deals}
        for entry in happened(record, "eased"):
            if entry.numbers["via"] != "bargain":
                continue
            deal = next(deals[a.id] for a in ancestors(record, entry) if a.id in deals)
            assert entry.numbers["sender"] == record.model.pairs[deal.table].sender
            assert entry.agent == {0: "the White House", 1: "Downing Street"}[deal.table]
    assert made == {"", "UK"}


def test_at_a_table_only_that_is_asked_for_which_is_asked_for_there(world):
    named = {"humanitarian", "prisoner_swap", "black_sea"}
    for record in runs(world(LONDON), 8):
        for entry in happened(record, "offer", "demand", "deal"):
            if entry.numbers.get("table") == "UK":
                assert set(entry.numbers["concessions"]) <= named


def test_a_concession_is_given_at_one_table_at_a_time(world):
    for record in runs(world(LONDON), 8):
        stops = {name for name, entry in record.model.concessions.items() if entry.ceasefire}
        live: set[str] = set()
        for entry in record.entries:
            if entry.kind == "delivered":
                assert entry.subject not in live
                if record.model.concessions[entry.subject].kind != "one_off":
                    live.add(entry.subject)
            elif entry.kind == "war_resumes":
                live -= stops
            elif entry.kind in ("withdrawn", "expired") or entry.numbers.get("detected"):
                live.discard(entry.subject)


def test_a_table_at_which_nobody_talks_changes_nothing(world):
    silent = "agents.senders.UK.talks={mode: hold, breakdown_violation: 0}"
    no_favours = "agents.senders.UK.aims={favour_rate: 0}"  # those need no talks
    one = runs(compiled("baby_steps", CHEAP, ALONE), 4)
    two = runs(world(LONDON, silent, no_favours), 4)
    for before, after in zip(one, two, strict=True):
        told = [list(map(ALL_BUT_ID, record.entries[1:-1])) for record in (before, after)]
        assert told[0] == told[1]
        row = outcome_row(after)
        assert {key: row[key] for key in outcome_row(before)} == outcome_row(before)
        assert row["deals_UK"] == row["offers_UK"] == 0


def test_interventions_reach_the_table_that_they_name(world):
    change = (
        "interventions=[{id: shut, on: 2025-06-01, set: {agents.senders.UK.talks.open: false}}, "
        "{id: stingy, on: 2025-06-01, set: {agents.senders.UK.w_lev: 9, agents.target.m0: 50}}]"
    )
    for record in runs(world(LONDON, change), 2):
        closed = [e for e in happened(record, "breakdown") if e.subject == "intervention"]
        assert [(e.agent, e.numbers["table"]) for e in closed] == [("talks_UK", "UK")]
        later = [e for e in happened(record, "deal", "offer") if e.day > 90]
        assert all(e.numbers.get("table") != "UK" for e in later)


# Columns and series


def test_columns_and_series_have_the_name_of_the_table_from_the_second_on(world):
    nobody = "agents.consenters={}"
    model = world(LONDON, nobody)
    names = [column.name for column in columns(model)]
    first = [column.name for column in columns(compiled("baby_steps", ALONE, nobody))]
    further = names[len(first) :]
    assert names[: len(first)] == first
    assert further
    assert all("_UK" in name for name in further)
    for record in runs(model, 3):
        row = outcome_row(record)
        for number, suffix in ((0, ""), (1, "_UK")):
            deals = [deal for deal in record.deals if deal.table == number]
            assert row[f"deals{suffix}"] == len(deals)
            assert row[f"utility_executive{suffix}"] == pytest.approx(sum(d.own for d in deals))
            assert row[f"utility_target{suffix}"] == pytest.approx(sum(d.other for d in deals))
        offers = happened(record, "offer")
        assert row["offers"] + row["offers_UK"] == len(offers)
        assert row["refusals"] + row["refusals_UK"] == len(happened(record, "refusal"))
        series = on_grid(record, [0.0, 500.0, record.horizon])
        assert series["leverage_UK"][-1] == pytest.approx(row["leverage_UK_end"], rel=1e-6)
        assert steps(record)["trust_target_UK"].values[-1] == row["trust_target_UK_end"]


def test_parameters_of_a_further_sender_may_be_uncertain(world):
    model = world(LONDON)
    for record in runs(model, 2):  # caches are full
        assert record.entries
    short = settled(model, {"agents.senders.UK.concessions.black_sea": 9.0})
    long = world(LONDON, "agents.senders.UK.concessions.black_sea=9")
    for one, other in zip(runs(short, 2), runs(long, 2), strict=True):
        assert one.entries == other.entries


# Consent


def worth(record: Record, deal) -> float:
    """What a deal is worth to Kyiv, from the log alone; infinite if it was not asked."""
    kyiv = record.model.scenario.agents.consenters["kyiv"]
    told = record.entries[deal.event].numbers
    lp = {tranche.measure: (tranche.class_, tranche.lp) for tranche in record.tranches}
    eased = [(*lp[measure], count) for measure, count in told["measures"].items()]
    if kyiv.classes and not any(class_ in kyiv.classes for class_, _, _ in eased):
        return float("inf")
    if kyiv.tables and record.model.pairs[deal.table].sender not in kyiv.tables:
        return float("inf")
    losses = [n * size * kyiv.class_cost.get(c, kyiv.lp_cost) for c, size, n in eased]
    return sum(kyiv.values.get(name, 0.0) for name in told["concessions"]) - sum(losses)


@pytest.mark.parametrize("name", ["kyiv", "both"])
def test_deals_that_harm_whose_consent_they_need_do_not_happen(world, name):
    vetoed = concluded = 0
    for record in runs(world(WORLDS[name], "talks.temperature=20"), 10):
        worths = [worth(record, deal) for deal in record.deals]
        assert all(value >= -1e-9 for value in worths)
        concluded += sum(value < float("inf") for value in worths)
        vetoes = [e for e in happened(record, "refusal") if e.agent == "Kyiv"]
        assert outcome_row(record)["vetoes_kyiv"] == len(vetoes)
        vetoed += len(vetoes)
    assert vetoed
    assert concluded


def test_a_veto_says_what_the_deal_was_worth(world):
    for record in runs(world(KYIV), 3):
        for entry in happened(record, "refusal"):
            if entry.agent == "Kyiv":
                assert record.entries[entry.cause].kind in ("offer", "demand")
                assert entry.numbers["why"] == "consent"
                assert entry.numbers["worth"] < 1e-9 or entry.numbers["probability"] > 0.0


def test_who_agrees_to_everything_changes_nothing(world):
    glad = "agents.consenters.kyiv={name: Kyiv, threshold: -1000, reservation: -1000}"
    nobody = compiled("baby_steps", CHEAP, ALONE, "agents.consenters={}")
    one, two = runs(nobody, 4), runs(world(KYIV, glad), 4)
    for before, after in zip(one, two, strict=True):
        was, now = (list(map(ALL_BUT_ID, r.entries[1:-1])) for r in (before, after))
        assert was == now


def test_who_agrees_to_nothing_leaves_no_deal(world):
    for mode in MODES:
        never = "agents.consenters.kyiv={name: Kyiv, reservation: 1000}"
        for record in runs(world(KYIV, never, f"talks.mode={mode}"), 3):
            assert record.deals == []
            assert not happened(record, "deal", "road_map")


# The story


def test_the_story_tells_who_bargains_with_whom_and_who_refuses(world):
    told = " ".join(line.text for record in runs(world(LONDON), 8) for line in tell(record))
    assert "Downing Street offers to ease" in told
    assert "The Kremlin demands of Downing Street" in told
    assert "The channel to Downing Street closes" in told
    assert "Downing Street eases" in told
    told = " ".join(line.text for record in runs(world(KYIV), 4) for line in tell(record))
    assert "Kyiv refuses: that is worth −" in told
    assert " points to it, and it holds out for 0.0 points." in told


def test_a_council_reckons_in_points_of_its_own(world):
    model = world(BOTH, "agents.senders.EU.concessions=null")
    named = {key: entry.council_value for key, entry in model.concessions.items()}
    assert {key: entry.value for key, entry in model.pairs[1].entries.items()} == named
    units = {column.name: column.unit for column in columns(model)}
    assert (units["utility_executive"], units["utility_executive_EU"]) == ("UP", "EP")
    told = " ".join(line.text for record in runs(world(BOTH), 8) for line in tell(record))
    assert " EP to it, and it holds out for " in told


# What does not fit


@pytest.mark.parametrize(
    ("override", "where", "what"),
    [
        ("agents.senders.US={}", "agents.senders.US", "bargains already"),
        ("agents.senders.DE={}", "agents.senders.DE", "unknown sender"),
        ("agents.senders.UK.name=the Kremlin", "agents.senders.UK.name", "two of the name"),
        ("agents.senders.UK.concessions.gift=3", "concessions.gift", "unknown concession"),
        ("agents.senders.UK.options_days=[3, 2, 1]", "UK.options_days", "not a triangle"),
        ("agents.senders.UK.talks.implementation_days=[3, 2]", "implementation_days", "no"),
        ("agents.senders.UK.talks.stages=[{concessions: [ceasefire], lp: 1}]", "stages.0", "not"),
        ("agents.senders.UK.w_lev=11", "agents.senders.UK.w_lev", ""),
        ("agents.consenters.kyiv={name: Kyiv, tables: [CH]}", "kyiv.tables.0", "that bargains"),
        ("agents.consenters.kyiv={name: Kyiv, classes: [gold]}", "kyiv.classes.0", "class"),
        ("agents.consenters.kyiv={name: Kyiv, values: {gift: 1}}", "values.gift", "concession"),
        ("amendments.measures={UK_ALL: null}", "agents.senders.UK", "no measure of its own"),
    ],
)
def test_what_does_not_fit_is_told_at_its_place(world, override, where, what):
    with pytest.raises(InputError) as error:
        world(LONDON, override)
    assert any(
        where in problem.path and what in str(problem) for problem in error.value.problems
    ), error.value


def test_a_licence_of_a_further_sender_may_be_in_force_on_the_first_day(world):
    start = "at_start.relief=[{measure: UK_ALL, licence: GL 1, tranches: 1, until: 2025-06-01}]"
    for record in runs(world(LONDON, start), 2):
        assert broken(record) == []
        (entry,) = happened(record, "licensed")
        assert (entry.agent, entry.subject) == ("Downing Street", "UK_ALL")
    with pytest.raises(InputError, match="no measure of the executive"):
        world(KYIV, start)


def test_a_second_target_is_refused_and_told_what_there_is(tmp_path):
    path = tmp_path / "two.yaml"
    path.write_text("extends: baby_steps\nagents:\n  targets:\n    CN: {}\n", "utf-8")
    with pytest.raises(InputError) as error:
        load_scenario(path)
    (problem,) = error.value.problems
    assert (problem.line, problem.path) == (3, "agents.targets")
    assert "there is one target" in problem.hint
