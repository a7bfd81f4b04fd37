"""Figures of checks: values in units of their bands, and what each rule does to them."""

from dataclasses import replace

import polars as pl
import pytest
from matplotlib.patches import Rectangle
from numpy.testing import assert_allclose

from sim.errors import ThawError
from sim.figures.base.medium import MEMO, SLIDE
from sim.figures.base.save import drawing
from sim.figures.registry import figures_of
from sim.figures.validation.ablations import MOST, ablations
from sim.figures.validation.patterns import REACH, patterns
from tests.legibility import assert_legible, draws, panels, wording
from tests.validations import check

CHECK_FIGURES = draws("check")


@pytest.mark.parametrize("name", CHECK_FIGURES)
def test_each_can_be_read_and_says_what_was_found_from_what(name: str) -> None:
    figure = CHECK_FIGURES[name](check())
    assert_legible(figure)
    said = " ".join(wording(figure).split())
    found = figures_of("check")[name].finding(check())
    assert found
    assert found in said
    assert "12 patterns in 1 scenario · up to 400 futures each" in said
    assert drawing(figure, "png") == drawing(CHECK_FIGURES[name](check()), "png")


def test_values_are_drawn_in_units_of_their_bands() -> None:
    calibration, validation = panels(patterns(check()))
    rows = check().patterns.filter(use="calibration").to_dicts()
    drawn = [x for x in calibration.lines if x.get_label() in ("pass", "miss")]
    assert [x.get_label() for x in drawn] == [row["verdict"] for row in rows]
    for line, row in zip(drawn, rows, strict=True):
        place = (row["value"] - row["band_low"]) / (row["band_high"] - row["band_low"])
        assert_allclose(line.get_xdata(), min(max(place, -REACH), 1.0 + REACH))
        inside = 0.0 <= place <= 1.0
        assert inside == (row["verdict"] == "pass")
    (far,) = [x for x in drawn if x.get_marker() == ">"]
    assert float(far.get_xdata()[0]) == 1.0 + REACH
    assert "nothing to measure" in [text.get_text() for text in validation.texts]


def test_numbers_scenario_n_and_band_stand_beside_in_words() -> None:
    said = wording(patterns(check()))
    row = check().patterns.row(2, named=True)
    assert f"band {row['band_low']:g} to {row['band_high']:g}" in said
    assert "· 400 futures of russia 2025 · pattern-2" in " ".join(said.split())
    assert "emergencies continued" in said
    assert "emergencies_continued" not in said
    assert "pass, not surely" in said
    assert "miss, not surely" in said


def test_cells_that_change_are_marked_and_shaded() -> None:
    figure = ablations(check())
    (axes,) = panels(figure)
    for changed in ("breaks", "mends"):
        wanted = check().ablations.filter(changed=changed).height
        shaded = [p for p in axes.patches if isinstance(p, Rectangle) and p.get_label() == changed]
        marks = [x for x in axes.lines if x.get_label() == changed]
        assert len(shaded) == len(marks) == wanted > 0
    names = [label.get_text() for label in axes.get_yticklabels()]
    verdicts = dict(check().patterns.select("id", "verdict").iter_rows())
    assert names == [f"{name}, {verdict}" for name, verdict in verdicts.items()]


def test_each_rule_is_told_in_words() -> None:
    said = wording(ablations(check()))
    assert "presidential-rule-7: What rule 7 does to the sides, in so many words (R7)" in said


def test_many_rules_go_into_another_block() -> None:
    table = check().ablations
    twice = pl.concat([table, table.with_columns(pl.col("ablation") + "-again")])
    figure = ablations(replace(check(), ablations=twice))
    assert len(panels(figure)) == -(-28 // MOST) == 2
    assert_legible(figure)


def test_without_patterns_or_rules_there_is_nothing_to_draw() -> None:
    with pytest.raises(ThawError, match="no pattern"):
        patterns(replace(check(), patterns=check().patterns.head(0)))
    with pytest.raises(ThawError, match="no rule"):
        ablations(replace(check(), ablations=check().ablations.head(0)))


def test_a_memo_has_the_patterns_farthest_from_their_bands() -> None:
    figure = patterns(check(), medium=MEMO)
    assert_legible(figure)
    drawn = [x for axes in panels(figure) for x in axes.lines if x.get_label() in ("pass", "miss")]
    assert len(drawn) == 11
    said = " ".join(wording(figure).split())
    assert "1 more, nearer to the middle of their bands, are left out" in said
    slide = patterns(check(), medium=SLIDE)
    assert_legible(slide)
    assert [x.get_marker() for axes in panels(slide) for x in axes.lines].count(">") == 1
