"""What a package is made of: tranches, concessions, limits."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from sim.bargaining.packed import LOWEST, floats, ints, last_at_most, same, sort

if TYPE_CHECKING:
    from librt.vecs import vec
    from mypy_extensions import i64


class Bundles:
    """Tranches that may be eased; those that are alike make one bundle.

    All rows (see `sim.bargaining.packed`) have one entry a bundle; LP and UP are those of one
    tranche of it. Tranches are numbered through, bundle by bundle.

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
    reviewed
        LP of a tranche if it is reviewed by the legislature, else 0.
    """

    __slots__ = ("coded", "count", "first", "gain", "lasting", "lp", "reviewed", "worth")

    def __init__(
        self,
        lp: vec[float],
        lasting: vec[float],
        worth: vec[float],
        gain: vec[float],
        coded: vec[float],
        count: list[int] | None = None,
        like: Bundles | None = None,
    ) -> None:
        self.lp = lp
        self.lasting = lasting
        self.worth = worth
        self.gain = gain
        self.coded = coded
        self.count: vec[i64]
        self.first: vec[i64]
        self.reviewed: vec[float]
        if like is not None:
            self.count, self.first, self.reviewed = like.count, like.first, like.reviewed
            return
        self.count = ints([1] * len(lp) if count is None else count)
        self.first = first = ints([0] * (len(lp) + 1))
        for b, tranches in enumerate(self.count):
            first[b + 1] = first[b] + tranches
        self.reviewed = reviewed = lp[:]
        for b, share in enumerate(coded):
            reviewed[b] *= share

    def priced(self, lasting: vec[float], worth: vec[float], gain: vec[float]) -> Bundles:
        """The same tranches at other prices."""
        return Bundles(self.lp, lasting, worth, gain, self.coded, None, self)

    def __len__(self) -> int:
        return len(self.lp)

    def sums(self, tranches: tuple[int, ...]) -> Sums:
        """What these tranches add up to."""
        total = Sums()
        for i in tranches:
            total.add(self, self.of(i))
        return total

    def of(self, tranche: int) -> i64:
        """The bundle of a tranche."""
        return last_at_most(self.first, tranche)


class Sums:
    """What tranches add up to: LP, leverage given up, worth, gain, LP under review."""

    __slots__ = ("coded", "gain", "lasting", "lp", "worth")

    def __init__(self) -> None:
        self.lp = self.lasting = self.worth = self.gain = self.coded = 0.0

    def add(self, bundles: Bundles, b: i64) -> None:
        """Add a tranche of a bundle."""
        self.lp += bundles.lp[b]
        self.lasting += bundles.lasting[b]
        self.worth += bundles.worth[b]
        self.gain += bundles.gain[b]
        self.coded += bundles.reviewed[b]


class ConcessionSets:
    """Sets of concessions that may be asked for; one entry a set.

    Parameters
    ----------
    order
        All sets, in an order that may be near that of their costs; sorted where it stands.

    Attributes
    ----------
    members
        Indices of the concessions of each set.
    value
        Worth to the sender, UP.
    cost
        Cost to the target, LP.
    """

    __slots__ = ("_order", "cost", "members", "value")

    def __init__(
        self,
        members: list[tuple[int, ...]],
        value: vec[float],
        cost: vec[float],
        order: vec[i64] | None = None,
    ) -> None:
        self.members = members
        self.value = value
        self.cost = cost
        self._order = order

    def equals(self, other: ConcessionSets) -> bool:
        """Whether the other sets are the same and cost and are worth the same."""
        return (
            same(self.value, other.value)
            and same(self.cost, other.cost)
            and self.members == other.members
        )

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
        value, cost, members = self.value, self.cost, self.members
        order = self._order
        if order is None:
            order = ints(list(range(len(cost))))
        kept: list[tuple[int, ...]] = []
        values, costs = value[:], cost[:]
        n: i64 = 0
        best, dearest = LOWEST, LOWEST
        for i in sort(order, cost):
            price = cost[i]
            merit = audience * price + value[i]
            if merit > best:
                if price == dearest:  # worth more at the same cost
                    kept.pop()
                    n -= 1
                kept.append(members[i])
                values[n], costs[n] = value[i], price
                n += 1
                best, dearest = merit, price
        return ConcessionSets(kept, values[:n], costs[:n])


def askable(
    value: vec[float], cost: vec[float], free: list[int], most: int, audience: float
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
    leading = floats([LOWEST] * most)  # the best merits so far, the least of them first
    for i in sort(ints(free[:]), cost):
        merit = value[i] + audience * cost[i]
        if merit > leading[0]:
            kept.append(i)
            place = 0
            while place + 1 < most and leading[place + 1] < merit:
                leading[place] = leading[place + 1]
                place += 1
            leading[place] = merit
    kept.sort()
    return kept


class Limits:
    """How large a package may be.

    Attributes
    ----------
    max_lp, max_count
        Most LP and most tranches.
    breadth
        Tranches that are combined exhaustively.
    whole_order
        Whether prefixes beyond the core are tried too (packages without a small limit).
    """

    __slots__ = ("breadth", "max_count", "max_lp", "whole_order")

    def __init__(
        self,
        max_lp: float = inf,
        max_count: int = 1_000,
        breadth: int = 10,
        whole_order: bool = False,
    ) -> None:
        self.max_lp = max_lp
        self.max_count = max_count
        self.breadth = breadth
        self.whole_order = whole_order


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
