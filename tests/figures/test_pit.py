"""PIT values: counts, the cumulative distribution, and the bands of chance."""

from dataclasses import replace

import numpy as np
import polars as pl
from matplotlib.collections import PolyCollection
from numpy.testing import assert_allclose
from scipy.stats import binom, ksone, kstwo

from sim.figures.validation.pit import pit
from sim.validation.backtest import Backtest
from tests.legibility import assert_legible, bar_sizes, panels, wording
from tests.validations import backtest, cases


def valued(values: list[float]) -> Backtest:
    row = backtest().items.filter(kind="date").head(1).to_dicts()[0]
    rows = [
        {
            **row,
            "pit": value,
            "in50_simulator": 0.25 <= value <= 0.75,
            "in90_simulator": True,
            "case": str(k),
        }
        for k, value in enumerate(values)
    ]
    return replace(backtest(), items=pl.DataFrame(rows, schema=backtest().items.schema))


def test_the_histogram_counts_and_its_band_is_binomial() -> None:
    axes = panels(pit(valued([0.05, 0.1, 0.5, 0.55, 0.99]), cases()))[0]
    assert bar_sizes(axes, "items") == [2.0, 0.0, 2.0, 0.0, 1.0]
    low, high = binom.ppf([0.025, 0.975], 5, 0.2)
    assert f"expected, 1 a bin; band: {low:.0f} to {high:.0f}" in wording(axes.figure)


def test_many_values_have_more_bins() -> None:
    axes = panels(pit(valued(list(np.linspace(0.005, 0.995, 100))), cases()))[0]
    assert bar_sizes(axes, "items") == [10.0] * 10


def test_the_distribution_steps_up_at_each_value_within_kolmogorovs_band() -> None:
    values = [0.9, 0.2, 0.4]
    axes = panels(pit(valued(values), cases(), level=0.9))[1]
    (line,) = [x for x in axes.lines if x.get_label() == "items"]
    assert_allclose(line.get_xdata(), [0.0, 0.2, 0.4, 0.9, 1.0])
    assert_allclose(line.get_ydata(), [0.0, 1 / 3, 2 / 3, 1.0, 1.0])
    (band,) = [c for c in axes.collections if isinstance(c, PolyCollection)]
    edge = np.asarray(band.get_paths()[0].vertices)
    half = kstwo.ppf(0.9, 3)
    assert ksone.ppf(0.9, 3) < half  # two sides are wider than one
    assert_allclose(edge[:, 1].clip(0, 1).max(), 1.0)
    at_zero = edge[np.isclose(edge[:, 0], 0.0), 1]
    assert_allclose(at_zero.max(), half)


def test_coverage_is_told_with_its_interval() -> None:
    figure = pit(valued([0.1, 0.3, 0.5, 0.7, 0.6]), cases())
    # Wilson's of 4 of 5 and of 5 of 5 cases.
    assert "4 of 5 within 50 % (38 to 96 %) · 5 of 5 within 90 % (57 to 100 %)" in wording(figure)
    assert_legible(figure)


def test_of_fewer_than_five_cases_coverage_has_no_interval() -> None:
    said = wording(pit(valued([0.1, 0.3, 0.5, 0.7]), cases()))
    assert "3 of 4 within 50 % · 4 of 4 within 90 %" in said
