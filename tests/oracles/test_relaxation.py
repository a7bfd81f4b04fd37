"""The bound: supporting lines that support, and prices that no package beats."""

from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.oracles.relaxation import Relaxation, anchor_at, lowest

# No deadline: a busy machine is no defect.
quick = settings(deadline=None, max_examples=60)

MOST = 20.0


def kinked(weight: float) -> float:
    return 0.02 * weight * weight + 0.5 * max(0.0, weight - 6.0)


@quick
@given(at=st.floats(0.0, MOST), elsewhere=st.floats(0.0, MOST))
def test_lines_at_an_anchor_lie_below_phi(at: float, elsewhere: float) -> None:
    anchor = anchor_at(kinked, at, MOST)
    slopes = [anchor.low] + ([anchor.high] if anchor.high < inf else [])
    for slope in slopes:
        line = anchor.level + slope * (elsewhere - anchor.weight)
        assert line <= kinked(elsewhere) + 1e-9


def test_slopes_at_a_kink_and_at_the_end() -> None:
    kink = anchor_at(kinked, 6.0, MOST)
    assert (kink.low, kink.high) == (pytest.approx(0.24, abs=1e-3), pytest.approx(0.74, abs=1e-3))
    end = anchor_at(kinked, MOST, MOST)
    assert end.low == pytest.approx(1.3, abs=1e-3)
    assert end.high == inf
    assert anchor_at(kinked, 0.0, 0.0).low == 0.0


@quick
@given(
    pieces=st.lists(
        st.tuples(st.floats(-5.0, 5.0), st.floats(-5.0, 5.0)), min_size=1, max_size=5
    ).filter(lambda lines: max(slope for slope, _ in lines) > 0.1)
)
def test_lowest_finds_the_minimum_of_a_few_pieces(pieces: list[tuple[float, float]]) -> None:
    def tangent(x: float) -> tuple[float, float]:
        return max((slope * x + level, slope) for slope, level in pieces)

    x, value = lowest(tangent, 0.0, inf, -inf)
    assert value == pytest.approx(tangent(x)[0])
    crossings = [0.0] + [
        (b - d) / (c - a) for a, b in pieces for c, d in pieces if abs(c - a) > 1e-9
    ]
    assert value <= min(tangent(c)[0] for c in crossings if c >= 0.0) + 1e-6


@quick
@given(
    data=st.lists(
        st.tuples(st.floats(-1, 4), st.floats(-1, 3), st.floats(0, 4)), min_size=1, max_size=6
    ),
    count=st.integers(1, 6),
    limit=st.floats(0.0, 6.0),
    dual=st.booleans(),
    at=st.floats(0.0, 1.0),
)
def test_no_package_beats_the_bound(
    data: list[tuple[float, float, float]], count: int, limit: float, dual: bool, at: float
) -> None:
    points, costs, weights = (list(column) for column in zip(*data, strict=True))
    most = min(8.0, sum(weights))
    anchor = anchor_at(kinked, at * most, most)
    prices = Relaxation(points, costs, weights, count, limit, dual).prices(anchor, -inf)
    for mask in range(1 << len(data)):
        chosen = [b for i, b in enumerate(data) if mask >> i & 1]
        weight = sum(w for _, _, w in chosen)
        if len(chosen) > count or weight > most:
            continue
        value = sum(p for p, _, _ in chosen)
        cost = sum(c for _, c, _ in chosen) + kinked(weight)
        if dual and value >= limit:
            assert -cost <= prices.bound + 1e-9
        if not dual and cost <= limit:
            assert value <= prices.bound + 1e-9
