"""How often it lay within the intervals: of dates and values, of each who gives one."""

from __future__ import annotations

import numpy as np
import pytest

from sim.statistics.precision import wilson_interval
from sim.validation.backtest.coverage import coverage
from tests.validation.backtest.tables import row, table


def test_each_forecaster_is_counted_on_what_it_has_an_interval_of() -> None:
    items = table(
        case=[f"c{k}" for k in range(6)],
        kind=["date"] * 4 + ["value"] * 2,
        in50_simulator=[True, False, True, True, False, False],
        in90_simulator=[True, False, True, True, True, False],
        in50_half=[True, True, False, False, None, None],
        in90_half=[True, True, True, True, None, None],
    )
    found = coverage(items)
    told = {
        (row["kind"], row["forecaster"], row["width"]): (row["inside"], row["n"], row["cases"])
        for row in found.iter_rows(named=True)
    }
    assert told == {
        ("date", "simulator", 0.5): (3, 4, 4),
        ("date", "simulator", 0.9): (3, 4, 4),
        ("date", "half", 0.5): (2, 4, 4),
        ("date", "half", 0.9): (4, 4, 4),
        ("value", "simulator", 0.5): (0, 2, 2),
        ("value", "simulator", 0.9): (1, 2, 2),
    }
    assert found["low"].null_count() == found.height


def test_intervals_are_over_cases() -> None:
    """Six dates of each of ten cases, all alike within a case: as ten dates, not as sixty."""
    cases = [f"c{k}" for k in range(10) for _ in range(6)]
    inside = [k < 7 for k in range(10) for _ in range(6)]
    items = table(case=cases, kind=["date"] * 60, in50_simulator=inside, in90_simulator=[True] * 60)
    half, wide = (
        row(coverage(items).filter(width=width), forecaster="simulator") for width in (0.5, 0.9)
    )
    assert half["share"] == 0.7
    few = wilson_interval(7, 10)
    assert (half["low"], half["high"]) == pytest.approx(tuple(few), abs=0.03)
    assert (wide["low"], wide["high"]) == pytest.approx(tuple(wilson_interval(10, 10)))


def test_a_calibrated_forecaster_is_covered_as_often_as_its_intervals_are_wide() -> None:
    rng = np.random.default_rng(1)
    u = rng.random(400)
    items = table(
        case=[f"c{k}" for k in range(400)],
        kind=["date"] * 400,
        in50_simulator=(abs(u - 0.5) < 0.25).tolist(),
        in90_simulator=(abs(u - 0.5) < 0.45).tolist(),
    )
    for width in (0.5, 0.9):
        told = row(coverage(items).filter(width=width), forecaster="simulator")
        assert told["low"] < width < told["high"]
