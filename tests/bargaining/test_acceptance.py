"""Acceptance: a probability, rising with the margin, a calculator at temperature 0."""

from math import inf, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.bargaining.acceptance import acceptance_probability, logistic

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=60)

points = st.floats(-1e6, 1e6)


@quick
@given(
    utilities=st.tuples(points, points),
    threshold=points,
    tau=st.one_of(st.just(0.0), st.floats(1e-6, 1e3)),
)
def test_acceptance_is_a_probability_and_never_falls_with_utility(
    utilities: tuple[float, float], threshold: float, tau: float
) -> None:
    low, high = sorted(utilities)
    p, q = (acceptance_probability(u, threshold, tau) for u in (low, high))
    assert 0.0 <= p <= q <= 1.0


@quick
@given(margin=st.floats(-5.0, 5.0), tau=st.floats(0.5, 2.0))
def test_acceptance_is_the_logit_of_the_margin(margin: float, tau: float) -> None:
    p = acceptance_probability(2.0 + margin, 2.0, tau)
    assert log(p / (1.0 - p)) == pytest.approx(margin / tau, abs=1e-6)


def test_temperature_zero_accepts_exactly_from_the_threshold_on() -> None:
    assert acceptance_probability(1.0, 1.0, 0.0) == 1.0
    assert acceptance_probability(1.0 - 1e-12, 1.0, 0.0) == 0.0
    assert acceptance_probability(1.0, 1.0, 0.6) == 0.5


def test_no_margin_overflows() -> None:
    assert acceptance_probability(1e6, 0.0, 1e-3) == 1.0
    assert acceptance_probability(-1e6, 0.0, 1e-3) == 0.0
    assert logistic(1e308) == 1.0
    assert logistic(-inf) == 0.0


@quick
@given(x=st.floats(-30.0, 30.0))
def test_the_logistic_curve_is_symmetric_and_gives_the_odds(x: float) -> None:
    assert logistic(x) + logistic(-x) == pytest.approx(1.0, abs=1e-15)
    if abs(x) < 15.0:
        assert log(logistic(x) / logistic(-x)) == pytest.approx(x, abs=1e-8)


def test_refusals_state_the_value() -> None:
    with pytest.raises(ValueError, match=r"-0\.1"):
        acceptance_probability(1.0, 1.0, -0.1)
