"""Distances from bands, and what is accepted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.validation.patterns.rejection import accepted, distances


def test_distances_are_in_half_widths_beyond_the_band():
    values = np.array([[0.5, 10.0], [1.5, 10.0], [0.5, 6.0], [1.5, 6.0], [np.nan, 10.0]])
    found = distances(values, [(0.0, 1.0), (8.0, 12.0)])
    # One half width beyond the first band, one beyond the second, both.
    assert found == pytest.approx([0.0, np.sqrt(0.5), np.sqrt(0.5), 1.0, np.inf])


def test_the_share_that_is_closest_is_accepted():
    distance = np.array([3.0, 1.0, 2.0, 5.0, 4.0])
    assert accepted(distance, 0.4).tolist() == [False, True, True, False, False]


def test_what_is_as_close_as_the_last_is_accepted_too():
    distance = np.array([0.0, 2.0, 0.0, 0.0, np.inf])
    assert accepted(distance, 0.2).tolist() == [True, False, True, True, False]


@given(st.lists(st.floats(0, 9) | st.just(float("inf")), min_size=1), st.floats(0.01, 1.0))
def test_at_least_the_share_and_never_what_cannot_be_measured(values, share):
    distance = np.array(values)
    kept = accepted(distance, share)
    finite = np.isfinite(distance)
    assert not (kept & ~finite).any()
    assert kept.sum() >= min(share * distance.size - 1e-6, finite.sum())
    if kept.any() and (finite & ~kept).any():
        assert distance[kept].max() < distance[finite & ~kept].min()
