"""Precision: sample sizes against their own formula backwards, intervals against scipy."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sim.batch.precision import (
    antithetic_estimate,
    antithetic_pair_variance,
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
