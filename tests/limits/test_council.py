"""What the council's members let it agree to, against what it comes to on paper."""

from __future__ import annotations

from math import exp

import pytest

from sim.agents.council import Council
from sim.agents.membership import Membership
from sim.catalogue.schema import Member
from sim.engine.state.record import Record
from sim.events.log import Entry
from sim.scenario.council import Council as Parameters
from tests.limits.games import futures, near

OWN = 20.0 - 10.0
"""What the deal brings: 20 EP for the thing, less a tenth of an EP for each point of leverage."""

HAWK = 0.5
VALUED = 20 * 0.01
"""What the concession adds to theta*."""


def base(level: float) -> str:
    """Such that theta* is so high for the package."""
    return f"agents.council.theta_base={level - VALUED}"


def one(*overrides: str) -> Record:
    return futures("council", 1, *overrides)[0]


def of(record: Record, kind: str) -> list[Entry]:
    return [entry for entry in record.entries if entry.kind == kind]


def alone(**theta: float) -> str:
    entries = ", ".join(
        f"{name}: {{name: {name}, population: 10, theta: {value}}}" for name, value in theta.items()
    )
    return f"catalogue.members={{{entries}}}"


def test_a_package_that_all_accept_needs_no_bargain() -> None:
    record = one(base(HAWK))
    (deal,) = record.deals
    assert deal.own == pytest.approx(OWN)
    assert not of(record, "common_position")
    assert not of(record, "blocked_by")


@pytest.mark.parametrize("gap", [0.05, 0.2, 0.299])
def test_who_is_beyond_is_bought_for_the_price_of_the_gap(gap: float) -> None:
    record = one(base(HAWK - gap))
    (deal,) = record.deals
    (bargain,) = of(record, "common_position")
    assert bargain.numbers["members"] == ["HAWK"]
    assert bargain.numbers["price"] == pytest.approx(2 * gap)
    assert bargain.numbers["threshold"] == pytest.approx(HAWK - gap)
    assert deal.own == pytest.approx(OWN - 2 * gap)


def test_who_is_out_of_reach_blocks_it() -> None:
    record = one(base(HAWK - 0.301))
    assert not record.deals
    (blocked,) = of(record, "blocked_by")[:1]
    assert blocked.agent == "HAWK"
    assert blocked.numbers["why"] == "out of reach"
    assert blocked.numbers["gap"] == pytest.approx(0.301)


def test_nothing_is_agreed_that_costs_more_in_prices_than_it_is_worth() -> None:
    dear, most = "agents.council.common.price", 20 - 1  # for the least relief, a tenth
    assert one(base(HAWK - 0.1), f"{dear}={10 * most - 1}").deals[0].own == pytest.approx(0.1)
    record = one(base(HAWK - 0.1), f"{dear}={10 * most + 1}")
    assert not record.deals
    assert {entry.numbers["why"] for entry in of(record, "blocked_by")} <= {"too dear"}


def test_members_are_bought_as_often_as_the_scenario_says() -> None:
    n, sold = 300, 0.4
    records = futures("council", n, base(HAWK - 0.1), f"agents.council.common.sold={sold}")
    first = [
        next(e.kind for e in record.entries if e.kind in ("common_position", "blocked_by"))
        for record in records
    ]
    assert near([float(kind == "common_position") for kind in first], sold)


def test_a_council_of_one_has_nobody_to_buy() -> None:
    assert one(base(HAWK), alone(HAWK=HAWK)).deals[0].own == pytest.approx(OWN)
    record = one(base(HAWK - 0.01), alone(HAWK=HAWK))
    assert not record.deals
    assert not of(record, "common_position")


def test_a_council_without_members_decides_as_one() -> None:
    assert one(base(-4.0), "amendments.members={DOVE: null, HAWK: null}").deals[
        0
    ].own == pytest.approx(OWN)


def test_by_qualified_majority_only_those_are_won_who_make_it_up() -> None:
    three = alone(DOVE=0, MIDDLE=HAWK, HAWK=2)
    qualified = "catalogue.procedures.pause.form=qualified_majority"
    record = one(base(HAWK - 0.1), three, qualified)
    bargain, *_ = of(record, "common_position")
    assert bargain.numbers["members"] == ["MIDDLE"]
    assert record.deals[0].own == pytest.approx(OWN - 0.2)
    assert not one(base(HAWK - 0.1), three).deals


def test_two_members_alike_may_change_places() -> None:
    records = [
        one(base(HAWK - 0.1), alone(**order))
        for order in (
            {"DOVE": 0.0, "A": HAWK, "B": HAWK, "C": 0.45},
            {"DOVE": 0.0, "B": HAWK, "A": HAWK, "C": 0.45},
        )
    ]
    told = [[(e.day, e.kind) for e in record.entries] for record in records]
    assert told[0] == told[1]
    won = [of(record, "common_position")[0].numbers for record in records]
    assert sorted(won[0]["members"]) == sorted(won[1]["members"]) == ["A", "B", "C"]
    assert won[0]["price"] == won[1]["price"] == pytest.approx(0.2)


def test_a_member_at_the_border_weighs_the_war_more() -> None:
    border = ("catalogue.members.HAWK.border=true", "agents.council.common.border=0.4")
    assert not of(one(base(HAWK + 0.2), *border), "common_position")  # W is one half
    (bargain,) = of(one(base(HAWK + 0.1), *border), "common_position")
    assert bargain.numbers["price"] == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("path", "value", "moves"),
    [
        ("size", 0.3, -0.3),
        ("reversible", 0.25, 0.25),
        ("worth", 0.02, 0.2),
    ],
)
def test_theta_star_moves_with_what_is_proposed(path: str, value: float, moves: float) -> None:
    record = one(base(HAWK - 0.1 - moves), f"agents.council.common.{path}={value}")
    (bargain,) = of(record, "common_position")
    assert bargain.numbers["price"] == pytest.approx(0.2)


def test_the_silence_of_guns_and_the_executives_relief_move_it_too() -> None:
    p = Parameters()
    council = Council(p, Membership.of({"A": Member(name="A", theta=0, population=1)}))
    c = p.common
    assert council.swayed(0.0, 0.0) == 0.0
    assert council.swayed(2.0, 0.5) == pytest.approx(
        c.silence * (1 - exp(-2.0 / c.silence_years)) + 0.5 * c.seen
    )


def test_a_suspension_that_members_no_longer_agree_on_runs_out() -> None:
    hardened = "interventions=[{id: hard, on: 2030-12-01, set: {agents.council.theta_base: -5}}]"
    record = one(base(HAWK), hardened)
    (lapse,) = of(record, "licence_lapse")
    assert lapse.day == pytest.approx(30 + 365)
    assert lapse.numbers["why"] == "members"
    (renewed, *_) = of(one(base(HAWK)), "licence_renewed")
    assert renewed.day == pytest.approx(30 + 365)


def test_without_the_rule_the_council_bargains_as_an_executive_does() -> None:
    assert one(base(-4.0), "rules.tables=false").deals
    assert not one(base(-4.0)).deals
