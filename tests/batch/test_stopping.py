"""Stopping: at the same replication whatever the order of arrival, and not on a lucky moment."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import polars as pl
import pytest

from sim.batch.chunks import Span, missing
from sim.batch.stopping import ROUND, StoppingRule, group_size
from sim.batch.tables import outcome_schema
from sim.engine.model.compile import compile_model
from sim.outcomes.columns import columns
from sim.statistics.precision import mean_half_width
from sim.statistics.shares import share_half_width
from tests.batch.plans import plan

MODEL = compile_model(plan().scenario, plan().catalogue)


def outcomes(n, **given):
    """Outcomes in which nothing ever happens, but for what is given."""
    blank = {float: 0.0, int: 0, str: "status_quo", bool: False}
    kinds = {"float": float, "int": int, "str": str, "bool": bool}
    data = {column.name: [blank[kinds[column.type]]] * n for column in columns(MODEL)}
    data |= {name: [None] * n for name in outcome_schema(MODEL) if name not in data}
    data |= {"answer_renewed": [False] * n, "replication": range(n), **given}
    return pl.DataFrame(data, schema=outcome_schema(MODEL))


def watch(rows, n, until, *, size=100, seed=None, group=1):
    found = StoppingRule(MODEL, n, until, group)
    spans = list(missing([], n, size, ROUND))
    if seed is not None:
        random.Random(seed).shuffle(spans)
    for span in spans:
        inside = pl.col("replication").is_between(span.first, span.end - 1)
        found.add(span, rows.filter(inside))
        if found.at is not None:
            break
    return found


def test_half_a_chance_needs_as_many_as_the_formula_says():
    hits = [k % 2 == 0 for k in range(4000)]
    found = watch(outcomes(4000, reversed=hits), 4000, 0.025)
    # z^2 / 4h^2 = 1537 - z^2, so that it holds first after 2000, and in two rounds after 2500.
    assert found.at == 2500
    assert found.precision.reached
    assert found.precision.half_widths["reversed"] == share_half_width(hits[:2500])
    assert found.widest == found.precision.half_widths["reversed"]


@pytest.mark.parametrize("name", ["escalated", "answer_renewed"])
def test_every_yes_or_no_counts(name):
    hits = {name: [k % 2 == 0 for k in range(4000)]}
    assert watch(outcomes(4000, **hits), 4000, 0.025).at == 2500


def test_classes_and_means_count():
    classes = ["partial" if k % 2 else "escalation" for k in range(4000)]
    found = watch(outcomes(4000, outcome=classes), 4000, 0.025)
    assert found.at == 2500
    relief = np.random.default_rng(0).normal(30.0, 60.0, 4000)
    found = watch(outcomes(4000, legal_end=relief), 4000, 0.025)
    assert found.precision.half_widths["legal_end"] == mean_half_width(relief[: found.at])
    assert found.precision.half_widths["legal_end"] <= 2.5
    assert mean_half_width(relief[: found.at - 2 * ROUND]) > 2.5


def test_nothing_ever_happens():
    found = watch(outcomes(2000), 2000, 0.01)
    assert found.at == 2 * ROUND
    assert found.precision.half_widths["reversed"] < 0.01


def test_it_must_hold_in_two_rounds_running():
    # Quiet for one round, then all at once anything but.
    hits = [k >= ROUND and k % 2 == 0 for k in range(6000)]
    assert share_half_width(hits[:ROUND]) < 0.02 < share_half_width(hits[: 2 * ROUND])
    assert watch(outcomes(6000, reversed=hits), 6000, 0.02).at > 2 * ROUND


def test_the_cap_is_told_for_what_it_is():
    hits = [k % 2 == 0 for k in range(1300)]
    found = watch(outcomes(1300, reversed=hits), 1300, 0.01)
    assert found.at == found.precision.replications == 1300
    assert not found.precision.reached
    assert watch(outcomes(300), 300, 0.02).precision.reached


def test_neither_order_nor_size_of_chunks_matters():
    hits = np.random.default_rng(1).random(3000) < 0.3
    rows = outcomes(3000, reversed=hits)
    wanted = watch(rows, 3000, 0.03)
    assert 2 * ROUND < wanted.at < 3000
    for seed, size in ((1, 100), (2, 37), (3, 500)):
        found = watch(rows, 3000, 0.03, size=size, seed=seed)
        assert (found.at, found.precision) == (wanted.at, wanted.precision)


def test_more_precision_takes_more_replications():
    hits = np.random.default_rng(2).random(8000) < 0.4
    rows = outcomes(8000, reversed=hits)
    ends = [watch(rows, 8000, until).at for until in (0.05, 0.03, 0.02, 0.012)]
    assert all(a < b for a, b in pairwise(ends))


def test_replications_that_go_together_count_as_one():
    hits = [k % 8 < 4 for k in range(8000)]
    rows = outcomes(8000, reversed=hits)
    assert watch(rows, 8000, 0.03, group=4).at > watch(rows, 8000, 0.03).at
    assert [group_size(*how) for how in ((False, 1), (True, 1), (False, 3), (True, 2))] == [
        1,
        2,
        3,
        4,
    ]


def test_where_all_fail_nothing_is_known():
    rows = outcomes(1000).clear()
    found = StoppingRule(MODEL, 1000, 0.1)
    found.add(Span(0, 1000), rows)
    assert found.at == 1000
    assert not found.precision.reached
    assert found.widest is None


def test_antithetic_pairs_that_split_stop_a_batch_sooner():
    hits = np.random.default_rng(2).random((4000, 2)) < 0.5
    hits[:3000, 1] = ~hits[:3000, 0]
    hits = np.random.default_rng(3).permutation(hits).ravel()
    rows = outcomes(8000, reversed=hits)
    assert 2 * watch(rows, 8000, 0.015, group=2).at < watch(rows, 8000, 0.015).at
