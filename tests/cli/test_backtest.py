"""`backtest`: what happened, held against batches that are there or computed first."""

from __future__ import annotations

import json
import re
from pathlib import Path

import polars as pl
import pytest

from sim.batch import dispatch
from sim.validation.backtest.scoring import SCHEMA
from tests.cli.batches import FAILING, OTHER, scenario
from tests.cli.calling import Caller, files

FEW = ("-n", 12, "--jobs", 1, "--no-figures")

RECORD = """\
observed:
  - {id: first, date: 2026-09-01, what: "A licence | the first", event: {kind: eased}}
  - {id: agreed, date: 2026-10-01, what: An agreement, event: {kind: deal}, by: 2027-03-01}
  - {id: much, date: 2027-06-30, what: Eased by then, outcome: legal_end, value: 12.5}
"""
PAGE = "# Checked\n\n<!-- backtest -->\n<!-- /backtest -->\n"


@pytest.fixture
def case(call: Caller) -> Path:
    return scenario("case.yaml", RECORD)


def test_scores_are_told_and_kept(call: Caller, case: Path) -> None:
    done = call("backtest", case, scenario("other.yaml", RECORD + OTHER), *FEW)
    assert (done.code, done.err) == (0, "")
    for said in (
        "6 items in all",
        "Scores, smaller is better",
        "Skill against each reference",
        "The worst forecasts",
        "An agreement",
        "Results: results/backtest-",
    ):
        assert said in done.out
    folders = {path.name.partition("-")[0] for path in Path("results").iterdir()}
    assert folders == {"case", "other", "backtest"}
    (folder,) = Path("results").glob("backtest-*")
    names = {path.name for path in folder.iterdir()}
    assert names == {"README.txt", "manifest.json", "backtest.json", "items.parquet"}
    kept = pl.read_parquet(folder / "items.parquet")
    assert kept.schema == pl.Schema(SCHEMA)
    assert kept["case"].to_list() == ["case"] * 3 + ["other"] * 3


def test_json_holds_every_table(call: Caller, case: Path) -> None:
    told = json.loads(call("backtest", case, *FEW, "--json").out)
    assert list(told) == [
        "cases",
        "items",
        "scores",
        "skill",
        "reliability",
        "slopes",
        "joint",
        "paths",
        "interval",
        "figures",
        "results",
    ]
    assert told["cases"] == [
        {
            "name": "case",
            "title": "A year of Ruritania",
            "seed": 0,
            "replications": 12,
            "failures": 0,
        }
    ]
    assert [row["id"] for row in told["items"]] == ["first", "agreed", "much"]
    assert told["joint"][0]["n_items"] == 1


def test_the_same_call_simulates_nothing_and_says_the_same(
    call: Caller, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = call("backtest", case, *FEW)
    before = files(call.folder)
    monkeypatch.setattr(dispatch, "run_chunk", None)
    again = call("backtest", case, *FEW)
    assert again == first
    assert files(call.folder) == before


def test_batches_that_are_there_are_used(
    call: Caller, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call("batch", case, *FEW).code == 0
    monkeypatch.setattr(dispatch, "run_chunk", None)
    assert call("backtest", case, *FEW).code == 0


def test_a_page_gets_the_tables(call: Caller, case: Path) -> None:
    page = Path("page.md")
    page.write_text(PAGE)
    assert call("backtest", case, *FEW, "--into", page, "-q").code == 0
    text = page.read_text()
    assert text.startswith(
        "# Checked\n\n<!-- backtest -->\n\n`thaw backtest case.yaml -n 12 --seed 0`\n"
    )
    assert text.endswith("\n\n<!-- /backtest -->\n")
    for said in (
        "| case | score | n | simulator | persistence | base rates | one half |",
        "### case: A year of Ruritania",
        "A licence \\| the first",
        "1 Sep 2026",
        "### The worst forecasts",
    ):
        assert said in text
    assert str(call.folder) not in text
    # The same inputs give the same bytes, wherever the results go.
    assert call("backtest", case, *FEW, "--into", page, "-q", "--out", "elsewhere").code == 0
    assert page.read_text() == text


def test_quiet_says_only_where(call: Caller, case: Path) -> None:
    done = call("backtest", case, *FEW, "-q", "--out", "here")
    assert done.out == "Results: here\n"


def test_what_cannot_be_scored_is_refused_before_anything_is_simulated(
    call: Caller, case: Path
) -> None:
    plain = scenario("plain.yaml")
    wrong = scenario("wrong.yaml", RECORD.replace("legal_end", "legal_ends"))
    said = call.refused("backtest", case, plain, wrong, "none.yaml", *FEW)
    assert "plain.yaml: nothing to score" in said
    assert "observed.2.outcome: no such outcome; found 'legal_ends'" in said
    assert re.search(r"^wrong\.yaml:\d+:\d+: observed\.2\.outcome: ", said, re.MULTILINE)
    assert "did you mean 'legal_end'?" in said
    assert "none.yaml: no such file" in said
    assert "case.yaml" not in said


def test_a_page_without_markers_is_refused_before_anything_is_simulated(
    call: Caller, case: Path
) -> None:
    Path("page.md").write_text("# Checked\n")
    assert "<!-- backtest --> is missing" in call.refused(
        "backtest", case, *FEW, "--into", "page.md"
    )


def test_a_folder_with_something_else_is_refused(call: Caller, case: Path) -> None:
    Path("full").mkdir()
    Path("full", "letter.txt").write_text("x")
    assert "it holds other files" in call.refused("backtest", case, *FEW, "--out", "full")
    call("backtest", case, *FEW, "--out", "mine")
    said = call.refused("backtest", case, "-n", 13, "--jobs", 1, "--no-figures", "--out", "mine")
    assert "it holds another backtest" in said


def test_failures_are_told_and_not_scored(call: Caller) -> None:
    bad = scenario("bad.yaml", RECORD + FAILING)
    done = call("backtest", bad, *FEW)
    assert done.code == 1
    assert "futures of bad failed; the first again: " in done.err
    told = json.loads(call("backtest", bad, *FEW, "--json").out)
    failed = told["cases"][0]["failures"]
    assert failed > 0
    assert told["items"][0]["n"] == 12 - failed


def test_a_file_named_twice_is_one_case(call: Caller, case: Path) -> None:
    again = Path("..") / Path.cwd().name / case
    assert again.samefile(case)
    told = json.loads(call("backtest", case, case, again, *FEW, "--json").out)
    assert [entry["name"] for entry in told["cases"]] == ["case"]
