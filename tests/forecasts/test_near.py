"""How much each case counts, worked out by hand."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.forecasts.near import BANDWIDTH, SHARED, effective, weights


def test_two_cases_by_hand() -> None:
    """One at 0 and one at the bandwidth: 1 and 1/e, which count as 1.6480 cases."""
    found = weights(np.array([0.0, 0.07]), 0.07)
    m = (1.0 + exp(-1.0)) ** 2 / (1.0 + exp(-2.0))
    near = m / (1.0 + exp(-1.0))
    assert m == pytest.approx(1.6480542736638855)
    assert found == pytest.approx([near + 1.0, near * exp(-1.0) + 1.0])
    assert (BANDWIDTH, SHARED) == (0.07, 2.0)


def test_cases_as_near_count_alike() -> None:
    assert weights(np.full(4, 0.3)) == pytest.approx([1.5] * 4)
    assert effective(weights(np.full(4, 0.3))) == pytest.approx(4.0)


def test_where_nothing_is_known_all_count_alike() -> None:
    assert weights(np.full(3, np.nan)).tolist() == [1.0, 1.0, 1.0]


def test_a_case_of_which_too_little_is_known_has_what_all_share() -> None:
    assert weights(np.array([0.2, np.nan])) == pytest.approx([2.0, 1.0])


def test_far_cases_do_not_vanish_where_all_are_far() -> None:
    far = weights(np.array([0.8, 0.9]), 0.001)
    assert far == pytest.approx([2.0, 1.0])


def test_kish_by_hand() -> None:
    assert effective(np.array([3.0, 1.0])) == pytest.approx(16.0 / 10.0)


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=20))
def test_nearer_cases_count_no_less_and_all_count_something(apart: list[float]) -> None:
    distances = np.sort(apart)
    found = weights(distances)
    assert np.all(np.diff(found) <= 1e-12)
    assert found.min() >= SHARED / found.size - 1e-12
    assert 1.0 - 1e-9 <= effective(found) <= found.size + 1e-9
