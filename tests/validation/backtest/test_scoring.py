"""Items scored, by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from math import log
from typing import Any

import numpy as np
import pytest

from sim.batch.batch import Batch
from sim.engine.kernel.clock import YEAR
from sim.scenario.events import Observed
from sim.statistics.scores import crps_ensemble
from sim.validation.backtest.forecasters import FORECASTERS
from sim.validation.backtest.items import items_of
from sim.validation.backtest.scoring import FLOOR, scored
from tests.validation.backtest.toy import HORIZON, START, asked, happened, toy

BY = START + dt.timedelta(days=400)
H = HORIZON / YEAR


def rows(batch: Batch) -> dict[str, dict[str, Any]]:
    return {item.id: scored(item, batch) for item in items_of(batch.model, "toy")}


def test_yes_or_no_by_hand() -> None:
    batch = toy(
        {"observed_a": [True, True, True, False], "answer_b": [True] + [False] * 3},
        observed=(happened("a", 300, by=BY),),
        questions=(asked("b", by=BY, answer=False),),
    )
    found = rows(batch)
    a, b = found["a"], found["b"]
    assert (a["p_simulator"], a["probability"], a["n"]) == (0.75, 0.75, 4)
    assert a["low"] < 0.75 < a["high"]
    assert a["brier_simulator"] == pytest.approx(0.0625)
    assert a["log_simulator"] == pytest.approx(-log(3.5 / 5.0))
    assert b["brier_simulator"] == pytest.approx(0.0625)
    assert b["log_simulator"] == pytest.approx(-log(1.0 - 1.5 / 5.0))
    assert a["brier_persistence"] == 1.0
    assert b["brier_persistence"] == 0.0
    assert a["brier_half"] == b["brier_half"] == 0.25
    assert a["log_half"] == pytest.approx(log(2.0))
    assert "pit" not in a
    assert not any(name.startswith("crps") for name in a)


def test_nobody_is_certain_beyond_the_floor() -> None:
    batch = toy({"observed_a": [False] * 4000}, observed=(happened("a", 300, by=BY),))
    row = rows(batch)["a"]
    assert row["log_simulator"] == row["log_persistence"] == pytest.approx(-log(FLOOR))
    assert row["brier_simulator"] == 1.0
    batch = toy({"observed_a": [True] * 4000}, observed=(happened("a", 300, by=BY),))
    assert rows(batch)["a"]["log_simulator"] == pytest.approx(-log(1.0 - FLOOR))


def test_a_date_by_hand() -> None:
    days = [100.0, 500.0, None, 300.0]
    batch = toy({"observed_a_days": days}, observed=(happened("a", 300),))
    row = rows(batch)["a"]
    x = [100.0 / YEAR, 300.0 / YEAR, 500.0 / YEAR, H]
    y = 300.0 / YEAR
    error = sum(abs(each - y) for each in x) / 4
    pairs = sum(abs(u - v) for u in x for v in x) / (4 * 3)
    assert row["crps_simulator"] == pytest.approx(error - pairs / 2)
    # Persistence says never: it is wrong from then to the horizon.
    assert row["crps_persistence"] == pytest.approx(H - y)
    assert (row["p_simulator"], row["probability"]) == (0.75, 0.75)
    assert row["median"] == pytest.approx(y)
    assert row["q05"] == pytest.approx(100.0 / YEAR)
    assert row["q95"] is None
    assert (row["in50_simulator"], row["in90_simulator"]) == (True, True)
    # Persistence says never, with certainty; half a time as likely to come in any year.
    assert (row["in50_persistence"], row["in90_persistence"]) == (False, False)
    assert (row["in50_half"], row["in90_half"]) == (False, True)
    assert 1 / 5 <= row["pit"] <= 3 / 5
    assert "brier_simulator" not in row


def test_what_had_not_happened_by_the_end() -> None:
    batch = toy({"answer_a_days": [100.0, None, None, None]}, questions=(asked("a", answer=False),))
    row = rows(batch)["a"]
    x, y = [100.0 / YEAR, H, H, H], H
    assert row["crps_simulator"] == pytest.approx(crps_ensemble(x, y, fair=True))
    assert row["crps_persistence"] == pytest.approx(0.0)
    assert row["answer"] is None
    assert row["median"] is None
    assert row["q05"] == pytest.approx(100.0 / YEAR)
    assert row["in90_simulator"] is True
    assert row["in50_persistence"] is True
    assert 1 / 5 <= row["pit"] <= 1.0


def test_a_value_by_hand() -> None:
    entry = Observed(id="a", date=START, what="x", outcome="step_lp", value=0.5)
    batch = toy({"step_lp": [0.0, None, 1.0, None]}, observed=(entry,))
    row = rows(batch)["a"]
    assert row["crps_simulator"] == pytest.approx(0.0)  # the fair ensemble {0, 1} at .5
    assert (row["n"], row["left_out"]) == (2, 0.5)
    assert (row["in50_simulator"], 1 / 3 <= row["pit"] <= 2 / 3) == (True, True)
    # The other forecasters have nothing to say, and nobody gives a probability.
    assert not any(name.startswith(("p_", "brier", "log")) for name in row)
    assert [name for name in row if name.startswith("crps")] == ["crps_simulator"]


def test_a_value_of_which_no_replication_knows() -> None:
    entry = Observed(id="a", date=START, what="x", outcome="step_lp", value=0.5)
    row = rows(toy({"step_lp": [None, None]}, observed=(entry,)))["a"]
    assert (row["n"], row["left_out"]) == (0, 1.0)
    assert "crps_simulator" not in row
    row = rows(toy({"step_lp": [None, 2.0]}, observed=(entry,)))["a"]
    assert "crps_simulator" not in row  # no fair score of one member
    assert row["median"] == 2.0


def test_the_pit_is_uniform_if_the_observation_is_one_more_draw() -> None:
    """Also where dates tie with each other and with "never"."""
    rng = np.random.default_rng(3)
    found = []
    for k in range(200):
        days = [None if d > 3 else 300.0 * d for d in rng.integers(0, 5, 9)]
        seen = None if days[-1] is None else START + dt.timedelta(days=days[-1])
        question = asked(f"q{k}", answer=False if seen is None else seen)
        batch = toy({f"answer_q{k}_days": days[:-1]}, questions=(question,))
        found.append(rows(batch)[f"q{k}"]["pit"])
    counts = np.histogram(found, bins=5, range=(0.0, 1.0))[0]
    # Chi-squared with 4 degrees of freedom: 18.5 is exceeded once in 1,000 times.
    assert float(((counts - 40) ** 2 / 40).sum()) < 18.5


def test_chance_is_the_same_whatever_else_is_scored() -> None:
    observed = (happened("a", 300), happened("b", 300))
    days = {"observed_a_days": [300.0] * 4, "observed_b_days": [300.0] * 4}
    both = rows(toy(days, observed=observed))
    assert both["a"]["pit"] == rows(toy(days, observed=observed[:1]))["a"]["pit"]
    assert both["a"]["pit"] != both["b"]["pit"]


def test_an_item_without_a_base_rate_says_so() -> None:
    observed = (happened("a", 300, "veto", by=BY), happened("b", 300, "veto"), happened("c", 3))
    columns = {
        "observed_a": [True] * 4,
        "observed_b_days": [9.0] * 4,
        "observed_c_days": [9.0] * 4,
    }
    found = rows(toy(columns, observed=observed))
    assert [found[name]["base_rate"] for name in "abc"] == [False, False, True]
    assert all(found["b"][f"p_{who}"] is not None for who in FORECASTERS)


def test_the_chance_of_an_item_is_the_same_whatever_its_file_is_called() -> None:
    """Nothing random is told of a single item; of a perfect forecast it is all."""
    for outcome, seen, chance in (
        ([0] * 9, 0.0, 1.0),  # 0 of all, and 0 it was
        ([0] * 9, 1.0, 0.2),  # beyond all nine: one of ten on either side
        (list(range(9)), 4.0, 1.0),
        (list(range(9)), 0.0, 0.4),
        ([0, 0, 0, 0, 0, 0, 0, 0, 5], 5.0, 0.4),
    ):
        entry = Observed(id="a", date=START, what="x", outcome="deals", value=seen)
        found = [
            rows(replace(toy({"deals": outcome}, observed=(entry,)), name=name))["a"]
            for name in ("one", "other", "a third")
        ]
        assert [row["chance"] for row in found] == [pytest.approx(chance)] * 3
        assert len({row["pit"] for row in found}) == 1


def test_of_yes_or_no_the_chance_is_the_probability_of_the_answer() -> None:
    asked = happened("veto", 3, "veto", by=START + dt.timedelta(days=9))
    row = rows(toy({"observed_veto": [True, False, False, False]}, observed=(asked,)))["veto"]
    assert row["chance"] == 0.25


def test_a_value_that_no_replication_has_is_a_miss() -> None:
    entry = Observed(id="a", date=START, what="x", outcome="step_lp", value=0.5)
    row = rows(toy({"step_lp": [None, None]}, observed=(entry,)))["a"]
    found = (row["in50_simulator"], row["in90_simulator"], row["chance"])
    assert found == (False, False, 0.0)


def test_days_until_what_never_happens_are_the_horizon() -> None:
    """A deal after 30 days, and no deal in any replication: as bad as can be, and scored so."""
    entry = Observed(id="a", date=START, what="x", outcome="days_to_deal", value=30.0)
    row = rows(toy({"days_to_deal": [None] * 9}, observed=(entry,)))["a"]
    horizon = toy({"days_to_deal": [None]}).model.calendar.horizon
    assert (row["n"], row["left_out"]) == (9, 0.0)
    assert row["crps_simulator"] == pytest.approx(horizon - 30.0)
    assert (row["in90_simulator"], row["chance"]) == (False, pytest.approx(0.2))
    assert row["median"] is None  # beyond the end
