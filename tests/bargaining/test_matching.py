"""Packages larger than a step against an exhaustive search: what is given makes up for the rest."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.bargaining.arrays import floats
from sim.bargaining.concession_sets import ConcessionSets
from sim.bargaining.frontier import Frontier
from sim.bargaining.matching import beyond
from sim.bargaining.package import Limits
from sim.bargaining.sender_cost import SenderCost
from tests.bargaining.test_frontier import bundles_of, markets, np, utilities

STEP = 2.0


def packages(bundles, sets, terms, match):
    """Every package of tranches worth something that is a step or is made up for."""
    wanted = [b for b, worth in enumerate(bundles.worth) if worth > 0.0]
    for size in range(1, len(wanted) + 1):
        for chosen in combinations(wanted, size):
            worth = sum(bundles.worth[b] for b in chosen)
            for c, cost in enumerate(sets.cost):
                own, other, lp = utilities(bundles, sets, terms, chosen, c)
                made_up = worth * (1.0 - STEP / lp) <= match * cost + 1e-12
                if lp <= STEP + 1e-12 or (match > 0.0 and made_up):  # at 0 nothing makes up
                    yield own, other


@settings(max_examples=80, deadline=None)
@given(markets(n_max=6), st.sampled_from([0.0, 0.5, 1.0, 2.0]), st.booleans())
def test_the_best_packages_are_those_of_an_exhaustive_search(market, match, often):
    bundles, sets, terms, floor = market
    sets = sets.undominated(terms.audience)
    frontier = Frontier(bundles, sets, terms, Limits(max_lp=STEP, match=match))
    for _ in range(40 if often else 0):
        frontier.best_for_sender(floor)
    everything = list(packages(bundles, sets, terms, match))
    if not everything:
        assert frontier.empty
        return
    for_target = [other for own, other in everything if own >= floor]
    best = frontier.best_for_target(floor)
    if for_target:
        assert best.other == pytest.approx(max(for_target))
    else:
        assert best.own == pytest.approx(max(own for own, _ in everything))
    for_sender = [own for own, other in everything if other >= floor]
    best = frontier.best_for_sender(floor)
    if for_sender:
        assert best.own == pytest.approx(max(for_sender))
    else:
        assert best.other == pytest.approx(max(other for _, other in everything))
    nash = max(max(own, 0.0) * max(other, 0.0) for own, other in everything)
    assert frontier.nash() == pytest.approx(nash)


def test_many_tranches_are_made_up_for_too():
    """Nine of 1 LP worth .5 each, a step of 4 LP and two tranches: 5 LP against 1.5 LP given."""
    one = np.ones(9)
    bundles = bundles_of(one, 0.0 * one, 0.5 * one, 0.0 * one, 0.0 * one)
    terms = SenderCost(remaining=50.0, initial=50.0, power=0.5, w_lev=0.0, audience=0.0)
    for cost, tranches in ((0.2, 2), (0.5, 3), (1.0, 4), (1.5, 5), (9.0, 9)):
        sets = ConcessionSets([(), (0,)], floats([0.0, 3.0]), floats([0.0, cost]))
        frontier = Frontier(bundles, sets, terms, Limits(4.0, 2, match=1.0))
        package = frontier.best_for_target(1.0)
        assert (len(package.tranches), package.concessions) == (tranches, (0,))


@pytest.mark.parametrize(
    ("lp", "tranches", "share"),
    [(6.0, 4, 0.0), (12.0, 4, 0.5), (6.0, 16, 0.75), (8.0, 5, 0.25), (3.0, 5, 0.2)],
)
def test_the_share_beyond_a_step(lp, tranches, share):
    assert beyond(Limits(6.0, 4), lp, tranches) == pytest.approx(share)
