"""The allied council: renewals by unanimity, relief, and what a hold-out costs (R16, R17)."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from sim.catalogue.schema import Member
from sim.scenario.agents import Council as Parameters


class Council:
    """Decides by its members; it never waits and keeps no clock.

    Attributes
    ----------
    p
        Its parameters.
    theta
        Hawkishness of each member, in the order of the catalogue.
    friendly
        Whether each usual hold-out has changed to a friendly government.
    """

    __slots__ = ("_hold_outs", "_people", "_pivot", "friendly", "p", "theta")

    def __init__(self, parameters: Parameters, members: Sequence[Member]) -> None:
        self.p = parameters
        self.theta = [member.theta for member in members]
        self._people = [member.population for member in members]
        self._hold_outs = [i for i, member in enumerate(members) if member.hold_out]
        self.friendly = [False] * len(members)
        self._pivot: float | None = None

    def change_government(self, member: int, theta: float) -> None:
        """A member's government changes; a usual hold-out may turn friendly, or back."""
        self._pivot = None
        self.friendly[member] = theta > 0.0
        self.theta[member] = theta

    def hold_out_probability(self) -> float:
        """P(at least one member holds out at a renewal).

        Runs from the value with all usual hold-outs as they were down to the value with all
        of them friendly. A council without usual hold-outs, or of one member, needs no bargain.
        """
        usual = self._hold_outs
        if len(self.theta) < 2 or not usual:
            return 0.0
        hostile = sum(not self.friendly[i] for i in usual) / len(usual)
        p = self.p
        return p.hold_out_friendly + (p.hold_out - p.hold_out_friendly) * hostile

    def holding_out(self, u: float) -> int | None:
        """Which member holds out: one of the usual ones, the hostile first.

        Parameters
        ----------
        u
            A uniform draw.
        """
        hostile = [i for i in self._hold_outs if not self.friendly[i]] or self._hold_outs
        return hostile[min(int(u * len(hostile)), len(hostile) - 1)] if hostile else None

    def threshold(
        self, settlement: float, ceasefire_held: bool, war: float, executive_share: float
    ) -> float:
        """theta*: the most hawkish position that still accepts relief (R17).

        Parameters
        ----------
        settlement
            How much of a settlement holds, in [0, 1].
        ceasefire_held
            Whether a ceasefire has held for more than 180 days.
        war
            Intensity of the war W.
        executive_share
            Share of the executive's leverage that is eased.
        """
        p = self.p
        return (
            p.theta_base
            + p.theta_settlement * settlement
            + p.theta_ceasefire * ceasefire_held
            + p.theta_war * war
            + p.theta_follow * executive_share
        )

    def unanimous(self, threshold: float) -> bool:
        """Whether every member accepts relief: the most hawkish decides."""
        return bool(self.theta) and max(self.theta) <= threshold

    def qualified(self, threshold: float) -> bool:
        """Whether a qualified majority, of members and of people, accepts relief."""
        if self._pivot is None:
            self._pivot = self._pivotal()
        return threshold >= self._pivot

    def _pivotal(self) -> float:
        """The lowest threshold at which enough members with enough people accept."""
        order = sorted(range(len(self.theta)), key=self.theta.__getitem__)
        total = sum(self._people)
        people = 0.0
        for rank, i in enumerate(order, start=1):
            people += self._people[i]
            enough = rank >= self.p.qualified_members * len(order) - 1e-9
            if enough and people >= self.p.qualified_people * total - 1e-9:
                return self.theta[i]
        return inf
