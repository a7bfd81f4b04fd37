"""Integrals over the time to come, against the closed forms that the simulator uses."""

from collections.abc import Callable
from math import exp, inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.bargaining.discounting import durability
from sim.theory.arrival import adapted, average_level, expected_worth, relaxed

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=40)

levels = st.floats(0.0, 1.0)


@quick
@given(rate=st.floats(0.0, 1.0), hazard=st.floats(0.0, 2.0), horizon=st.floats(0.1, 30.0))
def test_worth_for_as_long_as_it_lasts(rate: float, hazard: float, horizon: float) -> None:
    assert expected_worth(rate, hazard, horizon) == pytest.approx(
        durability(rate, hazard, horizon), rel=1e-7
    )


def test_without_end_it_is_a_ratio_of_rates() -> None:
    assert expected_worth(0.05, 0.10, inf) == pytest.approx(1.0 / 3.0)


@quick
@given(o=levels, target=levels, tau=st.floats(0.2, 5.0), years=st.floats(0.0, 10.0))
def test_relaxing_is_exponential(o: float, target: float, tau: float, years: float) -> None:
    assert relaxed(o, target, tau, years) == pytest.approx(
        target + (o - target) * exp(-years / tau), abs=1e-8
    )


def test_worked_out_by_hand() -> None:
    assert relaxed(0.9, 0.4, 18 / 12, 28 / 12) == pytest.approx(0.505536, abs=1e-6)
    assert 2.0 * adapted(0.35, 0.35, 2.0) == pytest.approx(1.3456, abs=5e-5)
    # tau / H * (1 - e**(-H / tau)) of the gap is left on average
    assert average_level(0.8, 0.2, 2.0, 4.0) == pytest.approx(0.2 + 0.3 * (1.0 - exp(-2.0)))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: relaxed(0.5, 0.1, 0.0, 1.0), r"0\.0"),
        (lambda: expected_worth(0.0, 0.1, inf), "finite"),
        (lambda: adapted(1.5, 0.1, 1.0), r"1\.5"),
        (lambda: average_level(0.5, 0.1, 1.0, 0.0), r"0\.0"),
    ],
)
def test_refusals_state_the_value(call: Callable[[], float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
