"""Scrambled Sobol points: scipy's sequence, even in every dimension, the same in any portion."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import qmc

from sim.engine.kernel.sobol import BITS, points, sobol

KEYS = st.lists(st.integers(0, 2**128 - 1), min_size=1, max_size=8, unique=True)


@pytest.mark.parametrize("dimensions", [1, 2, 7, 24, 25, 60])
def test_unscrambled_it_is_the_sequence_of_joe_and_kuo(dimensions):
    """Up to 24 dimensions from the table of the module, beyond it from scipy's."""
    reference = qmc.Sobol(dimensions, scramble=False, bits=BITS).random_base2(10)
    assert (sobol(0, 1024, dimensions) * 2.0**-BITS == reference).all()
    for first, count in ((0, 1), (0, 5), (1, 1), (1, 9), (700, 324)):
        part = sobol(first, count, dimensions) * 2.0**-BITS
        assert (part == reference[first : first + count]).all()


def test_scrambled_points_never_change():
    """Results under a seed would."""
    assert points([1, 2, 3], 5, 2).tolist() == [
        [0.692051291000098, 0.4970877827145159, 0.6340291029773653],
        [0.8586805616505444, 0.9138628919608891, 0.016358922701328993],
    ]


@settings(max_examples=40, deadline=None)
@given(KEYS, st.integers(0, 10**9), st.integers(1, 50), st.data())
def test_a_point_is_the_same_alone_and_with_others(keys, first, count, data):
    k = data.draw(st.integers(0, count - 1))
    d = data.draw(st.integers(1, len(keys)))
    chunk = points(keys, first, count)
    assert chunk.shape == (count, len(keys))
    assert ((chunk > 0.0) & (chunk < 1.0)).all()
    assert (points(keys, first + k, 1)[0] == chunk[k]).all()
    assert (points(keys[:d], first, count) == chunk[:, :d]).all()


@settings(max_examples=20, deadline=None)
@given(KEYS, st.integers(0, 8), st.integers(0, 30))
def test_every_aligned_block_has_one_point_in_every_slice(keys, m, block):
    n = 2**m
    slices = np.floor(points(keys, block * n, n) * n).astype(int)
    assert (np.sort(slices, axis=0) == np.arange(n)[:, None]).all()


def test_the_first_two_dimensions_are_even_in_boxes():
    """A net with t = 0: one point in every box of 16 x 16."""
    boxes = np.floor(points([8, 9], 0, 256) * 16).astype(int)
    assert len({tuple(box) for box in boxes.tolist()}) == 256


def test_more_even_than_independent_draws():
    keys = list(range(10))
    even = [qmc.discrepancy(points([s * 100 + k for k in keys], 0, 512)) for s in range(5)]
    loose = [qmc.discrepancy(np.random.default_rng(s).random((512, 10))) for s in range(5)]
    assert max(even) < 0.3 * min(loose)


def test_dimensions_are_hardly_correlated():
    matrix = np.corrcoef(points(list(range(12)), 0, 4096).T)
    assert np.abs(matrix - np.eye(12)).max() < 0.02  # independent draws: up to about 0.05


def test_every_single_coordinate_is_uniform_over_seeds():
    """The scrambling alone makes it so: the fifth point under 2,000 keys."""
    values = np.sort([points([key], 5, 1)[0, 0] for key in range(2000)])
    assert np.abs(values - (np.arange(2000) + 0.5) / 2000).max() < 0.04
