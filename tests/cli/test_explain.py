"""`explain`: the causes of an event and what followed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

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
