"""Weighted samples: what they are worth, and whether a few of them decide."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from scipy import stats

from sim.statistics.weights import bits, effective, pareto_k


def test_equal_weights_are_worth_as_many_as_there_are() -> None:
    assert effective(np.full(50, 0.3)) == pytest.approx(50.0)
    assert effective(np.array([1.0, 0.0, 0.0])) == pytest.approx(1.0)
    assert effective(np.zeros(4)) == 0.0
    assert effective(np.array([2.0, 1.0, 1.0])) == pytest.approx(16.0 / 6.0)


@pytest.mark.parametrize("shape", [0.2, 0.5, 0.9])
def test_the_shape_of_a_tail_is_found(shape: float) -> None:
    """Of samples whose tail is known; the prior draws it to one half a little."""
    rng = np.random.default_rng(3)
    found = [
        pareto_k(stats.genpareto.rvs(shape, size=20_000, random_state=rng) + 1.0) for _ in range(20)
    ]
    assert all(k is not None for k in found)
    assert np.mean(np.array(found, dtype=float)) == pytest.approx(shape, abs=0.07)


def test_alike_weights_have_no_tail() -> None:
    assert pareto_k(np.ones(1000)) is None
    assert pareto_k(np.concatenate([np.zeros(500), np.full(500, 0.2)])) is None
    assert pareto_k(np.arange(1.0, 8.0)) is None


def test_bits() -> None:
    assert bits(0.5) == 1.0
    assert bits(1.0) == 0.0
    assert bits(0.0) == inf
