"""What to watch: which question and days, a mark told from a cause, what is handed on."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from dataclasses import replace

import numpy as np
import pytest

import sim
from sim.analysis.signposts.effects import forceable
from sim.analysis.signposts.signposts import plan_of_batch
from sim.batch.branch import Branch
from sim.batch.pasts import packed
from sim.errors import InputError, ThawError
from sim.scenario.facts import Conditioned, Facts
from sim.workflows.watching.asked import asked_of
from tests.scenarios.worlds import compiled, elsewhere

CRISIS = {"text": "Is there a crisis in the months after?", "event": {"kind": "crisis"}}
STORMS = {
    "end": "2028-12-31",
    "world.shocks.crisis_days": 1,
    "uncertain": {"world.shocks.crisis_rate": {"dist": "choice", "values": [0.02, 6.0]}},
    "questions": [
        {**CRISIS, "id": "later", "after": "2027-05-01", "by": "2027-10-31"},
        {**CRISIS, "id": "early", "by": "2027-02-15"},
        {**CRISIS, "id": "when"},
    ],
}
"""Crises as often as nobody knows: one is a mark of more to come, and brings none."""

N = 120


@pytest.fixture(scope="module")
def storms():
    return sim.load_scenario("examples/inline", set=STORMS)


@pytest.fixture(scope="module")
def watched(storms):
    return sim.watch(storms, "later", n=N, causes=N, seed=4, jobs=1)


def crisis(watched):
    return next(row for row in watched.rows if row["kind"] == "crisis")


# -- a mark and a cause --------------------------------------------------------------------


def test_a_crisis_is_a_mark_of_another_and_not_its_cause(watched) -> None:
    row = crisis(watched)
    assert row["tells"]
    assert row["associated_low"] > 0.0
    assert row["unknown"] is None
    assert (row["made"], row["kept"], row["causes_n"]) == (1.0, 1.0, N)
    assert row["causes_low"] <= 0.0 <= row["causes_high"]
    assert row["causes_high"] < row["associated"]


def test_shares_are_those_of_the_answers(storms, watched) -> None:
    batch = sim.simulate_batch(storms, n=N, seed=4, jobs=1)
    yes = batch.outcomes["answer_later"].to_numpy()
    values = watched.to_json()
    assert values["yes"] == pytest.approx(yes.mean())
    for row in watched.rows:
        whole = row["seen"] * row["yes"] + (1.0 - row["seen"]) * row["no"]
        assert whole == pytest.approx(yes.mean())


def test_the_same_by_one_and_by_two(storms, watched) -> None:
    two = sim.watch(storms, "later", n=N, causes=N, seed=4, jobs=2)
    assert two.to_json() == watched.to_json()


def test_a_batch_that_is_there_gives_the_same(storms, watched, tmp_path) -> None:
    sim.simulate_batch(storms, n=N, seed=4, jobs=1, out=tmp_path / "batch")
    kept = sim.watch(tmp_path / "batch", "later", causes=N, jobs=1)
    assert kept.folder == tmp_path / "batch"
    assert kept.rows == watched.rows
    again = plan_of_batch(kept.signposts.batch)
    assert again.world == plan_of_batch(watched.signposts.batch).world


def test_without_forcing_nothing_is_said_of_causes(storms) -> None:
    row = crisis(sim.watch(storms, "later", n=60, causes=0, seed=4, jobs=1))
    assert (row["causes"], row["unknown"]) == (None, "not asked")


def test_of_branches_it_is_not_known_what_causes_what(storms, tmp_path) -> None:
    branched = sim.branch(storms, "2027-03-01", n=40, jobs=1, out=tmp_path / "branch")
    found = sim.watch(branched.batch, "when", 30, causes=40, jobs=1)
    assert found.first == dt.date(2027, 3, 1)
    assert "not known" in {row["unknown"] for row in found.rows} <= {"not known", "not asked"}
    assert "not known" in str(found.page())


# -- which question, which days ------------------------------------------------------------


def test_the_window_begins_where_futures_do(storms) -> None:
    model = compiled("russia_2025")
    asked = asked_of(model, None, None, 90, None)
    assert (asked.first, asked.last) == (dt.date(2025, 3, 13), dt.date(2025, 6, 10))
    assert tuple(asked.window) == (0.0, 90.0)
    assert asked.question.id == "us_bank_2026"
    branch = asked_of(model, Branch(replication=0, day=30.0), None, 10, None)
    assert (branch.first, branch.window.last) == (dt.date(2025, 4, 12), 40.0)
    late = asked_of(model, None, None, 400, None)
    assert late.question.id == "us_bank_2026"
    assert asked_of(model, None, None, 700, None).question.id == "congress_law"
    cut = asked_of(model, None, "review", 36_500, dt.date(2029, 1, 1))
    assert cut.last == model.scenario.end


@pytest.mark.parametrize(
    ("question", "days", "on", "field", "allowed"),
    [
        ("late", 90, None, "--question", "later, when"),
        ("early", 90, None, "--question", "later, when"),
        ("early", 46, None, "--question", "later, when"),
        ("later", 365, None, "--question", "when"),
        ("later", 10, dt.date(2026, 12, 31), "--on", "a day from 2027-01-01 to 2028-12-31"),
        ("later", 10, dt.date(2029, 1, 1), "--on", "a day from 2027-01-01 to 2028-12-31"),
    ],
)
def test_what_cannot_be_asked_is_refused(storms, question, days, on, field, allowed) -> None:
    with pytest.raises(InputError, match=field) as caught:
        sim.watch(storms, question, days, on=on, n=10, jobs=1)
    assert allowed in str(caught.value)


def test_a_question_is_open_until_the_day_it_is_about(storms) -> None:
    assert asked_of(storms.model, None, "early", 45, None).question.id == "early"


@pytest.mark.parametrize("more", [{"days": 0}, {"days": -1}, {"top": 0}, {"causes": -1}])
def test_numbers_out_of_range_are_refused(storms, more) -> None:
    with pytest.raises(ValueError, match="must be at least"):
        sim.watch(storms, "later", n=10, jobs=1, **more)


def test_a_batch_has_its_own_number_and_seed(watched) -> None:
    for more in ({"n": 10}, {"seed": 1}, {"out": "elsewhere"}, {"set": ["issue=war"]}):
        with pytest.raises(InputError, match="are there already"):
            sim.watch(watched.signposts.batch, "later", **more)


def test_futures_decided_before_the_window_are_left_out(storms) -> None:
    found = sim.watch(storms, "when", 60, on="2027-12-01", n=60, causes=0, seed=4, jobs=1)
    values = found.to_json()
    assert values["open"] + values["decided"] == 60
    assert values["decided"] > 0
    assert "in which it is decided before the window are left out" in str(found.page())
    (note,) = found.warnings()
    assert "by 1 Dec 2027 these futures have gone apart since 1 Jan 2027" in note


def test_a_conditioned_scenario_begins_after_its_record(watched) -> None:
    facts = Facts.model_validate(
        {
            "title": "The first two months",
            "until": dt.date(2027, 2, 28),
            "facts": [
                {"id": "one", "date": dt.date(2027, 1, 9), "what": "x", "event": {"kind": "crisis"}}
            ],
        }
    )
    digest = "0" * 32
    known = {"record": "r", "digest": digest, "code": digest, "facts": facts, "seed": 0, "n": 1}
    conditioned = Conditioned.model_validate(
        {**known, "effective": 1.0, "pasts": packed([np.zeros(1, dtype=np.int64)])}
    )
    found = watched.signposts
    model = found.batch.model
    scenario = model.scenario.model_copy(update={"conditioned": conditioned})
    world = elsewhere(model, scenario=scenario)
    asked = asked_of(world, None, "later", 30, None)
    assert (asked.first, asked.earliest) == (dt.date(2027, 3, 1), dt.date(2027, 3, 1))
    with pytest.raises(InputError, match="a day from 2027-03-01"):
        asked_of(world, None, "later", 30, dt.date(2027, 2, 28))
    batch = replace(found.batch, model=world)
    of = replace(watched, signposts=replace(found, batch=batch))
    first = str(of.page()).splitlines()[0]
    assert first.startswith("Conditioned on the record to 28 Feb 2027 (1 fact of r): 1 past, worth")
    assert of.to_json()["conditioned"] == {"title": facts.title, "until": "2027-02-28"}
    assert forceable(batch, found.signs[0], found.window) == found.signs[0].what
    too_soon = found.window._replace(last=40.0)  # before the pasts have ended
    assert forceable(batch, found.signs[0], too_soon) == "cannot be forced"
    assert forceable(found.batch, found.signs[0], found.window) == found.signs[0].what


# -- what is handed on ---------------------------------------------------------------------


def test_the_page_says_what_its_columns_mean(watched) -> None:
    page = str(watched.page())
    assert "A market crisis in the target country" in page
    assert "that is what seeing it tells, and no advice to bring it about" in page
    assert "that is what bringing it about does" in page
    found = re.search(r"Of (\d+) observables from 1 Jan 2027 to 31 Mar 2027, (.+) say", page)
    assert found
    assert int(found[1]) == len(watched.rows)
    assert watched.sentence in page
    assert f"Causes rest on {N} of them." in page
    assert watched._repr_html_().count("<table") == 1


def test_values_are_plain_and_whole(watched) -> None:
    values = json.loads(json.dumps(watched.to_json(), allow_nan=False))
    assert values["window"] == {"first": "2027-01-01", "last": "2027-03-31"}
    assert values["conditioned"] is None
    assert values["telling"] == sum(row["tells"] for row in values["observables"])
    for row in values["observables"]:
        assert row["bits_low"] <= row["bits"] <= row["bits_high"]
        assert row["associated_low"] <= row["associated"] <= row["associated_high"]
        assert row["tells"] is (row["q"] < 0.05 and row["come"] < 0.9 and not row["answers"])


def test_rows_go_to_a_spreadsheet(watched, tmp_path) -> None:
    file = watched.to_csv(tmp_path / "watch.csv")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["what"] for row in rows] == [row["what"] for row in watched.rows]
    assert float(rows[0]["bits"]) == watched.rows[0]["bits"]
    with pytest.raises(InputError, match="there is no folder"):
        watched.to_csv(tmp_path / "none" / "watch.csv")


def test_what_has_a_date_goes_to_a_calendar(storms, tmp_path) -> None:
    world = sim.load_scenario(
        "examples/inline", set=STORMS | {"agents.executive.aims.silence": 0.5}
    )
    found = sim.watch(world, "later", n=60, causes=0, seed=4, jobs=1)
    dated = [(day, row["what"]) for row in found.rows for day in row["dates"]]
    assert {day for day, _ in dated} == {"2027-02-01"}
    text = found.to_ics(tmp_path / "watch.ics").read_text("utf-8")
    assert text.count("BEGIN:VEVENT") == len(dated)
    assert "DTSTART;VALUE=DATE:20270201" in text
    assert "SUMMARY:Watch: an emergency" in text.replace("\r\n ", "")
    assert "(by 1 Feb 2027)" in str(found.page())


def test_a_calendar_without_dates_is_none(watched, tmp_path) -> None:
    none = replace(watched, signposts=replace(watched.signposts, signs=()))
    with pytest.raises(ThawError, match="has a date in the law"):
        none.to_ics(tmp_path / "watch.ics")
    with pytest.raises(ThawError, match="nothing to draw"):
        none.figure()
    assert not list(tmp_path.iterdir())


def test_it_is_drawn(watched, tmp_path) -> None:
    files = watched.draw(tmp_path / "signs")
    assert [file.name for file in files] == ["signs.png", "signs.svg"]
    assert np.all([file.stat().st_size > 10_000 for file in files])


def test_it_is_a_brief_of_one_page(watched, tmp_path) -> None:

    page = sim.brief(watched, tmp_path / "watch.html")
    assert page.path == tmp_path / "watch.html"
    text = page.path.read_text("utf-8")
    assert watched.signposts.question.text in text
    assert "What to watch, and what it tells" in text
    assert page.values[0]["question"] == watched.to_json()["question"]
    assert sim.brief(watched, tmp_path / "watch.md", form="md").text.startswith("# ")
