"""Scenarios conditioned on a record: what comes of it, what other commands make of it, refusals."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.batch.branch import future_of
from sim.errors import InputError, ThawError
from sim.workflows.batches.summing_up import sum_up
from sim.workflows.presents.conditioning import now, open_now
from sim.workflows.presents.result import Present
from sim.workflows.scenarios import load_scenario
from tests.limits.games import FOLDER

SCENARIO = f"""\
extends: {FOLDER / "storms.yaml"}
title: Crises
end: 2033-12-31
world: {{shocks: {{crisis_rate: 1, crisis_days: 30}}}}
uncertain: {{world.shocks.crisis_rate: {{dist: choice, values: [0.3, 1, 3]}}}}
questions:
  - {{id: early, text: A crisis in the first year?, event: {{kind: crisis}}, by: 2030-12-31}}
  - id: many
    text: Are there three crises in 2032?
    event: {{kind: crisis}}
    after: 2032-01-01
    by: 2032-12-31
    at_least: 3
  - {{id: when, text: When is the next crisis?, event: {{kind: crisis}}, after: 2032-01-01}}
"""

RECORD = """\
title: Four crises in two years
until: 2031-12-31
facts:
  - {id: one, date: 2030-03-01, what: The first, event: {kind: crisis}}
  - {id: two, date: 2030-08-01, what: The second, event: {kind: crisis}}
  - {id: three, date: 2031-02-01, what: The third, event: {kind: crisis}}
  - {id: four, date: 2031-09-01, what: The fourth, event: {kind: crisis}}
complete:
  - {id: no_others, event: {kind: crisis}}
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("present")
    (folder / "crises.yaml").write_text(SCENARIO)
    (folder / "record.yaml").write_text(RECORD)
    return folder


def conditioned(place: Path, out: str, **more: object) -> Present:
    options: dict[str, object] = {"n": 800, "futures": 200, "jobs": 1, **more}
    scenario, record = place / "crises.yaml", place / "record.yaml"
    return now(scenario, record, out=place / out, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def present(place: Path) -> Present:
    return conditioned(place, "once")


def test_the_record_moves_the_rate_and_with_it_what_is_asked(present: Present) -> None:
    rate = present.parameters.row(0, named=True)
    assert rate["path"] == "world.shocks.crisis_rate"
    rates = np.array([0.3, 1.0, 3.0])
    likelihood = rates**4 * np.exp(-rates * 730.0 / 365.25)
    exact = float((rates * likelihood).sum() / likelihood.sum())
    assert rate["after_mean"] == pytest.approx(exact, abs=0.15)
    assert rate["before_mean"] == pytest.approx(rates.mean(), abs=0.02)
    rows = {row["id"]: row for row in present.questions.to_dicts()}
    assert set(rows) == {"many", "when"}  # what was known by then is asked no more
    many = rows["many"]
    assert many["before_low"] <= many["before_probability"] <= many["before_high"]
    facts = {row["id"]: row for row in present.record.to_dicts()}
    assert list(facts) == ["one", "two", "three", "four", "no_others"]
    assert all(row["steered"] for row in facts.values())
    assert facts["one"]["bits"] > 0.5


def test_futures_from_the_present_agree_with_the_record(present: Present) -> None:
    before, after, _ = present.of("crises")
    for number in range(0, 60, 7):
        record = future_of(after.model, after.seed, number)
        days = [e.day for e in record.entries if e.kind == "crisis" and e.day < 730.0]
        dates = (59.0, 212.0, 396.0, 608.0)
        assert len(days) == 4
        assert all(abs(day - date) <= 31.0 for day, date in zip(days, dates, strict=True))
    later = [
        [e.day for e in future_of(after.model, after.seed, k).entries if e.day >= 730.0]
        for k in range(20)
    ]
    assert len({tuple(days) for days in later}) > 10
    assert before.model.scenario.conditioned is None


def test_questions_before_and_after_are_those_of_the_batches(present: Present) -> None:
    for word, batch in zip(("before", "after", "tempered"), present.of(), strict=True):
        shares = {row["id"]: row for row in sim.questions(batch).to_dicts()}
        for row in present.questions.to_dicts():
            assert row[f"{word}_probability"] == shares[row["id"]]["probability"]
    assert sim.questions(present.of()[1]).get_column("base_rate").null_count() == 2


def test_a_batch_of_the_conditioned_scenario_is_the_same(present: Present, tmp_path: Path) -> None:
    assert present.scenario is not None
    batch = sim.simulate_batch(present.scenario, n=200, jobs=1)
    assert batch.outcomes.equals(present.of()[1].outcomes)
    record = sim.simulate(present.scenario, replication=3).record
    assert repr(record.entries) == repr(future_of(batch.model, 0, 3).entries)
    extended = tmp_path / "later.yaml"
    extended.write_text(
        f"extends: {present.scenario}\n"
        "interventions: [{id: calm, on: 2032-02-01, set: {world.shocks.crisis_rate: 0}}]\n"
    )
    calm = sim.simulate_batch(extended, n=200, jobs=1)
    compared = sim.compare([batch, calm])
    assert compared.n == 200
    for number in (0, 5):
        one, other = (future_of(each.model, 0, number).entries for each in (batch, calm))
        cut = 365.0 * 2 + 31.0
        assert repr([e for e in one if e.day < cut]) == repr([e for e in other if e.day < cut])


def test_the_page_says_first_what_it_is_conditioned_on(present: Present) -> None:
    first = present.page().markdown().splitlines()[0]
    assert first.startswith("Conditioned on the record to 31 Dec 2031 (4 facts and 1 kind of event")
    assert present.scenario is not None
    out = present.scenario.parent / "summed"
    page = sum_up(present.scenario, 60, jobs=1, out=out).page().markdown()
    assert page.splitlines()[0].startswith("Conditioned on the record to 31 Dec 2031")


def test_found_again_and_opened(present: Present, place: Path) -> None:
    again = conditioned(place, "once")
    assert again.found
    assert again.values == present.values
    assert present.folder is not None
    opened = open_now(present.folder)
    assert opened.values == present.values
    assert opened.questions.equals(present.questions)
    assert (present.folder / "record.yaml").exists()


def test_the_same_for_any_number_of_workers(present: Present, place: Path) -> None:
    other = conditioned(place, "two", jobs=2)
    assert present.folder is not None
    assert other.folder is not None
    for name in ("summary.json", "record.yaml", "crises_now.yaml"):
        assert (other.folder / name).read_bytes() == (present.folder / name).read_bytes()


def test_forecasts_are_entered_into_the_ledger_once(present: Present, place: Path) -> None:
    lines = [json.loads(line) for line in (place / "forecasts.jsonl").read_text().splitlines()]
    mine = [line for line in lines if line["hash"] == present.digest]
    assert [line["question"] for line in mine] == ["many"]
    assert mine[0]["probability"] == present.questions.row(0, named=True)["after_probability"]
    assert mine[0]["until"] == "2031-12-31"


def test_two_scenarios_are_held_against_one_record(place: Path) -> None:
    text = SCENARIO.replace("values: [0.3, 1, 3]", "values: [2.9, 3, 3.1]")
    (place / "often.yaml").write_text(text.replace("title: Crises", "title: Often"))
    both = now(
        [place / "crises.yaml", place / "often.yaml"],
        place / "record.yaml",
        n=800,
        futures=50,
        temper=1.0,
        jobs=1,
        out=place / "both",
    )
    logs = dict(zip(both.evidence["scenario"], both.evidence["log"], strict=True))
    rates = np.array([0.3, 1.0, 3.0])
    share = float((rates**4 * np.exp(-rates * 2.0)).mean() / (3.0**4 * np.exp(-6.0)))
    assert logs["crises"] - logs["often"] == pytest.approx(np.log(share), abs=0.2)
    assert "likelier under Often by" in both.page().markdown()
    assert all(
        "tempered" not in row for one in both.values["scenarios"] for row in one["questions"]
    )


# -- refusals ----------------------------------------------------------------------------------


def refused(place: Path, name: str, text: str, **more: object) -> InputError | ThawError:
    (place / f"{name}.yaml").write_text(text)
    before = sorted(path.name for path in place.iterdir())
    with pytest.raises(ThawError) as caught:
        now(
            place / "crises.yaml",
            place / f"{name}.yaml",
            **{"n": 300, "futures": 20, "jobs": 1, "out": place / "refused", **more},  # type: ignore[arg-type]
        )
    assert sorted(path.name for path in place.iterdir()) == before
    return caught.value


def test_a_record_that_contradicts_itself_is_refused(place: Path) -> None:
    text = RECORD.replace("complete:", "absent: [{id: none, event: {kind: crisis}}]\ncomplete:")
    error = refused(place, "contradicts", text)
    assert not isinstance(error, InputError)
    assert "none of 300 futures of crises agrees with it up to" in str(error)
    assert any(fact in str(error) for fact in ("one", "none"))


def test_a_record_that_leaves_too_few_is_refused_with_the_fact_that_did_it(place: Path) -> None:
    late = "  - {id: odd, date: 2031-11-01, within: 1, what: Odd, event: {kind: leader_exit}}\n"
    text = RECORD.replace("complete:", f"{late}complete:")
    error = refused(place, "odd", text)
    assert "none of 300" in str(error)
    assert "odd" in str(error)
    error = refused(place, "few", RECORD.replace("until", "within: 4\nuntil"), steer=False)
    assert "where 200 are needed" in str(error) or "none of 300" in str(error)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: crisis}}\n  - {id: two", "kind: crysis}}\n  - {id: two", "crysis"),
        ("date: 2030-03-01", "date: 2029-03-01", "2029-03-01"),
        ("date: 2030-03-01", "date: 2032-03-01", "2032-03-01"),
        ("until: 2031-12-31", "until: 2041-12-31", "2041-12-31"),
        ("id: two", "id: one", "another entry of this id"),
        ("what: The first", "waht: The first", "waht"),
        (
            "event: {kind: crisis}}\n  - {id: two",
            "event: {kind: crisis, sender: XX}}\n  - {id: two",
            "XX",
        ),
    ],
)
def test_what_is_wrong_with_a_record_is_named_at_its_place(
    place: Path, old: str, new: str, said: str
) -> None:
    assert old in RECORD
    error = refused(place, "wrong", RECORD.replace(old, new, 1))
    assert isinstance(error, InputError)
    assert said in str(error)
    assert "wrong.yaml:" in str(error)
    assert error.problems[0].line is not None


def test_a_day_that_the_record_does_not_reach_is_refused(place: Path) -> None:
    error = refused(place, "reach", RECORD, on="2032-06-01")
    assert isinstance(error, InputError)
    assert "up to 2031-12-31" in str(error)
    error = refused(
        place,
        "early",
        RECORD.replace("complete:", "# ").replace("  - {id: no_others", "# "),
        on="2030-01-15",
    )
    assert "says nothing of the time up to then" in str(error)


def test_an_earlier_day_leaves_out_what_came_later(place: Path) -> None:
    result = conditioned(place, "earlier", on="2030-12-31", n=400, futures=20)
    assert [row["id"] for row in result.record.to_dicts()] == ["one", "two", "no_others"]
    assert result.values["record"]["until"] == "2030-12-31"


def test_a_scenario_that_was_changed_since_is_refused(present: Present) -> None:
    assert present.scenario is not None
    with pytest.raises(InputError, match="has changed since its pasts were simulated"):
        sim.simulate_batch(
            load_scenario(present.scenario, {"world.shocks.crisis_rate": 2}), n=10, jobs=1
        )
    text = present.scenario.read_text()
    damaged = present.scenario.with_name("damaged.yaml")
    at = text.index('pasts: "') + 30
    damaged.write_text(text[:at] + text[at + 4 :])
    with pytest.raises(InputError, match="its pasts are damaged"):
        sim.simulate_batch(damaged, n=10, jobs=1)
    other = text.replace('code: "', 'code: "0000', 1)
    damaged.write_text(other.replace(other[other.index('code: "0000') + 11 :][28:32], "", 1))
    with pytest.raises(InputError):
        sim.simulate_batch(damaged, n=10, jobs=1)
    damaged.unlink()


def test_what_is_conditioned_is_not_conditioned_again(present: Present, place: Path) -> None:
    with pytest.raises(InputError, match="it is conditioned already"):
        now(present.scenario, place / "record.yaml", n=300, jobs=1)  # type: ignore[arg-type]


def test_designs_that_pasts_have_not_are_refused(present: Present, tmp_path: Path) -> None:
    assert present.scenario is not None
    for more in ({"antithetic": True}, {"nested": 4}, {"until_ci": 0.05}):
        with pytest.raises(InputError, match="conditioned"):
            sum_up(present.scenario, 40, jobs=1, out=tmp_path / "x", **more)  # type: ignore[arg-type]
        assert not (tmp_path / "x").exists()
