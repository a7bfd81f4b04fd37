"""Reliability diagrams: points, whiskers and counts are those of the tables."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from matplotlib.axes import Axes
from numpy.testing import assert_allclose

from sim.figures.validation.forecasters import FORECASTERS, look
from sim.figures.validation.reliability import reliability
from tests.legibility import bar_sizes, panels, wording
from tests.validations import backtest, cases


def lines(axes: Axes, name: str) -> list[tuple[list[float], list[float]]]:
    return [(list(x.get_xdata()), list(x.get_ydata())) for x in axes.lines if x.get_label() == name]


@pytest.mark.parametrize("k", range(len(FORECASTERS)))
def test_points_are_mean_forecasts_and_frequencies_with_bars_and_counts(k: int) -> None:
    every = panels(reliability(backtest(), cases()))
    diagram, counts = every[2 * k], every[2 * k + 1]
    name = list(FORECASTERS)[k]
    rows = backtest().reliability.filter(forecaster=name).sort("low")
    ((x, y),) = lines(diagram, "frequency")
    assert_allclose(x, rows["forecast"])
    assert_allclose(y, rows["frequency"])
    ends = [ends for _, ends in lines(diagram, "interval")]
    assert_allclose(ends, rows.select("frequency_low", "frequency_high").to_numpy())
    assert bar_sizes(counts, "items") == rows["n"].to_list()
    assert lines(diagram, "diagonal") == [([0.0, 1.0], [0.0, 1.0])]
    assert FORECASTERS[name] in diagram.get_title(loc="left")


def test_the_curve_is_the_logistic_recalibration() -> None:
    diagram = panels(reliability(backtest(), cases()))[2 * list(FORECASTERS).index("simulator")]
    ((x, y),) = lines(diagram, "slope")
    p, q = np.array(x), np.array(y)
    assert_allclose(np.log(q / (1 - q)), 0.05 + 0.83 * np.log(p / (1 - p)))
    said = wording(diagram.figure)
    assert "slope 0.83 (0.61 to 1.04)" in said
    assert said.count("no slope can be told") == len(FORECASTERS) - 2


def test_a_slope_that_nothing_bounds_is_said_to_be_so() -> None:
    row = {"forecaster": "simulator", "slope": -0.5, "low": -2.0, "high": None, "intercept": 0.0}
    whole = replace(backtest(), slopes=pl.DataFrame([row]))
    assert "slope −0.50 (−2.00 to ∞)" in wording(reliability(whole, cases()))


def test_of_too_few_cases_there_are_no_bars() -> None:
    none = pl.lit(None, dtype=pl.Float64)
    bins = backtest().reliability.with_columns(frequency_low=none, frequency_high=none)
    slope = {"forecaster": "simulator", "slope": 0.8, "low": None, "high": None, "intercept": 0.0}
    slopes = pl.DataFrame([slope], schema_overrides={"low": pl.Float64, "high": pl.Float64})
    figure = reliability(replace(backtest(), reliability=bins, slopes=slopes), cases())
    assert all(not lines(axes, "interval") for axes in panels(figure))
    assert "slope 0.80" in wording(figure).split("\n")


def test_forecasters_differ_in_more_than_colour() -> None:
    assert len({look(name).marker for name in FORECASTERS}) == len(FORECASTERS)
