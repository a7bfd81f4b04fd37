"""Alternating offers: the formulas against the games they solve."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.bargaining.alternating import (
    breakdown_share,
    discount_factor,
    outside_option_share,
    random_proposer_shares,
    rubinstein_share,
)

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=60)

factors = st.floats(0.05, 0.95)


@quick
@given(delta_1=factors, delta_2=factors, outside=st.floats(0.0, 1.0))
def test_shares_solve_the_game_backwards(delta_1: float, delta_2: float, outside: float) -> None:
    """Play 600 rounds from the end; the responder leaves when that is better."""
    keeps_1 = keeps_2 = 1.0
    for _ in range(300):
        keeps_2 = 1.0 - delta_1 * keeps_1
        keeps_1 = 1.0 - max(delta_2 * keeps_2, outside)
    assert outside_option_share(delta_1, delta_2, outside) == pytest.approx(keeps_1, abs=1e-9)
    if outside == 0.0:
        assert rubinstein_share(delta_1, delta_2) == pytest.approx(keeps_1, abs=1e-9)


@quick
@given(delta_1=factors, delta_2=factors)
def test_rubinstein_is_the_game_without_an_outside_option(delta_1: float, delta_2: float) -> None:
    keeps_1 = 1.0
    for _ in range(300):
        keeps_1 = 1.0 - delta_2 * (1.0 - delta_1 * keeps_1)
    assert rubinstein_share(delta_1, delta_2) == pytest.approx(keeps_1, abs=1e-9)


@quick
@given(p=st.floats(0.0, 1.0), delta_1=factors, delta_2=factors)
def test_random_proposer_solves_the_game_backwards(
    p: float, delta_1: float, delta_2: float
) -> None:
    value_1, value_2 = p, 1.0 - p
    for _ in range(800):
        value_1, value_2 = (
            p * (1.0 - delta_2 * value_2) + (1.0 - p) * delta_1 * value_1,
            (1.0 - p) * (1.0 - delta_1 * value_1) + p * delta_2 * value_2,
        )
    split = random_proposer_shares(p, delta_1, delta_2)
    assert split.value_1 == pytest.approx(value_1, abs=1e-9)
    assert split.keeps_1 == pytest.approx(1.0 - delta_2 * value_2, abs=1e-9)
    assert split.keeps_2 == pytest.approx(1.0 - delta_1 * value_1, abs=1e-9)


@quick
@given(p=st.floats(0.05, 1.0), b1=st.floats(0.0, 0.5), b2=st.floats(0.0, 0.5))
def test_breakdown_solves_the_game_backwards(p: float, b1: float, b2: float) -> None:
    keeps_1 = 1.0
    for _ in range(400):
        keeps_2 = 1.0 - (p * b1 + (1.0 - p) * keeps_1)
        keeps_1 = 1.0 - (p * b2 + (1.0 - p) * keeps_2)
    assert breakdown_share(p, b1, b2) == pytest.approx(keeps_1, abs=1e-9)


@quick
@given(factor=st.tuples(factors, factors), other=factors)
def test_patience_pays(factor: tuple[float, float], other: float) -> None:
    low, high = sorted(factor)
    assert rubinstein_share(low, other) <= rubinstein_share(high, other) + 1e-12
    assert rubinstein_share(other, low) >= rubinstein_share(other, high) - 1e-12


def test_discount_factors() -> None:
    assert discount_factor(0.0, 3.0) == 1.0
    assert discount_factor(0.05, 0.25) == pytest.approx(0.987578, abs=1e-6)


def test_refusals_state_the_value() -> None:
    with pytest.raises(ValueError, match=r"1\.0, 1\.0"):
        rubinstein_share(1.0, 1.0)
    with pytest.raises(ValueError, match=r"1\.2"):
        rubinstein_share(1.2, 0.5)
    with pytest.raises(ValueError, match=r"no deal.*1\.1"):
        outside_option_share(0.9, 0.9, 1.1)
    with pytest.raises(ValueError, match=r"no deal.*0\.6, 0\.5"):
        breakdown_share(0.1, 0.6, 0.5)
    with pytest.raises(ValueError, match=r"-0\.1"):
        breakdown_share(-0.1, 0.2, 0.1)
    with pytest.raises(ValueError, match=r"2\.0"):
        random_proposer_shares(2.0, 0.9, 0.8)
    with pytest.raises(ValueError, match="no unique split"):
        random_proposer_shares(1.0, 0.5, 1.0)
    with pytest.raises(ValueError, match=r"-0\.5"):
        discount_factor(-0.5, 1.0)
