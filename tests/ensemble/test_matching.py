"""History matching keeps what made the world, and drops what cannot have."""

import numpy as np
import pytest

from tools.ensemble.matching import implausibility, not_ruled_out


def test_the_distance_is_in_standard_deviations_of_all_that_may_be_off():
    away = implausibility(
        np.array([[0.5, 0.9]]),
        np.array([[0.03, 0.0]]),
        np.array([0.1, 0.1]),
        np.array([0.04, 0.15]),
        np.array([0.3, 0.1]),
    )
    # .4 / sqrt(.03 + .04 + .09), .8 / sqrt(.15 + .01)
    assert away == pytest.approx(np.array([[1.0, 2.0]]))


def test_one_pattern_is_enough_to_rule_a_set_out_and_what_is_not_known_rules_out_none():
    away = np.array([[2.9, 2.9], [0.0, 3.1], [np.nan, 1.0], [3.0, 0.0]])
    assert not_ruled_out(away).tolist() == [True, False, True, True]
    assert not_ruled_out(away, 2.0).tolist() == [False, False, True, False]


def world(theta):
    """Frequencies of three events under two parameters."""
    a, b = theta[..., 0], theta[..., 1]
    return np.stack([a, 0.3 + 0.4 * b, a * b], axis=-1)


def test_the_truth_is_kept_in_95_of_100_twins_and_most_else_is_dropped():
    """A twin: 80 cases that a known set of assumptions made, and a simulator that is off."""
    rng = np.random.default_rng(13)
    cases, futures, bias = 80, 320, 0.05
    kept, left = 0, []
    for _ in range(100):
        truth = rng.uniform(0.1, 0.9, 2)
        # The simulator at its best is off by so much, which the discrepancy covers.
        off = rng.normal(0.0, bias, 3)
        seen = rng.binomial(cases, np.clip(world(truth) + off, 0.0, 1.0)) / cases
        sets = np.vstack([truth, rng.uniform(0.0, 1.0, (200, 2))])
        exact = np.clip(world(sets), 0.0, 1.0)
        simulated = rng.binomial(futures, exact) / futures
        middle = (seen * cases + 0.5) / (cases + 1.0)
        away = implausibility(
            simulated,
            (exact * (1.0 - exact)) / futures,
            seen,
            middle * (1.0 - middle) / cases,
            np.full(3, bias),
        )
        found = not_ruled_out(away)
        kept += found[0]
        left.append(found[1:].mean())
    assert kept >= 95
    assert np.mean(left) < 0.35
