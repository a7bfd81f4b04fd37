"""Roll calls against scipy's binomial, and evenly spread quantiles."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sim.agents.rollcall import bloc_probability, draw_ayes

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


def test_a_bloc_votes_by_its_logit() -> None:
    assert bloc_probability(4.0, -4.0) == 0.5
    assert bloc_probability(3.0, -4.5) == pytest.approx(0.182426, abs=1e-6)


def test_refusals_state_the_value() -> None:
    with pytest.raises(ValueError, match=r"1\.5"):
        draw_ayes(10, 1.5, 0.5)
    with pytest.raises(ValueError, match=r"-0\.5"):
        draw_ayes(10, 0.5, -0.5)
    with pytest.raises(ValueError, match=r"\(-1\)"):
        draw_ayes(-1, 0.5, 0.5)
