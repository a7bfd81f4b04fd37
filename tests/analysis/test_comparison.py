"""Comparisons on common random numbers: by hand, and what must hold of any."""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy import stats

from sim.analysis.comparison.comparison import SCHEMA, Comparison, compare
from sim.analysis.comparison.pairing import PairingError
from sim.analysis.quantities import UnknownOutcomeError
from sim.batch.batch import Batch
from sim.statistics.intervals import holm, mcnemar, paired_shares
from tests.analysis.synthetic import synthetic
from tests.batches import small_batch

A = synthetic(
    {
        "legal_end": [1.0, 2.0, 3.0, 4.0],
        "truce": [False, False, True, True],
        "outcome": ["partial", "partial", "status_quo", "status_quo"],
        "days_to_relief": [10.0, 20.0, None, 40.0],
        "undone": [0.5, None, 0.5, None],
    },
    name="a",
)
B = synthetic(
    {
        "legal_end": [2.0, 2.0, 5.0, 7.0],
        "truce": [True, True, True, False],
        "outcome": ["partial", "comprehensive", "status_quo", "status_quo"],
        "days_to_relief": [10.0, None, None, 30.0],
        "undone": [0.75, 0.5, None, None],
    },
    name="b",
)


def row(comparison: Comparison, outcome: str, category: str | None = None) -> dict[str, Any]:
    found = comparison.table.filter(
        pl.col("outcome") == outcome, pl.col("category").eq_missing(category)
    )
    return found.row(0, named=True)


def test_a_difference_of_means_by_hand() -> None:
    found = row(compare([A, B]), "legal_end")
    assert (found["a"], found["b"], found["n"]) == ("a", "b", 4)
    assert (found["mean_a"], found["mean_b"], found["difference"]) == (2.5, 4.0, 1.5)
    # Differences 1, 0, 2, 3: variance 5/3; t of 3 degrees of freedom 3.182446.
    half = 3.182446 * sqrt(5 / 3 / 4)
    assert (found["low"], found["high"]) == pytest.approx((1.5 - half, 1.5 + half), abs=1e-5)
    assert found["p"] == pytest.approx(float(stats.ttest_1samp([1, 0, 2, 3], 0).pvalue))
    assert found["differing"] == 3
    assert found["better"] == (3 + 0.5) / 4
    # Variances 1.25 and 4.5 against 1.25, all over n.
    assert found["variance_reduction"] == pytest.approx((1.25 + 4.5) / 1.25)


def test_a_difference_of_shares_by_hand() -> None:
    found = row(compare([A, B]), "truce")
    assert (found["mean_a"], found["mean_b"], found["difference"]) == (0.5, 0.75, 0.25)
    assert (found["low"], found["high"]) == paired_shares(2, 1, 4)
    assert found["p"] == mcnemar(2, 1)
    assert found["better"] == (2 + 0.5) / 4
    low, high = paired_shares(2, 1, 4)
    assert (found["better_low"], found["better_high"]) == (0.5 + low / 2, 0.5 + high / 2)


def test_classes_one_by_one_and_only_those_seen() -> None:
    table = compare([A, B]).table.filter(outcome="outcome")
    assert table["category"].to_list() == ["status_quo", "partial", "comprehensive"]
    assert table["difference"].to_list() == [0.0, -0.25, 0.25]


def test_days_without_it_up_to_the_horizon() -> None:
    horizon = A.model.calendar.horizon
    found = row(compare([A, B]), "days_to_relief")
    assert found["kind"] == "days"
    assert found["mean_a"] == pytest.approx((10 + 20 + horizon + 40) / 4)
    assert found["difference"] == pytest.approx((horizon - 20 - 10) / 4)


def test_what_either_lacks_is_left_out() -> None:
    found = row(compare([A, B], outcomes=["undone"]), "undone")
    assert (found["n"], found["mean_a"], found["mean_b"]) == (1, 0.5, 0.75)
    assert [found[key] for key in ("low", "high", "p", "p_holm")] == [None] * 4
    nothing = synthetic({"undone": [None] * 4})
    found = row(compare([A, nothing], outcomes=["undone"]), "undone")
    assert (found["n"], found["difference"], found["better"]) == (0, None, None)


def test_p_values_are_adjusted_over_the_whole_table() -> None:
    comparison = compare([A, B])
    assert comparison.table["p_holm"].to_list() == holm(comparison.table["p"].to_list())
    assert str(comparison.table.height) in comparison.family


def exactly_nothing(comparison: Comparison) -> None:
    table = comparison.table
    assert table.height > 20
    for column in ("difference", "low", "high", "differing"):
        assert (table[column] == 0).all(), column
    for column in ("better", "better_low", "better_high"):
        assert (table[column] == 0.5).all(), column
    assert (table["p"] == 1.0).all()
    assert (table["p_holm"] == 1.0).all()
    assert table["variance_reduction"].null_count() == table.height
    assert table["mean_a"].equals(table["mean_b"])


def test_a_batch_does_not_differ_from_itself() -> None:
    batch = small_batch("russia_2025", 40)
    exactly_nothing(compare([batch, batch]))
    assert compare([batch, batch]).names == ("russia_2025", "russia_2025 (2)")


def test_nor_from_itself_in_pairs_or_in_groups() -> None:
    for design in ({"antithetic": True}, {"repeats": 2}):
        values = {"legal_end": [1.0, 2.0, 3.0, 4.0], "truce": [True, False, False, False]}
        batch = synthetic(values, **design)  # type: ignore[arg-type]
        table = compare([batch, batch], outcomes=["legal_end", "truce"]).table
        assert table["low"].to_list() == table["high"].to_list() == [0.0, 0.0]
        assert table["p"].to_list() == [1.0, 1.0]


def test_nor_from_one_that_differs_in_what_does_not_matter() -> None:
    batch = small_batch("russia_2025", 40)
    exactly_nothing(compare([batch, small_batch("russia_2025", 40, 0, "label=zzz")]))


def close() -> Batch:
    return small_batch("russia_2025", 40, 0, "agents.target.jv=1.4")


def test_close_scenarios_share_most_of_their_luck() -> None:
    batch = small_batch("russia_2025", 40)
    factors = compare([batch, close()]).table["variance_reduction"].drop_nulls()
    assert factors.len() >= 10
    assert factors.min() > 1.5
    assert factors.median() > 4.0


def test_that_no_share_was_seen_to_differ_proves_little() -> None:
    """Where others differ, a share that happens not to still has an interval."""
    table = compare([small_batch("russia_2025", 40), close()]).table
    same = table.filter(kind="share", differing=0)
    assert same.height > 0
    assert (same["difference"] == 0.0).all()
    assert (same["low"] < -0.01).all()
    assert (same["high"] > 0.01).all()


def test_the_other_way_round_is_the_same_with_the_sign_changed() -> None:
    there = compare([small_batch("russia_2025", 40), close()]).table
    back = compare([close(), small_batch("russia_2025", 40)]).table
    for one, two in (("difference", "difference"), ("low", "high"), ("high", "low")):
        assert (there[one] + back[two]).abs().max() < 1e-9  # type: ignore[operator]
    assert (there["better"] + back["better"] == 1.0).all()
    assert (there["p"] - back["p"]).abs().max() < 1e-9  # type: ignore[operator]


def test_baseline_against_the_others_or_each_against_each() -> None:
    c = synthetic({"legal_end": [0.0, 0.0, 0.0, 1.0]}, name="c")

    def pairs(comparison: Comparison) -> list[tuple[str, str]]:
        return comparison.table.select("a", "b").unique(maintain_order=True).rows()

    assert pairs(compare([A, B, c])) == [("a", "b"), ("a", "c")]
    assert pairs(compare([A, B, c], baseline=2)) == [("c", "a"), ("c", "b")]
    every = compare([A, B, c], baseline=1, every_pair=True)
    assert pairs(every) == [("b", "a"), ("b", "c"), ("a", "c")]
    assert dict(every.table.drop("p_holm").schema) == {k: v() for k, v in SCHEMA.items()}


def test_only_replications_good_in_all() -> None:
    late = synthetic({"legal_end": [5.0, 7.0, 9.0]}, replications=[2, 3, 4])
    comparison = compare([A, late], outcomes=["legal_end"])
    assert comparison.n == 2
    found = row(comparison, "legal_end")
    assert (found["n"], found["mean_a"], found["mean_b"]) == (2, 3.5, 6.0)


def test_groups_widen_what_is_said() -> None:
    rng = np.random.default_rng(6)
    once, other = rng.normal(size=60), rng.normal(0.3, 1.0, size=60)
    twice, both = np.repeat(once, 2), np.repeat(other, 2)

    def found(**design: int) -> dict[str, Any]:
        columns = [{"legal_end": x, "truce": x > 0.5} for x in (twice, both)]
        batches = [synthetic(each, **design) for each in columns]  # type: ignore[arg-type]
        comparison = compare(batches, outcomes=["legal_end", "truce"])
        return {
            f"{key}_{name}": row(comparison, name)[key]
            for name in ("legal_end", "truce")
            for key in ("low", "high", "p", "better_low", "better_high")
        }

    alone, told = found(), found(repeats=2)
    truth = stats.ttest_1samp(other - once, 0.0)
    assert told["low_legal_end"] == pytest.approx(truth.confidence_interval().low)
    assert told["p_legal_end"] == pytest.approx(truth.pvalue)
    for name in ("legal_end", "truce"):
        assert told[f"low_{name}"] < alone[f"low_{name}"]
        assert told[f"high_{name}"] > alone[f"high_{name}"]
        assert told[f"p_{name}"] > alone[f"p_{name}"]
        assert told[f"better_low_{name}"] < alone[f"better_low_{name}"]


@pytest.mark.slow
def test_the_probability_of_being_better_is_covered() -> None:
    rng = np.random.default_rng(12)
    true, inside, runs = float(stats.norm.cdf(0.4)), 0, 200
    for _ in range(runs):
        luck = rng.normal(size=50)
        other = luck + 0.4 + rng.normal(size=50)
        batches = [synthetic({"legal_end": values}) for values in (luck, other)]
        found = row(compare(batches, outcomes=["legal_end"]), "legal_end")
        inside += found["better_low"] <= true <= found["better_high"]
    assert inside / runs >= 0.92


def test_refusals() -> None:
    with pytest.raises(PairingError, match="seed is 0 in the first and 1 in the second"):
        compare([A, synthetic({"deals": [1]}, seed=1)])
    with pytest.raises(UnknownOutcomeError, match="'legal_ends'"):
        compare([A, B], outcomes=["legal_ends"])
    with pytest.raises(ValueError, match=r"two batches or more \(1\)"):
        compare([A])
    with pytest.raises(ValueError, match=r"baseline \(2\)"):
        compare([A, B], baseline=2)
