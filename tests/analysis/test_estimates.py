"""Estimates: every outcome of a batch once, with the right kind of interval."""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np
import pytest
from scipy import stats

from sim.analysis.estimates import SCHEMA, estimates
from sim.batch.batch import Batch
from sim.outcomes.classes import CLASSES
from sim.statistics.precision import wilson_interval
from tests.analysis.synthetic import synthetic
from tests.batches import small_batch

N = 20
BATCH = synthetic(
    {
        "outcome": ["partial"] * 5 + ["escalation"] * 15,
        "reversed": [True] * 4 + [False] * 12 + [None] * 4,
        "days_to_relief": [float(day) for day in range(10, 130, 10)] + [None] * 8,
        "undone": [0.25, 0.75] + [None] * 18,
        "deals": list(range(N)),
        "hold_out_most": ["HU"] * 3 + ["SK"] + [None] * 16,
        "lag_persons_UK": [None] * N,
    }
)


def rows(batch: Batch, outcome: str, level: float = 0.95) -> dict[str, dict[str, Any]]:
    found = estimates(batch, level).filter(outcome=outcome).to_dicts()
    return {row["category"] or row["statistic"]: row for row in found}


def ends(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["estimate"], row["low"], row["high"]


def test_every_class_has_its_row_also_the_ones_never_seen() -> None:
    found = rows(BATCH, "outcome")
    assert list(found) == list(CLASSES)
    assert ends(found["partial"]) == (0.25, *wilson_interval(5, N))
    assert ends(found["status_quo"]) == (0.0, *wilson_interval(0, N))
    assert sum(row["estimate"] for row in found.values()) == 1.0


def test_shares_of_what_there_is() -> None:
    found = rows(BATCH, "reversed")
    assert (found["share"]["n"], ends(found["share"])) == (16, (0.25, *wilson_interval(4, 16)))
    members = rows(BATCH, "hold_out_most")
    assert {name: (row["n"], row["estimate"]) for name, row in members.items()} == {
        "HU": (4, 0.75),
        "SK": (4, 0.25),
    }


def test_numbers_have_a_mean_and_quantiles() -> None:
    found = rows(BATCH, "deals")
    assert list(found) == ["mean", "q05", "median", "q95"]
    test = stats.ttest_1samp(np.arange(N), 0.0).confidence_interval()
    assert ends(found["mean"]) == pytest.approx((9.5, test.low, test.high))
    # Ranks of the median of 20: 6 and 15 (coverage .9586).
    assert ends(found["median"]) == (9.0, 5.0, 14.0)
    assert ends(found["q05"])[:2] == (0.0, None)
    assert ends(found["q95"])[::2] == (18.0, None)


def test_nulls_are_left_out_and_counted() -> None:
    found = rows(BATCH, "undone")
    assert {row["n"] for row in found.values()} == {2}
    assert found["mean"]["estimate"] == 0.5
    nothing = rows(BATCH, "lag_persons_UK")
    assert {(row["n"], *ends(row)) for row in nothing.values()} == {(0, None, None, None)}


def test_what_never_happens_counts_as_later_than_everything() -> None:
    found = rows(BATCH, "days_to_relief")
    assert list(found) == ["never", "q05", "median", "q95"]
    assert {row["n"] for row in found.values()} == {N}
    assert ends(found["never"]) == (0.4, *wilson_interval(8, N))
    assert found["never"]["unit"] == ""
    assert ends(found["median"]) == (100.0, 60.0, inf)
    assert ends(found["q95"]) == (inf, inf, None)
    assert found["median"]["unit"] == "d"


def test_pairs_are_the_unit_of_means() -> None:
    values = [0.0, 1.0, 0.0, 1.0, 0.1, 0.88]
    alone = rows(synthetic({"undone": values}), "undone")["mean"]
    pairs = rows(synthetic({"undone": values}, antithetic=True), "undone")["mean"]
    assert pairs["estimate"] == alone["estimate"] == pytest.approx(2.98 / 6)
    assert 0.0 < pairs["high"] - pairs["low"] < 0.03
    assert alone["high"] - alone["low"] > 0.8


def test_every_column_in_order_and_of_the_right_type() -> None:
    batch = small_batch("russia_2025", 40)
    found = estimates(batch)
    assert dict(found.schema) == {name: kind() for name, kind in SCHEMA.items()}
    names = found["outcome"].unique(maintain_order=True).to_list()
    assert names == [column.name for column in batch.columns[2:]]
    flagged = found.filter(primary=True)["outcome"].unique(maintain_order=True).to_list()
    assert flagged == [column.name for column in batch.columns if column.primary]
    for row in found.drop_nulls(["estimate", "low"]).iter_rows(named=True):
        assert row["low"] <= row["estimate"], row
    assert found.equals(estimates(batch))
    wide, narrow = estimates(batch, 0.99), estimates(batch, 0.5)
    means = found["statistic"] == "mean"
    assert (wide.filter(means)["low"] <= narrow.filter(means)["low"]).all()


def test_a_batch_in_which_everything_failed() -> None:
    empty = synthetic({"deals": []})
    found = estimates(empty)
    assert found["n"].max() == 0
    assert found["estimate"].null_count() == found.height


@pytest.mark.parametrize("stem", ["russia_2025", "hold", "china_1969", "examples/inline"])
def test_values_lie_within_the_bounds_of_their_columns(stem: str) -> None:
    """And so do the ends of all intervals, of which none is without a width."""
    batch = small_batch(stem, 12)
    signed = 0
    for column in batch.columns:
        values = batch.column(column.name).drop_nulls()
        if column.type in ("float", "int") and values.len():
            low, high = column.bounds
            assert low <= values.min() <= values.max() <= high, column.name
            signed += low < 0.0
    # What is in force above the start; utilities and aspirations at each table.
    assert signed == 1 + 4 * len(batch.model.pairs)
    by_name = {column.name: column for column in batch.columns}
    for row in estimates(batch).filter(statistic="mean").iter_rows(named=True):
        if row["low"] is not None:
            low, high = by_name[row["outcome"]].bounds
            assert low <= row["low"] < row["high"] <= high, row


def test_two_replications_in_which_nothing_happened_are_not_certain() -> None:
    batch = synthetic({"emergencies_lapsed": [0, 0], "undone": [0.0, 0.0]})
    ended = rows(batch, "emergencies_lapsed")["mean"]
    assert (ended["estimate"], ended["low"], ended["high"]) == (0.0, None, None)
    undone = rows(batch, "undone")["mean"]
    assert undone["low"] == 0.0
    assert undone["high"] == wilson_interval(0, 2).high > 0.6
