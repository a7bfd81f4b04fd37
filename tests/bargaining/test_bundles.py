"""What packages are made of and what they cost, against their definitions."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.bargaining.arrays import floats
from sim.bargaining.concession_sets import ConcessionSets, askable
from sim.bargaining.sender_cost import SenderCost

# Few values, so that there are ties.
POINTS = st.lists(
    st.tuples(st.sampled_from([0.0, 0.5, 1.0, 2.0, 3.5]), st.sampled_from([0.25, 1.0, 2.0, 3.0])),
    max_size=7,
)


def sets_of(free, value, cost, most):
    """All sets of at most `most` of the free concessions."""
    members = [s for n in range(most + 1) for s in combinations(free, n)]
    return ConcessionSets(
        members,
        floats([float(sum(value[i] for i in s)) for s in members]),
        floats([float(sum(cost[i] for i in s)) for s in members]),
    )


@given(POINTS, st.integers(0, 3), st.sampled_from([0.0, 0.5, 1.0]))
def test_what_is_not_askable_is_in_no_undominated_set(points, most, audience):
    value, cost = [p[0] for p in points], [p[1] for p in points]
    free = list(range(len(points)))
    kept = askable(floats(value), floats(cost), free, most, audience)
    whole = sets_of(free, value, cost, most).undominated(audience)
    fewer = sets_of(kept, value, cost, most).undominated(audience)
    assert list(fewer.cost) == list(whole.cost)
    assert list(fewer.value) == list(whole.value)


@given(POINTS, st.sampled_from([0.0, 0.5, 1.0]))
def test_every_set_is_matched_by_an_undominated_one(points, audience):
    value, cost = [p[0] for p in points], [p[1] for p in points]
    sets = sets_of(range(len(points)), value, cost, 2)
    kept = sets.undominated(audience)
    merit = [audience * c + v for c, v in zip(kept.cost, kept.value, strict=True)]
    assert list(kept.cost) == sorted(set(kept.cost))
    assert merit == sorted(set(merit))
    for c, v in zip(sets.cost, sets.value, strict=True):
        assert any(k <= c and m >= audience * c + v for k, m in zip(kept.cost, merit, strict=True))


def test_of_two_that_cost_the_same_the_one_worth_more_is_kept():
    sets = ConcessionSets(
        [(), (0,), (1,), (2,)], floats([0.0, 1.0, 2.0, 2.0]), floats([0.0, 1.0, 1.0, 1.0])
    )
    assert sets.undominated(0.5).members == [(), (1,)]


@given(
    lp=st.floats(0.0, 30.0),
    share=st.floats(0.0, 1.0),
    coded=st.floats(0.0, 1.0),
    power=st.sampled_from([0.3, 0.5, 1.0, 1.6]),
    base=st.sampled_from([-4.0, -2.0, 0.5]),
)
def test_relief_never_costs_less_than_its_least(lp, share, coded, power, base):
    terms = SenderCost(
        remaining=35.0,
        initial=60.0,
        power=power,
        w_lev=0.3,
        audience=0.2,
        filing_base=base,
        blocked=(0.01, 0.2, 6.0),
        fight_blocked=3.0,
        fight_bill=2.0,
        blame=0.8,
        reviewed=20.0,
    )
    per_lp, per_lasting, per_coded = terms.least(lp, lp * share)
    bound = per_lp * lp + per_lasting * lp * share + per_coded * lp * coded
    assert terms.cost(lp, lp * share, lp * coded) >= bound - 1e-9


def test_the_least_cost_is_that_of_very_little():
    terms = SenderCost(
        remaining=35.0, initial=60.0, power=0.5, w_lev=0.3, audience=0.2, fight_bill=2.0
    )
    per_lp, per_lasting, _ = terms.least(1e-6, 1e-6)
    assert terms.cost(1e-6, 1e-6, 0.0) == pytest.approx(1e-6 * (per_lp + per_lasting), rel=1e-4)


@given(
    lp=st.floats(1e-6, 60.0),
    coded=st.floats(0.0, 1.0),
    base=st.floats(-20.0, 20.0),
    slope=st.floats(0.0, 50.0),
    more=st.floats(0.0, 20.0),
)
def test_more_filing_never_makes_relief_cheaper(lp, coded, base, slope, more):
    def cost(filing_base, filing_slope):
        terms = SenderCost(
            remaining=60.0,
            initial=60.0,
            power=0.5,
            w_lev=0.3,
            audience=0.2,
            filing_base=filing_base,
            filing_slope=filing_slope,
            blocked=(0.01, 0.2, 6.0),
            fight_blocked=3.0,
            fight_bill=2.0,
            blame=0.8,
            reviewed=20.0,
        )
        return terms.cost(lp, lp, lp * coded), terms.cost(0.0, 0.0, 0.0)

    (plain, idle), (higher, idle_then), (steeper, _) = (
        cost(base, slope),
        cost(base + more, slope),
        cost(base, slope + more),
    )
    assert higher >= plain - 1e-12
    assert steeper >= plain - 1e-12
    assert idle == idle_then == 0.0  # what eases nothing provokes nobody
