"""Differences drawn are those of the comparison, with their intervals and what is sure of them."""

from dataclasses import replace

import pytest
from matplotlib.axes import Axes
from matplotlib.colors import same_color, to_hex
from matplotlib.figure import Figure

from sim.analysis.comparison.cells import apart, spanned
from sim.analysis.comparison.comparison import compare
from sim.errors import ThawError
from sim.figures.base import style
from sim.figures.base.medium import MEMO, SLIDE
from sim.figures.comparison.differences import differences
from sim.figures.comparison.outcomes import by_unit, how_many
from sim.figures.comparison.units import unit_of
from tests.analysis.synthetic import synthetic
from tests.batches import small_batch
from tests.legibility import assert_legible, wording
from tests.legibility import panels as axes_of

STEMS = ("russia_2025", "road_map", "hold")


def points(axes: Axes) -> list[tuple[float, str]]:
    """Difference and kind of each point from top to bottom: sure, open, same."""
    found = []
    for line in axes.lines:
        if line.get_label() == "difference":
            face = to_hex(line.get_markerfacecolor())
            filled = "open" if face == "#ffffff" else "sure"
            kind = "same" if line.get_marker() == "|" else filled
            found.append((float(line.get_ydata()[0]), float(line.get_xdata()[0]), kind))
    return [(x, kind) for _, x, kind in sorted(found)]


def intervals(axes: Axes) -> list[list[float]]:
    """Ends of the intervals from top to bottom."""
    lines = [line for line in axes.lines if line.get_label() == "interval"]
    lines.sort(key=lambda line: float(line.get_ydata()[0]))
    return [list(map(float, line.get_xdata())) for line in lines]


def said(figure: Figure) -> str:
    return " ".join(wording(figure).split())


def test_points_intervals_and_numbers_are_those_of_the_comparison() -> None:
    batches = [small_batch(stem, 12) for stem in STEMS]
    comparison = compare(batches)
    figure = differences(batches)
    units = {
        unit: [outcome for outcome in found if outcome.differs]
        for unit, found in by_unit(comparison).items()
    }
    drawn = axes_of(figure)
    assert len(drawn) == sum(map(bool, units.values()))
    for axes, (unit, found) in zip(drawn, ((u, f) for u, f in units.items() if f), strict=True):
        rows = [row for outcome in found for row in outcome.rows]
        expected = []
        for row in rows:
            sure = "sure" if row["p_holm"] < 0.05 else "open"
            kind = "same" if row["differing"] == 0 else sure
            expected.append((pytest.approx(unit.scale * row["difference"]), kind))
        assert points(axes) == expected
        ends = [
            [pytest.approx(unit.scale * row["low"]), pytest.approx(unit.scale * row["high"])]
            for row in rows
            if row["low"] is not None
        ]
        assert intervals(axes) == ends
        low, high = axes.get_xlim()
        assert low < min([0.0, *(end for pair in intervals(axes) for end in pair)])
        assert high > max([0.0, *(end for pair in intervals(axes) for end in pair)])
        texts = [text.get_text() for text in axes.texts]
        for row in rows:
            assert (f"{apart(row)} ({spanned(row)})" if spanned(row) else apart(row)) in texts
    assert_legible(figure)


def test_what_is_the_same_in_every_future_is_only_counted() -> None:
    batches = [small_batch(stem, 12) for stem in STEMS]
    every = by_unit(compare(batches))
    same = sum(not outcome.differs for found in every.values() for outcome in found)
    assert same > 0
    figure = differences(batches)
    rows = sum(len(points(axes)) for axes in axes_of(figure))
    assert rows == 2 * (how_many(every) - same)
    assert f"{same} outcomes more the same in every future" in said(figure)


def test_outcomes_of_one_unit_stand_together_and_relief_comes_first() -> None:
    figure = differences([small_batch(stem, 12) for stem in STEMS])
    units = [axes.get_xlabel().split("  ")[2] for axes in axes_of(figure)]
    assert units == ["LP", "percentage points", "days", "number", "UP"]
    first, *_ = axes_of(figure)
    bold = [text.get_text() for text in first.texts if text.get_fontweight() == "bold"]
    assert bold == ["Relief at the end"]


def test_a_scenario_against_itself_differs_by_nothing_at_all() -> None:
    batch = small_batch("russia_2025", 12)
    figure = differences([batch, batch])
    for axes in axes_of(figure):
        assert set(points(axes)) == {(0.0, "same")}
        assert all(ends == [0.0, 0.0] for ends in intervals(axes))
    assert_legible(figure)


def test_what_is_sure_is_marked_by_more_than_colour() -> None:
    a = synthetic({"legal_end": [0.0, 1.0, 2.0, 3.0] * 5, "deals": [0, 1] * 10}, name="a")
    b = synthetic({"legal_end": [9.0, 10.0, 11.0, 12.5] * 5, "deals": [1, 0] * 10}, name="b")
    figure = differences([a, b], ["legal_end", "deals"])
    first, second = axes_of(figure)
    assert [kind for _, kind in points(first) + points(second)] == ["sure", "open"]
    (legend,) = figure.legends
    sure, chance, _ = legend.legend_handles
    assert same_color(sure.get_markerfacecolor(), style.BLUE)
    assert same_color(chance.get_markerfacecolor(), "white")
    assert "adjusted for all comparisons here (Holm)" in said(figure)
    assert "95 %" in said(figure)
    assert "in the same 20 futures" in said(figure)
    assert "p under 10 %" in said(differences([a, b], ["legal_end"], level=0.9))


def test_what_neither_has_is_said_and_a_single_pair_has_no_interval() -> None:
    a = synthetic({"nash_efficiency": [None], "legal_end": [1.0]}, name="a")
    b = synthetic({"nash_efficiency": [0.5], "legal_end": [3.0]}, name="b")
    figure = differences([a, b], ["nash_efficiency", "legal_end"])
    one, nothing = axes_of(figure)
    assert points(nothing) == []
    assert "none in both" in [t.get_text() for t in nothing.texts]
    assert points(one) == [(2.0, "open")]
    assert intervals(one) == []


def test_scenarios_of_another_country_are_compared_on_what_both_have_and_that_is_said() -> None:
    batches = [small_batch("russia_2025", 6), small_batch("examples/veridia", 6)]
    figure = differences(batches)
    assert "Relief at the end" in said(figure)
    assert "United States" not in said(figure)
    assert "of other senders: only outcomes that all have" in said(figure)
    assert "days are counted to the end of the shortest" in said(figure)
    assert_legible(figure)


def test_other_luck_is_refused() -> None:
    with pytest.raises(ThawError, match="do not share their luck"):
        differences([small_batch("hold", 2), small_batch("hold", 2, 1)])
    with pytest.raises(ThawError, match="legal_ned"):
        differences([small_batch("hold", 2)] * 2, ["legal_ned"])


def test_units_are_said_in_words() -> None:
    assert unit_of("share", "").name == "percentage points"
    assert unit_of("share", "").scale == 100.0
    assert unit_of("share", "").heading == "Shares of futures, %"
    assert unit_of("days", "d").name == "days"
    assert unit_of("mean", "").name == "number"
    assert unit_of("mean", "$/bbl").name == "$/bbl"
    model = small_batch("russia_2025", 2).columns
    assert all(unit_of("mean", column.unit).name for column in model)


def test_rows_follow_the_scenarios_and_have_their_names() -> None:
    batches = [small_batch(stem, 6) for stem in STEMS]
    for found in by_unit(compare(batches)).values():
        for outcome in found:
            assert [row["b"] for row in outcome.rows] == ["road_map", "hold"]
    first, *_ = axes_of(differences(batches))
    texts = [text.get_text() for text in first.texts]
    assert texts.count("A road-map in six stages") == texts.count("Hold") > 2
    alone, *_ = axes_of(differences(batches[:2]))
    assert "A road-map in six stages" not in [text.get_text() for text in alone.texts]


@pytest.mark.parametrize("count", [2, 3, 4])
def test_a_memo_has_those_that_differ_most(count: int) -> None:
    batches = [small_batch(stem, 12) for stem in (*STEMS, "wedge")[:count]]
    figure = differences(batches, medium=MEMO)
    assert_legible(figure)
    assert figure.get_figwidth() == 6.5
    assert figure.get_figheight() < 9.5
    rows = sum(len(points(axes)) for axes in axes_of(figure))
    assert 0 < rows <= 18
    assert "Relief at the end" in said(figure)
    whole = sum(len(points(axes)) for axes in axes_of(differences(batches)))
    assert ("more that differ less are left out" in said(figure)) == (rows < whole)


def test_a_slide_holds_fewer_and_too_many_scenarios_are_refused() -> None:
    assert_legible(differences([small_batch(stem, 12) for stem in STEMS], medium=SLIDE))
    with pytest.raises(ThawError, match="8 scenarios are too many for a slide"):
        differences([small_batch("hold", 4)] * 8, medium=SLIDE)


def test_of_many_scenarios_there_are_the_outcomes_that_differ_most() -> None:
    batches = [small_batch(stem, 6) for stem in STEMS] * 6
    figure = differences(batches)
    assert_legible(figure)
    assert sum(len(points(axes)) for axes in axes_of(figure)) == 5 * 17
    assert figure.get_figheight() * style.DPI < 3000
    assert "Relief at the end" in said(figure)
    assert "more that differ less are left out" in said(figure)
    assert_legible(differences(batches, ["legal_end", "added"]))
    many = [replace(small_batch("hold", 2), name=f"s{k}") for k in range(98)]
    with pytest.raises(ThawError, match="98 scenarios are too many for a screen"):
        differences(many, ["legal_end"])
