"""Choosing a replication: typical, extreme, surprising."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from sim.analysis.quantities import UnknownOutcomeError, quantities
from sim.analysis.selection import UnknownChoiceError, choose, extreme, median, surprising
from sim.errors import ThawError
from tests.batches import small_batch


@pytest.fixture(scope="module")
def batch():
    return small_batch("baby_steps")


def with_columns(batch, **columns):
    """A batch with other values in some columns, and every other primary one constant."""
    constant = [
        pl.lit(batch.outcomes[c.name][0], dtype=batch.outcomes.schema[c.name]).alias(c.name)
        for c in batch.columns
        if c.primary
    ]
    outcomes = batch.outcomes.with_columns(constant)
    return replace(
        batch,
        outcomes=outcomes.with_columns(
            pl.Series(name, values, dtype=outcomes.schema[name]) for name, values in columns.items()
        ),
    )


def test_the_median_is_nearest_by_standardised_distance(batch):
    found = median(batch)
    distances = {}
    for row, k in enumerate(batch.outcomes["replication"]):
        total = []
        for quantity in quantities(batch):
            if quantity.kind != "share" and np.ptp(quantity.values) > 0.0:
                middle, spread = np.median(quantity.values), np.std(quantity.values)
                total.append(((quantity.values[row] - middle) / spread) ** 2)
        distances[k] = np.mean(total)
    assert found.replication == min(distances, key=lambda k: distances[k])


def test_the_median_of_one_outcome_is_its_median(batch):
    n = batch.outcomes.height
    spoilt = with_columns(batch, legal_end=np.random.default_rng(1).permutation(n).astype(float))
    middle = abs(spoilt.outcomes["legal_end"] - (n - 1) / 2)
    assert middle[median(spoilt).replication] == middle.min()


def test_outcomes_in_other_units_choose_the_same(batch):
    scaled = batch.outcomes.with_columns(pl.col("legal_end") * 1000.0)
    assert median(replace(batch, outcomes=scaled)) == median(batch)


def test_if_nothing_varies_it_is_the_first(batch):
    same = with_columns(batch)
    assert median(same).replication == surprising(same).replication == 0


@pytest.mark.parametrize("best", [True, False])
def test_the_extreme_of_a_number(batch, best):
    values = batch.outcomes["legal_end"]
    found = extreme(batch, "legal_end", best=best)
    assert values[found.replication] == (values.max() if best else values.min())
    assert found.replication == values.to_list().index(values[found.replication])


def test_the_best_time_is_the_soonest_and_never_the_worst(batch):
    days = [200.0, None, *[300.0] * (batch.outcomes.height - 3), 100.0]
    timed = with_columns(batch, days_to_bargain=days)
    assert extreme(timed, "days_to_bargain", best=True).replication == len(days) - 1
    assert extreme(timed, "days_to_bargain", best=False).replication == 1


def test_a_rare_value_is_surprising(batch):
    n = batch.outcomes.height
    rare = with_columns(batch, escalated=[k == 17 for k in range(n)])
    found = surprising(rare)
    assert found.replication == 17
    assert "above all in: LP in force" in found.why


def test_common_values_that_do_not_go_together_are_surprising(batch):
    n = batch.outcomes.height
    ranks = np.arange(n, dtype=float)
    other = ranks.copy()
    other[[12, 27]] = other[[27, 12]]  # neither is near an end of its own
    odd = with_columns(batch, legal_end=ranks, effective_end=other)
    assert surprising(odd).replication in (12, 27)


def test_the_order_of_magnitude_of_a_value_does_not_matter(batch):
    n = batch.outcomes.height
    ranks = np.arange(n, dtype=float)
    one = with_columns(batch, legal_end=ranks, effective_end=ranks[::-1])
    other = with_columns(batch, legal_end=np.exp(ranks / 4.0), effective_end=ranks[::-1])
    assert surprising(one).replication == surprising(other).replication


def test_numbers_of_replications_are_told_not_rows(batch):
    later = batch.outcomes.filter(pl.col("replication") >= 10)
    for like in ("median", "best:legal_end", "surprising"):
        assert choose(replace(batch, outcomes=later), like).replication >= 10


@pytest.mark.parametrize(
    "like", ["", "medium", "best", "best:", "median:legal_end", "surprising:x", ":legal_end"]
)
def test_ways_to_choose_that_do_not_exist(batch, like):
    with pytest.raises(UnknownChoiceError, match="best:OUTCOME"):
        choose(batch, like)


def test_outcomes_without_an_order(batch):
    with pytest.raises(UnknownOutcomeError, match="no number"):
        choose(batch, "best:outcome")
    with pytest.raises(UnknownOutcomeError, match="did you mean 'legal_end'"):
        choose(batch, "worst:legal_ende")


def test_nothing_to_choose_from(batch):
    empty = replace(batch, outcomes=batch.outcomes.clear())
    with pytest.raises(ThawError, match="all 40 replications failed"):
        choose(empty, "median")
