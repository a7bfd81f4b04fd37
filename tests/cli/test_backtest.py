"""`backtest`: what happened, held against batches that are there or computed first."""

from __future__ import annotations

import json
import re
from pathlib import Path

import polars as pl
import pytest

from sim.batch import dispatch
from sim.batch.reader import open_batch
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
DRAWN = "uncertain: {world.shocks.crisis_rate: {dist: uniform, low: 0.1, high: 0.3}}\n"
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
        "The blend beside the others",
        "Scores by kind of question",
        "How often it lay within the central interval",
        "The worst forecasts of the simulator",
        "An agreement",
        "Results: results/backtest-",
    ):
        assert said in done.out
    folders = {path.name.partition("-")[0] for path in Path("results").iterdir()}
    assert folders == {"case", "other", "backtest"}
    (folder,) = Path("results").glob("backtest-*")
    names = {path.name for path in folder.iterdir()}
    assert names == {"README.txt", "backtest.json", "items.parquet", "manifest.json", "story.md"}
    kept = pl.read_parquet(folder / "items.parquet")
    assert kept.schema == pl.Schema(SCHEMA)
    assert kept["case"].to_list() == ["case"] * 3 + ["other"] * 3


def test_json_holds_every_table(call: Caller, case: Path) -> None:
    told = json.loads(call("backtest", case, *FEW, "--json").out)
    assert list(told) == [
        "cases",
        "by",
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
        "Brier score of 1 of 3 items in 1 case, smaller is better: blend 0.",
        "| forecaster | Brier | log score, nats | CRPS of dates, years |",
        "### case: A year of Ruritania",
        "A licence \\| the first",
        "1 Sep 2026",
        "### The worst forecasts of the simulator",
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


# -- groups, changes and rules -----------------------------------------------------------------


def test_groups_by_what_cases_are(call: Caller, case: Path) -> None:
    told = json.loads(call("backtest", case, *FEW, "--by", "senders", "--json").out)
    assert told["by"] == "senders"
    assert {row["by"] for row in told["scores"]} == {"all", "senders", "case"}
    done = call("backtest", case, *FEW, "--by", "senders", "--out", "here")
    assert "Scores by senders" in done.out
    said = call.refused("backtest", case, *FEW, "--by", "isue")
    assert said.startswith("--by: found 'isue'; allowed: kind, case, emergency,")
    assert "did you mean 'issue'?" in said


def test_what_is_set_and_fixed_is_of_every_case_and_part_of_the_digest(call: Caller) -> None:
    one = scenario("one.yaml", RECORD + DRAWN)
    other = scenario("other.yaml", RECORD + DRAWN + OTHER)
    changed = ("--set", "talks.max_lp=7", "--fix", "world.shocks.crisis_rate")
    folders = []
    for more in ((), changed, changed[:2], changed[2:]):
        told = json.loads(call("backtest", one, other, *FEW, *more, "--json").out)
        folders.append(told["results"])
    assert len(set(folders)) == 4
    for name in ("one", "other"):
        found = [open_batch(path) for path in Path("results").glob(f"{name}-*")]
        both = [
            batch
            for batch in found
            if batch.model.scenario.talks.max_lp == 7.0 and not batch.model.scenario.uncertain
        ]
        assert len(found) == 4
        assert len(both) == 1
    call("backtest", one, other, *FEW, *changed, "--out", "mine")
    readme = Path("mine/README.txt").read_text()
    words = "-n 12 --seed 0 --set talks.max_lp=7 --fix world.shocks.crisis_rate"
    assert f"thaw backtest one.yaml other.yaml {words}" in readme


def test_an_error_of_what_is_set_names_the_cases(call: Caller) -> None:
    one, other = scenario("one.yaml", RECORD), scenario("other.yaml", RECORD + DRAWN)
    both = ("backtest", one, other, *FEW)
    said = call.refused(*both, "--set", "agents.foo=1")
    assert said.count("--set agents.foo=1") == 1
    assert "unknown key, in one, other; allowed: one of: executive" in said
    said = call.refused(*both, "--fix", "world.shocks.crisis_rate")
    assert (
        said
        == (
            "--fix world.shocks.crisis_rate: no uncertain parameter of this scenario, in one "
            "(did you mean 'all'?)\n"
        )
        or "no uncertain parameter of this scenario, in one" in said
    )
    assert "other" not in said
    six = [scenario(f"c{k}.yaml", RECORD) for k in range(6)]
    said = call.refused("backtest", *six, *FEW, "--set", "talks.max_lp=x")
    assert "in c0, c1, c2 and 3 more; found 'x'" in said


def test_rules_are_switched_off_one_at_a_time_on_the_same_luck(call: Caller, case: Path) -> None:
    rules = ("--without", "reversal", "--without", "wishes")
    told = json.loads(call("backtest", case, *FEW, *rules, "--json").out)
    # Both scores of yes or no and that of dates, of the blend and of the simulator.
    assert [(row["rule"], row["score"]) for row in told["rules"]][::2] == [
        (rule, score) for rule in ("reversal", "wishes") for score in ("brier", "log", "crps")
    ]
    without = [
        batch
        for path in Path("results").glob("case-*")
        if not (batch := open_batch(path)).model.scenario.rules.wishes
    ]
    assert len(without) == 1
    assert without[0].seed == 0
    assert without[0].model.scenario.rules.reversal
    # The same numbers come of it as of a batch of one's own.
    assert call("batch", case, *FEW, "--set", "rules.wishes=false", "-q").code == 0
    assert len(list(Path("results").glob("case-*"))) == 3
    page = Path("page.md")
    page.write_text(PAGE)
    done = call("backtest", case, *FEW, *rules, "--into", page)
    assert "What the absence of a rule does to the scores" in done.out
    text = page.read_text()
    assert "--seed 0 --without reversal --without wishes`" in text
    assert "| wishes | The target asks for what it wishes most (R24). |" in text


def test_a_rule_that_there_is_not_is_refused(call: Caller, case: Path) -> None:
    said = call.refused("backtest", case, *FEW, "--without", "wishs")
    assert said.startswith("--without: no such rule; found 'wishs'; allowed: tables, windows,")
    assert "did you mean 'wishes'?" in said


def test_each_case_of_many_is_told_only_if_asked_for(call: Caller) -> None:
    thirteen = [scenario(f"c{k}.yaml", RECORD) for k in range(13)]
    few = ("-n", 4, "--jobs", 1, "--no-figures")
    short = call("backtest", *thirteen, *few)
    assert "Scores by case" not in short.out
    assert "c7" not in short.out.split("The worst forecasts")[0]
    long = call("backtest", *thirteen, *few, "--all")
    assert "Scores by case" in long.out
    assert "c7: A year of Ruritania" in long.out
    # What is printed bears on nothing that is kept.
    assert len(list(Path("results").glob("backtest-*"))) == 1


def test_failures_without_a_rule_are_told_too(call: Caller) -> None:
    bad = scenario("bad.yaml", RECORD + FAILING)
    done = call("backtest", bad, *FEW, "--without", "wishes")
    assert done.code == 1
    assert "futures without wishes failed and are left out" in done.err


@pytest.mark.parametrize(
    ("key", "value"),
    [("by", "colour"), ("without", {"peace": []}), ("without", {"war": ["x", "y"]})],
)
def test_a_damaged_folder_is_refused(call: Caller, case: Path, key: str, value: object) -> None:
    call("backtest", case, *FEW, "--out", "mine")
    manifest = json.loads(Path("mine/manifest.json").read_text())
    Path("mine/manifest.json").write_text(json.dumps({**manifest, key: value}))
    done = call("plot", "mine", "--what", "pit")
    assert done.code != 0
    assert "damaged" in done.err
