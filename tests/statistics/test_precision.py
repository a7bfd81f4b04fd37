"""Precision: sample sizes against their own formula backwards, intervals against scipy."""

from collections.abc import Callable
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sim.statistics.precision import (
    antithetic_estimate,
    antithetic_pair_variance,
    mean_half_width,
    normal_quantile,
    replications_for_mean,
    replications_for_probability,
    wilson_interval,
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


@quick
@given(sd=st.floats(0.01, 10.0), half=st.floats(0.01, 2.0), level=levels)
def test_so_many_replications_do_and_one_fewer_does_not(
    sd: float, half: float, level: float
) -> None:
    n = replications_for_mean(sd, half, level)
    z = float(stats.norm.ppf(0.5 + level / 2))
    assert z * sd / n**0.5 <= half * (1 + 1e-9)
    if n > 1:
        assert z * sd / (n - 1) ** 0.5 > half * (1 - 1e-9)


@quick
@given(p=st.floats(0.0, 1.0), half=st.floats(0.005, 0.2))
def test_one_half_is_the_worst_case(p: float, half: float) -> None:
    assert 1 <= replications_for_probability(p, half) <= replications_for_probability(0.5, half)


def test_quantiles_and_certain_outcomes() -> None:
    assert normal_quantile(0.95) == pytest.approx(1.959964, abs=1e-6)
    assert replications_for_probability(0.0, 0.01) == 1


def test_pairs_that_cancel_and_pairs_that_repeat() -> None:
    assert antithetic_pair_variance(2.0, -2.0) == 0.0
    assert antithetic_pair_variance(2.0, 0.0) == 1.0
    assert antithetic_pair_variance(2.0, 2.0) == 2.0
    cancel = antithetic_estimate([1.0, 2.0, 4.0], [3.0, 2.0, 0.0])
    assert cancel == (2.0, 0.0)


def test_the_standard_error_counts_pairs() -> None:
    rng = np.random.default_rng(5)
    first, second = rng.normal(size=50), rng.normal(size=50)
    found = antithetic_estimate(first.tolist(), second.tolist())
    expected = stats.sem((first + second) / 2)
    assert found.standard_error == pytest.approx(float(expected))
    assert found.mean == pytest.approx(float(np.concatenate((first, second)).mean()))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: normal_quantile(1.0), r"1\.0"),
        (lambda: replications_for_mean(-1.0, 0.1), r"-1\.0"),
        (lambda: replications_for_mean(1.0, 0.0), r"0\.0"),
        (lambda: replications_for_probability(1.2, 0.1), r"1\.2"),
        (lambda: wilson_interval(3, 2), r"3.*2"),
        (lambda: wilson_interval(0, 0), r"0"),
        (lambda: antithetic_pair_variance(1.0, -2.0), r"-2\.0"),
        (lambda: antithetic_estimate([1.0], [1.0]), r"\(1,\)"),
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
    error = antithetic_estimate(first, second).standard_error
    wanted = float(stats.t.ppf(0.975, 49)) * error
    assert mean_half_width(together, 0.95, pairs) == pytest.approx(wanted)
    assert mean_half_width(together, 0.95, pairs) < mean_half_width(together)
    shuffled = rng.permutation(100)
    assert mean_half_width(together[shuffled], 0.95, pairs[shuffled]) == pytest.approx(wanted)


def test_a_mean_of_one_is_not_known_and_of_equals_is() -> None:
    assert mean_half_width([3.0]) == inf
    assert mean_half_width([3.0, 4.0], 0.95, [7, 7]) == inf
    assert mean_half_width([0.1, 0.1, 0.1]) == 0.0
