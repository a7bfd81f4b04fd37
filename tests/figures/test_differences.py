"""Differences drawn are those of the comparison, with their intervals and what is sure of them."""

from dataclasses import replace

import pytest
from matplotlib.axes import Axes
from matplotlib.colors import same_color, to_hex

from sim.analysis.comparison.comparison import compare
from sim.errors import ThawError
from sim.figures.base import naming, style
from sim.figures.comparison.differences import TALLEST, differences, panels
from sim.figures.comparison.units import unit_of
from sim.wording.words import capital
from tests.analysis.synthetic import synthetic
from tests.batches import small_batch
from tests.legibility import assert_legible, wording
from tests.legibility import panels as axes_of

STEMS = ("russia_2025", "road_map", "hold")


def points(axes: Axes) -> list[tuple[float, float, str]]:
    """Difference, row and kind of each point: sure, open, same."""
    found = []
    for line in axes.lines:
        if line.get_label() == "difference":
            face = to_hex(line.get_markerfacecolor())
            filled = "open" if face == "#ffffff" else "sure"
            kind = "same" if line.get_marker() == "|" else filled
            found.append((float(line.get_xdata()[0]), float(line.get_ydata()[0]), kind))
    return found


def heading(axes: Axes) -> str:
    """What stands above a panel, in one line."""
    return " ".join(t.get_text() for t in axes.texts if t.get_fontweight() == "bold")


def intervals(axes: Axes) -> list[list[float]]:
    return [list(map(float, x.get_xdata())) for x in axes.lines if x.get_label() == "interval"]


def test_points_and_intervals_are_those_of_the_comparison() -> None:
    batches = [small_batch(stem, 12) for stem in STEMS]
    table = compare(batches).table
    drawn = {heading(axes): axes for axes in axes_of(differences(batches))}
    keys = table.select("outcome", "category").unique(maintain_order=True).rows()
    assert len(drawn) == len(keys)
    for outcome, category in keys:
        rows = [
            r
            for r in table.iter_rows(named=True)
            if (r["outcome"], r["category"]) == (outcome, category)
        ]
        axes = drawn[capital(naming.outcome(outcome, category, rows[0]["meaning"]))]
        scale = 100.0 if rows[0]["kind"] == "share" else 1.0
        expected = []
        for y, row in enumerate(rows):
            sure = "sure" if row["p_holm"] < 0.05 else "open"
            kind = "same" if row["differing"] == 0 else sure
            expected.append((pytest.approx(scale * row["difference"]), y, kind))
        assert points(axes) == expected
        ends = [
            [pytest.approx(scale * row["low"]), pytest.approx(scale * row["high"])]
            for row in rows
            if row["low"] is not None
        ]
        assert intervals(axes) == ends
        low, high = axes.get_xlim()
        assert low < min([0.0, *(end for pair in intervals(axes) for end in pair)])
        assert high > max([0.0, *(end for pair in intervals(axes) for end in pair)])


def test_outcomes_of_one_unit_stand_together_and_share_an_axis() -> None:
    batches = [small_batch(stem, 12) for stem in STEMS]
    figure = differences(batches)
    limits: dict[str, set[tuple[float, float]]] = {}
    order = []
    for axes in axes_of(figure):
        limits.setdefault(axes.get_xlabel(), set()).add(axes.get_xlim())
        order.append(axes.get_xlabel())
    assert set(limits) == {"percentage points", "days", "LP", "number", "UP"}
    assert all(len(found) == 1 for found in limits.values())
    assert [u for k, u in enumerate(order) if k == 0 or u != order[k - 1]] == list(limits)
    assert_legible(figure)


def test_a_scenario_against_itself_differs_by_nothing_at_all() -> None:
    batch = small_batch("russia_2025", 12)
    figure = differences([batch, batch])
    for axes in axes_of(figure):
        assert points(axes) == [(0.0, 0.0, "same")]
        assert intervals(axes) == [[0.0, 0.0]]
    assert_legible(figure)


def test_what_is_sure_is_marked_by_more_than_colour() -> None:
    a = synthetic({"legal_end": [0.0, 1.0, 2.0, 3.0] * 5, "deals": [0, 1] * 10}, name="a")
    b = synthetic({"legal_end": [9.0, 10.0, 11.0, 12.5] * 5, "deals": [1, 0] * 10}, name="b")
    figure = differences([a, b], ["legal_end", "deals"])
    first, second = axes_of(figure)
    assert [kind for _, _, kind in points(first) + points(second)] == ["sure", "open"]
    (legend,) = figure.legends
    sure, chance, _ = legend.legend_handles
    assert same_color(sure.get_markerfacecolor(), style.BLUE)
    assert same_color(chance.get_markerfacecolor(), "white")
    assert "adjusted for all comparisons" in wording(figure)
    assert "95 %" in wording(figure)
    assert "n = 20 pairs" in wording(figure)
    assert "at 10 %" in wording(differences([a, b], ["legal_end"], level=0.9))


def test_what_neither_has_is_said_and_a_single_pair_has_no_interval() -> None:
    a = synthetic({"nash_efficiency": [None], "legal_end": [1.0]}, name="a")
    b = synthetic({"nash_efficiency": [0.5], "legal_end": [3.0]}, name="b")
    figure = differences([a, b], ["nash_efficiency", "legal_end"])
    nothing, one = axes_of(figure)
    assert points(nothing) == []
    assert "none in both" in [t.get_text() for t in nothing.texts]
    assert points(one) == [(2.0, 0.0, "open")]
    assert intervals(one) == []


def test_scenarios_of_another_country_are_compared_on_what_both_have_and_that_is_said() -> None:
    batches = [small_batch("russia_2025", 6), small_batch("examples/veridia", 6)]
    figure = differences(batches)
    names = {heading(axes) for axes in axes_of(figure)}
    assert "Relief at the end" in names
    assert not any("United States" in name for name in names)
    said = " ".join(wording(figure).split())
    assert "of other senders: only outcomes that all have" in said
    assert "days are counted to the end of the shortest" in said
    assert_legible(figure)


def test_other_luck_is_refused() -> None:
    with pytest.raises(ThawError, match="do not share their luck"):
        differences([small_batch("hold", 2), small_batch("hold", 2, 1)])
    with pytest.raises(ThawError, match="legal_ned"):
        differences([small_batch("hold", 2)] * 2, ["legal_ned"])


def test_units_are_said_in_words() -> None:
    assert unit_of("share", "").name == "percentage points"
    assert unit_of("share", "").scale == 100.0
    assert unit_of("days", "d").name == "days"
    assert unit_of("mean", "").name == "number"
    assert unit_of("mean", "$/bbl").name == "$/bbl"
    model = small_batch("russia_2025", 2).columns
    assert all(unit_of("mean", column.unit).name for column in model)


def test_rows_follow_the_scenarios() -> None:
    batches = [small_batch(stem, 6) for stem in STEMS]
    for found in panels(compare(batches)).values():
        for panel in found:
            assert [row.scenario for row in panel.rows] == ["road_map", "hold"]


def test_of_many_scenarios_the_matrix_is_the_figure() -> None:
    batch = small_batch("hold", 4)
    many = [replace(batch, name=f"s{k}") for k in range(18)]
    with pytest.raises(ThawError, match=r"18 scenarios .* pixels: the matrix has them all"):
        differences(many)
    assert_legible(differences(many, ["legal_end", "added"]))
    few = differences(many[:8])
    assert few.get_size_inches()[1] * style.DPI < TALLEST + 200
