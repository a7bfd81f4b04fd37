"""Weights fit what happened, no farther from what was thought before than it speaks for."""

import numpy as np
import pytest

from tools.ensemble.weighting import (
    FLOOR,
    effective,
    forecasts,
    left_out,
    log_score,
    weights,
)


def test_a_forecast_is_the_weighted_mean_off_the_ends():
    said = np.array([[0.0, 1.0], [1.0, 1.0], [0.5, 1.0]])
    p = forecasts(np.array([0.5, 0.25, 0.25]), said)
    assert p == pytest.approx(FLOOR + (1 - 2 * FLOOR) * np.array([0.375, 1.0]))


def test_log_score():
    assert log_score(np.array([0.8, 0.25]), np.array([1.0, 0.0])) == pytest.approx(
        -(np.log(0.8) + np.log(0.75)) / 2
    )


def test_two_sets_and_one_item_by_hand():
    """With sets that say 0 and 1: log p + penalty, whose derivative is zero at the solution."""
    said, happened, strength = np.array([[0.0], [1.0]]), np.array([1.0]), 2.0
    w = weights(said, happened, strength)
    p = forecasts(w, said)[0]
    gain = (1 - 2 * FLOOR) / p
    dear = strength * (np.log(w[1] / 0.5) - np.log(w[0] / 0.5))
    assert w.sum() == pytest.approx(1.0)
    assert gain == pytest.approx(dear, abs=2e-3)


def test_a_dear_penalty_keeps_the_prior():
    rng = np.random.default_rng(1)
    said, happened = rng.uniform(size=(20, 50)), rng.integers(0, 2, 50).astype(float)
    prior = rng.uniform(0.5, 1.5, 20)
    prior /= prior.sum()
    assert weights(said, happened, 1e9, prior) == pytest.approx(prior, abs=1e-6)
    assert effective(weights(said, happened, 1e9)) == pytest.approx(20.0, rel=1e-6)


def test_the_order_of_sets_and_items_is_no_matter():
    rng = np.random.default_rng(2)
    said, happened = rng.uniform(size=(12, 40)), rng.integers(0, 2, 40).astype(float)
    rows, columns = rng.permutation(12), rng.permutation(40)
    w = weights(said, happened, 1.0)
    again = weights(said[rows][:, columns], happened[columns], 1.0)
    assert again == pytest.approx(w[rows], abs=2e-3)


def test_without_a_case_its_items_say_nothing():
    rng = np.random.default_rng(3)
    said, happened = rng.uniform(size=(10, 30)), rng.integers(0, 2, 30).astype(float)
    case = np.repeat(np.arange(5), 6)
    found = left_out(said, happened, case, 1.0, [1, 3])
    assert found.shape == (2, 10)
    alone = weights(said[:, case != 3], happened[case != 3], 1.0)
    assert found[1] == pytest.approx(alone, abs=2e-3)


def test_a_population_is_found_again():
    """Cases have one of two assumptions, three in four the first: forecasts become right."""
    rng = np.random.default_rng(4)
    # Assumption 0: all comes soon; 1: nothing does. Sets between them say what is between.
    sharp = np.linspace(0.1, 0.9, 9)
    said_of = np.tile(sharp[:, None], (1, 400))
    happened = (rng.uniform(size=400) < 0.75 * 0.9 + 0.25 * 0.1).astype(float)
    w = weights(said_of, happened, 1.0)
    assert forecasts(w, said_of[:, :1])[0] == pytest.approx(happened.mean(), abs=0.02)
