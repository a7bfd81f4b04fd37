"""The members of an allied council, and what it takes that a majority of them accepts (R17)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import fsum, inf
from typing import TYPE_CHECKING

from sim.bargaining.arrays import floats, ints, sort
from sim.catalogue.schema import Member

if TYPE_CHECKING:
    from librt.vecs import vec
    from mypy_extensions import i64


@dataclass(frozen=True, slots=True)
class Membership:
    """The members as a catalogue has them; entries in its order.

    Attributes
    ----------
    names
        Ids.
    theta
        Hawkishness at the start.
    people
        Population, millions.
    hold_outs
        Places of the usual hold-outs.
    border
        Whether each has a border with the target.
    pivots
        Of the governments at the start, the lowest threshold with a qualified majority, by the
        shares of members and of people that it takes; kept once worked out.
    """

    names: tuple[str, ...]
    theta: tuple[float, ...]
    people: tuple[float, ...]
    hold_outs: tuple[int, ...]
    border: tuple[bool, ...]
    pivots: dict[tuple[float, float], float] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, members: Mapping[str, Member]) -> Membership:
        """The members by id."""
        entries = members.values()
        return cls(
            names=tuple(members),
            theta=tuple(member.theta for member in entries),
            people=tuple(member.population for member in entries),
            hold_outs=tuple(i for i, member in enumerate(entries) if member.hold_out),
            border=tuple(member.border for member in entries),
        )


def pivotal(theta: list[float], people: tuple[float, ...], shares: tuple[float, float]) -> float:
    """Return the lowest threshold that so large shares of the members and of the people accept."""
    stands = floats(theta[:])
    return reached(sort(ints(list(range(len(theta)))), stands), stands, people, shares)


def reached(
    order: vec[i64], theta: vec[float], people: tuple[float, ...], shares: tuple[float, float]
) -> float:
    """Return the same of members in order, the least hawkish first."""
    least_members = shares[0] * float(len(order)) - 1e-9
    least_people = shares[1] * fsum(people) - 1e-9
    there = 0.0
    for rank, i in enumerate(order):
        there += people[i]
        if rank + 1 >= least_members and there >= least_people:
            return theta[i]
    return inf
