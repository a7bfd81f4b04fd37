"""Intervals over clusters: against closed forms, by hand, and what must hold of them."""

from __future__ import annotations

from itertools import product
from math import sqrt

import numpy as np
import pytest

from sim.statistics.clusters import FEWEST, areas, ends, means, numbered, redrawn, saved, share
from sim.statistics.precision import standard_error, wilson_interval


def test_clusters_are_numbered_in_the_order_of_the_first_of_each() -> None:
    assert numbered(["b", "a", "b", "c"]).tolist() == [0, 1, 0, 2]


def test_the_draws_are_always_the_same_and_each_has_as_many_clusters() -> None:
    drawn = redrawn(7)
    assert np.array_equal(drawn, redrawn(7))
    assert set(drawn.sum(axis=1)) == {7.0}
    # Each is drawn once on average, with the variance of a multinomial count.
    assert drawn.mean(axis=0) == pytest.approx(np.ones(7), abs=0.06)
    assert drawn.var(axis=0) == pytest.approx(np.full(7, 6 / 7), abs=0.08)


# -- means -----------------------------------------------------------------------------------


def test_the_spread_of_resampled_means_is_that_of_a_cluster_sample() -> None:
    """Ends lie 1.96 standard errors away, by the linearised variance of a ratio (Cochran)."""
    rng = np.random.default_rng(1)
    clusters = np.repeat(np.arange(60), rng.integers(4, 9, 60))
    values = rng.normal(0.0, 1.0, 60)[clusters] + rng.normal(0.0, 0.5, clusters.size)
    (found,) = means(values[:, None], clusters)
    error, units = standard_error(values, clusters)
    assert units == 60
    assert found.value == pytest.approx(values.mean())
    assert found.low is not None
    assert found.high is not None
    assert found.high - found.low == pytest.approx(2 * 1.96 * error, rel=0.06)
    # As if items were independent it would be less than half as wide.
    alone, _ = standard_error(values)
    assert found.high - found.low > 2 * 2 * 1.96 * alone


def test_clusters_that_are_alike_leave_nothing_to_chance() -> None:
    """Whatever is within them: whole clusters are drawn, and not their items."""
    values = np.tile([0.0, 1.0, 0.5], 6)[:, None]
    (found,) = means(values, np.repeat(np.arange(6), 3))
    assert found == (0.5, 0.5, 0.5)


def test_fewer_than_five_clusters_have_no_interval() -> None:
    clusters = np.repeat(np.arange(FEWEST - 1), 10)
    values = np.linspace(0.0, 1.0, clusters.size)
    assert means(values[:, None], clusters) == [(pytest.approx(0.5), None, None)]
    assert saved(values[:, None], values[:, None] + 1.0, clusters)[0][1:] == (None, None)  # type: ignore[index]
    assert share(np.round(values), clusters)[1:] == (None, None)
    found = areas(values[:, None], np.round(values), clusters)
    assert found == [(1.0, None, None)]


def test_a_difference_that_every_cluster_shows_is_off_zero_and_a_chance_one_is_not() -> None:
    """The same items twice: what is common to both falls out, and only what differs counts."""
    rng = np.random.default_rng(2)
    clusters = np.repeat(np.arange(20), 5)
    hard = rng.normal(0.0, 5.0, 20)[clusters]  # some cases are much harder than others
    ours = hard + rng.normal(0.0, 0.3, clusters.size)
    better = ours + 0.5 + rng.normal(0.0, 0.3, clusters.size)
    same = ours + rng.normal(0.0, 0.3, clusters.size)
    apart = means(np.column_stack([ours - better, ours - same]), clusters)
    assert apart[0].high is not None
    assert apart[0].high < 0.0
    assert apart[1].low is not None
    assert apart[1].high is not None
    assert apart[1].low < 0.0 < apart[1].high
    # Unpaired, the spread of the cases would hide it.
    (alone,) = means(ours[:, None], clusters)
    assert alone.low is not None
    assert alone.low < better.mean() < alone.high  # type: ignore[operator]


# -- what is saved ---------------------------------------------------------------------------


def test_what_is_saved_by_hand() -> None:
    ours, theirs = np.array([[1.0], [0.0]]), np.array([[2.0], [2.0]])
    assert saved(ours, theirs, np.array([0, 1])) == [(0.75, None, None)]
    nothing = np.zeros((2, 1))
    assert saved(nothing, nothing, np.array([0, 1])) == [(0.0, None, None)]
    assert saved(ours, nothing, np.array([0, 1])) == [None]


def test_the_end_of_what_is_saved_is_open_where_the_reference_makes_no_mistake() -> None:
    """One cluster of six has all mistakes of both: in a third of the draws it is missing."""
    ours = np.array([2.0, 1.0, 1.0, 1.0, 1.0, 1.0])[:, None]
    theirs = np.array([9.0, 0.0, 0.0, 0.0, 0.0, 0.0])[:, None]
    (found,) = saved(ours, theirs, np.arange(6))
    assert found is not None
    assert (found.value, found.low) == (pytest.approx(1 - 7 / 9), None)
    assert found.high is not None


# -- areas under the curve -------------------------------------------------------------------


def test_an_area_by_hand_with_ties_at_one_half() -> None:
    """Pairs of (.8, .5, .5) that happened and (.5, .2) that did not: 1, ½, ½ and 1, 1, 1 of 6."""
    forecasts = np.array([0.8, 0.5, 0.5, 0.5, 0.2])[:, None]
    happened = np.array([1.0, 1.0, 1.0, 0.0, 0.0])
    assert areas(forecasts, happened, np.zeros(5, dtype=np.int64)) == [(5 / 6, None, None)]


def test_what_is_always_said_has_an_area_of_one_half() -> None:
    happened = np.array([1.0, 0.0, 1.0, 0.0, 1.0, 0.0])
    assert areas(np.full((6, 1), 0.3), happened, np.arange(6)) == [(0.5, 0.5, 0.5)]


def test_there_is_no_area_where_all_or_nothing_happened() -> None:
    for answer in (0.0, 1.0):
        assert areas(np.full((3, 1), 0.3), np.full(3, answer), np.arange(3)) is None
    assert areas(np.empty((0, 1)), np.empty(0), np.empty(0, dtype=np.int64)) is None


def test_resampled_areas_are_those_of_resampled_items() -> None:
    """Against all items drawn out one by one, ties and all."""
    rng = np.random.default_rng(3)
    clusters = np.repeat(np.arange(8), 4)
    forecasts = np.round(rng.random(32), 1)
    happened = (rng.random(32) < forecasts).astype(float)
    (found,) = areas(forecasts[:, None], happened, clusters) or [None]
    again = []
    for counts in redrawn(8)[:300]:
        items = np.repeat(np.arange(32), counts[clusters].astype(int))
        ups = [i for i in items if happened[i]]
        downs = [j for j in items if not happened[j]]
        pairs = [
            (forecasts[i] > forecasts[j]) + 0.5 * (forecasts[i] == forecasts[j])
            for i, j in product(ups, downs)
        ]
        again.append(np.mean(pairs))
    assert found is not None
    assert found.low is not None
    # 300 of the 4,000 draws: their ends are within a few standard errors of a quantile.
    low, high = np.quantile(again, [0.025, 0.975])
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.04)
    exact = np.array(again)
    weights = redrawn(8)[:300]
    yes, no = happened == 1.0, happened == 0.0
    kernel = (forecasts[yes][:, None] > forecasts[no]) + 0.5 * (
        forecasts[yes][:, None] == forecasts[no]
    )
    for row, value in zip(weights[:20], exact[:20], strict=True):
        up, down = row[clusters][yes], row[clusters][no]
        assert up @ kernel @ down / (up.sum() * down.sum()) == pytest.approx(value)


def test_the_interval_of_an_area_is_hanley_and_mcneils_if_clusters_are_single_items() -> None:
    """Normal scores one standard deviation apart: AUC .76, its standard error in closed form."""
    rng = np.random.default_rng(4)
    scores = np.concatenate([rng.normal(1.0, 1.0, 150), rng.normal(0.0, 1.0, 150)])
    happened = np.repeat([1.0, 0.0], 150)
    (found,) = areas(scores[:, None], happened, np.arange(300)) or [None]
    assert found is not None
    assert found.low is not None
    assert found.high is not None
    a = found.value
    q1, q2 = a / (2 - a), 2 * a * a / (1 + a)
    error = sqrt((a * (1 - a) + 149 * (q1 - a * a) + 149 * (q2 - a * a)) / 150**2)
    assert found.high - found.low == pytest.approx(2 * 1.96 * error, rel=0.12)


# -- shares and ends -------------------------------------------------------------------------


def test_a_share_of_single_items_has_wilsons_interval() -> None:
    hits = np.array([1.0] * 26 + [0.0] * 21)
    found = share(hits, np.arange(47))
    assert found[1:] == pytest.approx(tuple(wilson_interval(26, 47)))


def test_a_share_whose_clusters_hang_together_is_known_as_well_as_they_are_many() -> None:
    """All items of a cluster alike: the design effect is 10 × 40/39 × 399/400."""
    hits = np.repeat(np.tile([1.0, 0.0, 0.0, 0.0], 10), 10)
    counting = 400 / (10 * 40 / 39 * 399 / 400)
    expected = wilson_interval(counting / 4, counting)
    assert share(hits, np.repeat(np.arange(40), 10))[1:] == pytest.approx(tuple(expected))


def test_where_everything_happened_each_cluster_counts_as_one() -> None:
    hits = np.ones(60)
    assert share(hits, np.repeat(np.arange(6), 10)) == (1.0, *wilson_interval(6, 6))
    assert share(0.0 * hits, np.repeat(np.arange(6), 10)) == (0.0, *wilson_interval(0, 6))


def test_ends_are_values_that_there_are() -> None:
    values = np.arange(1.0, 101.0)
    assert ends(values, 0.9) == (5.0, 95.0)
    assert ends(np.array([np.nan, 1.0, 2.0, np.nan]), 0.5) == (1.0, 2.0)
    assert ends(np.array([-np.inf, 1.0, 2.0, np.inf]), 0.9) == (None, None)
    assert ends(np.array([np.nan]), 0.9) == (None, None)
