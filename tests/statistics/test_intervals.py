"""Intervals: by hand, against scipy, and whether they cover what they should."""

from __future__ import annotations

from math import inf, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sim.statistics.intervals import (
    holm,
    mcnemar,
    mean,
    paired_shares,
    quantile,
    quantiles,
    share,
)
from sim.statistics.precision import wilson_interval

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=60)


# -- means ---------------------------------------------------------------------------------


def test_a_mean_by_hand() -> None:
    found = mean(np.array([1.0, 2.0, 3.0, 6.0]))
    assert (found.mean, found.units) == (3.0, 4)
    assert found.standard_error == pytest.approx(sqrt(14 / 3) / 2)
    # t of 3 degrees of freedom at .975 is 3.182446
    assert found.interval() == pytest.approx((3 - 3.437435, 3 + 3.437435), abs=1e-5)


@quick
@given(values=st.lists(st.floats(-100, 100), min_size=2, max_size=30), level=st.floats(0.5, 0.99))
def test_t_agrees_with_scipy(values: list[float], level: float) -> None:
    found = mean(np.array(values))
    if found.standard_error < 1e-9:
        return
    test = stats.ttest_1samp(values, 0.0)
    assert found.interval(level) == pytest.approx(tuple(test.confidence_interval(level)))
    assert found.p_value() == pytest.approx(float(test.pvalue), abs=1e-12)


def test_equal_values_leave_no_trace_of_rounding() -> None:
    found = mean(np.full(7, 0.1))
    assert found.mean == 0.1
    assert found.standard_error == 0.0
    assert mean(np.zeros(7)).p_value() == 1.0


def test_a_sample_without_spread_proves_nothing() -> None:
    """Nothing is certain because it happened twice: no interval, or that of a share."""
    for values in (np.zeros(2), np.full(7, 0.1), np.full(1000, 3.0)):
        found = mean(values)
        assert found.interval() is None
        assert found.interval(bounds=(0.0, inf)) is None
        assert found.p_value() == (1.0 if found.mean == 0.0 else None)
    assert mean(np.zeros(2)).interval(bounds=(0.0, 1.0)) == wilson_interval(0, 2)
    assert mean(np.ones(2)).interval(bounds=(0.0, 1.0)) == pytest.approx(wilson_interval(2, 2))
    low, high = mean(np.full(10, 0.25)).interval(bounds=(0.0, 1.0)) or (0.0, 0.0)
    assert 0.0 < low < 0.25 < high < 0.5
    assert 0.25 - low == pytest.approx((high - 0.25) / 3.0)


@given(
    values=st.lists(st.floats(0.0, 1.0), min_size=2, max_size=30),
    top=st.sampled_from([1.0, inf]),
    level=st.floats(0.5, 0.999),
)
def test_no_end_lies_outside_what_the_mean_can_be(
    values: list[float], top: float, level: float
) -> None:
    found = mean(np.array(values))
    ends = found.interval(level, (0.0, top))
    if found.standard_error == 0.0 and top == inf:
        assert ends is None
    elif ends is not None:
        assert 0.0 <= ends.low <= found.mean + 1e-12
        assert found.mean - 1e-12 <= ends.high <= top
        assert ends.low < ends.high


def test_one_unit_has_no_interval() -> None:
    assert mean(np.array([2.0])).interval() is None
    together = mean(np.array([1.0, 3.0]), np.array([5, 5]))
    assert (together.mean, together.standard_error, together.units) == (2.0, inf, 1)
    assert together.p_value() is None


def test_pairs_are_what_is_counted() -> None:
    rng = np.random.default_rng(5)
    first, second = rng.normal(size=50), rng.normal(size=50)
    both = np.stack([first, second], axis=1).ravel()
    found = mean(both, np.arange(100) // 2)
    pairs = (first + second) / 2
    assert found.mean == pytest.approx(float(pairs.mean()))
    assert found.standard_error == pytest.approx(float(stats.sem(pairs)))
    assert found.units == 50
    assert mean(both, np.arange(100)).standard_error == pytest.approx(mean(both).standard_error)


def test_the_t_interval_covers() -> None:
    rng = np.random.default_rng(11)
    inside = 0
    for _ in range(1000):
        low, high = mean(rng.normal(3.0, 2.0, size=12)).interval() or (0.0, 0.0)
        inside += low <= 3.0 <= high
    assert 0.93 <= inside / 1000 <= 0.97


# -- shares --------------------------------------------------------------------------------


def test_a_share_is_wilsons() -> None:
    hits = np.array([1.0, 0.0, 0.0, 1.0, 0.0])
    assert share(hits) == (0.4, *wilson_interval(2, 5))
    assert share(hits, np.arange(5)) == pytest.approx(share(hits))


def test_copies_tell_nothing_new() -> None:
    rng = np.random.default_rng(2)
    once = (rng.random(400) < 0.3).astype(float)
    twice = np.repeat(once, 2)
    single, double = share(once), share(twice, np.arange(800) // 2)
    assert double.value == single.value
    assert double.low == pytest.approx(single.low, abs=0.002)
    assert double.high == pytest.approx(single.high, abs=0.002)


def test_pairs_that_cancel_make_no_share_certain() -> None:
    hits = np.array([1.0, 0.0] * 20)
    value, low, high = share(hits, np.arange(40) // 2)
    assert value == 0.5
    assert low is not None
    assert high is not None
    assert high - low > 0.15


# -- quantiles -----------------------------------------------------------------------------


def test_ranks_of_the_median_by_hand() -> None:
    """P(r <= B <= s - 1) for the binomial of n and one half: .9785 for n = 10, r = 2, s = 9."""
    assert quantile(np.arange(1.0, 11.0), 0.5) == (5.0, 2.0, 9.0)
    assert quantile(np.arange(1.0, 7.0), 0.5) == (3.0, 1.0, 6.0)  # 1 - 2 / 64
    assert quantile(np.arange(1.0, 6.0), 0.5) == (3.0, None, None)  # 1 - 2 / 32 is too little


def test_quantiles_beyond_what_was_seen() -> None:
    ordered = np.append(np.arange(1.0, 31.0), [inf] * 70)
    assert quantile(ordered, 0.5) == (inf, inf, inf)
    assert quantile(ordered, 0.3).value == 30.0
    assert quantile(ordered, 0.3).high == inf
    assert quantile(np.arange(1.0, 21.0), 0.95).value == 19.0  # not the 20th by rounding


@quick
@given(n=st.integers(1, 300), p=st.floats(0.02, 0.98), level=st.floats(0.5, 0.99))
def test_the_ranks_are_the_tightest_that_leave_half_of_the_rest_on_either_side(
    n: int, p: float, level: float
) -> None:
    _, low, high = quantile(np.arange(1.0, n + 1.0), p, level=level)
    tail, law = (1.0 - level) / 2, stats.binom(n, p)
    r, s = int(low or 0), int(high or n + 1)
    assert law.cdf(r - 1) <= tail + 1e-12
    assert law.cdf(r) > tail - 1e-12
    assert law.sf(s - 1) <= tail + 1e-12
    assert law.sf(s - 2) > tail - 1e-12


def test_quantile_intervals_cover() -> None:
    rng = np.random.default_rng(3)
    for p in (0.05, 0.5, 0.95):
        true, inside = stats.expon.ppf(p), 0
        for _ in range(500):
            _, low, high = quantile(np.sort(rng.exponential(size=120)), p)
            inside += (low or 0.0) <= true <= (inf if high is None else high)
        assert inside / 500 >= 0.935


def test_groups_move_the_ranks_out() -> None:
    rng = np.random.default_rng(4)
    ordered = np.sort(rng.normal(size=100))
    alone, twice = quantile(ordered, 0.5), quantile(np.repeat(ordered, 2), 0.5)
    told = quantile(np.repeat(ordered, 2), 0.5, np.arange(200) // 2)
    assert None not in (*alone, *twice, *told)
    assert told[1] <= alone[1] < twice[1]
    assert told[1] == pytest.approx(alone[1], abs=0.1)


# -- differences ---------------------------------------------------------------------------


def test_a_difference_of_paired_shares_by_hand() -> None:
    # (.3, .1): .2 -+ 1.959964 * sqrt((.4 - .04) / 20)
    assert paired_shares(5, 1, 18) == pytest.approx((0.2 - 0.262957, 0.2 + 0.262957), abs=1e-5)
    # none of 98 differs: -+ 1.959964 * sqrt(.02 / 100)
    assert paired_shares(0, 0, 98) == pytest.approx((-0.027718, 0.027718), abs=1e-5)
    assert paired_shares(3, 0, 3).high == 1.0


def test_the_interval_for_paired_shares_covers() -> None:
    rng = np.random.default_rng(8)
    inside = 0
    for _ in range(1000):
        more, less, _ = rng.multinomial(60, [0.10, 0.04, 0.86])
        low, high = paired_shares(int(more), int(less), 60)
        inside += low <= 0.06 <= high
    assert inside / 1000 >= 0.94


def test_mcnemar_by_hand_and_against_scipy() -> None:
    assert mcnemar(0, 0) == mcnemar(4, 4) == 1.0
    assert mcnemar(0, 5) == mcnemar(5, 0) == 1 / 32  # exact 2 / 32, less half of what was seen
    for more, less in ((3, 11), (20, 9), (1, 2)):
        exact = stats.binomtest(more, more + less).pvalue
        seen = stats.binom.pmf(more, more + less, 0.5)
        assert mcnemar(more, less) == pytest.approx(exact - seen)


def test_holm_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.5, 0.9]) == [1.0, 1.0]
    assert holm([]) == []


@quick
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_keeps_the_order_and_lies_between_none_and_bonferroni(p: list[float]) -> None:
    adjusted = holm(p)
    assert sorted(range(len(p)), key=lambda i: (p[i], i)) == sorted(
        range(len(p)), key=lambda i: (adjusted[i], p[i], i)
    )
    for before, after in zip(p, adjusted, strict=True):
        assert before <= after <= min(1.0, len(p) * before)


@pytest.mark.parametrize("n", [1, 2, 7, 20, 199, 200])
def test_quantiles_of_series_are_those_of_tables(n: int) -> None:
    rng = np.random.default_rng(n)
    values = rng.integers(0, 30, (n, 4)).astype(np.float64)
    levels = (0.05, 0.25, 0.5, 0.75, 0.95)
    found = quantiles(values, levels)
    assert found.shape == (5, 4)
    for j in range(4):
        ordered = np.sort(values[:, j])
        for k, p in enumerate(levels):
            assert found[k, j] == quantile(ordered, p).value
