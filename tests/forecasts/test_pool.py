"""The pool: by hand, and on toy worlds whose weights are known."""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.special import expit, logit

from sim.analysis.forecasts.pool import FLOOR, PRIOR, RIDGE, Pool, fitted
from sim.validation.backtest.reliability import recalibration

shares = st.floats(0.0, 1.0)

WORLDS = 100
ANSWERS = 1000
"""Answers of a toy library."""
TOLERANCE = 0.2
"""How far from a known weight that of a toy library may lie."""


def odds(p: float) -> float:
    return log(p / (1.0 - p))


def drawn(
    rng: np.random.Generator, known: Pool, n: int = ANSWERS
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Forecasts of two sides that agree in part, and what happens by a known pool of them."""
    common, own, other = rng.normal(0.0, 0.8, (3, n))
    simulated, base = expit(common + own), expit(common + other)
    happened = rng.random(n) < known.blended(simulated, base)
    return simulated, base, happened.astype(float)


# -- by hand -----------------------------------------------------------------------------------


def test_halves_are_pooled_by_the_mean_of_their_logits() -> None:
    pooled = PRIOR.blended(0.8, 0.5)
    assert float(pooled) == pytest.approx(2.0 / 3.0)  # odds of 4 and 1: their mean is 2
    assert float(PRIOR.blended(0.8, 0.8)) == pytest.approx(0.8)
    assert float(PRIOR.blended(0.8, 0.2)) == pytest.approx(0.5)


def test_a_pool_with_an_intercept() -> None:
    eta = 0.3 + 0.2 * odds(0.6) + 0.9 * odds(0.3)
    assert float(Pool(0.3, 0.2, 0.9).blended(0.6, 0.3)) == pytest.approx(1.0 / (1.0 + exp(-eta)))


@pytest.mark.parametrize(("side", "floored"), [(0.0, FLOOR), (1.0, 1.0 - FLOOR)])
def test_nothing_is_taken_for_certain(side: float, floored: float) -> None:
    assert float(PRIOR.blended(side, side)) == pytest.approx(floored)
    assert float(PRIOR.blended(side, 0.5)) == pytest.approx(1.0 / (1.0 + exp(-0.5 * odds(floored))))
    # Weights above 1 would go beyond the floor.
    assert float(Pool(0.0, 1.0, 1.0).blended(side, side)) == pytest.approx(floored)


def test_the_floor_is_what_none_of_the_library_has_done() -> None:
    assert pytest.approx(1.0 / 102.0, abs=0.001) == FLOOR


@given(shares, shares, shares, st.floats(-1.0, 1.0), st.floats(0.0, 2.0), st.floats(0.0, 2.0))
def test_a_pool_falls_with_neither_side(
    low: float, high: float, other: float, a: float, u: float, v: float
) -> None:
    pool = Pool(a, u, v)
    low, high = min(low, high), max(low, high)
    assert float(pool.blended(low, other)) <= float(pool.blended(high, other)) + 1e-12
    assert float(pool.blended(other, low)) <= float(pool.blended(other, high)) + 1e-12


# -- the fit -----------------------------------------------------------------------------------


def test_nothing_known_leaves_the_prior() -> None:
    assert fitted([], [], []) == PRIOR


def test_one_answer_by_hand() -> None:
    """Both sides say one half, and it happens: only the intercept moves, to RIDGE a = 1 - p(a)."""
    pool = fitted([0.5], [0.5], [1.0])
    assert pool.intercept * RIDGE == pytest.approx(1.0 - expit(pool.intercept))
    assert (pool.simulated, pool.base, pool.n) == (0.5, 0.5, 1)


@pytest.mark.parametrize("seed", range(8))
def test_it_is_the_minimum_that_another_search_finds(seed: int) -> None:
    rng = np.random.default_rng(seed)
    simulated, base, happened = drawn(rng, Pool(0.4, -0.3, 0.8), 120)
    x = np.column_stack([np.ones(120), logit(simulated), logit(base)])
    x = np.clip(x, logit(FLOOR), logit(1.0 - FLOOR))
    centre = np.array(PRIOR[:3])

    def loss(at: np.ndarray) -> float:
        eta = x @ at
        off = at - centre
        return float(np.logaddexp(0.0, eta).sum() - happened @ eta + RIDGE / 2.0 * off @ off)

    found = minimize(
        loss, centre, bounds=[(None, None), (0.0, None), (0.0, None)], method="L-BFGS-B", tol=1e-12
    )
    pool = fitted(simulated, base, happened)
    assert loss(np.array(pool[:3])) <= found.fun + 1e-9
    assert pool[:3] == pytest.approx(found.x, abs=1e-3)


def test_a_side_that_misleads_has_no_weight() -> None:
    rng = np.random.default_rng(5)
    simulated, base, happened = drawn(rng, Pool(0.0, -1.0, 1.0))
    pool = fitted(simulated, base, happened)
    assert pool.simulated == 0.0
    assert pool.base > 0.0


def test_a_prior_of_ones_own() -> None:
    around = Pool(0.1, 0.9, 0.2)
    assert fitted([], [], [], around)[:3] == around[:3]


# -- toy worlds --------------------------------------------------------------------------------


@pytest.mark.parametrize("known", [Pool(0.0, 0.5, 0.5), Pool(-0.4, 0.8, 0.2), Pool(0.3, 0.0, 0.9)])
def test_the_pool_finds_known_weights(known: Pool) -> None:
    """In 95 of 100 toy libraries each weight and the intercept within the tolerance."""
    found = []
    for seed in range(WORLDS):
        pool = fitted(*drawn(np.random.default_rng([7, seed]), known))
        found.append(np.abs(np.array(pool[:3]) - np.array(known[:3])).max() < TOLERANCE)
    assert sum(found) >= 95


def test_a_forecaster_that_is_calibrated_has_slope_one() -> None:
    """Alone (the base rate says one half) its weight is one and there is no intercept."""
    rng = np.random.default_rng(11)
    simulated = rng.uniform(0.05, 0.95, 20_000)
    happened = (rng.random(simulated.size) < simulated).astype(float)
    pool = fitted(simulated, np.full(simulated.size, 0.5), happened)
    assert pool.simulated == pytest.approx(1.0, abs=0.05)
    assert pool.intercept == pytest.approx(0.0, abs=0.05)
    some, cases = slice(2_000), np.arange(2_000) // 50
    said = recalibration(simulated[some], happened[some], cases).slope
    assert said is not None
    assert said.low is not None
    assert said.high is not None
    assert said.low < 1.0 < said.high


def test_a_pool_is_calibrated_where_a_simulator_is_too_sure() -> None:
    rng = np.random.default_rng(12)
    truth = rng.normal(0.0, 1.0, 20_000)
    happened = (rng.random(truth.size) < expit(truth)).astype(float)
    too_sure = expit(2.5 * truth)
    pool = fitted(too_sure, np.full(truth.size, 0.5), happened)
    assert pool.simulated == pytest.approx(0.4, abs=0.05)
    one = np.zeros(truth.size)  # a single case
    slopes = [
        recalibration(said, happened, one).slope for said in (too_sure, pool.blended(too_sure, 0.5))
    ]
    assert slopes[0] is not None
    assert slopes[1] is not None
    assert slopes[0].value < 0.5
    assert slopes[1].value == pytest.approx(1.0, abs=0.1)
