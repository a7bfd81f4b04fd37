"""The council: who holds out, and what every member or enough of them accept."""

from __future__ import annotations

import pytest

from sim.agents.council import Council
from sim.agents.membership import Membership
from sim.catalogue.schema import Member
from sim.scenario.council import Council as Parameters


def council(*thetas: float, hold_outs: tuple[int, ...] = (), people: float = 10.0) -> Council:
    members = {
        f"M{i}": Member(name=f"M{i}", theta=theta, population=people, hold_out=i in hold_outs)
        for i, theta in enumerate(thetas)
    }
    return Council(Parameters(), Membership.of(members))


def test_the_most_hawkish_member_decides_on_unanimity():
    members = council(0.1, 0.7, 0.4)
    assert members.unanimous(0.7)
    assert not members.unanimous(0.69)
    members.change_government(1, 0.2)
    assert members.unanimous(0.4)
    assert not members.unanimous(0.39)


def test_enough_members_with_enough_people_are_a_qualified_majority():
    members = council(*(i / 16 for i in range(20)))  # 55 % of 20 are 11, 65 % of the people 13
    assert members.qualified(12 / 16)
    assert not members.qualified(11.9 / 16)
    members.change_government(19, 0.0)
    assert members.qualified(11 / 16)


@pytest.mark.parametrize("share", ["qualified_members", "qualified_people"])
def test_another_majority_counts_from_the_day_it_is_asked_for(share):
    members = council(*(i / 16 for i in range(20)))
    assert members.qualified(12 / 16)
    members.p = members.p.model_copy(update={share: 0.9})
    assert not members.qualified(16 / 16)
    assert members.qualified(17 / 16)


def test_nobody_is_no_majority():
    nobody = council()
    assert not nobody.unanimous(1e9)
    assert not nobody.qualified(1e9)
    assert nobody.hold_out_probability() == 0.0
    assert nobody.holding_out(0.5) == nobody.p.name


def test_hostile_hold_outs_come_first():
    members = council(0.0, -0.5, -0.6, hold_outs=(1, 2))
    p = members.p
    assert members.hold_out_probability() == p.hold_out
    assert [members.holding_out(u) for u in (0.0, 0.49, 0.5, 0.999)] == ["M1", "M1", "M2", "M2"]
    members.change_government(1, 0.3)
    assert members.hold_out_probability() == pytest.approx((p.hold_out + p.hold_out_friendly) / 2)
    assert members.holding_out(0.0) == "M2"
    members.change_government(2, 0.3)
    assert members.hold_out_probability() == pytest.approx(p.hold_out_friendly)
    assert members.holding_out(0.0) == "M1"
