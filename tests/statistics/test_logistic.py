"""Logistic lines of many resamples at once: against an optimiser, and where there is none."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.optimize import minimize
from scipy.special import expit

from sim.statistics.logistic import lines


def one(x: list[float], yes: list[float], no: list[float]) -> tuple[float, float]:
    a, b = lines(np.array(x), np.array([yes]), np.array([no]))
    return float(a[0]), float(b[0])


def test_with_two_values_the_line_goes_through_both_frequencies() -> None:
    a, b = one([-1.0, 3.0], [1.0, 3.0], [3.0, 1.0])
    assert (a - b, a + 3 * b) == pytest.approx((np.log(1 / 3), np.log(3.0)))


def test_each_row_is_fitted_by_itself_as_well_as_by_a_general_optimiser() -> None:
    rng = np.random.default_rng(1)
    x = np.sort(rng.normal(0.0, 2.0, 12))
    yes = rng.binomial(5, expit(0.5 + 0.8 * x), (20, 12)).astype(float)
    no = 5.0 - yes
    a, b = lines(x, yes, no)
    for k in range(20):

        def loss(v: np.ndarray, k: int = k) -> float:
            eta = v[0] + v[1] * x
            return float(((yes + no)[k] * np.logaddexp(0.0, eta) - yes[k] * eta).sum())

        best = minimize(loss, (0.0, 0.0), method="Nelder-Mead", options={"xatol": 1e-8})
        assert (a[k], b[k]) == pytest.approx(tuple(best.x), abs=1e-4)


def test_a_slope_that_is_nearly_endless_is_found_too() -> None:
    """A thousand right on either side and one wrong: the sums expected are those observed."""
    x = np.array([0.0, 0.5, 0.52, 1.0])
    yes, no = np.array([0.0, 1.0, 0.0, 1000.0]), np.array([1000.0, 0.0, 1.0, 0.0])
    a, b = one(x.tolist(), yes.tolist(), no.tolist())
    p = expit(a + b * x)
    total = yes + no
    assert float((total * p).sum()) == pytest.approx(1001.0, abs=1e-6)
    assert float((total * p * x).sum()) == pytest.approx(1000.5, abs=1e-6)


@pytest.mark.parametrize(
    ("yes", "no", "slope"),
    [
        ([0.0, 0.0, 2.0], [2.0, 1.0, 0.0], np.inf),  # parted
        ([0.0, 1.0, 2.0], [2.0, 1.0, 0.0], np.inf),  # but for one value that has both
        ([2.0, 0.0, 0.0], [0.0, 1.0, 3.0], -np.inf),
        ([1.0, 2.0, 3.0], [0.0, 0.0, 0.0], np.nan),  # all yes
        ([0.0, 0.0, 0.0], [1.0, 2.0, 3.0], np.nan),  # all no
        ([0.0, 2.0, 0.0], [0.0, 2.0, 0.0], np.nan),  # one value only
    ],
)
def test_where_there_is_no_likeliest_line(yes: list[float], no: list[float], slope: float) -> None:
    a, b = one([1.0, 2.0, 3.0], yes, no)
    assert_allclose(b, slope)
    assert np.isnan(a)


def test_rows_without_a_line_do_not_disturb_the_others() -> None:
    x = np.array([0.0, 1.0])
    a, b = lines(x, np.array([[1.0, 3.0], [4.0, 4.0]]), np.array([[3.0, 1.0], [0.0, 0.0]]))
    assert (a[0], b[0]) == pytest.approx((np.log(1 / 3), 2 * np.log(3.0)))
    assert np.isnan(b[1])
