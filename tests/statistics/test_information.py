"""Information: bias taken off, intervals that cover, exact tests, discoveries."""

from __future__ import annotations

from itertools import pairwise
from math import comb, log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.statistics.information import (
    benjamini_hochberg,
    difference_of_shares,
    fisher,
    information,
)

SEEDS = 400
WORLDS = [(0.3, 0.4, 0.4), (0.3, 0.5, 0.4), (0.3, 0.8, 0.2), (0.05, 0.6, 0.1), (0.2, 0.0, 0.1)]
"""P(x), P(y | x), P(y | not x)."""


def truth(px: float, yes: float, no: float) -> float:
    """Mutual information, exactly, in bits."""
    py = px * yes + (1.0 - px) * no
    bits = 0.0
    for share, p in ((px, yes), (1.0 - px, no)):
        for part, whole in ((p, py), (1.0 - p, 1.0 - py)):
            bits += share * part * log2(part / whole) if part > 0.0 else 0.0
    return bits


def drawn(seed: int, n: int, px: float, yes: float, no: float):
    rng = np.random.default_rng(seed)
    x = rng.random(n) < px
    return x, rng.random(n) < np.where(x, yes, no)


@pytest.mark.parametrize("world", WORLDS)
def test_nineteen_intervals_of_twenty_cover_the_truth(world) -> None:
    exact = truth(*world)
    found = [information(*drawn(seed, 800, *world)) for seed in range(SEEDS)]
    covered = np.mean([one.low - 1e-12 <= exact <= one.high for one in found])
    assert 0.92 <= covered <= 0.985
    assert all(one.low <= one.bits <= one.high for one in found)


@pytest.mark.parametrize("world", WORLDS[:4])  # with an empty cell there is none to take off
def test_the_bias_is_taken_off(world) -> None:
    found = [information(*drawn(seed, 200, *world)) for seed in range(SEEDS)]
    plain = np.array([one.plain for one in found])
    mended = plain - [one.bias for one in found]
    error = 4.0 * plain.std() / SEEDS**0.5
    exact = truth(*world)
    assert abs(mended.mean() - exact) < error
    assert abs(mended.mean() - exact) < plain.mean() - exact


def test_units_that_come_twice_count_once() -> None:
    world = (0.3, 0.5, 0.4)
    exact, covered, claimed = truth(*world), 0, 0
    for seed in range(SEEDS):
        x, y = (column.repeat(2) for column in drawn(seed, 400, *world))
        found = information(x, y, np.arange(400).repeat(2))
        alone = information(x, y)
        covered += found.low <= exact <= found.high
        claimed += alone.low <= exact <= alone.high
        assert found.p >= alone.p
        assert found.high >= alone.high
    assert covered >= 0.93 * SEEDS
    assert claimed < 0.9 * SEEDS  # what independent units would have claimed


def test_what_says_all_and_what_says_nothing() -> None:
    x = np.arange(100) % 2 == 0
    assert information(x, x).plain == pytest.approx(1.0)
    assert information(x, ~x).plain == pytest.approx(1.0)
    never = np.zeros(100, dtype=np.bool_)
    nothing = information(x, never)
    assert (nothing.bits, nothing.low, nothing.p) == (0.0, 0.0, 1.0)


@given(st.lists(st.integers(0, 12), min_size=4, max_size=4))
def test_fishers_p_is_that_of_all_tables_no_likelier(cells) -> None:
    a, b, c, d = cells
    rows, first, n = a + b, a + c, sum(cells)
    ways = {
        k: comb(rows, k) * comb(n - rows, first - k)
        for k in range(max(0, rows + first - n), min(rows, first) + 1)
    }
    exact = sum(w for w in ways.values() if w <= ways[a]) / sum(ways.values())
    assert fisher(np.array([[a, b], [c, d]])) == pytest.approx(exact)


def test_differences_are_newcombes() -> None:
    # Newcombe 1998, table II, method 10: 56/70 less 48/80.
    x = np.arange(150) < 70
    y = np.concatenate([np.arange(70) < 56, np.arange(80) < 48])
    value, low, high = difference_of_shares(x, y)
    assert value == pytest.approx(0.2)
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)
    twice = difference_of_shares(x.repeat(2), y.repeat(2), np.arange(150).repeat(2))
    assert twice.high - twice.low == pytest.approx(high - low, rel=0.02)


def test_benjamini_and_hochberg_by_hand() -> None:
    # The example of their paper: of 15 the four smallest are below .05.
    p = [
        *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459),
        *(0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0),
    ]
    order = np.random.default_rng(0).permutation(15)
    adjusted = benjamini_hochberg([p[k] for k in order])
    found = [adjusted[list(order).index(k)] for k in range(15)]
    assert sum(q < 0.05 for q in found) == 4
    assert found[3] == pytest.approx(0.0095 * 15 / 4)
    assert all(one <= two for one, two in pairwise(found))
    assert benjamini_hochberg([]) == []
