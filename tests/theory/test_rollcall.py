"""The exact roll call against scipy's binomial, brute force and a fine rule of integration."""

from itertools import product
from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.special import expit

from sim.theory.rollcall import (
    ayes_distribution,
    expected_ayes,
    probability_all_carry,
    probability_at_least,
)

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=100)

# scipy itself overflows at probabilities near the smallest float.
chances = st.one_of(st.just(0.0), st.just(1.0), st.floats(1e-9, 1.0 - 1e-9))

SENATE = ((47, 4.0), (53, -1.5))


def test_a_senate_without_a_shock() -> None:
    assert expected_ayes(SENATE) == pytest.approx(55.8232, abs=5e-5)
    for votes, chance in ((51, 0.970217), (60, 0.108472), (67, 0.000376)):
        assert probability_at_least(SENATE, votes) == pytest.approx(chance, abs=1e-6)


def test_a_senate_with_a_common_shock() -> None:
    assert expected_ayes(SENATE, shock_sd=0.8) == pytest.approx(57.0, abs=0.05)
    for votes, chance in ((60, 0.327), (67, 0.123)):
        assert probability_at_least(SENATE, votes, 0.8) == pytest.approx(chance, abs=0.002)


def test_a_senate_of_one_bloc() -> None:
    for votes, p, chance in ((60, 0.57, 0.308145), (67, 0.60, 0.091254)):
        senate = [(100, log(p / (1.0 - p)))]
        assert probability_at_least(senate, votes) == pytest.approx(chance, abs=1e-6)


def test_two_chambers_that_share_a_shock_agree_more_often() -> None:
    chamber = (SENATE, 60)
    alone = probability_at_least(*chamber, 0.8)
    assert probability_all_carry([chamber]) == probability_at_least(*chamber)
    assert probability_all_carry([chamber, chamber]) == pytest.approx(
        probability_at_least(*chamber) ** 2
    )
    assert alone**2 < probability_all_carry([chamber, chamber], 0.8) < alone
    assert probability_all_carry([]) == 1.0


@quick
@given(n=st.integers(0, 60), p=chances)
def test_the_distribution_of_a_bloc(n: int, p: float) -> None:
    expected = stats.binom.pmf(np.arange(n + 1), n, p)
    assert ayes_distribution(n, p) == pytest.approx(list(expected), abs=1e-10)


blocs = st.lists(st.tuples(st.integers(0, 3), st.floats(-4.0, 4.0)), max_size=3)


@quick
@given(chamber=blocs, threshold=st.integers(-1, 10))
def test_votes_by_enumeration(chamber: list[tuple[int, float]], threshold: int) -> None:
    members = [float(expit(alpha)) for n, alpha in chamber for _ in range(n)]
    chance = 0.0
    for votes in product((0, 1), repeat=len(members)):
        if sum(votes) >= threshold:
            each = [p if v else 1.0 - p for p, v in zip(members, votes, strict=True)]
            chance += float(np.prod(each))
    assert probability_at_least(chamber, threshold) == pytest.approx(chance, abs=1e-9)
    assert expected_ayes(chamber) == pytest.approx(sum(members))


@pytest.mark.parametrize("sd", [0.1, 0.8, 2.0])
@pytest.mark.parametrize("chamber", [((47, 4.0), (53, -1.5)), ((213, 3.5), (222, -0.5))])
def test_the_shock_is_integrated_exactly(
    chamber: tuple[tuple[int, float], tuple[int, float]], sd: float
) -> None:
    """Compare with a rule of 4001 points on scipy's binomials."""
    (n, alpha), (m, beta) = chamber
    z = np.linspace(-8.0, 8.0, 4001)[:, None]
    density = np.exp(-0.5 * z[:, 0] ** 2) / sqrt(2.0 * np.pi) * (16.0 / 4000.0)
    ayes = np.arange(n + 1)
    first = stats.binom.pmf(ayes, n, expit(alpha + sd * z))
    for threshold in ((n + m) // 2 + 1, (n + m) * 2 // 3 + 1):
        second = stats.binom.sf(threshold - 1 - ayes, m, expit(beta + sd * z))
        exact = float(density @ (first * second).sum(axis=1))
        assert probability_at_least(chamber, threshold, sd) == pytest.approx(exact, abs=1e-9)


@quick
@given(
    alphas=st.tuples(st.floats(-4, 4), st.floats(-4, 4)),
    more=st.floats(0.0, 2.0),
    sd=st.sampled_from([0.0, 0.8]),
    threshold=st.integers(0, 12),
)
def test_more_support_never_makes_a_majority_less_likely(
    alphas: tuple[float, float], more: float, sd: float, threshold: int
) -> None:
    before = probability_at_least([(5, alphas[0]), (6, alphas[1])], threshold, sd)
    after = probability_at_least([(5, alphas[0] + more), (6, alphas[1])], threshold, sd)
    assert before <= after + 1e-9
    assert 0.0 <= before <= 1.0
    assert before >= probability_at_least([(5, alphas[0]), (6, alphas[1])], threshold + 1, sd)


def test_refusals_state_the_value() -> None:
    with pytest.raises(ValueError, match=r"\(-1\)"):
        ayes_distribution(-1, 0.5)
    with pytest.raises(ValueError, match=r"-2, 0\.5"):
        expected_ayes([(-2, 0.5)])
    with pytest.raises(ValueError, match=r"-0\.8"):
        probability_at_least([(3, 0.5)], 2, -0.8)
