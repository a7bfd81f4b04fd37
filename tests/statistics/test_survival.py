"""Survival curves: by hand, and against the estimator of scipy."""

from __future__ import annotations

from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sim.statistics.precision import wilson_interval
from sim.statistics.shares import share_interval
from sim.statistics.survival import survival


def test_a_curve_by_hand() -> None:
    curve = survival([10.0, 30.0, nan, 10.0, 70.0, inf, 99.0, 200.0], horizon=100.0)
    assert curve.days.tolist() == [0.0, 10.0, 30.0, 70.0, 99.0]
    assert curve.survival.tolist() == [1.0, 0.75, 0.625, 0.5, 0.375]
    assert curve.never == 0.375
    assert curve.n == 8
    for low, high, left in zip(curve.low, curve.high, (8, 6, 5, 4, 3), strict=True):
        assert (low, high) == wilson_interval(left, 8)
    assert curve.at([0.0, 9.9, 10.0, 50.0, 100.0]).tolist() == [1.0, 1.0, 0.75, 0.625, 0.375]
    # Those to whom it happens on a day are at risk on that day.
    assert curve.at_risk([0.0, 10.0, 10.1, 30.0, 100.0]).tolist() == [8, 8, 6, 6, 3]
    assert (curve.quantile(0.25), curve.quantile(0.5), curve.quantile(0.9)) == (10.0, 70.0, inf)


def test_what_never_happens_and_what_happens_at_once() -> None:
    never = survival([nan] * 4, 50.0)
    assert (never.days.tolist(), never.never, never.quantile(0.01)) == ([0.0], 1.0, inf)
    at_once = survival([0.0, 0.0], 50.0)
    assert (at_once.days.tolist(), at_once.survival.tolist()) == ([0.0], [0.0])
    assert at_once.at_risk([0.0, 1.0]).tolist() == [2, 0]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(st.none(), st.integers(0, 60)), min_size=1, max_size=40))
def test_it_is_what_scipy_estimates(days: list[int | None]) -> None:
    horizon = 40.0
    times = np.array([nan if day is None else float(day) for day in days])
    curve = survival(times, horizon)
    seen = times[times <= horizon]
    data = stats.CensoredData(uncensored=seen, right=np.full(times.size - seen.size, horizon))
    expected = stats.ecdf(data).sf
    at = np.arange(0.0, horizon)
    assert curve.at(at) == pytest.approx(expected.evaluate(at))


def test_refusals_state_the_value() -> None:
    with pytest.raises(ValueError, match=r"replications \(0\)"):
        survival([], 10.0)
    with pytest.raises(ValueError, match=r"-2\.0"):
        survival([-2.0], 10.0)
    with pytest.raises(ValueError, match=r"0\.0"):
        survival([1.0], 0.0)


@pytest.mark.parametrize("size", [2, 3])
def test_groups_have_the_intervals_of_shares_in_groups(size: int) -> None:
    rng = np.random.default_rng(6)
    days = np.where(rng.random(60) < 0.8, rng.integers(0, 90, 60), nan)
    together = np.arange(60) // size
    curve = survival(days, 100.0, 0.9, together)
    alone = survival(days, 100.0, 0.9)
    assert curve.survival.tolist() == alone.survival.tolist()
    for day, low, high in zip(curve.days, curve.low, curve.high, strict=True):
        assert (low, high) == share_interval(~(days <= day), together, 0.9)


def test_of_many_days_the_intervals_hold_those_of_the_days_between() -> None:
    rng = np.random.default_rng(7)
    days = rng.random(3000) * 90.0
    pairs = np.arange(3000) // 2
    curve = survival(days, 100.0, groups=pairs)
    for k in range(0, 3000, 37):
        low, high = share_interval(days > curve.days[k], pairs)
        assert curve.low[k] <= low + 2e-3
        assert high - 2e-3 <= curve.high[k]
    assert np.all(curve.low <= curve.survival)
    assert np.all(curve.survival <= curve.high)
