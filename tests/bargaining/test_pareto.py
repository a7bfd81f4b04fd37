"""Efficient packages against all packages."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.bargaining.pareto import ParetoFront

UTILITIES = st.integers(-5, 5).map(float)
PACKAGES = st.lists(st.tuples(UTILITIES, UTILITIES), min_size=1, max_size=30)


def staircase(packages):
    own, other = zip(*packages, strict=True)
    return ParetoFront(np.array(own), np.array(other))


@given(PACKAGES)
def test_no_step_is_dominated_and_everything_else_is(packages):
    stairs = staircase(packages)
    steps = list(zip(stairs.owns, stairs.others, strict=True))
    for own, other in steps:
        assert not any(p[0] >= own and p[1] >= other and p != (own, other) for p in packages)
    for p in packages:
        assert any(own >= p[0] and other >= p[1] for own, other in steps)
    assert stairs.owns == sorted(set(stairs.owns))
    assert stairs.others == sorted(set(stairs.others), reverse=True)
    assert [packages.index(step) for step in steps] == stairs.numbers


@given(PACKAGES, st.integers(-6, 6).map(float))
def test_queries_are_those_of_a_search(packages, floor):
    stairs = staircase(packages)
    enough = [other for own, other in packages if own >= floor]
    own, other = packages[stairs.best_for_target(floor)]
    if enough:
        assert (other, own >= floor) == (max(enough), True)
    else:
        assert own == max(p[0] for p in packages)
    enough = [own for own, other in packages if other >= floor]
    own, other = packages[stairs.best_for_sender(floor)]
    if enough:
        assert (own, other >= floor) == (max(enough), True)
    else:
        assert other == max(p[1] for p in packages)
