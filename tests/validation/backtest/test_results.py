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
from sim.validation.backtest.results import BacktestError
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
    part = found.scores.filter(pl.col("case") == case, pl.col("score") == score)
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
        pl.col("case") == "all", pl.col("score") == "brier", pl.col("reference") == "half"
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
        assert tuple(one) == tuple(two) == tuple(both) == FORECASTERS
        assert both == pytest.approx(one)
    assert found.scores.filter(pl.col("case") == "all")["n"].to_list() == [6] * 8 + [2] * 4


def test_two_backtests_are_alike() -> None:
    one, two = backtest([coin()]), backtest([coin()])
    assert len(one.tables) == 7
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
    for name in ("scores", "skill", "reliability", "joint", "paths"):
        assert getattr(found, name).is_empty()
    assert found.slopes["slope"].to_list() == [None] * 4
