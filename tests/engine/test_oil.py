"""Jumps of the price of oil go up, and nowhere beyond counting."""

import math
from itertools import pairwise
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.kernel.draws import positive_normal
from sim.engine.processes.oil import HIGHEST
from tests.scenarios.worlds import compiled, happened, runs

UNIFORM = st.floats(0.0, 1.0, exclude_min=True, exclude_max=True)


@given(UNIFORM, st.floats(-1e300, 1e300), st.floats(0.0, 1e300))
def test_what_is_positive_is_never_below_nothing(u, mean, sd):
    value = positive_normal(u, mean, sd)
    assert value >= 0.0
    assert not math.isnan(value)


@pytest.mark.parametrize(("mean", "sd"), [(0.3, 0.2), (-0.1, 0.4), (0.0, 1.0), (5.0, 0.1)])
def test_it_is_the_normal_law_above_nothing(mean, sd):
    law = NormalDist(mean, sd)
    below = law.cdf(0.0)
    for u in (0.01, 0.3, 0.5, 0.99):
        assert (law.cdf(positive_normal(u, mean, sd)) - below) / (1.0 - below) == pytest.approx(u)


@pytest.mark.parametrize("jump", ["[0.3, 0.2]", "[0, 0.5]", "[-0.2, 0.1]", "[3, 2]", "[0.01, 0]"])
def test_a_jump_ends_above_where_it_began(jump):
    still = ("world.oil.shock_rate=8", "rules.oil_levels=false")
    for record in runs(compiled("hold", f"world.oil.jump={jump}", *still), 5):
        rest = price = record.model.scenario.world.oil.price
        shocks = 0
        for entry in happened(record, "oil_shock", "oil_calm"):
            if entry.kind == "oil_calm":
                price = rest
            else:
                assert price <= entry.numbers["price"] <= HIGHEST
                price = entry.numbers["price"]
                shocks += 1
            assert price >= rest
        assert shocks > 5


@pytest.mark.parametrize("jump", ["[0.3, 0.2]", "[-0.2, 0.1]", "[0.01, 0]"])
def test_where_the_price_at_rest_moves_too_a_jump_is_upwards_from_the_price_of_the_day(jump):
    for record in runs(compiled("hold", f"world.oil.jump={jump}", "world.oil.shock_rate=8"), 5):
        path = [(point.day, point.value) for point in record.points if point.series == "oil"]
        shocks = {entry.day: entry for entry in happened(record, "oil_shock")}
        calms = {entry.day for entry in happened(record, "oil_calm")}
        for (_, before), (day, price) in pairwise(path):
            if day in shocks:
                assert before <= price == shocks.pop(day).numbers["price"] <= HIGHEST
            elif day in calms:
                assert price <= before
        assert not shocks
        assert len({price for _, price in path}) > 30
