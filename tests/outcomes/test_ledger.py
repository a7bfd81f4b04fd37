"""Running sums on a grid against sums taken one by one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.outcomes.ledger import Postings, running_sums

entry = st.tuples(st.integers(0, 5), st.integers(0, 20), st.integers(-8, 8))


def test_an_entry_counts_from_its_day_on_and_after_the_grid_not_at_all() -> None:
    rows, sums = running_sums(
        [Postings([4, 2, 2], [10.0, 5.0, 31.0], [1.0, 2.0, 4.0])], np.array([0.0, 5.0, 10.0, 30.0])
    )
    assert rows.tolist() == [2, 4]
    assert sums.tolist() == [[[0.0, 2.0, 2.0, 2.0], [0.0, 0.0, 1.0, 1.0]]]


@given(
    ledgers=st.lists(st.lists(entry, max_size=12), min_size=1, max_size=4),
    grid=st.lists(st.integers(0, 20), min_size=1, max_size=6).map(sorted),
)
def test_sums_are_those_of_the_entries_so_far(
    ledgers: list[list[tuple[int, int, int]]], grid: list[int]
) -> None:
    put = [
        Postings([r for r, _, _ in e], [float(d) for _, d, _ in e], [float(x) for *_, x in e])
        for e in ledgers
    ]
    rows, sums = running_sums(put, np.array(grid, dtype=float))
    assert rows.tolist() == sorted({row for entries in ledgers for row, _, _ in entries})
    assert sums.shape == (len(ledgers), len(rows), len(grid))
    for k, entries in enumerate(ledgers):
        for i, row in enumerate(rows):
            for j, day in enumerate(grid):
                assert sums[k, i, j] == sum(x for r, d, x in entries if r == row and d <= day)
