"""Figures of backtests: all can be read, are the same each time, and say of what they are."""

from dataclasses import replace

import pytest

from sim.errors import ThawError
from sim.figures.base.save import drawing
from sim.figures.registry import figures_of
from tests.legibility import assert_legible, draws, wording
from tests.validations import backtest, cases

BACKTEST_FIGURES = draws("backtest")


@pytest.mark.parametrize("name", BACKTEST_FIGURES)
def test_each_can_be_read_and_says_of_which_cases_it_is(name: str) -> None:
    figure = BACKTEST_FIGURES[name](backtest(), cases())
    assert_legible(figure)
    said = " ".join(wording(figure).split())
    titles = "; ".join(case.title for case in cases())
    assert f"5 scenarios: {titles} · 40 futures each · seed 0" in said
    found = figures_of("backtest")[name].finding(backtest(), cases())
    assert found
    assert found in said


@pytest.mark.parametrize("name", BACKTEST_FIGURES)
def test_one_case_can_be_read_too(name: str) -> None:
    case = next(batch for batch in cases() if batch.name == "china")
    whole = backtest()
    one = replace(whole, items=whole.items.filter(case="china"))
    figure = BACKTEST_FIGURES[name](one, [case])
    assert_legible(figure)
    assert "The case of china · 40 futures · seed 0" in " ".join(wording(figure).split())


@pytest.mark.parametrize("name", ["scores", "skill", "reliability", "forecasts", "dates", "pit"])
def test_each_says_the_level_of_its_intervals(name: str) -> None:
    said = wording(BACKTEST_FIGURES[name](replace(backtest(), level=0.8), cases()))
    assert "80 %" in said
    assert "95 %" not in said


def test_the_same_backtest_gives_the_same_bytes() -> None:
    draw = BACKTEST_FIGURES["pit"]
    assert drawing(draw(backtest(), cases()), "svg") == drawing(draw(backtest(), cases()), "svg")


@pytest.mark.parametrize("name", ["scores", "skill", "reliability", "forecasts", "dates", "pit"])
def test_where_there_is_nothing_of_the_kind_that_is_said(name: str) -> None:
    whole = backtest()
    empty = replace(
        whole,
        items=whole.items.head(0),
        scores=whole.scores.head(0),
        skill=whole.skill.head(0),
        reliability=whole.reliability.head(0),
    )
    with pytest.raises(ThawError, match="nothing to draw"):
        BACKTEST_FIGURES[name](empty, cases())
