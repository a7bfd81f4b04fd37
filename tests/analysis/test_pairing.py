"""Batches lined up on their replications."""

from __future__ import annotations

import pytest

from sim.analysis.comparison.pairing import PairingError, labels, pair
from sim.batch.batch import Batch
from sim.errors import ThawError
from tests.analysis.synthetic import synthetic


def batch(*replications: int, seed: int = 0, antithetic: bool = False, repeats: int = 1) -> Batch:
    return synthetic(
        {"deals": [0] * len(replications)},
        replications=replications,
        seed=seed,
        antithetic=antithetic,
        repeats=repeats,
    )


def test_only_what_is_good_in_all_of_them() -> None:
    found = pair([batch(0, 1, 3, 4), batch(1, 2, 3, 4, 5), batch(0, 1, 4)])
    assert found.replications.tolist() == [1, 4]
    assert [rows.tolist() for rows in found.rows] == [[1, 3], [0, 3], [1, 2]]
    assert found.groups is None


def test_groups_are_those_of_the_replications_kept() -> None:
    found = pair([batch(0, 1, 2, 5, antithetic=True), batch(1, 2, 3, 5, antithetic=True)])
    assert found.groups is not None
    assert found.groups.tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (batch(0, 1, seed=7), "seed is 0 in the first and 7 in the second"),
        (batch(0, 1, antithetic=True), "antithetic is False in the first and True"),
        (batch(0, 1, repeats=2), "repeats is 1 in the first and 2"),
        (batch(5, 6), "no replication is good in all of synthetic, synthetic"),
    ],
)
def test_luck_that_is_not_shared(other: Batch, said: str) -> None:
    with pytest.raises(PairingError, match=said) as error:
        pair([batch(0, 1), other])
    assert isinstance(error.value, ThawError)


def test_names_are_told_apart() -> None:
    each = [synthetic({"deals": [0]}, name=name) for name in ("a", "b", "a", "a")]
    assert labels(each) == ("a", "b", "a (2)", "a (3)")
