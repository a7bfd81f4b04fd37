"""The matrix says every mean, and colours it by how far it is from the baseline's."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh

from sim.analysis.comparison.comparison import compare
from sim.analysis.comparison.effects import effects
from sim.figures.base.scenarios import names
from sim.figures.comparison.matrix import BOUNDS, matrix
from tests.analysis.synthetic import synthetic
from tests.batches import small_batch
from tests.legibility import assert_legible, panels, wording

STEMS = ("russia_2025", "road_map", "hold", "wedge")


def cells(axes: Axes) -> list[list[str]]:
    """Texts of the cells, row by row."""
    rows = [round(t.get_position()[1] - 0.5) for t in axes.texts]
    found: list[list[str]] = [[] for _ in range(max(rows) + 1)]
    for row, text in zip(rows, axes.texts, strict=True):
        found[row].append(text.get_text())
    return found


def shades(axes: Axes) -> np.ma.MaskedArray:
    (mesh,) = [c for c in axes.collections if isinstance(c, QuadMesh)]
    return np.ma.asarray(mesh.get_array())


def test_numbers_are_the_means_and_colours_the_effects_of_the_comparison() -> None:
    batches = [small_batch(stem, 12) for stem in STEMS]
    comparison = compare(batches)
    (axes,) = panels(matrix(batches))
    labels = [t.get_text() for t in axes.get_xticklabels()]
    keys = comparison.table.select("outcome", "category").unique(maintain_order=True).rows()
    assert len(labels) == len(keys)
    written, shown = cells(axes), shades(axes)
    table = {
        (r["b"], r["outcome"], r["category"]): r for r in comparison.table.iter_rows(named=True)
    }
    sizes = {row[:3]: row[3] for row in effects(batches, comparison).iter_rows()}
    for x, (outcome, category) in enumerate(keys):
        for y, name in enumerate(comparison.names[1:], start=1):
            row = table[name, outcome, category]
            value = row["mean_b"] * (100.0 if row["kind"] == "share" else 1.0)
            step = 1.0 if row["kind"] in ("share", "days") else 0.1 if abs(value) >= 1.0 else 0.01
            number = float(written[y][x].replace("−", "-").lstrip("<>"))
            assert number == pytest.approx(value, abs=0.51 * step)
            effect = sizes[name, outcome, category]
            assert shown[y, x] == pytest.approx(np.clip(effect, -1e8, 1e8))
        assert shown[0, x] == 0.0


def test_units_stand_over_every_column_and_names_beside_every_row() -> None:
    figure = matrix([small_batch(stem, 6) for stem in STEMS])
    (axes,) = panels(figure)
    labels = [t.get_text() for t in axes.get_xticklabels()]
    assert {label.split(", ")[-1] for label in labels} == {"%", "days", "LP", "UP", "number"}
    assert "Relief at the end, LP" in labels
    assert "Ends as: Partial, %" in labels
    assert [t.get_text() for t in axes.get_yticklabels()] == names(
        [small_batch(stem, 6) for stem in STEMS]
    )
    assert_legible(figure)


def test_what_is_sure_is_bold_and_triangles_repeat_the_direction() -> None:
    a = synthetic({"legal_end": [0.0, 1.0, 2.0, 3.0] * 5, "deals": [0, 1] * 10}, name="a")
    b = synthetic({"legal_end": [9.0, 10.0, 11.0, 12.5] * 5, "deals": [1, 0] * 10}, name="b")
    c = synthetic({"legal_end": [0.0, 0.0, 0.0, 0.0] * 5, "deals": [0, 1] * 10}, name="c")
    (axes,) = panels(matrix([a, b, c], ["legal_end", "deals"]))
    assert cells(axes) == [["1.5", "0.50"], ["10.6", "0.50"], ["0", "0.50"]]
    bold = {t.get_text() for t in axes.texts if t.get_fontweight() == "bold"}
    assert bold == {"10.6", "0"}
    marks = [(x.get_marker(), int(x.get_ydata()[0])) for x in axes.lines if x.get_marker() in "^v"]
    assert sorted(marks) == [("^", 1), ("v", 2)]


def test_colours_grow_darker_with_the_difference_whatever_its_sign() -> None:
    def lightness(colour: tuple[float, ...]) -> float:
        return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]

    (axes,) = panels(matrix([small_batch("hold", 3)] * 2))
    (mesh,) = [c for c in axes.collections if isinstance(c, QuadMesh)]
    middles = [-9.0, *(0.5 * (a + b) for a, b in pairwise(BOUNDS)), 9.0]
    light = [lightness(mesh.to_rgba([d])[0]) for d in middles]
    assert light[:4] == sorted(light[:4])
    assert light[3:] == sorted(light[3:], reverse=True)
    # Black numbers can be read on all of them.
    assert min(light) > 0.45


def test_no_difference_is_white_and_what_nobody_has_is_a_dash() -> None:
    batch = small_batch("hold", 6)
    (axes,) = panels(matrix([batch, batch]))
    assert (shades(axes) == 0.0).all()
    a = synthetic({"nash_efficiency": [None, None], "legal_end": [1.0, 1.0]})
    (axes,) = panels(matrix([a, a], ["nash_efficiency", "legal_end"]))
    assert cells(axes) == [["–", "1.0"], ["–", "1.0"]]
    assert shades(axes).mask.tolist() == [[False, False], [True, False]]


def test_a_certain_difference_is_the_strongest_colour() -> None:
    a, b = synthetic({"deals": [0, 0]}), synthetic({"deals": [3, 3]})
    (axes,) = panels(matrix([a, b], ["deals"]))
    assert shades(axes)[1, 0] > BOUNDS[-1]


def test_many_outcomes_go_on_in_a_block_below() -> None:
    batch = small_batch("russia_2025", 3)
    wanted = [column.name for column in batch.columns if column.type == "float"][:34]
    figure = matrix([batch, batch], wanted)
    first, second = panels(figure)
    assert second.get_position().y1 < first.get_position().y0
    assert len(first.get_xticks()) + len(second.get_xticks()) == len(wanted)
    assert_legible(figure)


def test_eighteen_scenarios_can_be_read() -> None:
    figure = matrix([small_batch(stem, 4) for stem in STEMS] * 4 + [small_batch("hold", 4)] * 2)
    assert_legible(figure)
    assert "adjusted for all cells (Holm)" in wording(figure)
