"""Alternating offers: the formula against the game it solves."""

from math import exp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.theory.alternating import discount_factor, rubinstein_share

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=60)

factors = st.floats(0.05, 0.95)


@pytest.mark.parametrize(
    ("delta_1", "delta_2", "share"),
    [
        (0.9, 0.9, 0.526316),
        (0.9, 0.8, 0.714286),
        (discount_factor(0.05, 0.25), discount_factor(0.10, 0.25), 0.670825),
    ],
)
def test_shares_worked_out_by_hand(delta_1: float, delta_2: float, share: float) -> None:
    assert rubinstein_share(delta_1, delta_2) == pytest.approx(share, abs=1e-6)


@quick
@given(delta_1=factors, delta_2=factors)
def test_shares_solve_the_game_backwards(delta_1: float, delta_2: float) -> None:
    """Play 600 rounds from the end."""
    keeps_1 = 1.0
    for _ in range(300):
        keeps_1 = 1.0 - delta_2 * (1.0 - delta_1 * keeps_1)
    assert rubinstein_share(delta_1, delta_2) == pytest.approx(keeps_1, abs=1e-9)


@quick
@given(factor=st.tuples(factors, factors), other=factors)
def test_patience_pays(factor: tuple[float, float], other: float) -> None:
    low, high = sorted(factor)
    assert rubinstein_share(low, other) <= rubinstein_share(high, other) + 1e-12
    assert rubinstein_share(other, low) >= rubinstein_share(other, high) - 1e-12


@quick
@given(rates=st.tuples(st.floats(0.1, 2.0), st.floats(0.1, 2.0)))
def test_as_rounds_get_short_the_share_is_that_of_the_rates(rates: tuple[float, float]) -> None:
    first, second = rates
    share = rubinstein_share(discount_factor(first, 1e-6), discount_factor(second, 1e-6))
    assert share == pytest.approx(second / (first + second), abs=1e-5)


def test_discount_factors() -> None:
    assert discount_factor(0.0, 3.0) == 1.0
    assert discount_factor(0.05, 0.25) == pytest.approx(exp(-0.0125))


def test_refusals_state_the_value() -> None:
    with pytest.raises(ValueError, match=r"1\.0, 1\.0"):
        rubinstein_share(1.0, 1.0)
    with pytest.raises(ValueError, match=r"1\.2"):
        rubinstein_share(1.2, 0.5)
    with pytest.raises(ValueError, match=r"-0\.5"):
        discount_factor(-0.5, 1.0)
