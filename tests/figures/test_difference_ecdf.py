"""The curves are the empirical distribution of paired differences."""

import numpy as np
import pytest
from matplotlib.axes import Axes

from sim.errors import ThawError
from sim.figures.base import naming
from sim.figures.comparison.ecdf import difference_ecdf
from tests.analysis.synthetic import synthetic
from tests.batches import small_batch
from tests.legibility import assert_legible, panels, wording


def at(axes: Axes, label: str, x: float) -> float:
    """Height of a curve at a difference."""
    (line,) = [c for c in axes.lines if c.get_label() == label]
    assert line.get_drawstyle() == "steps-post"
    place = np.searchsorted(np.asarray(line.get_xdata()), x, side="right") - 1
    return float(np.asarray(line.get_ydata())[place])


def test_heights_are_shares_of_differences_that_are_no_larger() -> None:
    a = synthetic({"legal_end": [0.0, 0.0, 5.0, 5.0]}, name="a")
    b = synthetic({"legal_end": [1.0, 0.0, 2.0, 9.0]}, name="b")
    figure = difference_ecdf([a, b])
    (axes,) = panels(figure)
    heights = [at(axes, "b", x) for x in (-3.1, -3.0, -0.1, 0.0, 0.9, 1.0, 4.0)]
    assert heights == [0.0, 0.25, 0.25, 0.5, 0.5, 0.75, 1.0]
    assert "b: 25.0 % / 25.0 % / 50.0 %" in wording(figure)
    assert axes.get_xlabel() == "difference: relief at the end, LP"


def test_curves_of_simulated_scenarios_are_those_of_their_outcomes() -> None:
    batches = [small_batch(stem, 20) for stem in ("russia_2025", "road_map", "hold")]
    figure = difference_ecdf(batches, "days_to_relief")
    (axes,) = panels(figure)
    horizon = batches[0].model.calendar.horizon
    days = [np.array(b.outcomes["days_to_relief"].fill_null(horizon)) for b in batches]
    names = naming.scenarios(batches, 22)[1:]
    for name, other in zip(names, days[1:], strict=True):
        apart = other - days[0]
        for x in (*apart, 0.0, 50.0):
            assert at(axes, name, x) == pytest.approx((apart <= x).mean())
    assert axes.get_xlabel() == "difference: first relief, days"
    assert_legible(figure)


def test_a_class_differs_by_percentage_points() -> None:
    a = synthetic({"outcome": ["partial", "partial", "escalation", "partial"]}, name="a")
    b = synthetic({"outcome": ["partial", "escalation", "partial", "partial"]}, name="b")
    figure = difference_ecdf([a, b], "outcome", "partial")
    (axes,) = panels(figure)
    assert [at(axes, "b", x) for x in (-100.0, 0.0, 100.0)] == [0.25, 0.75, 1.0]
    assert axes.get_xlabel() == "difference: ends as: Partial, percentage points"
    with pytest.raises(ThawError, match="no class 'baby_steps'; there are: partial, escalation"):
        difference_ecdf([a, b], "outcome", "baby_steps")


def test_no_difference_is_a_step_at_zero_and_nothing_at_all_is_said() -> None:
    batch = small_batch("russia_2025", 8)
    figure = difference_ecdf([batch, batch])
    (axes,) = panels(figure)
    assert [at(axes, "russia_2025 (2)", x) for x in (-1e-9, 0.0)] == [0.0, 1.0]
    assert "0.0 % / 100.0 % / 0.0 %" in wording(figure)
    assert_legible(figure)
    none = synthetic({"nash_efficiency": [None, None]})
    said = wording(difference_ecdf([none, none], "nash_efficiency"))
    assert "no such thing in any pair" in said


def test_six_scenarios_can_be_read_and_more_are_too_many() -> None:
    six = [small_batch("russia_2025", 5), small_batch("hold", 5)] * 3
    assert_legible(difference_ecdf(six))
    with pytest.raises(ThawError, match="8 scenarios are too many for the lines of ecdf"):
        difference_ecdf([*six, *six[:2]])
