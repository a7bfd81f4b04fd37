"""Plans: their names follow from what bears on the results; what they say can be read back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sim.batch.plan import batch_folder, fixed, planned, read_world
from sim.errors import InputError
from sim.scenario.loading import load_scenario
from sim.scenario.resolved import fingerprint
from tests.batch.plans import plan, short
from tests.scenarios.worlds import load

JV = "agents.target.jv"


@pytest.mark.parametrize(
    "change",
    [
        {"seed": 1},
        {"n": 25},
        {"antithetic": True},
        {"repeats": 2},
        {"events": None},
        {"until": 0.1},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_bears_on_the_results_is_in_the_digest(change):
    assert plan(**change).digest != plan().digest


def test_what_sanctions_are_for_is_in_it_too():
    """Forecasts rest on cases that are like the scenario."""
    other = replace(plan(), scenario=plan().scenario.model_copy(update={"issue": "terror"}))
    assert other.digest != plan().digest


def test_nothing_else_is():
    labelled = replace(plan(), scenario=plan().scenario.model_copy(update={"label": "mine"}))
    assert plan(chunk=3).digest == labelled.digest == replace(plan(), resolved="").digest
    assert replace(plan(), scenario=fixed(plan().scenario, [JV])).digest != plan().digest


@pytest.mark.parametrize(
    "change",
    [{"seed": -1}, {"n": 0}, {"repeats": 0}, {"events": -1}, {"chunk": 0}, {"until": 0.0}],
    ids=lambda change: next(iter(change)),
)
def test_numbers_out_of_range(change):
    with pytest.raises(ValueError, match=next(iter(change))):
        plan(**change)


def test_small_batches_use_all_processes_and_large_ones_have_chunks_of_a_hundred():
    assert [plan(n=n).chunk_for(2) for n in (1, 8, 80, 800, 8000)] == [1, 1, 10, 100, 100]
    assert plan(n=8000, chunk=7).chunk_for(2) == 7


def test_the_folder_is_named_after_scenario_and_digest():
    odd = replace(plan(), name="../odd name")
    assert batch_folder(plan()) == Path("results") / f"russia_2025-{plan().digest[:8]}"
    assert batch_folder(odd, Path("x")) == Path("x") / f"_odd_name-{odd.digest[:8]}"


@pytest.mark.parametrize("name", ["russia_2025", "by_hand", "examples/inline", "examples/veridia"])
def test_what_workers_are_sent_is_the_same_scenario(name):
    loaded = load(name)
    sent = read_world(planned(loaded, name).world)
    assert fingerprint(*sent) == fingerprint(loaded.scenario, loaded.catalogue)


@pytest.mark.parametrize("text", ["", None], ids=["written anew", "as resolved"])
def test_the_scenario_file_alone_gives_the_same_scenario(text, tmp_path):
    ours = plan() if text is None else replace(plan(), resolved=text)
    (tmp_path / "scenario.yaml").write_text(ours.yaml, "utf-8")
    loaded = load_scenario(tmp_path / "scenario.yaml")
    assert fingerprint(loaded.scenario, loaded.catalogue) == ours.fingerprint


def test_what_is_held_at_its_default_is_not_uncertain_in_any_form(tmp_path):
    base = load("hold", f'uncertain={{"{JV}": {{dist: uniform, low: 1, high: 2}}}}')
    held = planned(base, "hold", [JV])
    (tmp_path / "scenario.yaml").write_text(held.yaml, "utf-8")
    assert held.scenario.uncertain == {}
    assert load_scenario(tmp_path / "scenario.yaml").scenario.uncertain == {}
    assert planned(base, "hold").scenario.uncertain.keys() == {JV}


def test_holding_some_or_all():
    scenario = short().scenario
    assert list(fixed(scenario, []).uncertain) == [JV, "talks.mode"]
    assert list(fixed(scenario, [JV]).uncertain) == ["talks.mode"]
    assert fixed(scenario, ["all"]).uncertain == {}


def test_holding_what_is_not_uncertain():
    with pytest.raises(InputError) as caught:
        fixed(short().scenario, ["agents.target.jw", "talks.mode", "zzz"])
    first, second = caught.value.problems
    assert "did you mean 'agents.target.jv'" in str(first)
    assert "agents.target.jv, talks.mode, all" in str(second)
