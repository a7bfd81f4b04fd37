"""Quantiles of the beta distribution: against scipy, on paper, and in order."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.special import betainc, betaincinv

from sim.engine.kernel.beta import beta_quantile

shapes = st.floats(math.log(0.05), math.log(200.0)).map(math.exp)
tails = st.floats(math.log(1e-12), math.log(0.5)).map(math.exp)
probabilities = tails | tails.map(lambda u: 1.0 - u) | st.floats(1e-12, 1.0 - 1e-12)


@given(probabilities, shapes, shapes)
@example(0.9999999988921733, 0.0726, 114.0)
@example(1e-12, 0.05, 200.0)
@example(1.0 - 1e-12, 0.05, 200.0)
@example(1e-12, 200.0, 0.05)
@example(0.5, 200.0, 200.0)
@example(0.5, 10.0, 9.999999)
@example(0.9, 0.05, 0.05)
def test_it_is_what_scipy_has(u: float, a: float, b: float) -> None:
    assert beta_quantile(u, a, b) == pytest.approx(float(betaincinv(a, b, u)), rel=5e-13, abs=0.0)


@given(probabilities, shapes)
def test_it_is_a_power_where_that_is_known(u: float, a: float) -> None:
    assert beta_quantile(u, a, 1.0) == pytest.approx(math.exp(math.log(u) / a), rel=5e-13)
    other = -math.expm1(math.log1p(-u) / a)
    assert beta_quantile(u, 1.0, a) == pytest.approx(other, rel=5e-13)


@given(shapes)
def test_the_median_of_what_is_symmetric_is_a_half(a: float) -> None:
    assert beta_quantile(0.5, a, a) == pytest.approx(0.5, rel=1e-13)


@given(probabilities, probabilities, shapes, shapes)
def test_a_higher_probability_is_no_lower_number(
    first: float, second: float, a: float, b: float
) -> None:
    low, high = sorted((first, second))
    # Of neighbours among the floats the order is that of the last digits.
    assert beta_quantile(low, a, b) <= beta_quantile(high, a, b) * (1.0 + 5e-13)


@given(shapes, shapes)
def test_the_ends_are_exact(a: float, b: float) -> None:
    assert beta_quantile(0.0, a, b) == 0.0
    assert beta_quantile(1.0, a, b) == 1.0
    assert 0.0 <= beta_quantile(5e-324, a, b) <= beta_quantile(1.0 - 2.0**-53, a, b) <= 1.0


@given(st.floats(0.2, 0.8), st.floats(1e3, 1e6), st.floats(1e3, 1e6))
def test_large_shapes_are_within_reach(u: float, a: float, b: float) -> None:
    # scipy's own inverse is less exact here.
    assert float(betainc(a, b, beta_quantile(u, a, b))) == pytest.approx(u, rel=1e-10)


@pytest.mark.parametrize(
    ("u", "a", "b"),
    [(-0.1, 1, 1), (1.1, 1, 1), (math.nan, 1, 1), (0.5, 0, 1), (0.5, 1, -1), (0.5, math.nan, 1)],
)
def test_what_is_none_is_refused(u: float, a: float, b: float) -> None:
    with pytest.raises(ValueError, match="no quantile"):
        beta_quantile(u, a, b)
