"""Talks over one pie, held against the theory of bargaining.

Offers go up by half a point, and rounds come day by day: shares agree within two steps, times
within the days that two steps take.
"""

from __future__ import annotations

from math import sqrt

import pytest

from sim.engine.state.agreements import Deal
from sim.theory.alternating import discount_factor, rubinstein_share
from sim.theory.concessions import conceded, meeting_time
from sim.theory.solutions import kalai_smorodinsky, nash_frontier, nash_linear, nash_product
from tests.limits.games import YEAR, futures

STEP = 0.5
"""The least that can be given, points of 100."""


def deal(*overrides: str) -> Deal:
    """The first agreement of the talks over the pie."""
    return futures("pie", 1, *overrides)[0].deals[0]


def side(name: str, **values: float) -> tuple[str, ...]:
    return tuple(f"agents.{name}.{field}={value!r}" for field, value in values.items())


def agrees(share: float, formula: float) -> bool:
    return abs(share - formula) <= 2.0 * STEP


# -- two sides that give way by the clock ------------------------------------------------------


@pytest.mark.parametrize(
    ("beta_1", "beta_2", "deadline_1", "deadline_2"),
    [(1.0, 1.0, 1000, 1000), (0.5, 2.0, 1000, 1000), (0.4, 0.4, 1000, 700), (3.0, 0.3, 900, 1200)],
)
@pytest.mark.parametrize("proposes", [1.0, 0.5, 0.0])
def test_sides_that_give_way_by_the_clock_meet_when_the_formula_says(
    beta_1: float, beta_2: float, deadline_1: int, deadline_2: int, proposes: float
) -> None:
    agreed = deal(
        *side("executive", beta=beta_1, deadline_days=deadline_1),
        *side("target", beta=beta_2, deadline_days=deadline_2),
        f"talks.executive_proposes={proposes!r}",
    )
    day = meeting_time(beta_1, beta_2, deadline_1, deadline_2)
    share = 100.0 * (1.0 - conceded(day / deadline_1, beta_1))
    assert agrees(agreed.own, share)
    assert agreed.own + agreed.other == pytest.approx(100.0)
    # Not before they meet, and as soon as both have come two steps further.
    late = day
    while (
        conceded(late / deadline_1, beta_1) + conceded(late / deadline_2, beta_2)
        < 1.0 + 2.0 * STEP / 100.0
    ):
        late += 1.0
    assert day <= agreed.day <= late + (0 if proposes in (0.0, 1.0) else 10)
    # The formula with the shapes the other way round is another game.
    if beta_1 != beta_2:
        other = meeting_time(beta_2, beta_1, deadline_1, deadline_2)
        assert not agrees(agreed.own, 100.0 * (1.0 - conceded(other / deadline_1, beta_2)))


# -- patience ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("rate_1", "rate_2"), [(0.4, 0.8), (0.5, 0.5), (0.9, 0.35)])
def test_sides_that_give_way_as_fast_as_they_are_impatient_split_as_rubinstein_says(
    rate_1: float, rate_2: float
) -> None:
    agreed = deal(
        *side("executive", deadline_days=YEAR / rate_1),
        *side("target", deadline_days=YEAR / rate_2),
    )
    day = 1.0 / YEAR
    patience = discount_factor(rate_1, day), discount_factor(rate_2, day)
    assert agrees(agreed.own, 100.0 * rubinstein_share(*patience))
    assert agreed.day == pytest.approx(YEAR / (rate_1 + rate_2), abs=10.0)
    if rate_1 != rate_2:
        assert not agrees(agreed.own, 100.0 * rubinstein_share(*reversed(patience)))


@pytest.mark.parametrize(("d1", "d2"), [(0.0, 0.0), (20.0, 10.0), (5.0, 45.0)])
@pytest.mark.parametrize("weight", [0.5, 0.7])
def test_with_something_to_fall_back_on_the_split_is_that_of_nash(
    d1: float, d2: float, weight: float
) -> None:
    """Either asks at first for all that leaves the other what it has without a deal."""
    agreed = deal(
        *side("executive", reservation=d1, aspiration=100.0 - d2, deadline_days=1000 * weight),
        *side("target", reservation=d2, aspiration=100.0 - d1, deadline_days=1000 * (1.0 - weight)),
    )
    split = nash_linear(weight, d1, d2, 100.0)
    assert agrees(agreed.own, split.first)
    assert agrees(agreed.other, split.second)
    if weight != 0.5:
        assert not agrees(agreed.own, nash_linear(1.0 - weight, d1, d2, 100.0).first)


# -- a curved frontier -------------------------------------------------------------------------

CURVED = "agents.executive.leverage_power=0.5"
"""The last points are the dearest: what the sender keeps is 100 times the root of the rest."""


def frontier(u1: float) -> float:
    """What is left for the target, as shares of 100."""
    return 1.0 - u1 * u1


def test_equal_steps_from_the_ideal_lead_to_kalai_and_smorodinsky() -> None:
    agreed = deal(CURVED)
    split = kalai_smorodinsky(frontier, 1.0)
    assert agrees(agreed.own, 100.0 * split.first)
    assert agrees(agreed.other, 100.0 * split.second)
    assert not agrees(agreed.own, 100.0 * nash_frontier(frontier, 1.0).first)


def test_with_a_fallback_the_ideal_is_what_leaves_the_other_its_own() -> None:
    d1, d2 = 10.0, 36.0
    agreed = deal(
        CURVED,
        *side("executive", reservation=d1, aspiration=100.0 * sqrt(1.0 - d2 / 100.0)),
        *side("target", reservation=d2, aspiration=100.0 * frontier(d1 / 100.0)),
    )
    split = kalai_smorodinsky(frontier, 1.0, d1 / 100.0, d2 / 100.0)
    assert agrees(agreed.own, 100.0 * split.first)
    assert agrees(agreed.other, 100.0 * split.second)
    assert not agrees(agreed.own, 100.0 * kalai_smorodinsky(frontier, 1.0).first)


def test_efficiency_is_the_share_of_the_largest_nash_product() -> None:
    agreed = deal(CURVED)
    best = agreed.own * agreed.other / agreed.efficiency
    split = nash_frontier(frontier, 1.0)
    largest = (100.0 * nash_product(*split)) ** 2
    assert best == pytest.approx(largest, rel=1e-4)  # a half of a point beside it at the most
    assert agreed.efficiency < 0.999  # what the clock leads to is not what Nash says
    unequal = nash_frontier(frontier, 1.0, weight=0.6)
    assert best > (100.0 * nash_product(*unequal)) ** 2 * 1.005
