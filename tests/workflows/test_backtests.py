"""`sim.backtest` does all that the command does, and comes to the same numbers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from matplotlib.figure import Figure

import sim
from tests.cli.batches import OTHER, scenario
from tests.cli.calling import Caller
from tests.cli.test_backtest import PAGE, RECORD

FEW = ("-n", 12, "--jobs", 1, "--no-figures")


@pytest.fixture
def cases(call: Caller) -> list[Path]:
    return [scenario("case.yaml", RECORD), scenario("other.yaml", RECORD + OTHER)]


def test_it_says_what_the_command_says(call: Caller, cases: list[Path]) -> None:
    told = json.loads(call("backtest", *cases, *FEW, "--json").out)
    result = sim.backtest(cases, n=12, jobs=1)
    assert result.summary == {name: told[name] for name in result.summary}
    assert list(result.tables) == [
        "items",
        "scores",
        "skill",
        "areas",
        "coverage",
        "reliability",
        "slopes",
        "rules",
        "joint",
        "paths",
    ]
    assert result.items.height == 6
    said = "Brier score of 2 of 6 items in 2 cases, smaller is better: blend 0."
    assert result.sentence.startswith(said)


def test_one_case_in_any_form(cases: list[Path]) -> None:
    by_file = sim.backtest(cases[0], n=12, jobs=1)
    loaded = sim.load_scenario("case.yaml")
    by_batch = sim.backtest(sim.simulate_batch(loaded, 12, jobs=1, events=0))
    assert by_file.items.equals(by_batch.items)
    assert by_file.items.equals(sim.backtest([loaded], n=12, jobs=1).items)


def test_a_kept_backtest_is_that_of_the_command(call: Caller, cases: list[Path]) -> None:
    call("backtest", *cases, *FEW, "--out", "typed")
    kept = sim.backtest(cases, n=12, jobs=1, out="called")
    for name in ("backtest.json", "items.parquet"):
        assert Path("called", name).read_bytes() == Path("typed", name).read_bytes()
    assert kept.folder == Path("called")
    assert call("plot", "called", "--what", "reliability", "-q").code == 0
    with pytest.raises(sim.InputError, match="it holds another backtest"):
        sim.backtest(cases, n=13, jobs=1, out="called")


def test_its_section_is_that_of_the_command(call: Caller, cases: list[Path]) -> None:
    Path("page.md").write_text(PAGE)
    call("backtest", cases[0], *FEW, "--into", "page.md")
    result = sim.backtest(cases[0], n=12, jobs=1)
    text = result.markdown(["backtest", "case.yaml", "-n", "12", "--seed", "0"])
    assert text in Path("page.md").read_text()


def test_figures(cases: list[Path]) -> None:
    result = sim.backtest(cases, n=12, jobs=1)
    assert isinstance(result.figures("reliability")["reliability"], Figure)


def test_what_cannot_be_scored_is_refused(call: Caller) -> None:
    with pytest.raises(sim.InputError, match="nothing to score"):
        sim.backtest(scenario("plain.yaml"), n=12, jobs=1)
    with pytest.raises(ValueError, match="n "):
        sim.backtest("case.yaml", n=1)
    with pytest.raises(ValueError, match="name one or more"):
        sim.backtest([])


def test_groups_changes_and_rules_as_the_command_has_them(call: Caller, cases: list[Path]) -> None:
    changes = ("--by", "war", "--without", "wishes", "--set", "talks.max_lp=7", "--fix", "all")
    told = json.loads(call("backtest", *cases, *FEW, *changes, "--json").out)
    result = sim.backtest(
        cases, n=12, jobs=1, by="war", without="wishes", set={"talks.max_lp": 7}, fix="all"
    )
    assert result.summary == {name: told[name] for name in result.summary}
    assert set(result.rules["rule"]) == {"wishes"}
    assert result.scores.filter(by="war").height == len(told["scores"]) - sum(
        row["by"] != "war" for row in told["scores"]
    )


def test_a_kept_backtest_is_scored_again_with_its_groups_and_rules(cases: list[Path]) -> None:
    kept = sim.backtest(cases, n=12, jobs=1, by="case", without=["wishes", "size"], out="kept")
    again = sim.open_backtest("kept")
    assert again.backtest.by == "case"
    for name, table in kept.tables.items():
        assert table.equals(again.tables[name]), name
    assert list(again.without) == ["wishes", "size"]


def test_what_is_there_already_cannot_be_changed(cases: list[Path]) -> None:
    loaded = sim.load_scenario(cases[0])
    batch = sim.simulate_batch(loaded, 12, jobs=1, events=0, out="batch")
    for item, word in ((loaded, "loaded"), (batch, "simulated"), ("batch", "simulated")):
        for change in ({"set": ["talks.max_lp=7"]}, {"fix": "all"}, {"without": "war"}):
            option = f"--{next(iter(change))}"
            with pytest.raises(sim.InputError, match=f"{option}: this case is {word} already"):
                sim.backtest([item], n=12, jobs=1, **change)
    # What is not changed may be grouped.
    assert sim.backtest([batch], by="senders").backtest.by == "senders"


def test_names_of_rules_and_groups_are_checked(cases: list[Path]) -> None:
    with pytest.raises(sim.InputError, match="--without: no such rule; found 'wars'"):
        sim.backtest(cases, n=12, without="wars")
    with pytest.raises(sim.InputError, match="--by: found 'colour'"):
        sim.backtest(cases, n=12, by="colour")
    with pytest.raises(TypeError, match="without"):
        sim.backtest(cases, n=12, without=[3])  # type: ignore[list-item]
