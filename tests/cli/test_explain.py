"""`explain`: the causes of an event and what followed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import polars as pl
import pytest

from sim.results.manifest import add_checksums
from tests.cli.batches import made
from tests.cli.calling import RURITANIA, Caller


def events(folder: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in Path(folder, "events.jsonl").read_text().splitlines()]


@pytest.fixture
def ran(call: Caller) -> Caller:
    """A run in which a deal is struck and relief follows."""
    assert call("run", RURITANIA, "--no-figures", "-q", "--out", "run", "--seed", 1).code == 0
    assert any(event["kind"] == "eased" for event in events("run"))
    return call


def test_the_chain_of_causes_is_that_of_the_log(ran: Caller) -> None:
    log = events("run")
    eased = next(e for e in log if e["kind"] == "eased" and e["cause"] is not None)
    chain = []
    cause = eased["cause"]
    while cause is not None:
        chain.append(cause)
        cause = log[cause]["cause"]
    told = json.loads(ran("explain", "run", "--event", eased["id"], "--json").out)
    assert [step["event"] for step in told["causes"]] == chain[::-1]
    assert told["event"]["event"] == eased["id"]
    assert told["root"]
    done = ran("explain", "run", "--event", eased["id"])
    assert done.out.startswith("Why it happened\n")
    assert f"[{eased['id']}]" in done.out


def test_what_followed_is_everything_that_goes_back_to_it(ran: Caller) -> None:
    log = events("run")
    deal = next(e for e in log if e["kind"] == "deal")
    told = json.loads(ran("explain", "run", "--event", deal["id"], "--json").out)
    expected = {deal["id"]}
    for event in log[deal["id"] + 1 :]:
        if event["cause"] in expected:
            expected.add(event["id"])
    assert {step["event"] for step in told["followed"]} == expected - {deal["id"]}
    assert "What followed" in ran("explain", "run", "--event", deal["id"]).out


def test_a_scenario_and_its_results_give_the_same_answer(ran: Caller) -> None:
    by_file = ran("explain", RURITANIA, "--seed", 1, "--event", 5)
    assert by_file == ran("explain", "run", "--event", 5)
    assert by_file != ran("explain", RURITANIA, "--seed", 2, "--event", 5)


def test_without_a_number_candidates_are_listed(ran: Caller) -> None:
    done = ran("explain", "run")
    assert done.code == 0
    assert "--event N" in done.out
    told = json.loads(ran("explain", "run", "--json").out)
    assert {step["kind"] for step in told["candidates"]} >= {"deal", "eased"}


def test_a_number_out_of_range_is_refused_with_the_range(ran: Caller) -> None:
    last = len(events("run")) - 1
    for number in (last + 1, -1):
        assert f"from 0 to {last}" in ran.refused("explain", "run", "--event", number)
    assert ran("explain", "run", "--event", last).code == 0


def test_results_of_another_version_are_not_explained_wrongly(ran: Caller) -> None:
    manifest = Path("run", "manifest.json")
    told = json.loads(manifest.read_text())
    manifest.write_text(json.dumps({**told, "events": told["events"] + 1}))
    done = ran("explain", "run", "--event", 1)
    assert (done.code, done.out) == (1, "")
    assert "run the scenario again" in done.err


@pytest.mark.parametrize(
    "manifest", [None, "", "[]", "{}", '{"seed": "x"}', '{"seed": null}', '{"seed": 0}']
)
def test_a_folder_without_results_is_refused(call: Caller, manifest: str | None) -> None:
    Path("empty").mkdir()
    if manifest is not None:
        Path("empty", "manifest.json").write_text(manifest)
    assert "no results of thaw" in call.refused("explain", "empty", "--event", 0)


def test_a_missing_source_is_refused(call: Caller) -> None:
    assert "no such file" in call.refused("explain", "missing", "--event", 0)


# -- batches -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A batch of a scenario in which some replications fail."""
    typed = ("batch", "bad.yaml", "-n", 16, "--jobs", 1, "--out", "batch")
    return made(tmp_path_factory.mktemp("results"), typed)


@pytest.fixture
def batch(call: Caller, results: Path) -> Caller:
    """A caller in whose folder it is."""
    shutil.copytree(results, call.folder, dirs_exist_ok=True)
    return call


def good_and_failed(call: Caller) -> tuple[int, int]:
    told = json.loads(call("explain", "batch", "--json").out)
    failed = [row["replication"] for row in told["failed"]]
    return next(k for k in range(16) if k not in failed), failed[0]


def test_a_batch_lists_replications_worth_asking_about(batch: Caller) -> None:
    done = batch("explain", "batch")
    assert (done.code, done.err) == (0, "")
    for said in ("median", "best:legal_end", "worst:legal_end", "surprising", "--like", "failed"):
        assert said in done.out
    told = json.loads(batch("explain", "batch", "--json").out)
    assert told["replications"] == 16
    assert len(told["candidates"]) == 4


def test_the_story_of_a_replication_is_that_of_the_run(batch: Caller) -> None:
    good, _ = good_and_failed(batch)
    done = batch("explain", "batch", "--replication", good)
    assert done.out.startswith(f"Future {good} of 16\n")
    assert f"Again: thaw explain batch --replication {good}\n" in done.out
    told = json.loads(batch("explain", "batch", "-k", good, "--json").out)
    alone = json.loads(batch("run", "bad.yaml", "-k", good, "--no-figures", "--json").out)
    assert told["events"] == alone["events"]
    assert told["summary"] == alone["summary"]
    by_event = batch("explain", "batch", "-k", good, "--event", 1)
    assert by_event == batch("explain", "bad.yaml", "-k", good, "--event", 1)


@pytest.mark.parametrize("like", ["median", "best:legal_end", "worst:days_to_relief", "surprising"])
def test_a_replication_is_chosen_by_what_it_is_like(batch: Caller, like: str) -> None:
    told = json.loads(batch("explain", "batch", "--like", like, "--json").out)
    assert told["why"]
    again = json.loads(batch("explain", "batch", "-k", told["replication"], "--json").out)
    assert again["events"] == told["events"]


def test_a_failed_replication_says_why(batch: Caller) -> None:
    _, failed = good_and_failed(batch)
    done = batch("explain", "batch", "--replication", failed)
    assert (done.code, done.out) == (1, "")
    assert f"future {failed} failed while drawing" in done.err


def test_a_future_that_this_version_makes_otherwise_is_not_told_as_that_of_the_batch(
    batch: Caller,
) -> None:
    good, _ = good_and_failed(batch)
    file = Path("batch", "outcomes.parquet")
    table = pl.read_parquet(file)
    table.with_columns(pl.col("deals") + 1).cast(table.schema).write_parquet(file)
    assert "is damaged" in batch("explain", "batch", "-k", good).err
    add_checksums(file.parent, [file.name])  # as if an older version had written it
    done = batch("explain", "batch", "-k", good)
    assert (done.code, done.out) == (1, "")
    assert f"makes another future of replication {good} than the batch holds" in done.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-k", 16], "from 0 to 15"),
        (["--like", "medium"], "did you mean 'median'"),
        (["--like", "best"], "best:OUTCOME, worst:OUTCOME, surprising (of which outcome?"),
        (["--like", "median:legal_end"], "best:OUTCOME"),
        (["--like", "best:legal_ende"], "did you mean 'legal_end'"),
        (["--like", "best:outcome"], "no number"),
        (["--like", "median", "-k", 1], "not both"),
        (["--event", 1], "of which future"),
        (["--seed", 4, "-k", 1], "--seed"),
        (["--set", "talks.mode=hold", "-k", 1], "thaw run"),
    ],
)
def test_wrong_input_of_a_batch_is_refused(batch: Caller, words: list[object], said: str) -> None:
    assert said in batch.refused("explain", "batch", *words)


def test_only_a_batch_has_replications_to_choose_from(call: Caller) -> None:
    assert "no folder of a batch" in call.refused("explain", RURITANIA, "--like", "median")
