"""Overcompliance: its target, its way there, and its average on the way."""

from math import exp, inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.bargaining.overcompliance import mean_over, relax, target

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=60)

shares = st.floats(0.0, 0.95)


def test_target_by_hand() -> None:
    # .1 + .4 * .5 + .3 * .3 / (.3 + .3) + .2
    assert target(0.1, 0.4, 0.5, 0.3, 0.3, 0.2, True) == pytest.approx(0.65)
    assert target(0.1, 0.4, 0.5, 0.3, 0.3, 0.2, False) == pytest.approx(0.45)


def test_target_is_clipped_at_both_ends() -> None:
    assert target(0.5, 0.5, 1.0, 0.3, 1.0, 0.2, True) == 0.95
    assert target(-0.5, 0.4, 0.0, 0.3, 0.0, 0.2, False) == 0.0


@quick
@given(
    hazards=st.tuples(st.floats(0, 10), st.floats(0, 10)),
    allied=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_target_rises_with_allies_hazard_and_secondary_sanctions(
    hazards: tuple[float, float], allied: tuple[float, float]
) -> None:
    (h0, h1), (a0, a1) = sorted(hazards), sorted(allied)
    low = target(0.1, 0.4, a0, 0.3, h0, 0.2, False)
    assert low <= target(0.1, 0.4, a0, 0.3, h1, 0.2, False) + 1e-12
    assert low <= target(0.1, 0.4, a1, 0.3, h0, 0.2, False) + 1e-12
    assert low < target(0.1, 0.4, a0, 0.3, h0, 0.2, True)


@quick
@given(o=shares, goal=shares, tau=st.floats(0.05, 5.0), dt=st.floats(0.001, 5.0))
def test_relax_moves_towards_the_target_and_never_past_it(
    o: float, goal: float, tau: float, dt: float
) -> None:
    half, full = relax(o, goal, tau, 0.5 * dt), relax(o, goal, tau, dt)
    low, high = min(o, goal), max(o, goal)
    assert low - 1e-12 <= full <= high + 1e-12
    assert abs(full - goal) <= abs(half - goal) + 1e-12
    if abs(o - goal) > 1e-6:
        assert abs(half - goal) < abs(o - goal)


@quick
@given(o=shares, goal=shares, tau=st.floats(0.05, 5.0), parts=st.lists(st.floats(0, 2), max_size=6))
def test_relaxing_in_steps_is_relaxing_at_once(
    o: float, goal: float, tau: float, parts: list[float]
) -> None:
    stepped = o
    for dt in parts:
        stepped = relax(stepped, goal, tau, dt)
    assert stepped == pytest.approx(relax(o, goal, tau, sum(parts)), abs=1e-9)


@quick
@given(o=shares, goal=shares, tau=st.floats(0.05, 5.0), horizon=st.floats(1e-10, 20.0))
def test_mean_over_is_the_average_of_the_path(
    o: float, goal: float, tau: float, horizon: float
) -> None:
    n = 200
    midpoints = [relax(o, goal, tau, horizon * (i + 0.5) / n) for i in range(n)]
    # Error of the midpoint rule: |o - goal| * (H / tau)^2 / (24 n^2) at most.
    error = abs(o - goal) * (horizon / tau) ** 2 / (24 * n * n) + 1e-9
    assert mean_over(o, goal, tau, horizon) == pytest.approx(sum(midpoints) / n, abs=error)


def test_limits_of_the_average_and_of_the_time_constant() -> None:
    assert mean_over(0.9, 0.4, 1.5, 0.0) == 0.9
    assert mean_over(0.9, 0.4, 1.5, inf) == 0.4
    assert mean_over(0.9, 0.4, 0.0, 2.0) == 0.4
    assert relax(0.9, 0.4, 0.0, 0.1) == 0.4
    assert relax(0.9, 0.4, 0.0, 0.0) == 0.9
    assert mean_over(0.9, 0.4, 1.5, 3.0) == pytest.approx(0.4 + 0.25 * (1 - exp(-2)))


def test_refusals_state_the_value() -> None:
    with pytest.raises(ValueError, match=r"1\.5"):
        target(0.1, 0.4, 1.5, 0.3, 0.3, 0.2, True)
    with pytest.raises(ValueError, match="inf"):
        target(0.1, 0.4, 0.5, 0.3, inf, 0.2, True)
    with pytest.raises(ValueError, match=r"-1\.0"):
        relax(0.5, 0.1, -1.0, 1.0)
    with pytest.raises(ValueError, match=r"-2\.0"):
        mean_over(0.5, 0.1, 1.0, -2.0)
