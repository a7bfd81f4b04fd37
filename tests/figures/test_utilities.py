"""Points are futures, crosses their means, the curve what was open at the outset."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from sim.analysis.opening import opening
from sim.figures.base import style
from sim.figures.comparison.utilities import COLUMNS, POINTS, utilities
from sim.statistics.intervals import mean
from tests.batches import small_batch
from tests.legibility import assert_legible, panels, with_outcomes, wording

STEMS = ("russia_2025", "road_map", "wedge")


def lines(axes: Axes, label: str) -> list[Line2D]:
    return [x for x in axes.lines if x.get_label() == label]


def test_a_panel_holds_the_futures_of_its_scenario_and_their_mean_with_its_interval() -> None:
    batches = [small_batch(stem, 12) for stem in STEMS]
    figure = utilities(batches)
    overview, *each = panels(figure)
    assert len(each) == 3
    for k, (axes, batch) in enumerate(zip(each, batches, strict=True)):
        x, y = (batch.outcomes[name].to_numpy().astype(float) for name in COLUMNS)
        (futures,) = lines(axes, "futures")
        assert np.array_equal(np.asarray(futures.get_xdata()), x)
        assert np.array_equal(np.asarray(futures.get_ydata()), y)
        (dot,) = lines(axes, "mean")
        assert (dot.get_xdata()[0], dot.get_ydata()[0]) == pytest.approx((x.mean(), y.mean()))
        drawn = lines(axes, "interval")
        # No interval of what is the same in every future.
        known = [ends for ends in (mean(x).interval(0.95), mean(y).interval(0.95)) if ends]
        assert len(drawn) == len(known)
        for line, ends in zip(drawn, known, strict=True):
            along = {tuple(line.get_xdata()), tuple(line.get_ydata())}
            assert any(one == pytest.approx(tuple(ends)) for one in along)
        again = lines(overview, "mean")[k]
        assert again.get_xdata()[0] == pytest.approx(x.mean())
        assert again.get_marker() == style.scenario_look(k).marker
    assert_legible(figure)


def test_the_frontier_and_the_nash_point_are_those_of_the_opening() -> None:
    batches = [small_batch(stem, 4) for stem in ("wedge", "maximalist_kremlin", "hold")]
    wedge, maximalist, hold = panels(utilities(batches))[1:]
    found = opening(batches[0].model)
    assert found is not None
    assert found.nash is not None
    (curve,) = lines(wedge, "frontier")
    assert list(curve.get_xdata()) == [p.own for p in found.frontier]
    assert list(curve.get_ydata()) == [p.other for p in found.frontier]
    (nash,) = lines(wedge, "Nash")
    assert (nash.get_xdata()[0], nash.get_ydata()[0]) == (found.nash.own, found.nash.other)
    # The Nash point is seen.
    assert wedge.get_xlim()[0] < found.nash.own < wedge.get_xlim()[1]
    assert wedge.get_ylim()[0] < found.nash.other < wedge.get_ylim()[1]
    assert lines(maximalist, "frontier")
    assert not lines(maximalist, "Nash")
    assert not lines(hold, "frontier")
    assert "no menu of packages" in hold.get_xlabel()


def test_axes_are_shared_say_their_units_and_hold_every_point() -> None:
    batches = [small_batch(stem, 12) for stem in STEMS]
    found = panels(utilities(batches))
    assert len({(axes.get_xlim(), axes.get_ylim()) for axes in found}) == 1
    (left, right), (low, high) = found[0].get_xlim(), found[0].get_ylim()
    for batch in batches:
        x, y = (batch.outcomes[name].to_numpy() for name in COLUMNS)
        assert left < x.min() <= x.max() < right
        assert low < y.min() <= y.max() < high
    assert all(axes.get_xlabel().startswith("executive, UP") for axes in found)
    assert found[0].get_ylabel() == "target, LP"
    assert "linear up to ±1, logarithmic beyond" in wording(utilities(batches))


def test_the_share_without_any_deal_is_said() -> None:
    veridia = small_batch("examples/veridia", 4)
    batch = with_outcomes(veridia, {"deals": [0, 0, 0, 2]})
    axes = panels(utilities([batch, batch]))[1]
    assert "no deal: 75.0 %" in [t.get_text() for t in axes.texts]


def test_no_deal_anywhere_is_drawn_as_points_at_zero() -> None:
    figure = utilities([small_batch("hold", 6), small_batch("maximalist_kremlin", 6)])
    for axes in panels(figure):
        assert lines(axes, "mean")[0].get_xdata()[0] == 0.0
        assert axes.get_xlim()[0] < 0.0 < axes.get_xlim()[1]
    assert_legible(figure)


def test_of_many_futures_the_first_are_drawn_and_that_is_said() -> None:
    n = POINTS + 50
    batch = small_batch("examples/veridia", 2)
    many = replace(batch, outcomes=batch.outcomes[np.arange(n) % 2], n=n)
    figure = utilities([many, many])
    (futures,) = lines(panels(figure)[1], "futures")
    assert len(futures.get_xdata()) == POINTS
    assert f"the first {POINTS}" in wording(figure)
