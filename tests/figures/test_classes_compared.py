"""Stacked bars are the shares of the outcome classes."""

import pytest
from matplotlib.axes import Axes

from sim.analysis.wording import class_words
from sim.figures.base import style
from sim.figures.batch.classes import classes
from sim.outcomes.classes import CLASSES
from sim.wording.rounding import percent
from tests.batches import small_batch
from tests.legibility import assert_legible, panels, with_outcomes, wording


def stack(axes: Axes, row: int) -> dict[str, tuple[float, float]]:
    """Left edge and width of the pieces of a bar, by class name."""
    return {
        str(bars.get_label()): (bars.patches[0].get_x(), bars.patches[0].get_width())
        for bars in axes.containers
        if abs(bars.patches[0].get_y() + 0.5 * bars.patches[0].get_height() - row) < 0.3
    }


def test_pieces_are_shares_of_classes_in_their_order_and_fill_the_bar() -> None:
    batches = [small_batch(stem, 30) for stem in ("russia_2025", "road_map")]
    (axes,) = panels(classes(batches))
    assert [t.get_text() for t in axes.get_yticklabels()] == [
        "Russia, March 2025: the…",
        "A road-map in six stages",
    ]
    for row, batch in enumerate(batches):
        outcomes = batch.outcomes["outcome"].to_list()
        expected = {
            class_words(c): outcomes.count(c) / len(outcomes) for c in CLASSES if c in outcomes
        }
        found = stack(axes, row)
        assert {name: width for name, (_, width) in found.items()} == pytest.approx(expected)
        assert list(found) == list(expected)
        left = 0.0
        for start, width in found.values():
            assert start == pytest.approx(left)
            left += width
        assert left == pytest.approx(1.0)


def test_percentages_are_written_where_there_is_room_and_only_there() -> None:
    names = ["status_quo"] * 38 + ["partial"] * 1 + ["escalation"] * 1
    batch = with_outcomes(small_batch("examples/veridia", 40), {"outcome": list(names)})
    figure = classes([batch, batch])
    (axes,) = panels(figure)
    # Pieces of 2 % are too narrow for their percentage.
    assert [t.get_text() for t in axes.texts] == [percent(0.95)] * 2
    assert_legible(figure)


def test_hatches_tell_classes_apart_without_colour_and_the_legend_explains_them() -> None:
    names = ["baby_steps", "baby_steps_reversed", "partial", "partial_reversed", "escalation"]
    batch = with_outcomes(small_batch("examples/veridia", 5), {"outcome": list(names)})
    figure = classes([batch, batch])
    (legend,) = figure.legends
    assert [t.get_text() for t in legend.get_texts()] == [class_words(n) for n in names]
    for patch, name in zip(legend.get_patches(), names, strict=True):
        assert (patch.get_hatch() or "") == style.class_look(name).hatch


def test_the_heading_tells_how_precise_the_shares_are() -> None:
    batch = with_outcomes(
        small_batch("examples/veridia", 40), {"outcome": ["partial"] * 20 + ["escalation"] * 20}
    )
    # Wilson at p = .5, n = 40: .5 +- z / 2 / sqrt(n + z^2) = .1481.
    assert "±15 percentage points" in wording(classes([batch, batch]))
    said = wording(classes([batch, batch], 0.9))
    assert "±13 percentage points" in said
    assert "Interval (90 %, Wilson)" in said


def test_eighteen_scenarios_can_be_read() -> None:
    assert_legible(classes([small_batch("russia_2025", 8), small_batch("road_map", 8)] * 9))
