"""Roll calls against scipy's binomial, brute force and simulation by quantiles."""

from itertools import product
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.special import expit

from sim.agents.rollcall import (
    ayes_distribution,
    bloc_probability,
    draw_ayes,
    expected_ayes,
    pivot,
    probability_at_least,
)
from sim.bargaining.acceptance import logistic

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=200)

# scipy itself overflows at probabilities near the smallest float.
chances = st.one_of(st.just(0.0), st.just(1.0), st.floats(1e-9, 1.0 - 1e-9))
uniforms = st.floats(1e-12, 1.0 - 1e-12)


@quick
@given(n=st.integers(0, 435), p=chances, u=uniforms)
def test_draws_are_the_quantiles_of_the_binomial(n: int, p: float, u: float) -> None:
    drawn = draw_ayes(n, p, u)
    expected = int(stats.binom.ppf(u, n, p))
    if drawn != expected:
        # Only where u falls on a step of the distribution to within rounding.
        assert stats.binom.cdf(min(drawn, expected), n, p) == pytest.approx(u, abs=1e-11)
        assert abs(drawn - expected) == 1


@settings(deadline=None, max_examples=20)
@given(n=st.integers(436, 3000), p=st.floats(0.001, 0.999), u=uniforms)
def test_large_chambers_neither_underflow_nor_drift(n: int, p: float, u: float) -> None:
    drawn = draw_ayes(n, p, u)
    assert stats.binom.cdf(drawn, n, p) >= u - 1e-11
    assert stats.binom.cdf(drawn - 1, n, p) <= u + 1e-11


@quick
@given(n=st.integers(0, 435), p=chances, u=st.tuples(uniforms, uniforms))
def test_a_larger_uniform_never_gives_fewer_ayes(n: int, p: float, u: tuple[float, float]) -> None:
    low, high = sorted(u)
    assert 0 <= draw_ayes(n, p, low) <= draw_ayes(n, p, high) <= n


@quick
@given(n=st.integers(1, 435), p=st.tuples(*[chances] * 2), u=uniforms)
def test_a_likelier_aye_never_gives_fewer(n: int, p: tuple[float, float], u: float) -> None:
    less, more = sorted(p)
    # A step of either distribution within rounding of u may go either way.
    slightly = min(u + 1e-11, 1.0)
    assert draw_ayes(n, less, u) <= draw_ayes(n, more, slightly)


def test_draws_at_the_ends() -> None:
    assert draw_ayes(0, 0.5, 0.5) == 0
    assert draw_ayes(100, 0.0, 0.999) == 0
    assert draw_ayes(100, 1.0, 0.001) == 100
    for p in (0.02, 0.5, 0.98):
        assert draw_ayes(53, p, 0.0) == 0
        assert draw_ayes(53, p, 1.0 - 1e-9) <= draw_ayes(53, p, 1.0)
    assert draw_ayes(53, 0.5, 1.0) > 51


def test_evenly_spread_uniforms_give_the_mean_and_the_spread() -> None:
    n, p, m = 53, 0.182426, 4000
    drawn = np.array([draw_ayes(n, p, (i + 0.5) / m) for i in range(m)])
    assert drawn.mean() == pytest.approx(n * p, abs=0.01)
    assert drawn.var() == pytest.approx(n * p * (1 - p), abs=0.05)


@quick
@given(n=st.integers(0, 60), p=chances)
def test_the_distribution_of_a_bloc(n: int, p: float) -> None:
    expected = stats.binom.pmf(np.arange(n + 1), n, p)
    assert ayes_distribution(n, p) == pytest.approx(list(expected), abs=1e-10)


blocs = st.lists(st.tuples(st.integers(0, 3), st.floats(-4.0, 4.0)), max_size=3)


@quick
@given(chamber=blocs, threshold=st.integers(-1, 10))
def test_votes_by_enumeration(chamber: list[tuple[int, float]], threshold: int) -> None:
    members = [logistic(alpha) for n, alpha in chamber for _ in range(n)]
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


def test_a_bloc_votes_by_its_logit() -> None:
    assert bloc_probability(4.0, -4.0) == 0.5
    assert bloc_probability(3.0, -4.5) == pytest.approx(0.182426, abs=1e-6)


@quick
@given(positions=st.lists(st.floats(-1, 1), min_size=1, max_size=30, unique=True), data=st.data())
def test_the_pivot_completes_the_votes(positions: list[float], data: st.DataObject) -> None:
    votes = data.draw(st.integers(1, len(positions)))
    _, low = pivot(positions, votes, from_low=True)
    place, high = pivot(positions, votes, from_low=False)
    assert sum(x <= low for x in positions) == votes
    assert sum(x >= high for x in positions) == votes
    assert sorted(positions)[place - 1] == high


def test_refusals_state_the_value() -> None:
    with pytest.raises(ValueError, match=r"1\.5"):
        draw_ayes(10, 1.5, 0.5)
    with pytest.raises(ValueError, match=r"-0\.5"):
        draw_ayes(10, 0.5, -0.5)
    with pytest.raises(ValueError, match=r"\(-1\)"):
        draw_ayes(-1, 0.5, 0.5)
    with pytest.raises(ValueError, match=r"\(-1\)"):
        ayes_distribution(-1, 0.5)
    with pytest.raises(ValueError, match=r"-2, 0\.5"):
        expected_ayes([(-2, 0.5)])
    with pytest.raises(ValueError, match=r"-0\.8"):
        probability_at_least([(3, 0.5)], 2, -0.8)
    with pytest.raises(ValueError, match=r"\(4\)"):
        pivot([0.0, 1.0, 2.0], 4, from_low=True)
