"""Regret over worlds, by hand."""

from __future__ import annotations

import pytest

from sim.analysis.comparison.pairing import PairingError
from sim.analysis.worlds import regret_over_worlds
from sim.batch.batch import Batch
from tests.analysis.synthetic import synthetic


def batch(*values: float, seed: int = 0) -> Batch:
    return synthetic({"utility_executive": list(values)}, seed=seed)


# Means 2, 5 and 1, 8: regret 0, 3 and 1, 0.
TABLE = {
    "steps": {"calm": batch(1.0, 3.0), "war": batch(5.0, 5.0)},
    "all_at_once": {"calm": batch(0.0, 2.0), "war": batch(16.0, 0.0)},
}


def test_regret_by_hand() -> None:
    found = regret_over_worlds(TABLE)
    assert found.table.to_dict(as_series=False) == {
        "strategy": ["steps", "all_at_once"],
        "utility": [3.5, 4.5],
        "expected": [1.5, 0.5],
        "cvar": [3.0, 1.0],
        "minimax": [3.0, 1.0],
        "best": [0.5, 0.5],
    }
    assert found.worlds.rows() == [
        ("steps", "calm", 2, 2.0, 0.0),
        ("steps", "war", 2, 5.0, 3.0),
        ("all_at_once", "calm", 2, 1.0, 1.0),
        ("all_at_once", "war", 2, 8.0, 0.0),
    ]


def test_worlds_may_weigh_differently() -> None:
    found = regret_over_worlds(TABLE, weights={"war": 1.0, "calm": 3.0}).table
    assert found["expected"].to_list() == [0.75, 0.75]
    assert found["utility"].to_list() == [2.75, 2.75]
    assert found["best"].to_list() == [0.75, 0.25]
    rare = regret_over_worlds(TABLE, weights={"war": 0.05, "calm": 0.95}).table
    assert rare["cvar"].to_list() == pytest.approx([1.5, 1.0])
    assert rare["minimax"].to_list() == [3.0, 1.0]


def test_worlds_must_be_the_same_and_their_luck_shared() -> None:
    with pytest.raises(ValueError, match="same worlds"):
        regret_over_worlds({"a": {"calm": batch(1.0)}, "b": {"war": batch(1.0)}})
    with pytest.raises(ValueError, match="one at least"):
        regret_over_worlds({})
    with pytest.raises(PairingError, match="seed"):
        regret_over_worlds({"a": {"calm": batch(1.0)}, "b": {"calm": batch(1.0, seed=2)}})
