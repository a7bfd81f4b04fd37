"""Skill by case: values, intervals, what is beyond the axis, all cases apart."""

from dataclasses import replace

import polars as pl
import pytest
from matplotlib.axes import Axes

from sim.figures.base.medium import MEMO, SLIDE, Medium
from sim.figures.validation.forecasters import AGAINST, LABELS
from sim.figures.validation.skill import LOWEST, skill
from sim.validation.backtest import Backtest
from sim.validation.backtest.forecasters import HEADLINE
from sim.validation.backtest.groups import CASE
from tests.legibility import assert_legible, panels, wording
from tests.validations import backtest, cases


def panel(result: Backtest, title: str) -> Axes:
    (found,) = [
        axes for axes in panels(skill(result, cases())) if axes.get_title(loc="left") == title
    ]
    return found


def table(*rows: tuple[str, float | None, float | None, float | None]) -> Backtest:
    """A backtest whose Brier scores against climatology are as given."""
    heads = [("all" if group == "all" else CASE, group) for group, *_ in rows]
    pair = ("brier", HEADLINE, "climatology")
    return replace(
        backtest(),
        skill=pl.DataFrame(
            [(*head, *pair, *rest, 9, 3) for head, (_, *rest) in zip(heads, rows, strict=True)],
            schema=[
                *("by", "group", "score", "forecaster", "reference"),
                *("skill", "skill_low", "skill_high", "n", "cases"),
            ],
            orient="row",
        ),
    )


def test_a_row_of_panels_for_each_score_a_panel_for_each_reference() -> None:
    titles = [axes.get_title(loc="left") for axes in panels(skill(backtest(), cases()))]
    assert titles == [
        f"{score} against {LABELS[reference]}"
        for score in ("Brier score", "Log score", "CRPS")
        for reference in AGAINST
    ]


def test_a_point_stands_at_the_skill_within_its_interval_and_is_full_if_it_is_sure() -> None:
    rows = (("all", 0.25, 0.1, 0.4), ("a", -0.2, -0.5, 0.3), ("b", 0.5, 0.2, 0.7))
    axes = panel(table(*rows), "Brier score against base rates")
    points = [x for x in axes.lines if x.get_label() == "skill"]
    assert [float(x.get_xdata()[0]) for x in points] == [-0.2, 0.5, 0.25]
    assert [x.get_color() == "white" for x in points] == [True, False, False]
    assert [x.get_marker() for x in points] == ["o", "o", "D"]
    bars = [list(x.get_xdata()) for x in axes.lines if x.get_label() == "interval"]
    assert bars == [[-0.5, 0.3], [0.2, 0.7], [0.1, 0.4]]
    # All cases stand apart, below the others.
    a, b, together = (float(x.get_ydata()[0]) for x in points)
    assert together - b > b - a > 0.0


def test_what_is_far_below_is_an_arrow_with_its_number() -> None:
    axes = panel(
        table(("a", -7.0, -9.0, -3.0), ("b", 0.1, None, 0.4)), "Brier score against base rates"
    )
    (arrow,) = [x for x in axes.lines if x.get_label() == "skill" and x.get_marker() == "<"]
    assert float(arrow.get_xdata()[0]) == LOWEST
    assert "−7.00" in [text.get_text() for text in axes.texts]
    (bar,) = [x for x in axes.lines if x.get_label() == "interval"]
    assert list(bar.get_xdata()) == [LOWEST, 0.4]


def test_no_skill_is_said_in_words_and_one_case_is_not_told_twice() -> None:
    figure = skill(table(("all", None, None, None), ("a", None, None, None)), cases())
    assert_legible(figure)
    said = wording(figure).split("\n")
    assert "none" in said
    assert "a (9; 3)" in said
    assert "all (9; 3)" not in said


def test_an_interval_that_there_is_not_is_not_drawn_and_proves_nothing() -> None:
    axes = panel(table(("a", 0.9, None, None)), "Brier score against base rates")
    assert not [x for x in axes.lines if x.get_label() == "interval"]
    (point,) = [x for x in axes.lines if x.get_label() == "skill"]
    assert point.get_color() == "white"


@pytest.mark.parametrize("medium", [MEMO, SLIDE])
def test_a_memo_has_the_skill_of_all_together_beside_each_other(medium: Medium) -> None:
    figure = skill(backtest(), cases(), medium=medium)
    assert_legible(figure)
    table = backtest().skill.filter(group="all")
    for axes, score in zip(panels(figure), ("brier", "log", "crps"), strict=True):
        of = {row["reference"]: row["skill"] for row in table.filter(score=score).to_dicts()}
        texts = [text.get_text() for text in axes.texts]
        wanted = [of.get(name) for name in AGAINST]
        assert texts == ["none" if v is None else f"{v:+.2f}".replace("-", "−") for v in wanted]
