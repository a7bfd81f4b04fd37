"""Leverage: what giving away costs, and that the last sticks are the dearest."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.bargaining.leverage import leverage
from tests.oracles.leverage import leverage_cost

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=60)

etas = st.floats(0.1, 1.0)


def test_costs_by_hand() -> None:
    assert leverage_cost(52.0, 6.0, 52.0, 0.5) == pytest.approx(5.946, abs=5e-4)
    assert leverage_cost(12.0, 6.0, 52.0, 0.5) == pytest.approx(14.070, abs=5e-4)


@given(share=st.floats(0.01, 2.0), eta=etas)
def test_leverage_is_a_power_of_the_share(share: float, eta: float) -> None:
    assert leverage(share, 1.0, eta, 25.0) == pytest.approx(25.0 * share**eta)
    assert leverage(52.0 * share, 52.0, 0.5) == pytest.approx(100.0 * share**0.5)


@quick
@given(eta=etas, points=st.tuples(st.floats(0, 52), st.floats(0, 52), st.floats(0, 52)))
def test_the_cost_of_relief_is_convex(eta: float, points: tuple[float, float, float]) -> None:
    low, middle, high = sorted(points)
    if high - low < 1e-3:
        return
    share = (middle - low) / (high - low)
    costs = [leverage_cost(52.0, relief, 52.0, eta) for relief in (low, middle, high)]
    assert costs[1] <= (1 - share) * costs[0] + share * costs[2] + 1e-9
    assert 0.0 <= costs[0] <= costs[1] <= costs[2] <= 100.0


@quick
@given(eta=st.floats(0.1, 0.9), given_before=st.floats(0.0, 40.0))
def test_the_same_relief_costs_more_later(eta: float, given_before: float) -> None:
    first = leverage_cost(52.0, 6.0, 52.0, eta)
    later = leverage_cost(52.0 - given_before, 6.0, 52.0, eta)
    assert later >= first - 1e-9


@quick
@given(eta=etas, first=st.floats(0.0, 20.0), second=st.floats(0.0, 20.0))
def test_costs_of_steps_add_up(eta: float, first: float, second: float) -> None:
    whole = leverage_cost(50.0, first + second, 52.0, eta)
    steps = leverage_cost(50.0, first, 52.0, eta) + leverage_cost(50.0 - first, second, 52.0, eta)
    assert whole == pytest.approx(steps, abs=1e-9)


def test_ends_and_rounding() -> None:
    assert leverage(52.0, 52.0, 0.5) == 100.0
    assert leverage(0.0, 52.0, 0.5) == 0.0
    assert leverage(-1e-12, 52.0, 0.5) == 0.0
    assert leverage(208.0, 52.0, 0.5) == pytest.approx(200.0)
    assert leverage_cost(6.0, 6.0 + 1e-12, 52.0, 0.5) == pytest.approx(leverage(6.0, 52.0, 0.5))


def test_refusals_state_the_value() -> None:
    with pytest.raises(ValueError, match=r"-1\.0"):
        leverage(-1.0, 52.0, 0.5)
    with pytest.raises(ValueError, match=r"0\.0"):
        leverage(1.0, 0.0, 0.5)
