"""`branch`: futures from a moment of a future, told, kept, compared and refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import polars as pl
import pytest

import sim
from sim.events.talks import OFFER
from tests.cli.batches import made, scenario
from tests.cli.calling import Caller

AT = ("--on", "2026-12-01", "--seed", 1, "-n", 12, "--no-figures", "--jobs", 1)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(
        tmp_path_factory.mktemp("branch"),
        ("branch", "a.yaml", *AT, "--out", "off"),
        ("run", "a.yaml", "--seed", 1, "--out", "run"),
        ("batch", "a.yaml", "-n", 4, "--seed", 1, "--out", "batch", "--jobs", 1),
    )


@pytest.fixture
def there(whole: Path, call: Caller) -> Caller:
    shutil.copytree(whole, call.folder, dirs_exist_ok=True)
    return call


def test_the_page_says_what_was_branched_and_what_had_happened(there: Caller) -> None:
    done = there("branch", "a.yaml", *AT, "--out", "off")
    assert done.code == 0
    first, *rest = done.out.splitlines()
    assert first == (
        "Branched off future 0 of A year of Ruritania (seed 1) at the beginning of 1 Dec 2026."
    )
    assert rest[1].startswith("What had happened by then")
    assert "These results were there already" in done.out
    assert "No base rate is pooled" in done.out
    assert "Blended" not in done.out
    assert "part in" not in done.out  # nothing is changed


def test_a_change_is_told_with_where_it_makes_futures_part(there: Caller) -> None:
    more = ("--set", "talks.mode=hold", "--decide", "refuse")
    done = there("branch", "a.yaml", *AT, *more, "--out", "held")
    said = "From then on: talks.mode = hold; the next offer or demand is refused."
    assert said in done.out.replace("\n", " ").replace("  ", " ")
    assert "unchanged and changed part in" in done.out
    told = json.loads(there("branch", "a.yaml", *AT, *more, "--out", "held", "--json").out)
    assert told["branch"]["set"] == {"talks.mode": "hold"}
    assert told["branch"]["decide"] == "refuse"
    assert told["branch"]["parting"]["parted"] > 0
    assert told["found"] is True
    assert told["relief"] == []


def test_json_has_the_lineage_and_the_past(there: Caller) -> None:
    told = json.loads(there("branch", "a.yaml", *AT, "--out", "off", "--json").out)
    about = told["branch"]
    assert about["of"] == {"seed": 1, "replication": 0}
    assert (about["on"], about["event"], about["parting"]) == ("2026-12-01", None, None)
    days = [event["date"] for event in about["before"]]
    assert days
    assert max(days) < "2026-12-01"
    assert told["replications"] == 12


def test_a_run_a_batch_and_a_scenario_give_the_same(there: Caller) -> None:
    for source, more in (("run", ()), ("batch", ("--replication", 0))):
        words = [word for word in AT if word not in ("--seed", 1, "--jobs")]
        done = there("branch", source, *words, "--jobs", 1, *more, "--out", f"of_{source}", "-q")
        assert done.code == 0, done
        one, two = (pl.read_parquet(f"{f}/outcomes.parquet") for f in ("off", f"of_{source}"))
        assert one.equals(two)


def test_right_after_an_offer_its_answer_is_open(there: Caller) -> None:
    events = [json.loads(line) for line in Path("run/events.jsonl").read_text().splitlines()]
    offer = next(event["id"] for event in events if event["kind"] == OFFER.name)
    words = ("branch", "run", "--event", offer, "-n", 6, "--jobs", 1, "--no-figures")
    done = there(*words, "--decide", "refuse", "--events", "all", "--out", "refused")
    assert done.code == 0, done
    assert f"right after event {offer}:" in done.out.replace("\n", " ")
    table = pl.read_parquet("refused/events.parquet").filter(pl.col("id") > offer)
    answers = table.filter(pl.col("kind").is_in(["deal", "refusal"])).group_by(
        "replication", maintain_order=True
    )
    assert {row["kind"] for row in answers.first().to_dicts()} == {"refusal"}


def test_explain_works_across_the_fork(there: Caller) -> None:
    told = json.loads(there("explain", "off", "--replication", 3, "--json").out)
    numbers = {event["id"]: event for event in told["events"]}
    crossing = [
        event
        for event in told["events"]
        if event["date"] >= "2026-12-01"
        and event["cause"] is not None
        and numbers[event["cause"]]["date"] < "2026-12-01"
    ]
    assert crossing
    number = crossing[0]["id"]
    why = json.loads(there("explain", "off", "-k", 3, "--event", number, "--json").out)
    assert crossing[0]["cause"] in [step["event"] for step in why["causes"]]


def test_branches_of_one_node_are_compared_and_others_refused(there: Caller) -> None:
    there("branch", "a.yaml", *AT, "--set", "talks.mode=all_at_once", "--out", "on", "-q")
    done = there("compare", "off", "on", "--no-figures", "--jobs", 1, "--out", "c")
    assert done.code == 0
    assert "same scenario" not in done.out
    assert "branch off another one" in there.refused("compare", "off", "a.yaml")
    assert "branch off another one" in there.refused("compare", "off", "batch")


def test_figures_are_drawn_from_its_folder(there: Caller) -> None:
    assert there("plot", "off", "--what", "fan", "--out", "figures").code == 0
    assert Path("figures/fan.png").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--on", "2031-01-01"), "a day of the scenario, from"),
        (("--on", "tomorrow"), "a date such as"),
        (("--event", 9999), "the number of an event, from 0 to"),
        ((), "give the moment by one of them"),
        (("--on", "2026-12-01", "--event", 3), "give the moment by one of them"),
        (("--on", "2026-12-01", "-n", 0), "-n"),
        (("--on", "2026-12-01", "--set", "talks.mod=hold"), "did you mean 'mode'?"),
        (("--on", "2026-12-01", "--set", "talks.mode=soft"), "talks.mode"),
        (("--on", "2026-12-01", "--set", "talks.mode=[1]"), "talks.mode"),
        (("--on", "2026-12-01", "--set", "world.war.start=0.1"), "it counts at the start only"),
        (("--on", "2026-12-01", "--decide", "flee"), "accept, refuse, renew, lapse, veto"),
        (("--on", "2026-12-01", "--decide", "lapse:NOWHERE"), "no emergency or act NOWHERE"),
        (("--on", "2026-12-01", "--decide", "accept:NOWHERE"), "NOWHERE sits at no table"),
    ],
)
def test_what_makes_no_branch_is_refused(
    call: Caller, words: tuple[object, ...], said: str
) -> None:
    scenario("a.yaml")
    assert said in call.refused("branch", "a.yaml", *words).replace("\n", " ")


def test_other_futures_than_those_kept_are_refused(there: Caller) -> None:
    at = ("--on", "2026-12-01")
    assert "which future of the batch" in there.refused("branch", "batch", *at)
    assert "--seed" in there.refused("branch", "run", *at, "--seed", 5)
    assert "have branched off another one already" in there.refused("branch", "off", *at, "-k", 1)
    events = Path("run/manifest.json")
    events.write_text(events.read_text().replace('"events": ', '"events": 9'))
    assert "this version of thaw makes" in there.refused("branch", "run", *at)


def test_python_gives_what_the_command_gives(there: Caller) -> None:
    run = sim.simulate("a.yaml", seed=1)
    result = sim.branch(run, on="2026-12-01", n=12, jobs=1, out="mine")
    assert result.batch.outcomes.equals(sim.open_batch("off").outcomes)
    assert result.past == len([e for e in run.record.entries if e.day < result.branch.day])
    assert "Branched off future 0" in str(result.page())
    batch = sim.simulate_batch("a.yaml", 4, seed=1, jobs=1)
    other = sim.branch(batch, on="2026-12-01", n=12, replication=0, jobs=1, out="other")
    assert other.batch.outcomes.equals(result.batch.outcomes)
    changed = sim.branch(
        run, on="2026-12-01", n=12, set={"talks.mode": "hold"}, jobs=1, out="changed"
    )
    assert changed.parting is not None
    with pytest.raises(sim.InputError, match="already"):
        sim.branch(sim.replay(result.batch, 2), on="2026-12-10")
    with pytest.raises(ValueError, match="n \\(0\\)"):
        sim.branch(run, on="2026-12-01", n=0)
