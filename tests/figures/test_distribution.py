"""Histograms and cumulative distributions: every future is drawn once, spikes apart."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.testing import assert_allclose
from numpy.typing import NDArray

from sim.analysis.quantities import UnknownOutcomeError
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.base import style
from sim.figures.batch.ecdf import ecdf
from sim.figures.batch.histogram import histogram
from sim.figures.batch.measured import edges
from sim.statistics.precision import wilson_interval
from tests.batches import small_batch
from tests.legibility import assert_legible, bar_sizes, broken, panels, with_outcomes, wording

BOTH = [histogram, ecdf]


def batch(**columns: list[object]) -> Batch:
    return with_outcomes(small_batch("examples/veridia", 30), dict(columns))


def bars(figure: Figure) -> NDArray[np.float64]:
    """Heights of the bars of the histogram, those apart not among them."""
    return np.concatenate([bar_sizes(axes, "histogram") for axes in panels(figure)])


def apart(figure: Figure, name: str) -> list[float]:
    return [size for axes in panels(figure) for size in bar_sizes(axes, name)]


def estimates(figure: Figure) -> dict[str, float]:
    return {
        str(line.get_label()): float(np.ravel(line.get_xdata())[0])
        for axes in panels(figure)
        for line in axes.lines
        if line.get_label() in ("mean", "median")
    }


def steps(axes: Axes) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    (line,) = [x for x in axes.lines if x.get_label() == "share"]
    assert line.get_drawstyle() == "steps-post"
    return np.asarray(line.get_xdata()), np.asarray(line.get_ydata())


# -- histogram -----------------------------------------------------------------------------


def test_many_zeros_stand_apart_and_all_futures_are_drawn() -> None:
    values = [0.0] * 6 + [1.0, 2.0, 2.5, 9.0]
    figure = histogram(batch(legal_end=values), "legal_end")
    assert apart(figure, "exactly 0") == [0.6]
    assert bars(figure).sum() == pytest.approx(0.4)
    assert "60.0 %\n(6)" in wording(figure)
    # The median is one of the zeros, and stands over their bar.
    found = estimates(figure)
    assert found["mean"] == 1.45
    assert found["median"] == pytest.approx(middle(figure, "exactly 0"))
    assert found["median"] < 0.0


def middle(figure: Figure, name: str) -> float:
    """Where the middle of a bar of its own is."""
    (bar,) = [
        bar
        for axes in panels(figure)
        for found in axes.containers
        if found.get_label() == name
        for bar in found.patches
    ]
    return float(bar.get_x() + 0.5 * bar.get_width())


@pytest.mark.parametrize("zeros", [6, 14])
def test_bars_of_equal_shares_are_equally_high(zeros: int) -> None:
    made = batch(legal_end=[0.0] * zeros + [2.0] * zeros + [9.0])
    figure = histogram(made, "legal_end")
    (one, *_), (two, *_) = (
        [b for c in panels(figure)[0].containers if c.get_label() == name for b in c.patches]
        for name in ("exactly 0", "histogram")
    )
    assert one.get_window_extent().height == pytest.approx(two.get_window_extent().height)
    assert one.get_height() == zeros / (2 * zeros + 1)
    # The strip of mean and median is over the whole of it.
    panel, strip = (axes.get_position() for axes in panels(figure))
    assert (panel.x0, panel.x1) == pytest.approx((strip.x0, strip.x1))
    assert_legible(figure)


def test_a_median_after_the_end_stands_over_those_that_never_see_it() -> None:
    figure = histogram(batch(days_to_relief=[100.0, None, None]), "days_to_relief")
    assert estimates(figure)["median"] == pytest.approx(middle(figure, "not\nby the end"))
    assert_legible(figure)


def test_bins_of_times_are_round_and_the_last_ends_with_the_scenario() -> None:
    made = batch(days_to_relief=[100.0, 350.0, 900.0, 1000.0])
    found = edges(np.array([100.0, 350.0, 900.0, 1000.0]), False, made.model.calendar.horizon)
    assert found[0] == 0.0
    assert found[-1] == made.model.calendar.horizon
    assert set(np.diff(found)[:-1]) == {200.0}
    said = panels(histogram(made, "days_to_relief"))[0].get_ylabel()
    assert said == "share of all futures, in bins of 200 days, the last shorter"


def test_few_zeros_stay_in_their_bin() -> None:
    figure = histogram(batch(legal_end=[0.0, *np.linspace(1.0, 9.0, 19)]), "legal_end")
    assert apart(figure, "exactly 0") == []
    assert bars(figure).sum() == pytest.approx(1.0)


def test_what_never_happens_stands_apart() -> None:
    figure = histogram(batch(days_to_relief=[100.0, None, 900.0, None]), "days_to_relief")
    assert apart(figure, "not\nby the end") == [0.5]
    assert bars(figure).sum() == pytest.approx(0.5)
    assert estimates(figure) == {"median": 900.0}
    assert panels(figure)[0].get_xlabel().endswith("days from the start")


def test_zeros_and_missing_values_can_both_stand_apart() -> None:
    values = [None, None, 0.0, 0.0, 0.0, 0.2, 0.5, 0.9]
    figure = histogram(batch(nash_efficiency=values), "nash_efficiency")
    assert (apart(figure, "exactly 0"), apart(figure, "no such\n thing")) == ([0.375], [0.25])
    assert bars(figure).sum() == pytest.approx(0.375)
    assert_legible(figure)


def test_counts_have_a_bar_each() -> None:
    figure = histogram(batch(deals=[0, 0, 0, 1, 3]), "deals")
    assert_allclose(bars(figure), [0.6, 0.2, 0.0, 0.2])
    assert "number" in panels(figure)[0].get_xlabel()


def test_bins_have_a_width_with_a_unit() -> None:
    figure = histogram(batch(legal_end=list(np.linspace(1.0, 9.0, 20))), "legal_end")
    assert panels(figure)[0].get_ylabel() == "share of all futures, in bins of 1 LP"
    assert panels(figure)[0].get_xlabel() == "eased in law at the end, LP"


def test_an_interval_longer_than_the_panel_ends_in_arrows() -> None:
    figure = histogram(batch(legal_end=[1.0, 2.0]), "legal_end")
    arrows = {line.get_marker() for axes in panels(figure) for line in axes.lines}
    assert {"<", ">"} <= arrows
    assert_legible(figure)


# -- cumulative distribution ---------------------------------------------------------------


def test_the_curve_is_the_share_at_most_so_much() -> None:
    values = [4.0, 1.0, 1.0, 2.0]
    figure = ecdf(batch(legal_end=values), "legal_end")
    x, y = steps(panels(figure)[0])
    assert x[1:-1].tolist() == [1.0, 2.0, 4.0]
    assert y.tolist() == [0.0, 0.5, 0.75, 1.0, 1.0]
    edges = np.asarray(panels(figure)[0].collections[0].get_paths()[0].vertices)[:, 1]
    assert_allclose(
        np.unique(edges),
        np.unique([0.0, *(end for k in (2, 3, 4) for end in wilson_interval(k, 4))]),
    )
    assert "Interval (95 %)" in wording(figure)


def test_the_curve_of_a_time_ends_where_the_rest_never_sees_it() -> None:
    made = batch(days_to_relief=[100.0, None, 900.0, None, None])
    figure = ecdf(made, "days_to_relief")
    x, y = steps(panels(figure)[0])
    assert (x[0], x[-1], y[-1]) == (0.0, made.model.calendar.horizon, 0.4)
    assert "never by the end: 60.0 % (3)" in wording(figure)


def test_the_curve_of_what_may_not_exist_is_of_those_that_have_it() -> None:
    figure = ecdf(batch(nash_efficiency=[None, 0.5, 0.7, None]), "nash_efficiency")
    assert steps(panels(figure)[0])[1][-1] == 1.0
    assert "2 futures; 2 more have no value" in wording(figure)


def test_many_values_have_a_band_too() -> None:
    figure = ecdf(with_many(), "added")
    x, y = steps(panels(figure)[0])
    assert (len(x), y[-1]) == (602, 1.0)
    assert_legible(figure)


def with_many() -> Batch:
    small = small_batch("examples/veridia", 30)
    many = small.outcomes.sample(600, with_replacement=True, seed=1)
    added = pl.Series("added", np.linspace(0.5, 30.0, 600))
    return replace(small, n=600, outcomes=many.with_columns(added))


# -- both ----------------------------------------------------------------------------------


@pytest.mark.parametrize("draw", BOTH)
def test_yes_and_no_are_bars_with_intervals(draw) -> None:
    figure = draw(batch(truce=[True, False, False, False]), "truce")
    assert bar_sizes(panels(figure)[0]) == [0.25, 0.75]
    assert "25.0 %  (1)" in wording(figure)
    assert_legible(figure)


@pytest.mark.parametrize("draw", BOTH)
def test_names_are_bars_and_what_has_none_is_one_of_them(draw) -> None:
    figure = draw(batch(hold_out_most=["HU", None, "SK", "HU"]), "hold_out_most")
    assert bar_sizes(panels(figure)[0]) == [0.5, 0.25, 0.25]
    assert "no such thing" in wording(figure)


@pytest.mark.parametrize("draw", BOTH)
def test_outcome_classes_look_as_they_do_elsewhere(draw) -> None:
    figure = draw(batch(outcome=["partial", "escalation"]), "outcome")
    assert bar_sizes(panels(figure)[0], "Partial") == [0.5]
    (bar,) = [b for c in panels(figure)[0].containers if c.get_label() == "Partial" for b in c]
    assert bar.get_hatch() == style.class_look("partial").hatch


@pytest.mark.parametrize("draw", BOTH)
@pytest.mark.parametrize(
    ("outcome", "values", "said"),
    [
        ("days_to_half", [None] * 3, "It does not happen by the end in any of 3 futures."),
        ("step_gap", [None] * 3, "There is no such thing in any of 3 futures."),
    ],
)
def test_what_no_future_has_is_said_in_words(
    draw, outcome: str, values: list[object], said: str
) -> None:
    figure = draw(batch(**{outcome: values}), outcome)
    assert said in wording(figure)
    assert_legible(figure)


@pytest.mark.parametrize("draw", BOTH)
@pytest.mark.parametrize("value", [0.0, 5.0, -5.0])
def test_equal_values_are_drawn_as_one(draw, value: float) -> None:
    figure = draw(batch(net_end=[value] * 4), "net_end")
    assert_legible(figure)
    if draw is histogram:
        assert bars(figure).tolist() == [1.0]
    else:
        assert steps(panels(figure)[0])[1].tolist() == [0.0, 1.0, 1.0]
    assert estimates(figure) == {"mean": value, "median": value}


@pytest.mark.many
@pytest.mark.parametrize("draw", BOTH)
@pytest.mark.parametrize(
    ("outcome", "n"),
    [
        ("legal_end", 1),
        ("days_to_bargain", 1),
        ("deals", 2),
        ("nash_efficiency", 2),
        ("legal_end", 30),
        ("days_to_bargain", 30),
        ("restored_lapse", 30),
    ],
)
def test_any_outcome_can_be_read(draw, outcome: str, n: int) -> None:
    figure = draw(small_batch("examples/veridia", n), outcome)
    assert_legible(figure)
    (column,) = [c for c in small_batch("examples/veridia", n).columns if c.name == outcome]
    said = wording(figure).replace("\n", " ")
    assert column.meaning in said
    assert outcome == "deals" or outcome not in said  # a name for programs
    assert f"{n} future" in wording(figure)


@pytest.mark.parametrize("draw", BOTH)
def test_failures_and_unknown_outcomes_are_refused_in_words(draw) -> None:
    with pytest.raises(ThawError, match="all 3 futures failed"):
        draw(broken(), "legal_end")
    with pytest.raises(UnknownOutcomeError, match="did you mean 'legal_end'"):
        draw(small_batch("examples/veridia", 2), "legal_ned")
