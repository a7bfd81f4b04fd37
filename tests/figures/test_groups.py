"""Scores by group: marks at the means, bars where there is an interval, all of them apart."""

from dataclasses import replace

import polars as pl
from matplotlib.axes import Axes

from sim.figures.validation.forecasters import FORECASTERS, look
from sim.figures.validation.groups import scores
from sim.validation.backtest import Backtest
from sim.validation.backtest.groups import KIND
from tests.legibility import assert_legible, panels, wording
from tests.validations import backtest, cases

Given = tuple[str, float, float | None, float | None]


def table(*rows: Given) -> Backtest:
    """A backtest by kind whose Brier scores are these, of all forecasters alike."""
    return replace(
        backtest(),
        by=KIND,
        scores=pl.DataFrame(
            [
                ("all" if group == "all" else KIND, group, "brier", name, *rest, 44, 9)
                for group, *rest in rows
                for name in FORECASTERS
            ],
            schema=["by", "group", "score", "forecaster", "mean", "low", "high", "n", "cases"],
            orient="row",
        ),
    )


def marks(axes: Axes, name: str) -> list[tuple[float, float]]:
    """Places of the marks of a forecaster, from top to bottom."""
    found = [x for x in axes.lines if x.get_label() == "mean" and x.get_marker() == _marker(name)]
    return [(float(x.get_xdata()[0]), float(x.get_ydata()[0])) for x in found]


def _marker(name: str) -> str:
    return look(name).marker


def test_a_panel_for_each_score_and_a_mark_for_each_forecaster() -> None:
    figure = scores(backtest(), cases())
    titles = [axes.get_title(loc="left") for axes in panels(figure)]
    assert titles == ["Brier score", "Log score", "CRPS"]
    assert all(len(marks(panels(figure)[0], name)) == 6 for name in FORECASTERS)
    assert_legible(figure)


def test_marks_stand_at_the_means_and_bars_between_their_ends() -> None:
    figure = scores(
        table(("all", 0.3, 0.2, 0.4), ("law", 0.1, None, None), ("talks", 0.5, 0.4, 0.6)), cases()
    )
    (axes,) = panels(figure)
    first = next(iter(FORECASTERS))
    # All of them stand last.
    assert [x for x, _ in marks(axes, first)] == [0.1, 0.5, 0.3]
    heights = [y for _, y in marks(axes, first)]
    assert heights == sorted(heights)
    bars = [list(x.get_xdata()) for x in axes.lines if x.get_label() == "interval"]
    assert bars == [[0.4, 0.6]] * len(FORECASTERS) + [[0.2, 0.4]] * len(FORECASTERS)
    said = wording(figure).split("\n")
    assert "law (44; 9)" in said
    assert "all (44; 9)" in said


def test_one_group_is_not_told_twice() -> None:
    said = wording(scores(table(("all", 0.3, 0.2, 0.4), ("law", 0.3, 0.2, 0.4)), cases()))
    assert "law (44; 9)" in said
    assert "all (44; 9)" not in said
