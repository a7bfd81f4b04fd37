"""A backtest as a whole: a toy of known probabilities, and a real batch."""

from __future__ import annotations

import datetime as dt
from math import log

import polars as pl
import pytest

from sim.batch.batch import Batch
from sim.errors import InputError
from sim.scenario.events import Observed
from sim.validation.backtest import FORECASTERS, Backtest, backtest
from sim.validation.backtest.results import BacktestError, scored_items
from sim.validation.backtest.scoring import SCHEMA
from tests.batches import small_batch
from tests.validation.backtest.toy import START, asked, happened, toy

BY = START + dt.timedelta(days=400)


def coin(name: str = "coin") -> Batch:
    """Probabilities .9, .7 and .2 of what was yes, no and no: a Brier score of .18."""
    return toy(
        {
            "observed_yes": [True] * 9 + [False],
            "answer_no": [True] * 7 + [False] * 3,
            "answer_neither": [False] * 8 + [True] * 2,
            "answer_when_days": [30.0 * k for k in range(10)],
            "step_lp": [float(k) for k in range(10)],
        },
        observed=(
            happened("yes", 300, by=BY),
            Observed(id="much", date=START, what="x", outcome="step_lp", value=4.0),
        ),
        questions=(
            asked("no", by=BY, answer=False),
            asked("neither", by=BY, answer=False),
            asked("when", answer=START + dt.timedelta(days=45)),
        ),
        name=name,
    )


def scores(found: Backtest, case: str, score: str) -> dict[str, float]:
    part = found.scores.filter(pl.col("group") == case, pl.col("score") == score)
    return dict(part.select("forecaster", "mean").iter_rows())


def test_the_toy_by_hand() -> None:
    found = backtest([coin()])
    assert found.items.schema == pl.Schema(SCHEMA)
    assert found.items["kind"].to_list() == ["yes_no", "value", "yes_no", "yes_no", "date"]
    brier = scores(found, "all", "brier")
    # The mean of .1, .7 and .2, squared.
    assert brier["simulator"] == pytest.approx(0.18)
    assert brier["persistence"] == pytest.approx(1 / 3)
    assert brier["half"] == 0.25
    # Probabilities of the answers are (9.5, 3.5, 8.5) / 11.
    expected = -(log(9.5 / 11) + log(3.5 / 11) + log(8.5 / 11)) / 3
    assert scores(found, "all", "log")["simulator"] == pytest.approx(expected)
    told = found.skill.filter(
        group="all", score="brier", forecaster="simulator", reference="half"
    ).row(0, named=True)
    assert (told["skill"], told["n"]) == (pytest.approx(1.0 - 0.18 / 0.25), 3)
    # Yes in the first nine, no in the last three, no in the first eight: in the eighth alone.
    joint = found.joint.row(0, named=True)
    assert (joint["case"], joint["n_items"], joint["probability"]) == ("coin", 3, 0.1)
    assert joint["low"] < 0.1 < joint["high"]
    assert found.paths.is_empty()


def test_cases_stand_beside_each_other_and_together() -> None:
    found = backtest([coin("one"), coin("two")])
    assert found.items["case"].to_list() == ["one"] * 5 + ["two"] * 5
    for score in ("brier", "log", "crps"):
        one, two, both = (scores(found, case, score) for case in ("one", "two", "all"))
        assert list(one) == list(two) == list(both) == list(FORECASTERS)
        assert both == pytest.approx(one)
    whole = found.scores.filter(by="all", forecaster="simulator")
    assert whole.select("score", "n", "cases").rows() == [
        ("brier", 6, 2),
        ("log", 6, 2),
        ("crps", 2, 2),
    ]


def test_two_backtests_are_alike() -> None:
    one, two = backtest([coin()]), backtest([coin()])
    assert len(one.tables) == 10
    for name, table in one.tables.items():
        assert table.equals(two.tables[name])
    assert (one.level, backtest([coin()], 0.8).level) == (0.95, 0.8)


def test_what_cannot_be_held_against_anything() -> None:
    with pytest.raises(BacktestError, match="two cases are called coin"):
        backtest([coin(), coin()])
    with pytest.raises(InputError, match="hold: nothing to score"):
        backtest([small_batch("hold", 4)])
    empty = toy({"observed_yes": []}, observed=(happened("yes", 300, by=BY),))
    with pytest.raises(BacktestError, match="toy: all of its replications failed"):
        backtest([empty])


def test_nothing_but_values_leaves_the_other_tables_empty() -> None:
    entry = Observed(id="much", date=START, what="x", outcome="step_lp", value=4.0)
    found = backtest([toy({"step_lp": [1.0, 5.0]}, observed=(entry,))])
    assert found.items.height == 1
    for name in ("scores", "skill", "areas", "reliability", "rules", "joint", "paths"):
        assert getattr(found, name).is_empty()
    assert found.slopes["slope"].null_count() == len(FORECASTERS)
    assert set(found.coverage["kind"]) == {"value"}
    assert set(found.coverage["forecaster"]) == {"simulator"}


def test_groups_are_by_what_was_asked_for() -> None:
    batches = [coin("one"), coin("two")]
    for by, names in (("kind", {"relief"}), ("senders", {"4"}), ("case", {"one", "two"})):
        found = backtest(batches, by=by)
        assert found.by == by
        assert set(found.scores.filter(by=by)["group"]) == names, by
        assert set(found.skill.filter(by=by)["group"]) == names


def test_rules_switched_off_stand_beside_what_was_simulated() -> None:
    batches = [coin("one"), coin("two")]
    worse = scored_items(batches).with_columns(pl.col("brier_simulator") + 0.1)
    found = backtest(batches, without={"war": worse}).rules
    told = found.filter(score="brier", forecaster="simulator").row(0, named=True)
    assert (told["rule"], told["difference"], told["n"]) == ("war", pytest.approx(0.1), 6)
    assert set(found.filter(score="log", forecaster="simulator")["difference"]) == {0.0}


def test_the_item_that_stands_for_relief_is_marked() -> None:
    """The question for a date of the first easing; a case has one at most."""
    items = backtest([coin()]).items
    assert items.filter(pl.col("relief"))["id"].to_list() == ["when"]
