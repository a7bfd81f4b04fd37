"""Fan charts side by side draw each scenario's quantiles on axes that all share."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.dates import num2date
from numpy.testing import assert_allclose

from sim.errors import ThawError
from sim.figures.base.dates import date_number
from sim.figures.batch.fan import SERIES, fan
from sim.statistics.intervals import quantiles
from tests.batches import small_batch
from tests.legibility import assert_legible, panels, wording

STEMS = ("russia_2025", "road_map", "wedge")


def drawn(axes: Axes, label: str) -> list[np.ndarray]:
    return [np.asarray(x.get_ydata(), dtype=float) for x in axes.lines if x.get_label() == label]


def test_each_panel_has_its_scenarios_quantiles_and_the_baselines_median() -> None:
    batches = [small_batch(stem, 12) for stem in STEMS]
    found = panels(fan(batches))
    assert len(found) == len(SERIES) * len(STEMS)
    for k, axes in enumerate(found):
        name, batch = SERIES[k // 3], batches[k % 3]
        values = batch.series(name).astype(float)
        (median,) = drawn(axes, "median")
        assert_allclose(median, quantiles(values, [0.5])[0], rtol=1e-6)
        baseline = drawn(axes, "baseline")
        assert len(baseline) == (0 if k % 3 == 0 else 1)
        for line in baseline:
            assert_allclose(line, quantiles(batches[0].series(name), [0.5])[0], rtol=1e-6)
        edges = {
            c.get_label(): np.asarray(c.get_paths()[0].vertices)[:, 1] for c in axes.collections
        }
        assert edges["90 %"].max() == pytest.approx(quantiles(values, [0.95]).max())
        assert edges["50 %"].min() == pytest.approx(quantiles(values, [0.25]).min())


def steps(axes: Axes) -> list[list[tuple[float, float]]]:
    """Outlines of the bands, and of the median as it is drawn."""
    found = [c.get_paths()[0].vertices.tolist() for c in axes.collections]
    (median,) = [x for x in axes.lines if x.get_label() == "median"]
    assert median.get_drawstyle() == "steps-post"
    return [*found, np.asarray(median.get_xydata()).tolist()]


@pytest.mark.parametrize("stem", ["by_hand", "examples/veridia"])
def test_a_scenario_beside_itself_has_the_fan_of_its_batch(stem: str) -> None:
    batch = small_batch(stem, 12)
    for name in SERIES:
        (alone,) = panels(fan(batch, [name]))
        for axes in panels(fan([batch, batch], [name])):
            assert steps(axes) == steps(alone)


def test_nothing_is_drawn_between_two_steps() -> None:
    # Relief of the calculation by hand is 0, then 30, then 50, then 30: no ramp between them.
    batch = small_batch("by_hand", 12)
    for axes in panels(fan([batch, batch], ["legal"])):
        for c in axes.collections:
            assert set(np.asarray(c.get_paths()[0].vertices)[:, 1]) == {0.0, 30.0, 50.0}


def test_all_panels_of_a_series_share_both_axes_over_all_years() -> None:
    batches = [small_batch(stem, 4) for stem in ("russia_2025", "by_hand", "russia_2026")]
    found = panels(fan(batches, ["legal"]))
    assert len({axes.get_ylim() for axes in found}) == 1
    for axes in found:
        first, last = (num2date(x).date() for x in axes.get_xlim())
        assert first == batches[0].model.scenario.start
        assert abs((last - batches[2].model.scenario.end).days) <= 1
    x = np.asarray(
        next(line for line in found[1].lines if line.get_label() == "median").get_xdata()
    )
    assert x[0] == date_number(batches[1].model, 0.0)


def test_more_than_four_scenarios_go_on_below() -> None:
    batches = [small_batch("examples/veridia", 3)] * 6
    found = panels(fan(batches, ["legal"]))
    boxes = [axes.get_position() for axes in found]
    assert len({round(box.x0, 6) for box in boxes}) == 4
    assert boxes[4].y1 < boxes[0].y0
    assert boxes[4].x0 == boxes[0].x0


def test_units_and_names_are_said() -> None:
    figure = fan([small_batch(stem, 4) for stem in STEMS])
    found = panels(figure)
    assert "(LP eased)" in found[0].get_ylabel()
    assert "(LP in force)" in found[3].get_ylabel()
    assert [axes.get_title(loc="left") for axes in found[:3]] == [
        "Russia, March 2025: the world of…",
        "A road-map in six stages",
        "The first motive: a wedge",
    ]
    assert "4 futures each" in wording(figure)
    assert_legible(figure)


def test_a_series_that_one_scenario_lacks_is_refused() -> None:
    batches = [small_batch("russia_2025", 2), small_batch("by_hand", 2)]
    with pytest.raises(ThawError, match="no series 'legal_EU'"):
        fan(batches, ["legal_EU"])
    with pytest.raises(ThawError, match="no series to draw"):
        fan(batches, [])


def test_of_many_scenarios_only_relief_is_drawn_unless_more_is_asked_for() -> None:
    batch = small_batch("hold", 4)
    many = [replace(batch, name=f"s{k}") for k in range(12)]
    figure = fan(many)
    assert_legible(figure)
    assert len(panels(figure)) == 12
    assert len(panels(fan(many, SERIES))) == 24
