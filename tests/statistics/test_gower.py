"""Gower's distance: by hand, and what a distance must be whatever is put into it."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.statistics.gower import Value, difference, gower

SCALES = (10.0, None, 2.0, None)
ALIKE = (1.0, 1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("first", "second", "scale", "expected"),
    [
        (3.0, 5.0, 10.0, 0.2),
        (5.0, 3.0, 10.0, 0.2),
        (0.0, 10.0, 10.0, 1.0),
        (0.0, 25.0, 10.0, 1.0),  # what is wholly different cannot be more so
        ("war", "war", None, 0.0),
        ("war", "terror", None, 1.0),
        (True, False, None, 1.0),
        (None, 3.0, 10.0, None),
        ("war", None, None, None),
    ],
)
def test_the_difference_of_one_feature(
    first: Value, second: Value, scale: float | None, expected: float | None
) -> None:
    assert difference(first, second, scale) == expected


def test_a_distance_by_hand() -> None:
    first, second = (3.0, "a", 1.0, True), (5.0, "b", 1.0, True)
    assert gower(first, second, SCALES, ALIKE) == (0.2 + 1.0) / 4.0
    assert gower(first, second, SCALES, (2.0, 1.0, 1.0, 4.0)) == (0.4 + 1.0) / 8.0
    # What is missing is in neither sum.
    assert gower((None, *first[1:]), second, SCALES, ALIKE) == 1.0 / 3.0


def test_gowers_own_coefficient_where_scales_are_ranges() -> None:
    """One minus the mean of 1 - |x_i - x_j| / range, and of matches (Gower 1971, eq. 1)."""
    first, second = (2.0, "red"), (6.0, "red")
    similarity = ((1.0 - abs(2.0 - 6.0) / 8.0) + 1.0) / 2.0
    assert gower(first, second, (8.0, None), (1.0, 1.0)) == 1.0 - similarity


def test_too_little_known_is_no_distance() -> None:
    first: tuple[Value, ...] = (1.0, "a", None, None)
    second = (1.0, "a", 1.0, True)
    assert gower(first, second, SCALES, ALIKE) is None
    assert gower(first, second, SCALES, ALIKE, least=0.5) == 0.0
    assert gower(first, second, SCALES, (1.0, 1.0, 0.5, 0.5)) == 0.0  # two thirds of the weight
    assert gower((None,) * 4, second, SCALES, ALIKE, least=1e-9) is None


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="zip"):
        gower((1.0,), (1.0, 2.0), (1.0,), (1.0,))


def test_where_something_is_missing_two_ways_may_be_shorter_than_one() -> None:
    """No triangle inequality: b has nothing in common with a and c but what they share."""
    scales, weights = (None, None, None), (1.0, 1.0, 1.0)
    a, b, c = ("x", "y", "p"), ("x", "y", None), ("x", "y", "q")
    ab, bc, ac = (gower(*pair, scales, weights) for pair in ((a, b), (b, c), (a, c)))
    assert (ab, bc) == (0.0, 0.0)
    assert ac == 1.0 / 3.0


class Row(NamedTuple):
    """Values of one feature for three things, its scale and its weight."""

    values: tuple[Value, Value, Value]
    scale: float | None
    weight: float


def rows(missing: bool) -> st.SearchStrategy[list[Row]]:
    """Features of either kind, some values unknown if wanted."""
    numbers = st.floats(-50.0, 50.0)
    words = st.sampled_from(["war", "terror", "rights"])
    weight = st.floats(0.1, 5.0)

    def of(values: st.SearchStrategy[Value], scale: st.SearchStrategy[float | None]) -> object:
        some = st.one_of(st.none(), values) if missing else values
        return st.builds(Row, st.tuples(some, some, some), scale, weight)

    number_rows, word_rows = of(numbers, st.floats(0.5, 80.0)), of(words, st.none())
    return st.lists(st.one_of(number_rows, word_rows), min_size=1, max_size=12)  # type: ignore[arg-type]


def between(table: list[Row], i: int, j: int) -> float | None:
    return gower(
        [row.values[i] for row in table],
        [row.values[j] for row in table],
        [row.scale for row in table],
        [row.weight for row in table],
        least=0.5,
    )


@given(rows(missing=True))
def test_it_is_symmetric_nought_on_itself_and_within_bounds(table: list[Row]) -> None:
    assert between(table, 0, 1) == between(table, 1, 0)
    assert between(table, 0, 0) in (0.0, None)
    d = between(table, 0, 1)
    assert d is None or 0.0 <= d <= 1.0


@given(rows(missing=True), st.randoms(use_true_random=False))
def test_the_order_of_features_changes_nothing(table: list[Row], random: object) -> None:
    shuffled = list(table)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert between(shuffled, 0, 1) == between(table, 0, 1)


@given(rows(missing=False))
def test_where_all_is_known_two_ways_are_no_shorter_than_one(table: list[Row]) -> None:
    first, second, direct = (between(table, *pair) for pair in ((0, 1), (1, 2), (0, 2)))
    assert first is not None
    assert second is not None
    assert direct is not None
    assert direct <= first + second + 1e-12


@given(rows(missing=False), st.floats(0.1, 10.0))
def test_only_the_ratio_of_weights_counts(table: list[Row], factor: float) -> None:
    heavier = [row._replace(weight=row.weight * factor) for row in table]
    assert between(heavier, 0, 1) == pytest.approx(between(table, 0, 1), abs=1e-12)
