"""What offers are worth to both sides, against integrals over the time to come."""

from __future__ import annotations

import itertools

import pytest

from sim.events.log import Entry
from sim.theory.arrival import adapted, average_level, expected_worth, relaxed
from tests.limits.games import STUBBORN, YEAR, futures

WANTING = (*STUBBORN, "agents.target.aspiration=100")
"""A target that wants all, so that offers go on and nothing is agreed."""


def offers(*overrides: str, name: str = "pie", changes: tuple[float, ...] = ()) -> list[Entry]:
    """The first offer of each quarter, and after a change in it: there prices are made anew."""
    record = futures(name, 1, *WANTING, *overrides)[0]
    entries = [e for e in record.entries if e.kind == "offer"]
    ticks = sorted([*(91.0 * k + 1.0 for k in range(17)), *changes])
    anew = [next((e for e in entries if e.day >= tick), None) for tick in ticks]
    found = [e for e in anew if e is not None]
    assert len(found) > 10
    return found


def to_target(offer: Entry) -> float:
    """Worth of a point of relief to the target."""
    return float(offer.numbers["utility_target"] / offer.numbers["lp"])


def to_sender(offer: Entry, peace: float = 100.0) -> float:
    """What a point of relief costs the sender, if peace is worth so much to it."""
    return float((peace - offer.numbers["utility_executive"]) / offer.numbers["lp"])


@pytest.mark.parametrize(("rate", "hazard"), [(0.0, 0.3), (0.08, 0.25), (0.5, 0.05), (0.1, 0.0)])
def test_relief_that_may_be_undone_is_worth_the_time_it_lasts(rate: float, hazard: float) -> None:
    for offer in offers(
        f"agents.target.discount={rate}",
        "agents.target.jv=1",
        f"catalogue.instruments.ended.hazard={hazard}",
    ):
        assert to_target(offer) == pytest.approx(expected_worth(rate, hazard, 4.0), rel=1e-6)
    assert abs(to_target(offer) - expected_worth(rate, hazard + 0.02, 4.0)) > 1e-3


@pytest.mark.parametrize(("rate", "hazard"), [(0.25, 0.3), (0.05, 0.1)])
def test_leverage_is_given_up_for_as_long_as_relief_lasts(rate: float, hazard: float) -> None:
    """Until the end of the term, that is: on 20 January 2034 another begins."""
    term = ("world.next_term=2034", f"catalogue.instruments.ended.hazard={hazard}")
    for offer in offers(
        *term, f"agents.executive.discount={rate}", "agents.executive.leverage_lasts=true"
    ):
        left = (1480.0 - offer.day) / YEAR
        if left > 0.25:
            assert to_sender(offer) == pytest.approx(expected_worth(rate, hazard, left), rel=1e-6)
    first = offers(*term, f"agents.executive.discount={rate}")[0]
    assert to_sender(first) == pytest.approx(1.0)  # where it is given up for good


@pytest.mark.parametrize(("rate", "broken"), [(0.25, 0.2), (0.1, 1.0)])
def test_a_concession_is_worth_the_time_it_is_kept(rate: float, broken: float) -> None:
    standing = (
        "catalogue.concessions.peace.kind=standing",
        "catalogue.concessions.peace.gap_days=0",
        f"catalogue.concessions.peace.violation_rate={broken}",
        f"agents.executive.discount={rate}",
        "agents.executive.aspiration=20",
        "world.next_term=2034",
        "world.war.start=0.7",
        "world.war.mean=0.7",
    )
    for offer in offers(*standing)[:14]:
        left = (1480.0 - offer.day) / YEAR
        worth = 100.0 * expected_worth(rate, broken * (0.5 + 0.7), left)
        assert to_sender(offer, worth) == pytest.approx(1.0, rel=1e-6)


@pytest.mark.parametrize(("lasting", "speed"), [(0.35, 0.35), (0.8, 1.5)])
def test_what_is_adapted_to_bites_less(lasting: float, speed: float) -> None:
    fading = (f"catalogue.classes.stake.phi={lasting}", f"values.adaptation={speed}")
    for offer in offers(*fading):
        share = adapted(lasting, speed, offer.day / YEAR)
        assert to_target(offer) == pytest.approx(share, rel=1e-6)
    assert share < 0.85


BANKS = (
    "catalogue.classes.stake.overcompliance=0.8",
    "values.reluctance={o_min: 0.1, w_ally: 0.5, w_snap: 0, w_sec: 0, tau_months: 18}",
)


def test_banks_come_back_as_the_differential_equation_says() -> None:
    """Of an ally's points half end on 1 June 2031, and the rest on 1 June 2032."""
    record = futures("allies", 1, *WANTING, *BANKS)[0]
    path = [point for point in record.reluctance if point.class_ == "stake"]
    assert [round(point.target, 9) for point in path] == [0.6, 0.35, 0.1]
    days = [point.day for point in path]
    assert days == [0.0, 516.0, 882.0]
    level = 0.6
    for before, after in itertools.pairwise(path):
        level = relaxed(level, before.target, 1.5, (after.day - before.day) / YEAR)
        assert after.level == pytest.approx(level, abs=1e-8)
    assert level == pytest.approx(0.35 + 0.25 * 0.5127, abs=1e-3)  # two thirds of tau: e^-0.668


def test_relief_is_worth_what_will_arrive_of_it_on_average() -> None:
    changes = ((516.0, 0.35), (882.0, 0.1))
    for offer in offers(*BANKS, name="allies", changes=(516.0, 882.0)):
        level, target, since = 0.6, 0.6, 0.0
        for day, next_target in changes:
            if day <= offer.day:
                level = relaxed(level, target, 1.5, (day - since) / YEAR)
                target, since = next_target, day
        level = relaxed(level, target, 1.5, (offer.day - since) / YEAR)
        arrives = 1.0 - 0.8 * average_level(level, target, 1.5, 4.0)
        assert to_target(offer) == pytest.approx(arrives, rel=1e-6)
    assert arrives > 0.8
