"""Solution concepts against their axioms and against plain searches."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.theory.solutions import (
    kalai_smorodinsky,
    nash_frontier,
    nash_linear,
    nash_product,
)

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=40)

weights = st.floats(0.05, 0.95)
outside = st.floats(0.0, 0.4)
powers = st.floats(1.0, 4.0)


def curve(power: float) -> Callable[[float], float]:
    """Return a concave frontier through (0, 1) and (1, 0)."""
    return lambda u: float(1.0 - u**power)


@quick
@given(weight=weights, d1=outside, d2=outside)
def test_a_straight_frontier_has_the_linear_solution(weight: float, d1: float, d2: float) -> None:
    searched = nash_frontier(lambda u: 1.0 - u, 1.0, d1, d2, weight)
    exact = nash_linear(weight, d1, d2)
    assert searched == (
        pytest.approx(exact.first, abs=1e-6),
        pytest.approx(exact.second, abs=1e-6),
    )


@quick
@given(power=powers, weight=weights, d1=outside, d2=outside)
def test_no_point_of_the_frontier_has_a_larger_product(
    power: float, weight: float, d1: float, d2: float
) -> None:
    frontier = curve(power)
    found = nash_frontier(frontier, 1.0, d1, d2, weight)
    best = nash_product(*found, d1, d2, weight)
    assert found.first >= d1
    assert found.second >= d2
    for i in range(101):
        u = d1 + (1.0 - d1) * i / 100
        assert nash_product(u, frontier(u), d1, d2, weight) <= best + 1e-9


@quick
@given(power=powers, scale=st.floats(0.1, 10.0), shift=st.floats(-5.0, 5.0))
def test_solutions_do_not_depend_on_the_units(power: float, scale: float, shift: float) -> None:
    frontier = curve(power)

    def rescaled(v: float) -> float:
        return frontier(min((v - shift) / scale, 1.0))

    for solve in (nash_frontier, kalai_smorodinsky):
        plain = solve(frontier, 1.0)
        other = solve(rescaled, shift + scale, shift)
        assert (other.first - shift) / scale == pytest.approx(plain.first, abs=1e-5)
        assert other.second == pytest.approx(plain.second, abs=1e-5)


@quick
@given(power=powers, d1=outside, d2=outside)
def test_kalai_smorodinsky_gives_equal_shares_of_the_ideal(
    power: float, d1: float, d2: float
) -> None:
    frontier = curve(power)
    found = kalai_smorodinsky(frontier, 1.0, d1, d2)
    ideal_1, ideal_2 = (1.0 - d2) ** (1.0 / power), frontier(d1)
    assert found.second == pytest.approx(frontier(found.first))
    assert (found.first - d1) / (ideal_1 - d1) == pytest.approx(
        (found.second - d2) / (ideal_2 - d2), abs=1e-9
    )


def test_a_frontier_with_a_vertical_edge_has_its_corner() -> None:
    assert kalai_smorodinsky(lambda u: 1.0, 0.5) == (0.5, 1.0)


def test_a_deal_by_which_a_side_loses_has_no_product() -> None:
    assert nash_product(0.5, 0.1, 0.0, 0.2) == 0.0
    assert nash_product(0.9, 0.4) == pytest.approx(0.6)


def test_solutions_worked_out_by_hand() -> None:
    assert nash_linear(0.6, 0.1, 0.2) == (pytest.approx(0.52), pytest.approx(0.48))
    root, golden = pytest.approx(0.577350, abs=1e-6), pytest.approx(0.618034, abs=1e-6)
    assert nash_frontier(curve(2.0), 1.0) == (root, pytest.approx(0.666667, abs=1e-6))
    assert kalai_smorodinsky(curve(2.0), 1.0) == (golden, golden)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: nash_linear(0.0, 0.1, 0.2), r"0\.0"),
        (lambda: nash_linear(0.5, 0.7, 0.6), r"0\.7.*0\.6"),
        (lambda: nash_product(1.0, 1.0, weight=1.0), r"1\.0"),
        (lambda: nash_frontier(lambda u: 1.0 - u, 1.0, 0.8, 0.3), "no deal"),
        (lambda: kalai_smorodinsky(lambda u: 1.0 - u, 0.2, 0.3, 0.0), "no deal"),
    ],
)
def test_refusals_state_the_value(call: Callable[[], object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        call()
