"""Efficient packages against all packages."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.bargaining.pareto import CROWD, ParetoFront

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


def swept(own, other):
    """Numbers of the efficient packages, by one sweep over all of them in order."""
    order = np.lexsort((-other, -own))
    best, steps = -np.inf, []
    for k in order:
        if not steps or other[k] > best:
            steps.append(int(k))
            best = other[k]
    return steps[::-1]


@settings(deadline=None, max_examples=60)
@given(
    seed=st.integers(0, 2**32 - 1),
    n=st.sampled_from([1, CROWD, CROWD + 1, 3 * CROWD]),
    digits=st.sampled_from([-1, 0, 1]),
    shut=st.sampled_from([0.0, 0.3, 1.0]),
)
def test_a_crowd_has_the_same_steps_as_a_sweep_over_all_of_it(seed, n, digits, shut):
    rng = np.random.default_rng(seed)
    own, other = rng.normal(size=(2, n)) * rng.choice([1.0, 10.0], 2)[:, None]
    closed = rng.random(n) < shut  # what does not fit is worth nothing to either
    own[closed] = other[closed] = -np.inf
    stairs = ParetoFront(own, other, digits)
    if digits >= 0:
        own, other = np.round(own, digits), np.round(other, digits)
    assert stairs.numbers == swept(own, other)
    assert stairs.owns == own[stairs.numbers].tolist()
    assert stairs.others == other[stairs.numbers].tolist()


@pytest.mark.parametrize("n", [CROWD, 2 * CROWD])
def test_packages_that_are_all_alike_are_one_step(n):
    stairs = ParetoFront(np.ones(n), np.ones(n))
    assert (stairs.numbers, stairs.owns, stairs.others) == ([0], [1.0], [1.0])
