"""By when something has come, held against sums by hand."""

from __future__ import annotations

from math import exp, inf, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.forecasts.arrivals import Curve, Hazard, Renewal, Window


def array(*values: float) -> np.ndarray:
    return np.array(values)


POINTS = Curve.through(array(4.0, 8.0), array(0.5, 0.75), 4.0)
"""Half have had it after four years, half of the rest after eight."""
STEPS = Curve.through(array(1.0, 2.0, 8.0), array(0.2, 0.5, 0.6), 4.0, stepwise=True)


def by(curve: Curve, year: float, window: Window) -> float:
    return float(curve.by(window, array(year))[0])


# -- curves ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "share"),
    [
        (0.0, 0.0),
        (2.0, 1.0 - 0.5**0.5),
        (4.0, 0.5),
        (6.0, 1.0 - 0.5**1.5),
        (8.0, 0.75),
        (12.0, 0.875),
    ],
)
def test_between_and_beyond_known_points_the_hazard_is_constant(year: float, share: float) -> None:
    assert by(POINTS, year, Window(0.0, 20.0)) == pytest.approx(share)


@pytest.mark.parametrize(
    ("year", "share"),
    [(0.99, 0.0), (1.0, 0.2), (1.99, 0.2), (2.0, 0.5), (7.99, 0.5), (8.0, 0.6), (12.0, 0.68)],
)
def test_the_history_of_cases_has_steps_and_the_hazard_of_its_later_half(
    year: float, share: float
) -> None:
    """From .5 to .6 in four years: four fifths of those left are left after four more."""
    assert by(STEPS, year, Window(0.0, 20.0)) == pytest.approx(share)


def test_one_known_point_is_a_constant_hazard() -> None:
    curve = Curve.through(array(8.0), array(0.5))
    for year in (1.0, 8.0, 16.0):
        assert by(curve, year, Window(0.0, 20.0)) == pytest.approx(1.0 - 0.5 ** (year / 8.0))


def test_a_window_that_opens_later_counts_what_comes_from_then_on() -> None:
    assert POINTS.within(Window(4.0, 8.0)) == pytest.approx(0.5)
    assert by(POINTS, 3.0, Window(4.0, 8.0)) == 0.0
    assert STEPS.within(Window(1.0, 2.0)) == pytest.approx(1.0 - 0.5 / 0.8)


def test_several_events_are_those_of_a_poisson_process() -> None:
    mean = log(4.0)
    expected = 1.0 - exp(-mean) * (1.0 + mean)
    assert POINTS.within(Window(0.0, 8.0, at_least=2)) == pytest.approx(expected)


def test_what_all_have_had_is_not_certain_for_the_next() -> None:
    curve = Curve.through(array(8.0), array(1.0))
    assert 0.99 < curve.within(Window(0.0, 8.0)) < 1.0


def test_times_by_hand() -> None:
    window = Window(0.0, 20.0)
    assert POINTS.times(window, array(0.5, 0.75, 0.875)) == pytest.approx([4.0, 8.0, 12.0])
    assert STEPS.times(window, array(0.1, 0.2, 0.3, 0.59, 0.68)) == pytest.approx(
        [1.0, 1.0, 2.0, 8.0, 12.0]
    )
    flat = Curve.through(array(1.0, 8.0), array(0.5, 0.5), 4.0, stepwise=True)
    assert flat.times(window, array(0.4, 0.6)).tolist() == [1.0, inf]
    assert POINTS.times(Window(4.0, 20.0), array(0.5)) == pytest.approx([8.0])


def test_times_after_years_without_any() -> None:
    late = Curve.through(array(4.0, 8.0), array(0.0, 0.5), 4.0)
    assert late.times(Window(0.0, 8.0), array(0.5**2)) == pytest.approx(
        [4.0 + 4.0 * log(0.75) / log(0.5)]
    )


@given(
    st.lists(st.floats(0.0, 0.2), min_size=1, max_size=5),
    st.booleans(),
    st.floats(0.0, 6.0),
    st.integers(1, 4),
)
def test_shares_rise_and_times_are_those_at_which_they_reach_a_level(
    steps: list[float], stepwise: bool, first: float, at_least: int
) -> None:
    years = np.arange(1.0, len(steps) + 1.0)
    curve = Curve.through(years, np.cumsum(steps) * 0.9, 0.0, stepwise=stepwise)
    window = Window(first, first + 5.0, at_least)
    shares = curve.by(window, np.linspace(0.0, 20.0, 81))
    assert np.all(np.diff(shares) >= 0.0)
    assert np.all((shares >= 0.0) & (shares <= 1.0))
    levels = array(0.05, 0.3, 0.7)
    times = curve.times(window, levels)
    assert np.all(np.diff(times[times < inf]) >= 0.0)
    for level, time in zip(levels, times, strict=True):
        if time < inf:
            assert by(curve, time + 1e-9, window) >= level - 1e-6
            assert time <= first or by(curve, time - 1e-6, window) <= level + 1e-6


# -- constant hazards and renewals -------------------------------------------------------------


def test_a_constant_hazard() -> None:
    window = Window(1.0, 3.0)
    assert Hazard(0.2).within(window) == pytest.approx(1.0 - exp(-0.4))
    assert Hazard(0.2).times(window, array(0.5)) == pytest.approx([1.0 + log(2.0) / 0.2])
    assert Hazard(0.0).within(window) == 0.0
    assert Hazard(0.0).times(window, array(0.5)).tolist() == [inf]


def test_renewals_that_fall_due_twice_a_year() -> None:
    renewal = Renewal(0.8, 2.0)
    window = Window(1.0, 3.0, at_least=2, before=1)
    assert renewal.within(window) == pytest.approx(0.8**3)
    assert renewal.within(window._replace(dated=True)) == pytest.approx(0.8**3)
    # The second falls due between half a year and a year after the window opens.
    assert by_of(renewal, 1.5, window) == 0.0
    assert by_of(renewal, 1.75, window) == pytest.approx(0.5 * 0.8**3)
    assert renewal.times(window, array(0.5 * 0.8**3, 0.6)) == pytest.approx([1.75, inf])


def by_of(renewal: Renewal, year: float, window: Window) -> float:
    return float(renewal.by(window, array(year))[0])
