"""What a package is made of: tranches, concessions, limits.

All of it is plain lists and numbers: there are some dozens of each, too few for arrays to pay.
Lists and not any sequences, and loops that are written out: so they compile to native code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf


class Bundles:
    """Tranches that may be eased; those that are alike make one bundle.

    All lists have one entry a bundle; LP and UP are those of one tranche of it. Tranches are
    numbered through, bundle by bundle.

    Attributes
    ----------
    lp
        Legal weight, LP.
    lasting
        Leverage given up by easing it with its instrument, LP.
    worth
        Worth to the target, LP.
    gain
        Gain of the sender (economic, wedge, socialisation), UP.
    coded
        1 if relief is reviewed by the legislature, else 0.
    count
        Tranches in the bundle.
    first
        Number of its first tranche.
    of
        The bundle of each tranche.
    reviewed
        LP of a tranche if it is reviewed by the legislature, else 0.
    """

    __slots__ = ("coded", "count", "first", "gain", "lasting", "lp", "of", "reviewed", "worth")

    def __init__(
        self,
        lp: list[float],
        lasting: list[float],
        worth: list[float],
        gain: list[float],
        coded: list[float],
        count: list[int] | None = None,
        like: Bundles | None = None,
    ) -> None:
        self.lp = lp
        self.lasting = lasting
        self.worth = worth
        self.gain = gain
        self.coded = coded
        self.count: list[int]
        self.first: list[int]
        self.of: list[int]
        self.reviewed: list[float]
        if like is not None:
            self.count, self.first = like.count, like.first
            self.of, self.reviewed = like.of, like.reviewed
            return
        self.count = [1] * len(lp) if count is None else list(count)
        self.first, self.of, self.reviewed = [0], [], []
        for b in range(len(lp)):
            self.of += [b] * self.count[b]
            self.first.append(len(self.of))
            self.reviewed.append(lp[b] * coded[b])

    def priced(
        self, lasting: list[float], worth: list[float], gain: list[float]
    ) -> Bundles:
        """The same tranches at other prices."""
        return Bundles(self.lp, lasting, worth, gain, self.coded, like=self)

    def __len__(self) -> int:
        return len(self.lp)

    def sums(self, tranches: Sequence[int]) -> Sums:
        """What these tranches add up to."""
        return Sums.of(self, [self.of[i] for i in tranches])


class Sums:
    """What tranches add up to: LP, leverage given up, worth, gain, LP under review."""

    __slots__ = ("coded", "gain", "lasting", "lp", "worth")

    def __init__(self) -> None:
        self.lp = self.lasting = self.worth = self.gain = self.coded = 0.0

    def add(self, bundles: Bundles, b: int) -> None:
        """Add a tranche of a bundle."""
        self.lp += bundles.lp[b]
        self.lasting += bundles.lasting[b]
        self.worth += bundles.worth[b]
        self.gain += bundles.gain[b]
        self.coded += bundles.reviewed[b]

    @staticmethod
    def of(bundles: Bundles, chosen: list[int]) -> Sums:
        """Sums of one tranche of each bundle named, which may be named again."""
        total = Sums()
        for b in chosen:
            total.add(bundles, b)
        return total


class ConcessionSets:
    """Sets of concessions that may be asked for; all lists have one entry a set.

    Attributes
    ----------
    members
        Indices of the concessions of each set.
    value
        Worth to the sender, UP.
    cost
        Cost to the target, LP.
    """

    __slots__ = ("cost", "members", "value")

    def __init__(
        self, members: list[tuple[int, ...]], value: list[float], cost: list[float]
    ) -> None:
        self.members = members
        self.value = value
        self.cost = cost

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ConcessionSets):
            return NotImplemented
        return (self.members, self.value, self.cost) == (other.members, other.value, other.cost)

    __hash__ = None  # type: ignore[assignment]

    def undominated(self, audience: float) -> ConcessionSets:
        """The sets that could be part of a best package, the cheapest first.

        A set is dominated by one that costs the target no more and is worth so much more to
        the sender that it makes up for the audience cost which the dearer set would spare it.
        So cost rises from set to set, and so does ``value + audience * cost``.

        Parameters
        ----------
        audience
            Audience cost per LP given without an equivalent, UP/LP.
        """
        value, cost = self.value, self.cost
        kept: list[int] = []
        best, dearest = -inf, -inf
        for i in sorted(range(len(cost)), key=cost.__getitem__):
            merit = audience * cost[i] + value[i]
            if merit > best:
                if cost[i] == dearest:
                    kept[-1] = i  # worth more at the same cost
                else:
                    kept.append(i)
                best, dearest = merit, cost[i]
        members = self.members
        return ConcessionSets(
            [members[i] for i in kept], [value[i] for i in kept], [cost[i] for i in kept]
        )


def askable(
    value: list[float], cost: list[float], free: list[int], most: int, audience: float
) -> list[int]:
    """Concessions that could be part of an undominated set of at most so many.

    One that is dominated by as many others as a set can hold never is: in every set that it is
    part of, one of these could take its place.

    Parameters
    ----------
    value, cost
        Worth to the sender (UP) and cost to the target (LP) of each concession.
    free
        Those that can be had.
    most
        Largest set.
    audience
        Audience cost per LP given without an equivalent, UP/LP.

    Returns
    -------
    list of int
        Those of `free` that are worth a look, in its order.
    """
    kept: list[int] = []
    if most < 1:
        return kept
    leading = [-inf] * most  # the best merits so far, the least of them first
    for i in sorted(free, key=cost.__getitem__):
        merit = value[i] + audience * cost[i]
        if merit > leading[0]:
            kept.append(i)
            leading[0] = merit
            leading.sort()
    kept.sort()
    return kept


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a package may be."""

    max_lp: float = float("inf")
    max_count: int = 1_000
    breadth: int = 10
    whole_order: bool = False
    """Whether prefixes beyond the core are tried too (packages without a small limit)."""


class Package:
    """A package on the frontier.

    Attributes
    ----------
    tranches
        Indices into the bundles.
    concessions
        Indices of the concessions.
    own, other
        Utility of the sender (UP) and of the target (LP).
    lp
        LP eased.
    """

    __slots__ = ("concessions", "lp", "other", "own", "tranches")

    def __init__(
        self,
        tranches: tuple[int, ...],
        concessions: tuple[int, ...],
        own: float,
        other: float,
        lp: float,
    ) -> None:
        self.tranches = tranches
        self.concessions = concessions
        self.own = own
        self.other = other
        self.lp = lp

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Package):
            return NotImplemented
        return (self.tranches, self.concessions, self.own, self.other, self.lp) == (
            other.tranches, other.concessions, other.own, other.other, other.lp
        )  # fmt: skip

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return (
            f"Package(tranches={self.tranches}, concessions={self.concessions}, "
            f"own={self.own}, other={self.other}, lp={self.lp})"
        )
