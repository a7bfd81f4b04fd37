"""`compare`: paired differences in tables and a sentence; batches that are there are used."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest

from sim.batch import dispatch
from sim.workflows.comparisons import partings
from sim.workflows.comparisons.partings import parting_summary
from tests.cli.batches import FAILING, OTHER, scenario
from tests.cli.calling import Caller, files

FEW = ("-n", 12, "--jobs", 1, "--no-figures")


@pytest.fixture
def two(call: Caller) -> tuple[Path, Path]:
    return scenario("steps.yaml"), scenario("leap.yaml", OTHER)


def test_two_scenarios_are_compared_outcome_by_outcome(
    call: Caller, two: tuple[Path, Path]
) -> None:
    done = call("compare", *two, *FEW)
    assert (done.code, done.err) == (0, "")
    for said in (
        "In the same 12 futures, seed 0: steps (",
        "relief at the end, LP",
        "best for the White House, or as good",
        "More: --all",
        "Results: results",
    ):
        assert said in done.out
    whole = call("compare", *two, *FEW, "--all")
    for said in ("Eased in law at the end, LP", "part in", "Regret:", "Batch: results"):
        assert said in whole.out
        assert said not in done.out
    folders = {path.name.partition("-")[0] for path in Path("results").iterdir()}
    assert folders == {"steps", "leap", "compare"}
    (folder,) = Path("results").glob("compare-*")
    names = {path.name for path in folder.iterdir()}
    assert names == {
        "README.txt",
        "comparison.parquet",
        "manifest.json",
        "story.md",
        "summary.json",
    }


def test_json_holds_differences_partings_regret_and_the_sentence(
    call: Caller, two: tuple[Path, Path]
) -> None:
    told = json.loads(call("compare", *two, *FEW, "--json").out)
    assert list(told) == [
        "scenarios",
        "baseline",
        "executive",
        "seed",
        "replications",
        "level",
        "family",
        "answer",
        "differences",
        "partings",
        "regret",
        "glance",
        "cautions",
        "interval",
        "figures",
        "found",
        "results",
    ]
    assert told["baseline"] == "steps"
    row = next(row for row in told["differences"] if row["outcome"] == "legal_end")
    assert row["difference"] == pytest.approx(row["mean_b"] - row["mean_a"])
    assert row["low"] <= row["difference"] <= row["high"]
    assert [each["strategy"] for each in told["regret"]["strategies"]] == ["steps", "leap"]
    (parting,) = told["partings"]
    assert (parting["a"], parting["b"], parting["n"]) == ("steps", "leap", 12)
    example = parting["example"]
    assert example["a"]["text"]
    assert example["a"] != example["b"]
    assert told["answer"].endswith(".")


def test_the_same_call_finds_the_comparison(
    call: Caller, two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = call("compare", *two, *FEW)
    before = files(call.folder)
    monkeypatch.setattr(dispatch, "run_chunk", None)
    monkeypatch.setattr("sim.workflows.comparisons.comparing.compare_batches", None)
    again = call("compare", *two, *FEW)
    assert files(call.folder) == before
    note = "This comparison was there already: nothing was simulated.\n"
    assert again.out.replace(note, "") == first.out


def test_two_comparisons_are_alike(call: Caller, two: tuple[Path, Path]) -> None:
    call("compare", *two, *FEW, "--out", "one")
    call("compare", *two, *FEW, "--out", "two")
    for name in ("summary.json", "manifest.json", "comparison.parquet"):
        assert Path("one", name).read_bytes() == Path("two", name).read_bytes()
    assert not Path("results").exists()


def test_batches_that_are_there_are_used(
    call: Caller, two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in two:
        call("batch", path, *FEW, "-q", "--seed", 3)
    batches = sorted(Path("results").iterdir(), reverse=True)
    monkeypatch.setattr(dispatch, "run_chunk", None)
    by_file = json.loads(call("compare", *two, *FEW, "--seed", 3, "--json").out)
    by_folder = json.loads(call("compare", *batches, "--no-figures", "--json").out)
    mixed = json.loads(call("compare", batches[0], two[1], "--no-figures", "--json").out)
    assert by_file["differences"] == by_folder["differences"] == mixed["differences"]
    assert (mixed["seed"], mixed["replications"]) == (3, 12)


def test_of_scenarios_that_are_the_same_none_is_said_to_have_most(
    call: Caller, two: tuple[Path, Path]
) -> None:
    told = json.loads(call("compare", two[0], two[0], two[0], *FEW, "--json").out)
    assert told["answer"].startswith("The 3 scenarios do not differ: relief at the end is the same")


def test_a_scenario_against_itself_differs_in_nothing(call: Caller, two: tuple[Path, Path]) -> None:
    told = json.loads(call("compare", two[0], two[0], *FEW, "--json").out)
    assert [row["name"] for row in told["scenarios"]] == ["steps", "steps (2)"]
    for row in told["differences"]:
        assert (row["differing"], row["difference"]) == (0, 0.0)
        assert row["low"] == row["high"] == 0.0
    assert told["partings"][0]["parted"] == 0
    assert "do not differ" in told["answer"]
    done = call("compare", two[0], two[0], *FEW, "--all")
    assert "never part" in done.out
    said = "Caution: steps and steps (2) are the same scenario: between them nothing can differ."
    assert done.out.startswith(said)


def test_files_of_one_name_are_told_apart(call: Caller) -> None:
    one, other = scenario("a/x.yaml"), scenario("b/x.yaml", OTHER)
    told = json.loads(call("compare", one, other, *FEW, "--json").out)
    assert [row["name"] for row in told["scenarios"]] == ["a/x", "b/x"]
    turned = json.loads(call("compare", one, other, *FEW, "--baseline", "b/x", "--json").out)
    assert turned["baseline"] == "b/x"


def test_many_scenarios_are_told_as_a_matrix(call: Caller, two: tuple[Path, Path]) -> None:
    third = scenario("hold.yaml", "talks: {mode: hold}\n")
    done = call("compare", *two, third, *FEW, "--baseline", "hold", "--all")
    assert done.code == 0
    assert re.search(r"^ scenario +outcome .* p +P +fewer $", done.out, re.MULTILINE)
    assert "by which factor the same futures cut how many are needed" in done.out
    for said in (
        "hold (A year of Ruritania; the baseline)",
        "LP, mean",
        "Share of futures, %",
        "of 3 scenarios",
    ):
        assert said in done.out
    told = json.loads(call("compare", *two, third, *FEW, "--baseline", "hold", "--json").out)
    assert [row["name"] for row in told["scenarios"]] == ["hold", "steps", "leap"]
    assert {row["a"] for row in told["differences"]} == {"hold"}
    assert [each["b"] for each in told["partings"]] == ["steps", "leap"]


def test_of_partings_one_is_told_that_differs_in_more_than_dates(
    call: Caller, two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = json.loads(call("compare", *two, *FEW, "--json").out)
    example = told["partings"][0]["example"]
    assert partings._undated(example["a"]["text"]) != partings._undated(example["b"]["text"])
    act = {"event": 3, "date": "2026-02-01", "text": "The President offers more by 1 Feb 2026."}
    later = {**act, "date": "2026-03-01", "text": "The President offers more by 1 Mar 2026."}
    less = {**act, "text": "The President offers less."}
    acts = {"a0": [act], "b0": [later], "a1": [act, less], "b1": [later, less, act]}
    monkeypatch.setattr(partings, "_acts", lambda record: iter(acts[record]))
    monkeypatch.setattr(partings, "again", lambda batch, k: f"{batch.name}{k}")
    table = pl.DataFrame({"replication": [0, 1], "date": ["2026-02-01"] * 2})
    found = SimpleNamespace(n=2, parted=2, median_date=None, table=table, tally=table)
    monkeypatch.setattr(partings, "partings", lambda a, b, n: found)
    a, b = SimpleNamespace(name="a"), SimpleNamespace(name="b")
    assert parting_summary(a, b, 2)["example"] == {
        "replication": 1,
        "date": "2026-02-01",
        "a": None,
        "b": act,
    }
    acts["b1"] = [later, less]
    assert parting_summary(a, b, 2)["example"] is None


def test_other_targets_are_refused_and_those_that_can_be_compared_named(
    call: Caller, two: tuple[Path, Path]
) -> None:
    said = call.refused("compare", *two, "china_1969", *FEW)
    assert "Ruritania: steps, leap; China: china_1969" in said
    assert "these can be compared: thaw compare steps.yaml leap.yaml" in said


def test_another_law_is_said_first(call: Caller, two: tuple[Path, Path]) -> None:
    other = scenario("law.yaml", "amendments: {title: Another law}\n")
    done = call("compare", two[0], other, *FEW)
    assert done.code == 0
    assert done.out.startswith("Caution: the law of law is another than that of steps (")


def test_the_first_screen_is_the_answer_in_25_lines(call: Caller, two: tuple[Path, Path]) -> None:
    third = scenario("hold.yaml", "talks: {mode: hold}\n")
    done = call("compare", *two, third, *FEW)
    lines = done.out.splitlines()
    assert len(lines) <= 25
    told = json.loads(call("compare", *two, third, *FEW, "--json").out)
    assert lines[0] == told["answer"]
    assert told["interval"] in lines
    assert len(told["glance"]) <= 9
    for row in told["glance"]:
        assert row["words"] in done.out
        assert any(value != 0.0 for value in row["values"])


def test_what_is_shown_at_a_glance_is_what_the_tables_say(
    call: Caller, two: tuple[Path, Path]
) -> None:
    told = json.loads(call("compare", *two, *FEW, "--json").out)
    means = {row["outcome"]: row for row in told["differences"] if row["category"] is None}
    shown = [row for row in told["glance"] if row["statistic"] in ("mean", "share")]
    assert shown
    for row in shown:
        theirs = means[row["outcome"]]
        assert row["values"] == [theirs["mean_a"], theirs["mean_b"]]
    best = told["glance"][-1]
    assert best["values"] == [each["best"] for each in told["regret"]["strategies"]]


def test_names_are_never_broken_over_lines(call: Caller, two: tuple[Path, Path]) -> None:
    name = "a_long_name_of_a_scenario"
    done = call("compare", *two, scenario(f"{name}.yaml", "talks: {mode: hold}\n"), *FEW, "--all")
    tables = [line for line in done.out.splitlines() if line.startswith(f" {name} ")]
    assert len(tables) >= 5
    assert max(map(len, tables)) <= 120


def test_chosen_outcomes_and_regret(call: Caller, two: tuple[Path, Path]) -> None:
    words = ("--outcome", "deals", "--outcome", "legal_max", "--regret", "less:added")
    told = json.loads(call("compare", *two, *FEW, *words, "--level", 0.9, "--json").out)
    assert [row["outcome"] for row in told["differences"]] == ["deals", "legal_max"]
    assert told["level"] == 0.9
    assert (told["regret"]["outcome"], told["regret"]["larger_is_better"]) == ("added", False)


def test_failures_are_left_out_and_tell_in_the_exit_code(call: Caller) -> None:
    good, bad = scenario("good.yaml"), scenario("bad.yaml", FAILING)
    done = call("compare", good, bad, *FEW)
    assert done.code == 1
    assert "failed)" in done.out


def test_figures_of_the_comparison_are_drawn(
    call: Caller, two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from sim.figures import registry

    few = {"classes": registry.figures_of("comparison")["classes"]}
    monkeypatch.setattr(registry, "figures_of", lambda _: few)
    words = ("compare", *two, "-n", 8, "--jobs", 1, "--out", "c", "--json")
    assert json.loads(call(*words).out)["figures"] == ["classes.png"]
    told = json.loads(call(*words, "--contact").out)
    assert told["figures"] == ["classes.png", "contact.png"]
    assert all(Path("c", name).is_file() for name in told["figures"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["steps.yaml"], "two or more"),
        (["steps.yaml", "missing.yaml"], "no such file"),
        (["steps.yaml", "leap.yaml", "-n", 0], "-n"),
        (["steps.yaml", "leap.yaml", "--level", 1], "between 0 and 1"),
        (["steps.yaml", "leap.yaml", "--baseline", "stepps"], "did you mean 'steps'"),
        (["steps.yaml", "leap.yaml", "--outcome", "legal_ende"], "did you mean 'legal_end'"),
        (["steps.yaml", "leap.yaml", "--regret", "less:legal_ende"], "did you mean 'legal_end'"),
        (["steps.yaml", "leap.yaml", "--set", "talks.mode=giant"], "baby_steps"),
        (["steps.yaml", "leap.yaml", "--out", "mine"], "other files"),
        (["steps.yaml", "mine"], "something else"),
    ],
)
def test_wrong_input_is_refused_and_nothing_written(
    call: Caller, two: tuple[Path, Path], words: list[object], said: str
) -> None:
    Path("mine").mkdir()
    Path("mine", "thesis.txt").write_text("years of work")
    assert said in call.refused("compare", *words)


def test_other_seeds_cannot_be_compared(call: Caller, two: tuple[Path, Path]) -> None:
    call("batch", two[0], *FEW, "-q", "--out", "a", "--seed", 1)
    call("batch", two[1], *FEW, "-q", "--out", "b", "--seed", 2)
    assert "its seed is 2, and 1 in a" in call.refused("compare", "a", "b")
    assert "its seed is 1, and 5 by --seed" in call.refused("compare", "a", two[1], "--seed", 5)


def test_another_comparison_is_not_written_over(call: Caller, two: tuple[Path, Path]) -> None:
    call("compare", *two, *FEW, "--out", "c")
    assert "another comparison" in call.refused("compare", *two, *FEW, "--seed", 1, "--out", "c")
