"""Chance: named, reproducible, independent of what else is drawn."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sim.engine.kernel.streams import BLOCK, Chance, stream_key

NAMES = st.text(min_size=1, max_size=30)
SEEDS = st.integers(0, 2**63)


def take(draw, n):
    return [draw.next() for _ in range(n)]


@settings(max_examples=50, deadline=None)
@given(SEEDS, NAMES, st.integers(0, 500), st.integers(1, 40))
def test_a_replication_alone_sees_what_it_sees_in_a_chunk(seed, name, first, count):
    chunk = Chance(seed, first, count)
    k = first + count // 2
    n = 2 * BLOCK + 5  # beyond the block, into its extensions
    assert take(chunk.stream(name, k), n) == take(Chance(seed, k, 1).stream(name, k), n)


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_other_streams_change_nothing(seed):
    alone = Chance(seed, 0, 3)
    crowded = Chance(seed, 0, 3)
    for i in range(20):
        take(crowded.stream(f"other/{i}", 1), 7)
    assert take(alone.stream("war", 1), 100) == take(crowded.stream("war", 1), 100)


def test_names_seeds_and_replications_differ():
    seen = {
        tuple(take(Chance(seed, k, 1).stream(name, k), 4))
        for seed in range(5)
        for k in range(5)
        for name in ("a", "b", "a/b", "")
    }
    assert len(seen) == 5 * 5 * 4


def test_keys_are_stable():
    """Keys must never change: results under a seed would."""
    assert stream_key(0, "war/step") == stream_key(0, "war/step")
    assert stream_key(7, "war/step") != stream_key(7, "war/Step")
    assert stream_key(7, "war/step").bit_length() <= 128
    assert take(Chance(7, 0, 1).stream("war/step", 0), 3) == pytest.approx(
        take(Chance(7, 0, 9).stream("war/step", 0), 3), abs=0.0
    )


def test_uniforms_are_uniform_and_open():
    values = np.array(
        [
            u
            for k in range(400)
            for u in islice(_iterate(Chance(11, k, 1).stream("x", k)), 3 * BLOCK)
        ]
    )
    assert values.min() > 0.0
    assert values.max() < 1.0
    assert stats.kstest(values, "uniform").pvalue > 1e-3
    # Neighbours in a stream are not correlated.
    assert abs(np.corrcoef(values[:-1], values[1:])[0, 1]) < 0.02


def _iterate(draw):
    while True:
        yield draw.next()


def test_antithetic_pairs_mirror_each_other():
    chance = Chance(3, 0, 4, antithetic=True)
    first, second = (take(chance.stream("x", k), BLOCK + 8) for k in (2, 3))
    assert np.array(first) + np.array(second) == pytest.approx(1.0)
    assert take(Chance(3, 3, 1, antithetic=True).stream("x", 3), 5) == second[:5]
    assert first != take(chance.stream("x", 0), BLOCK + 8)


def test_nothing_outside_the_chunk():
    with pytest.raises(ValueError, match="from 5 to 9"):
        Chance(0, 5, 5).stream("x", 10)
    with pytest.raises(ValueError, match="negative"):
        Chance(-1, 0, 1)
