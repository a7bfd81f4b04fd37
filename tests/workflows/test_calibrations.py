"""`sim.calibrate` does all that the command does, and comes to the same numbers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from matplotlib.figure import Figure

import sim
from tests.cli.calling import RURITANIA, Caller
from tests.cli.test_calibrate import CALIBRATION, PATTERNS

FEW = ("-n", 20, "--repeats", 2, "--jobs", 1, "--no-figures")


@pytest.fixture
def file(call: Caller) -> str:
    text = f"title: A year\nextends: {RURITANIA}\nend: 2027-06-30\nquestions: []\n"
    Path("world.yaml").write_text(text, encoding="utf-8")
    Path("mine.yaml").write_text(PATTERNS, encoding="utf-8")
    Path("rounds.yaml").write_text(CALIBRATION, encoding="utf-8")
    return "rounds.yaml"


def test_it_says_what_the_command_says(call: Caller, file: str) -> None:
    told = json.loads(call("calibrate", file, *FEW, "--json").out)
    result = sim.calibrate(file, 20, 2, jobs=1)
    assert result.summary == {name: told[name] for name in result.summary}
    assert result.parameters.to_dicts() == told["parameters"]
    assert list(result.posterior) == list(told["posterior"])
    assert result.sentence in call("calibrate", file, *FEW).out
    assert list(result.tables) == ["draws", "parameters", "patterns", "values", "correlations"]


def test_either_finds_what_the_other_kept(call: Caller, file: str) -> None:
    call("calibrate", file, *FEW, "--out", "typed")
    found = sim.calibrate(file, 20, 2, jobs=1, out="typed")
    assert found.found
    kept = sim.calibrate(file, 20, 2, jobs=1, out="called")
    names = {path.name for path in Path("typed").iterdir()}
    assert names == {path.name for path in Path("called").iterdir()}
    for name in names:
        assert Path("typed", name).read_bytes() == Path("called", name).read_bytes()
    assert found.posterior == kept.posterior
    assert kept.scenario("called") == Path("typed/posterior.yaml").read_text()


def test_the_posterior_is_a_scenario(call: Caller, file: str) -> None:
    result = sim.calibrate(file, 20, 2, jobs=1)
    Path("posterior.yaml").write_text(result.scenario("."))
    batch = sim.simulate_batch("posterior.yaml", 4, jobs=1)
    assert set(batch.parameters) >= set(result.posterior)
    assert set(batch.model.scenario.uncertain) == set(result.posterior)


def test_figures(file: str) -> None:
    drawn = sim.calibrate(file, 20, 2, jobs=1).figures("marginals")
    assert isinstance(drawn["marginals"], Figure)


def test_what_is_wrong_is_refused(file: str) -> None:
    with pytest.raises(ValueError, match="points"):
        sim.calibrate(file, 5)
    with pytest.raises(sim.InputError, match="no such"):
        sim.calibrate("none.yaml")
    assert json.dumps(sim.calibrate(file, 20, 2, jobs=1).summary)
