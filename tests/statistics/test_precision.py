"""Precision: quantiles, intervals and half-widths against scipy."""

from collections.abc import Callable
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sim.statistics.precision import (
    group_sums,
    mean_half_width,
    normal_quantile,
    wilson_interval,
    wilson_intervals,
)

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=60)

levels = st.floats(0.5, 0.999)


@quick
@given(n=st.integers(1, 5000), data=st.data(), level=levels)
def test_wilson_agrees_with_scipy(n: int, data: st.DataObject, level: float) -> None:
    successes = data.draw(st.integers(0, n))
    expected = stats.binomtest(successes, n).proportion_ci(level, method="wilson")
    found = wilson_interval(successes, n, level)
    assert found.low == pytest.approx(float(expected.low), abs=1e-9)
    assert found.high == pytest.approx(float(expected.high), abs=1e-9)
    assert 0.0 <= found.low <= successes / n <= found.high <= 1.0


def test_wilson_has_a_width_where_nothing_happened() -> None:
    assert wilson_interval(0, 10).low == 0.0
    # z^2 / (n + z^2)
    assert wilson_interval(0, 10).high == pytest.approx(0.277533, abs=1e-6)
    assert wilson_interval(10, 10).high == 1.0


def test_quantiles() -> None:
    assert normal_quantile(0.95) == pytest.approx(1.959964, abs=1e-6)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: normal_quantile(1.0), r"1\.0"),
        (lambda: wilson_interval(3, 2), r"3.*2"),
        (lambda: wilson_interval(0, 0), r"0"),
    ],
)
def test_refusals_state_the_value(call: Callable[[], object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        call()


@quick
@given(
    values=st.lists(st.floats(-50.0, 50.0), min_size=2, max_size=60).filter(
        lambda v: max(v) - min(v) > 1e-3
    ),
    level=levels,
)
def test_the_half_width_of_a_mean_agrees_with_scipy(values: list[float], level: float) -> None:
    error = stats.sem(values)
    low, high = stats.t.interval(level, len(values) - 1, loc=0.0, scale=error)
    assert mean_half_width(values, level) == pytest.approx(0.5 * (high - low), rel=1e-9)


def test_a_mean_of_pairs_is_known_as_well_as_the_pair_means_are() -> None:
    rng = np.random.default_rng(5)
    first = rng.normal(size=50)
    second = -first + rng.normal(size=50)
    together, pairs = np.column_stack([first, second]).ravel(), np.repeat(np.arange(50), 2)
    error = float(stats.sem((first + second) / 2))
    wanted = float(stats.t.ppf(0.975, 49)) * error
    assert mean_half_width(together, 0.95, pairs) == pytest.approx(wanted)
    assert mean_half_width(together, 0.95, pairs) < mean_half_width(together)
    shuffled = rng.permutation(100)
    assert mean_half_width(together[shuffled], 0.95, pairs[shuffled]) == pytest.approx(wanted)


def test_a_mean_of_one_is_not_known_and_of_equals_is() -> None:
    assert mean_half_width([3.0]) == inf
    assert mean_half_width([3.0, 4.0], 0.95, [7, 7]) == inf
    assert mean_half_width([0.1, 0.1, 0.1]) == 0.0


@quick
@given(n=st.integers(1, 60), level=levels)
def test_intervals_of_many_shares_are_those_of_each(n: int, level: float) -> None:
    found = wilson_intervals(range(n + 1), n, level)
    assert [tuple(ends) for ends in found.tolist()] == [
        wilson_interval(k, n, level) for k in range(n + 1)
    ]
    assert (found[0, 0], found[n, 1]) == (0.0, 1.0)


@quick
@given(groups=st.lists(st.integers(0, 12), min_size=1, max_size=40))
def test_groups_are_summed_in_the_order_of_their_numbers(groups: list[int]) -> None:
    values = np.linspace(0.1, 1.7, len(groups))
    sums, sizes = group_sums(values, groups)
    there = sorted(set(groups))
    assert sizes.tolist() == [groups.count(group) for group in there]
    members = [values[np.array(groups) == group] for group in there]
    assert sums == pytest.approx([each.sum() for each in members])
