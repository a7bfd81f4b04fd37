"""Efficient packages against all packages."""

from hypothesis import given
from hypothesis import strategies as st

from sim.bargaining.staircase import Staircase, Step

UTILITIES = st.integers(-5, 5).map(float)
PACKAGES = st.lists(st.tuples(UTILITIES, UTILITIES), min_size=1, max_size=30).map(
    lambda pairs: [Step(own, other, i, 0) for i, (own, other) in enumerate(pairs)]
)


@given(PACKAGES)
def test_no_step_is_dominated_and_everything_else_is(packages):
    steps = Staircase(packages).steps
    for step in steps:
        assert not any(
            p.own >= step.own and p.other >= step.other and (p.own, p.other) != step[:2]
            for p in packages
        )
    for p in packages:
        assert any(step.own >= p.own and step.other >= p.other for step in steps)
    assert [s.own for s in steps] == sorted({s.own for s in steps})
    assert [s.other for s in steps] == sorted({s.other for s in steps}, reverse=True)


@given(PACKAGES, st.integers(-6, 6).map(float))
def test_queries_are_those_of_a_search(packages, floor):
    stairs = Staircase(packages)
    enough = [p.other for p in packages if p.own >= floor]
    found = stairs.best_for_target(floor)
    if enough:
        assert (found.other, found.own >= floor) == (max(enough), True)
    else:
        assert found.own == max(p.own for p in packages)
    enough = [p.own for p in packages if p.other >= floor]
    found = stairs.best_for_sender(floor)
    if enough:
        assert (found.own, found.other >= floor) == (max(enough), True)
    else:
        assert found.other == max(p.other for p in packages)
