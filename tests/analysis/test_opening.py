"""The bargaining problem at the outset: no better package is missed, none worse is kept."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.opening import opening, pareto
from sim.bargaining.package import Package
from sim.engine.kernel.streams import Chance
from tests.batches import small_batch


class Listed:
    """A frontier over packages that are simply listed."""

    def __init__(self, utilities: list[tuple[float, float]]) -> None:
        self.packages = [
            Package((k,), (), own, other, 1.0) for k, (own, other) in enumerate(utilities)
        ]

    def best_for_target(self, floor: float) -> Package | None:
        return self._best(floor, lambda p: p.own, lambda p: p.other)

    def best_for_sender(self, floor: float) -> Package | None:
        return self._best(floor, lambda p: p.other, lambda p: p.own)

    def _best(self, floor, mine, theirs):  # type: ignore[no-untyped-def]
        if not self.packages:
            return None
        enough = [p for p in self.packages if mine(p) >= floor]
        return max(enough, key=theirs) if enough else max(self.packages, key=mine)


def utilities(packages: tuple[Package, ...]) -> list[tuple[float, float]]:
    return [(p.own, p.other) for p in packages]


def test_dominated_packages_are_left_out() -> None:
    listed = Listed([(0, 5), (1, 4), (1, 3), (2, 4), (3, -1), (-1, 5), (2.5, -2)])
    assert utilities(pareto(listed)) == [(0, 5), (2, 4), (3, -1)]  # type: ignore[arg-type]


def test_no_package_no_frontier() -> None:
    assert pareto(Listed([])) == ()  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=1, max_size=25))
def test_it_is_the_set_that_brute_force_finds(listed: list[tuple[int, int]]) -> None:
    efficient = {
        (a, b)
        for a, b in listed
        if not any((c >= a and d >= b) and (c, d) != (a, b) for c, d in listed)
    }
    found = utilities(pareto(Listed([(float(a), float(b)) for a, b in listed])))  # type: ignore[arg-type]
    assert found == sorted(efficient)


@pytest.mark.parametrize("stem", ["by_hand", "baby_steps", "all_at_once", "examples/veridia"])
def test_what_is_good_for_one_side_is_bad_for_the_other(stem: str) -> None:
    found = opening(small_batch(stem, 2).model)
    assert found is not None
    assert len(found.frontier) > 3
    for a, b in pairwise(found.frontier):
        assert b.own > a.own
        assert b.other < a.other


@pytest.mark.parametrize("stem", ["by_hand", "baby_steps", "all_at_once"])
def test_nash_is_what_the_engine_measures_deals_by(
    stem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sim.engine.valuation.offers import Offers

    seen = []
    plain = Offers.frontier

    def frontier(self):  # type: ignore[no-untyped-def]
        seen.append(plain(self))
        return seen[-1]

    monkeypatch.setattr(Offers, "frontier", frontier)
    found = opening(small_batch(stem, 2).model)
    assert found is not None
    assert found.nash is not None
    assert found.nash in found.gains
    assert found.nash.own * found.nash.other == pytest.approx(seen[-1].nash(), rel=1e-9)


def test_where_one_side_loses_by_every_package_there_is_no_nash_point() -> None:
    found = opening(small_batch("maximalist_kremlin", 2).model)
    assert found is not None
    assert found.frontier
    assert (found.nash, found.gains) == (None, ())


@pytest.mark.parametrize("stem", ["hold", "road_map"])
def test_without_talks_over_packages_there_is_no_opening(stem: str) -> None:
    assert opening(small_batch(stem, 2).model) is None


def test_luck_has_no_part_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    model = small_batch("russia_2025", 2).model
    first = opening(model)
    monkeypatch.setattr("sim.analysis.opening.Chance", lambda *_: Chance(12345, 0, 1))
    assert opening(model) == first


def test_a_concession_already_given_cannot_be_bought() -> None:
    given = small_batch("russia_2025", 1, 0, "at_start={concessions: [arms_control]}")
    number = given.model.pairs[0].order["arms_control"]
    free, taken = opening(small_batch("russia_2025", 2).model), opening(given.model)
    assert free is not None
    assert taken is not None
    assert any(number in p.concessions for p in free.frontier)
    assert not any(number in p.concessions for p in taken.frontier)
