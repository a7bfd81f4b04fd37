"""Regret on a table of three strategies and three states."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.analysis.comparison.regret import cvar, regret, regrets
from sim.analysis.quantities import UnknownOutcomeError
from sim.statistics.precision import wilson_interval
from tests.analysis.synthetic import synthetic
from tests.batches import small_batch

TABLE = np.array([[5.0, 1.0, 3.0], [4.0, 4.0, 1.0], [0.0, 2.0, 3.0]])
LOST = np.array([[0.0, 3.0, 0.0], [1.0, 0.0, 2.0], [5.0, 2.0, 0.0]])
STRATEGIES = [
    synthetic({"utility_executive": row}, name=name) for name, row in zip("xyz", TABLE, strict=True)
]


def test_regrets_by_hand() -> None:
    assert regrets(TABLE).tolist() == LOST.tolist()


def test_the_worst_tenth_by_hand() -> None:
    assert cvar(np.arange(1.0, 21.0)) == pytest.approx(19.5)  # 2 of 20
    assert cvar(np.arange(1.0, 16.0)) == pytest.approx((15 + 0.5 * 14) / 1.5)  # 1.5 of 15
    assert cvar(np.array([1.0, 7.0])) == 7.0  # a tenth of two is part of the worst
    assert cvar(np.array([1.0, 7.0]), worst=1.0) == 4.0
    weights = np.array([0.95, 0.05])
    assert cvar(np.array([1.0, 7.0]), weights=weights) == pytest.approx(4.0)
    with pytest.raises(ValueError, match=r"0\.0"):
        cvar(np.array([1.0]), worst=0.0)
    with pytest.raises(ValueError, match="not all zero"):
        cvar(np.array([1.0]), weights=np.zeros(1))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.floats(0, 100), min_size=1, max_size=40), st.floats(0.01, 1.0))
def test_it_is_the_least_of_rockafellar_and_uryasev(losses: list[float], worst: float) -> None:
    """min over c of c + E[max(loss - c, 0)] / worst, which is at one of the losses."""
    x = np.array(losses)
    least = min(c + np.maximum(x - c, 0.0).mean() / worst for c in x)
    assert cvar(x, worst) == pytest.approx(least, abs=1e-9)


def test_strategies_by_hand() -> None:
    found = regret(STRATEGIES)
    assert found["strategy"].to_list() == ["x", "y", "z"]
    assert found["n"].to_list() == [3, 3, 3]
    assert found["utility"].to_list() == pytest.approx(TABLE.mean(axis=1))
    assert found["expected"].to_list() == pytest.approx([1.0, 1.0, 7 / 3])
    assert found["cvar"].to_list() == [3.0, 2.0, 5.0]
    assert found["minimax"].to_list() == [3.0, 2.0, 5.0]
    # The third state is a draw of x and z.
    assert found["best"].to_list() == pytest.approx([2 / 3, 1 / 3, 1 / 3])
    assert found["alone"].to_list() == pytest.approx([1 / 3, 1 / 3, 0.0])
    assert found["best_low"][0] == wilson_interval(2, 3).low
    assert (found["expected_low"] >= 0.0).all()
    assert (found["expected_high"] > found["expected"]).all()


def test_less_may_be_better() -> None:
    found = regret(STRATEGIES, larger_is_better=False)
    assert found["minimax"].to_list() == [5.0, 4.0, 2.0]


def test_a_single_state_and_states_that_are_missing() -> None:
    x = synthetic({"undone": [0.5, None, 0.25]}, name="x")
    y = synthetic({"undone": [0.75, 0.5, None]}, name="y")
    found = regret([x, y], outcome="undone")
    assert (found["n"].to_list(), found["expected"].to_list()) == ([1, 1], [0.25, 0.0])
    assert found["expected_low"].to_list() == [None, None]
    with pytest.raises(UnknownOutcomeError, match="no value in all"):
        regret([x, synthetic({"undone": [None] * 3})], outcome="undone")


def test_classes_need_one_to_be_named() -> None:
    names = [["partial", "escalation"], ["partial", "partial"]]
    each = [synthetic({"outcome": value}) for value in names]
    found = regret(each, outcome="outcome", category="partial")
    assert found["expected"].to_list() == [0.5, 0.0]
    with pytest.raises(UnknownOutcomeError, match="classes, and 'None'"):
        regret(each, outcome="outcome")


def test_a_batch_has_no_regret_against_itself() -> None:
    batch = small_batch("russia_2025", 40)
    found = regret([batch, batch])
    assert (
        found.select("expected", "expected_high", "cvar", "cvar_high", "minimax").sum().row(0)
        == (0.0,) * 5
    )
    assert found["best"].to_list() == [1.0, 1.0]
    assert found["alone"].to_list() == [0.0, 0.0]


def test_the_interval_of_the_worst_tenth_covers() -> None:
    rng = np.random.default_rng(9)
    inside, runs = 0, 200
    for _ in range(runs):
        lost = rng.exponential(size=400)
        found = regret(
            [synthetic({"legal_end": x}) for x in (np.zeros(400), -lost)], outcome="legal_end"
        )
        low, high = found["cvar_low"][1], found["cvar_high"][1]
        inside += low <= 1.0 + np.log(10.0) <= high  # of the exponential
    assert inside / runs >= 0.9
