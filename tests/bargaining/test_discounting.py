"""Discounting, durability, memory and adaptation: properties, limits and refusals."""

from collections.abc import Callable
from math import exp, inf, isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.bargaining.discounting import (
    adapted,
    annuity,
    durability,
    memory,
    share_of_final,
)

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=60)

rates = st.floats(0.0, 5.0)
horizons = st.floats(0.0, 50.0)


@quick
@given(k=rates, horizon=horizons)
def test_annuity_lies_between_the_discounted_and_the_plain_sum(k: float, horizon: float) -> None:
    value = annuity(k, horizon)
    assert horizon * exp(-k * horizon) <= value * (1 + 1e-12)
    assert value <= horizon


@quick
@given(horizon=st.floats(1e-6, 50.0), k=st.floats(1e-300, 1e-6))
def test_annuity_is_stable_for_tiny_rates(horizon: float, k: float) -> None:
    assert isclose(annuity(k, horizon), horizon * (1 - k * horizon / 2), rel_tol=1e-9)


def test_annuity_at_rate_zero_and_without_end() -> None:
    assert annuity(0.0, 7.0) == 7.0
    assert annuity(0.05, inf) == 20.0
    # (1 - e^-0.2) / 0.05
    assert annuity(0.05, 4.0) == pytest.approx(3.625385, abs=1e-6)


@quick
@given(k=st.floats(1e-12, 1e-3), horizon=st.floats(1.0, 1e3))
def test_annuity_splits_at_any_moment(k: float, horizon: float) -> None:
    """A(k, 2H) = A(k, H) * (1 + e^(-kH)), also across the change of formula."""
    once = annuity(k, horizon)
    assert isclose(annuity(k, 2 * horizon), once * (1 + exp(-k * horizon)), rel_tol=1e-9)


@quick
@given(r=st.floats(0.001, 1.0), hazards=st.tuples(rates, rates), horizon=horizons)
def test_a_higher_hazard_never_makes_relief_more_durable(
    r: float, hazards: tuple[float, float], horizon: float
) -> None:
    low, high = sorted(hazards)
    assert 0.0 <= durability(r, high, horizon) <= durability(r, low, horizon) + 1e-12 <= 1 + 1e-12


@quick
@given(r=st.floats(0.01, 1.0), hazard=st.floats(0.01, 2.0), horizon=st.floats(0.01, 30.0))
def test_a_longer_horizon_makes_a_hazard_weigh_more(
    r: float, hazard: float, horizon: float
) -> None:
    assert durability(r, hazard, 2 * horizon) < durability(r, hazard, horizon)
    assert durability(r, hazard, horizon) > r / (r + hazard)


def test_durability_without_a_horizon_is_one() -> None:
    assert durability(0.08, 3.0, 0.0) == 1.0
    assert durability(0.08, 3.0, 1e-9) == pytest.approx(1.0, abs=1e-8)


@quick
@given(r=st.floats(0.01, 1.0), hazard=rates, horizon=st.floats(0.1, 30.0), n=st.floats(0, 9))
def test_without_the_precedent_a_licence_is_worth_a_termination(
    r: float, hazard: float, horizon: float, n: float
) -> None:
    fear = memory(0.0, 2.0, 8.0, n, 3.0)
    assert fear == 0.0
    assert durability(r, hazard * fear, horizon) == 1.0


def test_memory_by_hand() -> None:
    assert memory(1.5, 2.0, 8.0, 0.0, 0.0) == 1.5
    # 1.5 * (3 / 10) / (2 / 8)
    assert memory(1.5, 2.0, 8.0, 1.0, 2.0) == pytest.approx(1.8)


@quick
@given(n=st.floats(0.0, 10.0), years=st.floats(0.0, 40.0), more=st.floats(0.01, 5.0))
def test_reversals_raise_the_memory_and_quiet_years_lower_it(
    n: float, years: float, more: float
) -> None:
    now = memory(1.5, 2.0, 8.0, n, years)
    assert memory(1.5, 2.0, 8.0, n + more, years) > now > memory(1.5, 2.0, 8.0, n, years + more)


@quick
@given(phi=st.floats(0.0, 1.0), fading=st.tuples(st.floats(0.0, 1.0), st.floats(0.0, 1.0)))
def test_adaptation_falls_from_the_start_towards_the_lasting_share(
    phi: float, fading: tuple[float, float]
) -> None:
    late, early = sorted(fading)
    assert adapted(phi, 1.0) == pytest.approx(1.0)
    assert adapted(phi, 0.0) == phi
    assert phi - 1e-12 <= adapted(phi, late) <= adapted(phi, early) + 1e-12


@quick
@given(r=rates, hazard=rates, horizon=st.floats(0.01, 50.0))
def test_with_final_relief_worked_out_the_share_is_the_same(
    r: float, hazard: float, horizon: float
) -> None:
    share = share_of_final(r + hazard, horizon, annuity(r, horizon))
    assert share == pytest.approx(durability(r, hazard, horizon), rel=1e-9)


@quick
@given(k=rates, horizon=horizons, amount=st.floats(0.0, 100.0))
def test_a_stream_is_worth_its_amount_times_that_of_one(
    k: float, horizon: float, amount: float
) -> None:
    assert annuity(k, horizon, amount) == pytest.approx(amount * annuity(k, horizon), rel=1e-12)


def test_shares_worked_out_by_hand() -> None:
    assert durability(0.05, 0.10, inf) == pytest.approx(1.0 / 3.0)
    assert durability(0.05, 0.10, 4.0) == pytest.approx(0.829684, abs=1e-6)
    assert durability(0.08, 0.25, 5.0) == pytest.approx(0.594, abs=5e-4)
    assert durability(0.08, 0.33, 5.0) == pytest.approx(0.5157, abs=5e-5)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: annuity(-0.1, 1.0), "-0.1"),
        (lambda: annuity(0.1, -2.0), "-2.0"),
        (lambda: annuity(0.0, inf), "inf"),
        (lambda: annuity(float("nan"), 1.0), "nan"),
        (lambda: durability(0.1, -0.5, 1.0), "-0.5"),
        (lambda: memory(1.0, 0.0, 8.0, 0.0, 0.0), "0.0"),
        (lambda: memory(1.0, 2.0, 8.0, -1.0, 0.0), "-1.0"),
    ],
)
def test_refusals_state_the_value(call: Callable[[], float], said: str) -> None:
    with pytest.raises(ValueError, match=said.replace(".", r"\.")):
        call()
