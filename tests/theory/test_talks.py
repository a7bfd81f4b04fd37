"""Sides that give way by the clock, that learn, and that step forward: answers by hand."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.bargaining.beliefs import posterior
from sim.theory.concessions import conceded, meeting_time
from sim.theory.initiatives import conceded_for_initiatives, demanded_in_all
from sim.theory.trust import trust_after

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=60)

shapes = st.floats(0.1, 10.0)


@pytest.mark.parametrize(
    ("beta_1", "beta_2", "time"),
    [(0.5, 0.5, 0.707107), (2.0, 2.0, 0.25), (0.5, 2.0, 0.524889)],
)
def test_two_sides_meet(beta_1: float, beta_2: float, time: float) -> None:
    assert meeting_time(beta_1, beta_2) == pytest.approx(time, abs=1e-6)


def test_the_boulware_side_keeps_more() -> None:
    assert 1.0 - conceded(meeting_time(0.5, 2.0), 0.5) == pytest.approx(0.724492, abs=1e-6)


@quick
@given(beta=st.tuples(shapes, shapes), deadline=st.tuples(st.floats(1, 99), st.floats(1, 99)))
def test_where_they_meet_all_is_conceded_and_nothing_more(
    beta: tuple[float, float], deadline: tuple[float, float]
) -> None:
    time = meeting_time(*beta, *deadline)
    assert 0.0 < time <= min(deadline)
    total = sum(conceded(time / d, b) for b, d in zip(beta, deadline, strict=True))
    assert total == pytest.approx(1.0, abs=1e-6)
    swapped = meeting_time(*reversed(beta), *reversed(deadline))
    assert swapped == pytest.approx(time)


@quick
@given(prior=st.floats(0.05, 0.95), kept=st.integers(0, 5), broken=st.integers(0, 5))
def test_trust_is_what_bayes_gives_sign_by_sign(prior: float, kept: int, broken: int) -> None:
    one_by_one = prior
    for signs in [(0.8, 0.3)] * kept + [(0.1, 0.5)] * broken:
        one_by_one = posterior(one_by_one, *signs, 0.75)
    whole = trust_after(prior, [(0.8, 0.3, kept), (0.1, 0.5, broken)], 0.75)
    assert whole == pytest.approx(one_by_one, rel=1e-9)


def test_trust_worked_out_by_hand() -> None:
    assert trust_after(0.3, [(0.8, 0.3, 2)]) == pytest.approx(0.752941, abs=1e-6)
    assert trust_after(0.3, [(0.8, 0.3, 1), (0.1, 0.5, 1)]) == pytest.approx(0.186047, abs=1e-6)


def test_steps_worked_out_by_hand() -> None:
    # Two a year worth 3 each: a half of it counts, and after a quarter a half of that.
    assert conceded_for_initiatives(2.0, 3.0, 0.5, 0.25, 0.2) == pytest.approx(0.6)
    assert conceded_for_initiatives(2.0, 3.0, 0.5, 0.25, 1.0) == pytest.approx(3.0 * 0.625)


@quick
@given(first=st.floats(0.0, 50.0), rho=st.floats(0.05, 1.0), steps=st.integers(0, 30))
def test_demands_are_the_sum_of_the_steps(first: float, rho: float, steps: int) -> None:
    got, demand = 0.0, first
    for _ in range(steps):
        got += demand
        demand -= rho * demand
    assert demanded_in_all(first, rho, steps) == pytest.approx(got, abs=1e-9)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: conceded(-0.1, 1.0), r"-0\.1"),
        (lambda: meeting_time(0.0, 1.0), r"0\.0"),
        (lambda: trust_after(1.0, []), r"1\.0"),
        (lambda: trust_after(0.5, [(0.0, 0.3, 1)]), r"0\.0, 0\.3"),
        (lambda: conceded_for_initiatives(1.0, 1.0, 1.5, 1.0, 1.0), r"1\.5"),
        (lambda: demanded_in_all(1.0, 0.0, 3), r"0\.0"),
    ],
)
def test_refusals_state_the_value(call: Callable[[], float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
