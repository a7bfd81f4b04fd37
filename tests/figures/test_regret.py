"""Dots are the measures of regret, the least of each filled."""

import pytest
from matplotlib.axes import Axes
from matplotlib.colors import same_color

from sim.analysis.comparison.regret import regret
from sim.errors import ThawError
from sim.figures.comparison.regret import regrets
from sim.figures.findings.comparison import GAINS
from tests.analysis.synthetic import synthetic
from tests.batches import small_batch
from tests.legibility import assert_legible, panels, wording

MEASURES = ("expected", "cvar", "minimax")


def dots(axes: Axes, measure: str) -> list[float]:
    return [float(x.get_xdata()[0]) for x in axes.lines if x.get_label() == measure]


def filled(axes: Axes, measure: str) -> list[bool]:
    return [
        not same_color(x.get_markerfacecolor(), "white")
        for x in axes.lines
        if x.get_label() == measure
    ]


def test_dots_are_the_regrets_of_the_analysis() -> None:
    batches = [small_batch(stem, 12) for stem in ("russia_2025", "road_map", "wedge")]
    figure = regrets(batches)
    for axes, outcome in zip(panels(figure), GAINS, strict=True):
        table = regret(batches, outcome=outcome)
        for measure in MEASURES:
            assert dots(axes, measure) == pytest.approx(table[measure].to_list())
            least = table[measure].min()
            assert filled(axes, measure) == [x == least for x in table[measure]]
        spans = [
            list(x.get_xdata())
            for x in axes.lines
            if len(x.get_xdata()) == 2 and x.get_color() == "#444444"
        ]
        ends = [
            [pytest.approx(row[f"{m}_low"]), pytest.approx(row[f"{m}_high"])]
            for row in table.to_dicts()
            for m in ("expected", "cvar")
            if row[f"{m}_low"] is not None
        ]
        assert spans == ends
    assert [axes.get_xlabel() for axes in panels(figure)] == ["regret, UP", "regret, LP"]
    assert_legible(figure)


def test_by_hand() -> None:
    a = synthetic({"utility_executive": [1.0, 0.0, 4.0, 0.0]}, name="a")
    b = synthetic({"utility_executive": [0.0, 0.0, 1.0, 2.0]}, name="b")
    figure = regrets([a, b], ["utility_executive"])
    (axes,) = panels(figure)
    assert dots(axes, "expected") == [0.5, 1.0]
    assert dots(axes, "minimax") == [2.0, 3.0]
    # a is best in three of four futures, ties among them, b in two.
    shares = [t.get_text() for t in axes.texts if t.get_text().endswith("%")]
    assert shares == ["75.0 %", "50.0 %"]
    assert "95 %" in wording(figure)


def test_nothing_to_regret_is_drawn_at_zero() -> None:
    batch = small_batch("hold", 4)
    figure = regrets([batch, batch])
    for axes in panels(figure):
        for measure in MEASURES:
            assert dots(axes, measure) == [0.0, 0.0]
            assert filled(axes, measure) == [True, True]
    assert_legible(figure)


def test_markers_differ_in_shape() -> None:
    axes = panels(regrets([small_batch("hold", 2)] * 2))[0]
    shapes = {x.get_label(): x.get_marker() for x in axes.lines if x.get_label() in MEASURES}
    assert len(set(shapes.values())) == 3


def test_one_future_has_no_interval_and_no_outcome_is_refused() -> None:
    assert_legible(regrets([small_batch("hold", 1), small_batch("wedge", 1)]))
    with pytest.raises(ThawError, match="nothing to regret"):
        regrets([small_batch("hold", 1)] * 2, [])
    with pytest.raises(ThawError, match="utilty"):
        regrets([small_batch("hold", 1)] * 2, ["utilty"])
