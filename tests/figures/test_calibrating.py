"""Figures of calibrations: before and after, how near each draw came, and the patterns."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from numpy.testing import assert_allclose

from sim.errors import ThawError
from sim.figures.base.save import drawing
from sim.figures.validation.fitted import fitted
from sim.figures.validation.posterior import BINS, distances, marginals
from tests.legibility import assert_legible, bar_sizes, draws, panels, wording
from tests.validations import calibration

CALIBRATION_FIGURES = draws("calibration")


@pytest.mark.parametrize("name", CALIBRATION_FIGURES)
def test_each_can_be_read_and_says_of_how_many_draws_it_is(name: str) -> None:
    figure = CALIBRATION_FIGURES[name](calibration())
    assert_legible(figure)
    assert "60 of 600 draws accepted · n = 20 futures each" in wording(figure)
    assert drawing(figure, "png") == drawing(CALIBRATION_FIGURES[name](calibration()), "png")


def test_marginals_are_densities_of_all_and_of_accepted_draws() -> None:
    axes = panels(marginals(calibration()))[0]
    path = calibration().parameters["path"][0]
    draws = calibration().draws
    prior = draws[path].to_numpy()
    posterior = draws.filter(pl.col("accepted"))[path].to_numpy()
    at = np.linspace(prior.min(), prior.max(), BINS + 1)
    assert_allclose(bar_sizes(axes, "posterior"), np.histogram(posterior, at, density=True)[0])
    strip = panels(marginals(calibration()))[1]
    bands = [list(x.get_xdata()) for x in strip.lines if x.get_label() == "90 %"]
    assert_allclose(bands, [np.quantile(v, (0.05, 0.95)) for v in (prior, posterior)])
    medians = [x.get_xdata()[0] for x in strip.lines if x.get_label() == "median"]
    assert_allclose(medians, [np.median(prior), np.median(posterior)])


def test_a_parameter_of_one_value_is_drawn() -> None:
    whole = calibration()
    path = whole.parameters["path"][0]
    same = whole.draws.with_columns(pl.lit(2.0).alias(path))
    assert_legible(marginals(replace(whole, draws=same)))


def test_distances_part_accepted_from_rejected() -> None:
    axes = panels(distances(calibration()))[0]
    by_name = {str(x.get_label()).split(":")[0]: x for x in axes.lines}
    near, far = by_name["accepted"].get_ydata(), by_name["rejected"].get_ydata()
    assert (len(near), len(far)) == (60, 540)
    assert max(near) <= min(far)
    edge = by_name["farthest accepted"].get_ydata()
    assert edge[0] == max(near)


def test_draws_with_nothing_to_measure_are_counted_in_words() -> None:
    whole = calibration()
    lost = pl.when(pl.col("accepted")).then(pl.col("distance")).otherwise(float("inf"))
    figure = distances(replace(whole, draws=whole.draws.with_columns(lost.alias("distance"))))
    assert "540 more, with nothing to measure, are rejected" in wording(figure)


def test_patterns_stand_in_their_bands_before_and_after() -> None:
    (axes,) = panels(fitted(calibration()))
    for name in ("default", "prior", "fitted", "posterior"):
        drawn = [float(x.get_xdata()[0]) for x in axes.lines if x.get_label() == name]
        rows = calibration().patterns.to_dicts()
        for x, row in zip(drawn, rows, strict=True):
            assert (0.0 <= x <= 1.0) == row[f"{name}_met"]


def test_without_an_accepted_draw_there_is_nothing_to_draw() -> None:
    none = replace(calibration(), draws=calibration().draws.with_columns(accepted=pl.lit(False)))
    for draw in (marginals, distances):
        with pytest.raises(ThawError, match="no draw"):
            draw(none)
