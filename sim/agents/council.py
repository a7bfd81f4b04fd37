"""The allied council: renewals by unanimity, relief, and what a hold-out costs (R16, R17)."""

from __future__ import annotations

from math import exp, inf
from typing import NamedTuple

from sim.agents.membership import Membership, pivotal, reached
from sim.agents.party import Party
from sim.bargaining.arrays import floats, ints, sort
from sim.scenario.council import Council as Parameters


class Position(NamedTuple):
    """What it takes that so many members accept relief.

    Attributes
    ----------
    beyond
        Places of the members that are beyond theta* and whose consent is needed.
    widest
        By how much the one furthest off is.
    """

    beyond: tuple[int, ...]
    widest: float


class Council(Party[Parameters]):
    """Decides by its members; it never waits and keeps no clock.

    Attributes
    ----------
    members
        Its members.
    theta
        Hawkishness of each member at present.
    friendly
        Whether each usual hold-out has changed to a friendly government.
    hopeless
        Whether it has been told that no package could bring its members to a common position.
    mandated
        Whether it is about to open a channel of its own.
    reach, sold
        How far beyond theta* a member may be to be bought, and P(it can be).
    """

    __slots__ = (
        "_border",
        "_changed",
        "_hostile",
        "_most_hawkish",
        "_order",
        "_pivot",
        "_pivot_by",
        "_qualified",
        "_ranked",
        "_rising",
        "_seen",
        "_silence",
        "_silence_years",
        "_stands",
        "_stands_in",
        "friendly",
        "hold_out",
        "hold_out_friendly",
        "hopeless",
        "mandated",
        "members",
        "reach",
        "sold",
        "theta",
        "theta_base",
        "theta_ceasefire",
        "theta_follow",
        "theta_settlement",
        "theta_war",
    )

    def __init__(self, parameters: Parameters, members: Membership) -> None:
        super().__init__(parameters, "renewer")
        self.members = members
        self.theta = list(members.theta)
        self.friendly = [False] * len(members.theta)
        self.mandated = self.hopeless = False
        self._changed = False
        self._hostile = members.hold_outs
        self._most_hawkish = max(members.theta, default=inf)
        self._order = ints(list(range(len(members.theta))))  # the least hawkish first
        self._pivot = inf
        self._pivot_by: Parameters | None = None  # those it was found by: they may be replaced
        # Where members stand in a war so fierce, none yet; the most hawkish first, and last.
        self._stands_in = -1.0
        self._stands = floats([])
        self._ranked = ints(list(range(len(members.theta))))
        self._rising = ints(list(range(len(members.theta))))
        self._qualified = inf

    def _note(self, p: Parameters) -> None:
        self.hold_out: float = p.hold_out
        self.hold_out_friendly: float = p.hold_out_friendly
        self.theta_base: float = p.theta_base
        self.theta_settlement: float = p.theta_settlement
        self.theta_ceasefire: float = p.theta_ceasefire
        self.theta_war: float = p.theta_war
        self.theta_follow: float = p.theta_follow
        common = p.common
        self._silence: float = common.silence
        self._silence_years: float = common.silence_years
        self._seen: float = common.seen
        self._border: float = common.border
        self.reach: float = common.reach
        self.sold: float = common.sold
        self._stands_in = -1.0

    def change_government(self, member: int, theta: float) -> None:
        """A member's government changes; a usual hold-out may turn friendly, or back."""
        self._changed = True
        self.friendly[member] = theta > 0.0
        self.theta[member] = theta
        self._hostile = tuple(i for i in self.members.hold_outs if not self.friendly[i])
        self._most_hawkish = max(self.theta)
        self._pivot_by = None
        self._stands_in = -1.0

    def hold_out_probability(self) -> float:
        """P(at least one member holds out at a renewal).

        Runs from the value with all usual hold-outs as they were down to the value with all
        of them friendly. A council without usual hold-outs, or of one member, needs no bargain.
        """
        usual = self.members.hold_outs
        if len(self.theta) < 2 or not usual:
            return 0.0
        hostile = len(self._hostile) / len(usual)
        return self.hold_out_friendly + (self.hold_out - self.hold_out_friendly) * hostile

    def holding_out(self, u: float) -> str:
        """Which member holds out: one of the usual ones, the hostile first.

        Parameters
        ----------
        u
            A uniform draw.

        Returns
        -------
        str
            Its id; the council's own name if it has no usual hold-outs.
        """
        able = self._hostile or self.members.hold_outs
        if not able:
            return self.p.name
        return self.members.names[able[min(int(u * len(able)), len(able) - 1)]]

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
        return (
            self.theta_base
            + self.theta_settlement * settlement
            + self.theta_ceasefire * float(ceasefire_held)
            + self.theta_war * war
            + self.theta_follow * executive_share
        )

    def swayed(self, silent_years: float, executive_share: float) -> float:
        """By how much theta* is higher once guns are silent and the executive has eased (R21).

        Parameters
        ----------
        silent_years
            Years for which a ceasefire has held.
        executive_share
            Share of the executive's leverage that is eased.
        """
        silence = self._silence * (1.0 - exp(-silent_years / self._silence_years))
        return silence + self._seen * executive_share

    def position(self, threshold: float, war: float, *, qualified: bool) -> Position:
        """Whom a common position takes beside those who accept it anyway (R21).

        By unanimity all others, by qualified majority the least hawkish of them that make it up.

        Parameters
        ----------
        threshold
            theta* for what is proposed.
        war
            Intensity of the war W: it makes members at the target's border more hawkish.
        qualified
            Whether a qualified majority is enough.
        """
        beyond: list[int] = []
        highest, low = self._highest(war, qualified), threshold + 1e-9
        stands = self._stands
        self._ranked = sort(self._ranked, stands, falling=True)
        for i in self._ranked:
            stand = stands[i]
            if stand <= low:
                break
            if stand <= highest:
                beyond.append(i)
        return Position(tuple(beyond), self.widest(threshold, war, qualified=qualified))

    def widest(self, threshold: float, war: float, *, qualified: bool) -> float:
        """By how much the one furthest off is of those whom a `position` takes; 0 if there is none.

        Parameters
        ----------
        threshold, war, qualified
            See `position`.
        """
        highest = self._highest(war, qualified)
        if highest == inf:
            return inf
        if highest <= threshold + 1e-9:
            return 0.0
        return inf if len(self._stands) == 1 else highest - threshold  # one has nobody to buy

    def _highest(self, war: float, qualified: bool) -> float:
        """The most hawkish stand that a majority takes, in a war so fierce."""
        if war != self._stands_in:
            self._stands_in = war
            weight, border = self._border * war, self.members.border
            stands = floats(self.theta[:])
            for i, at_border in enumerate(border):
                if at_border:
                    stands[i] += weight
            self._stands = stands
            self._rising = sort(self._rising, stands)
            shares: tuple[float, float] = self.p.qualified_members, self.p.qualified_people
            self._qualified = reached(self._rising, stands, self.members.people, shares)
        count = len(self._stands)
        if qualified or not count:
            return self._qualified
        return self._stands[self._rising[count - 1]]

    def unanimous(self, threshold: float) -> bool:
        """Whether every member accepts relief: the most hawkish decides."""
        return self._most_hawkish <= threshold

    def qualified(self, threshold: float) -> bool:
        """Whether a qualified majority, of members and of people, accepts relief."""
        return threshold >= self.pivot()

    def pivot(self) -> float:
        """Return the lowest threshold at which a qualified majority accepts relief."""
        if self._pivot_by is not self.p:
            self._pivot, self._pivot_by = self._pivotal(), self.p
        return self._pivot

    def out_of_reach(self, threshold: float) -> bool:
        """Whether no majority can be had, whoever is bought: the war only makes members harder.

        Parameters
        ----------
        threshold
            theta* for what is proposed.
        """
        most = threshold + self.reach
        return most < self.pivot() and most < self._most_hawkish

    def _pivotal(self) -> float:
        """The lowest threshold at which enough members with enough people accept."""
        shares: tuple[float, float] = self.p.qualified_members, self.p.qualified_people
        if self._changed:
            theta = floats(self.theta)
            self._order = sort(self._order, theta)
            return reached(self._order, theta, self.members.people, shares)
        known = self.members.pivots
        if shares not in known:
            known[shares] = pivotal(self.theta, self.members.people, shares)
        return known[shares]
