"""The matrix says every mean, and colours it by how far it is from the baseline's."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from matplotlib.figure import Figure

from sim.analysis.comparison.cells import value
from sim.analysis.comparison.comparison import compare
from sim.analysis.comparison.effects import effects
from sim.errors import ThawError
from sim.figures.base import naming
from sim.figures.base.medium import MEMO, SLIDE
from sim.figures.comparison.matrix import BOUNDS, matrix
from sim.wording.words import capital
from tests.analysis.synthetic import synthetic
from tests.batches import small_batch
from tests.legibility import assert_legible, panels, wording

STEMS = ("russia_2025", "road_map", "hold", "wedge")


def table(figure: Figure) -> Axes:
    """The panel that has the cells; before it comes the strip of all colours."""
    _, *blocks = panels(figure)
    (axes,) = blocks
    return axes


def rows(axes: Axes) -> dict[str, list[str]]:
    """Cells by the name of their outcome; headings have none."""
    found: dict[int, list[tuple[float, str]]] = {}
    for text in axes.texts:
        x, y = text.get_position()
        if y > 0.0:
            found.setdefault(int(y), []).append((x, text.get_text()))
    lines = {}
    for _, texts in sorted(found.items()):
        name, *cells = [text for _, text in sorted(texts)]
        lines[name] = _joined(cells)
    return lines


def _joined(texts: list[str]) -> list[str]:
    """Numbers with the triangles behind them."""
    cells: list[str] = []
    for text in texts:
        if text in ("", "▲", "▼", "△", "▽"):
            cells[-1] = f"{cells[-1]} {text}".strip()
        else:
            cells.append(text)
    return cells


def shades(axes: Axes) -> np.ma.MaskedArray:
    (mesh,) = [c for c in axes.collections if isinstance(c, QuadMesh)]
    return np.ma.asarray(mesh.get_array())


def test_numbers_are_those_of_the_tables_and_colours_the_effects() -> None:
    batches = [small_batch(stem, 12) for stem in STEMS]
    comparison = compare(batches)
    axes = table(matrix(batches))
    written, shown = rows(axes), shades(axes)
    keys = comparison.table.select("outcome", "category").unique(maintain_order=True).rows()
    assert sum(bool(cells) for cells in written.values()) == len(keys)
    of = {(r["b"], r["outcome"], r["category"]): r for r in comparison.table.iter_rows(named=True)}
    sizes = {row[:3]: row[3] for row in effects(batches, comparison).iter_rows()}
    places = {name: y for y, name in enumerate(written)}
    for outcome, category in keys:
        row = of[comparison.names[1], outcome, category]
        name = capital(naming.outcome(outcome, category, row["meaning"]))
        first, *others = written[name]
        assert first == (value(row, row["mean_a"]) or "–")
        assert shown[places[name], 0] == 0.0
        for x, (b, cell) in enumerate(zip(comparison.names[1:], others, strict=True), start=1):
            row, effect = of[b, outcome, category], sizes[b, outcome, category]
            assert cell.partition(" ")[0] == (value(row, row["mean_b"]) or "–")
            mark = cell.partition(" ")[2]
            sure = row["p_holm"] is not None and row["p_holm"] < 0.05
            more = (row["difference"] or 0.0) > 0.0
            if sure:
                assert mark == ("▲" if more else "▼")
            elif effect is not None and abs(effect) >= 0.2:
                assert mark == ("△" if more else "▽")
            else:
                assert mark == ""
            if effect is not None:
                assert shown[places[name], x] == pytest.approx(np.clip(effect, -1e8, 1e8))


def test_outcomes_stand_below_their_unit_and_relief_comes_first() -> None:
    figure = matrix([small_batch(stem, 6) for stem in STEMS])
    names = list(rows(table(figure)))
    headings = [name for name, cells in rows(table(figure)).items() if not cells]
    assert headings == [
        "LP, 100 at the start",
        "Shares of futures, %",
        "Days to wait, at most to the end",
        "Numbers",
        "Gains, UP",
    ]
    assert names[1:5] == ["Relief at the end", "Of it felt", "Of it by agreement", "New sanctions"]
    assert "Ends as: Partial" in names
    assert "six stages" in " ".join(wording(figure).split())
    assert_legible(figure)


def test_gains_at_two_tables_have_names_that_differ() -> None:
    written = rows(table(matrix([small_batch("russia_2025", 6), small_batch("baby_steps", 6)])))
    gains = [name for name in written if name.startswith("Gain of the Kremlin")]
    assert gains == ["Gain of the Kremlin", "Gain of the Kremlin at the table of the EU Council"]
    assert "Gain of the EU Council" in written


def test_triangles_say_what_is_sure_and_its_direction() -> None:
    a = synthetic({"legal_end": [0.0, 1.0, 2.0, 3.0] * 5, "deals": [0, 1] * 10}, name="a")
    b = synthetic({"legal_end": [9.0, 10.0, 11.0, 12.5] * 5, "deals": [1, 0] * 10}, name="b")
    c = synthetic({"legal_end": [0.0, 0.0, 0.0, 0.0] * 5, "deals": [0, 2] * 10}, name="c")
    axes = table(matrix([a, b, c], ["legal_end", "deals"]))
    written = rows(axes)
    assert written["Relief at the end"] == ["1.5", "10.6 ▲", "0.0 ▼"]
    assert written["Packages agreed"] == ["0.5", "0.5", "1.0 ▲"]
    few = [synthetic({"deals": [0, 1, 0]}, name="a"), synthetic({"deals": [1, 2, 0]}, name="b")]
    assert rows(table(matrix(few, ["deals"])))["Packages agreed"] == ["0.3", "1.0 △"]


def test_colours_grow_darker_with_the_difference_whatever_its_sign() -> None:
    def lightness(colour: tuple[float, ...]) -> float:
        return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]

    axes = table(matrix([small_batch("hold", 3)] * 2))
    (mesh,) = [c for c in axes.collections if isinstance(c, QuadMesh)]
    middles = [-9.0, *(0.5 * (a + b) for a, b in pairwise(BOUNDS)), 9.0]
    light = [lightness(mesh.to_rgba([d])[0]) for d in middles]
    assert light[:4] == sorted(light[:4])
    assert light[3:] == sorted(light[3:], reverse=True)
    # Black numbers can be read on all of them.
    assert min(light) > 0.45


def test_no_difference_is_white_and_what_nobody_has_is_a_dash() -> None:
    batch = small_batch("hold", 6)
    assert (shades(table(matrix([batch, batch]))) == 0.0).all()
    a = synthetic({"nash_efficiency": [None, None], "legal_end": [1.0, 1.0]})
    axes = table(matrix([a, a], ["nash_efficiency", "legal_end"]))
    written = rows(axes)
    assert written["Relief at the end"] == ["1.0", "1.0"]
    assert ["–", "–"] in written.values()
    assert shades(axes).mask.sum() == 1


def test_a_certain_difference_is_the_strongest_colour() -> None:
    a, b = synthetic({"deals": [0, 0]}), synthetic({"deals": [3, 3]})
    assert shades(table(matrix([a, b], ["deals"])))[1, 1] > BOUNDS[-1]


def test_many_outcomes_can_be_read() -> None:
    batch = small_batch("russia_2025", 3)
    wanted = [column.name for column in batch.columns if column.type == "float"][:34]
    figure = matrix([batch, batch], wanted)
    assert sum(bool(cells) for cells in rows(table(figure)).values()) == len(wanted)
    assert_legible(figure)


def test_eighteen_scenarios_go_on_in_blocks_below_beside_the_baseline_again() -> None:
    batches = [small_batch(stem, 4) for stem in STEMS] * 4 + [small_batch("hold", 4)] * 2
    figure = matrix(batches)
    assert_legible(figure)
    _, *blocks = panels(figure)
    assert sum(axes.get_xlim()[1] - 1 for axes in blocks) == 17
    assert blocks[1].get_position().y1 < blocks[0].get_position().y0
    assert "adjusted for all cells (Holm)" in " ".join(wording(figure).split())


@pytest.mark.parametrize("count", [2, 3, 4])
def test_a_memo_holds_two_to_four_scenarios_side_by_side(count: int) -> None:
    figure = matrix([small_batch(stem, 6) for stem in STEMS[:count]], medium=MEMO)
    axes = table(figure)
    assert figure.get_figwidth() == 6.5
    assert axes.get_xlim()[1] == count
    assert_legible(figure)
    screen = rows(table(matrix([small_batch(stem, 6) for stem in STEMS[:count]])))
    assert list(rows(axes).values()) == list(screen.values())


def test_more_are_split_on_a_memo_or_refused_with_what_it_holds() -> None:
    figure = matrix(
        [small_batch(stem, 4) for stem in STEMS] + [small_batch("hold", 4)], medium=MEMO
    )
    assert len(panels(figure)) == 3
    assert_legible(figure)
    with pytest.raises(ThawError, match="8 scenarios are too many for a memo, which holds 7"):
        matrix([small_batch("hold", 4)] * 8, medium=MEMO)


def test_a_slide_has_the_outcomes_that_differ_most() -> None:
    batches = [small_batch(stem, 12) for stem in STEMS[:3]]
    figure = matrix(batches, medium=SLIDE)
    kept = {name: cells for name, cells in rows(table(figure)).items() if cells}
    whole = {name: cells for name, cells in rows(table(matrix(batches))).items() if cells}
    assert len(kept) == 8
    assert "Relief at the end" in kept
    assert kept.items() <= whole.items()
    assert f"{len(whole) - 8} more are left out" in " ".join(wording(figure).split())
