"""Sets of concessions that may be asked for, and which of them are worth a look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.bargaining.arrays import LOWEST, floats, ints, same, sort

if TYPE_CHECKING:
    from librt.vecs import vec
    from mypy_extensions import i64


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
        """Return whether the other sets are the same and cost and are worth the same."""
        return (
            same(self.value, other.value)
            and same(self.cost, other.cost)
            and self.members == other.members
        )

    def undominated(self, audience: float) -> ConcessionSets:
        """Return the sets that could be part of a best package, the cheapest first.

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
        undominated: list[tuple[int, ...]] = []
        values, costs = value[:], cost[:]
        n: i64 = 0
        best, dearest = LOWEST, LOWEST
        for i in sort(order, cost):
            price = cost[i]
            merit = audience * price + value[i]
            if merit > best:
                if price == dearest:  # worth more at the same cost
                    undominated.pop()
                    n -= 1
                undominated.append(members[i])
                values[n], costs[n] = value[i], price
                n += 1
                best, dearest = merit, price
        return ConcessionSets(undominated, values[:n], costs[:n])


def askable(
    value: vec[float], cost: vec[float], free: list[int], most: int, audience: float
) -> list[int]:
    """Return the concessions that could be part of an undominated set of at most so many.

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
    askables: list[int] = []
    if most < 1:
        return askables
    leading = floats([LOWEST] * most)  # the best merits so far, the least of them first
    for i in sort(ints(free[:]), cost):
        merit = value[i] + audience * cost[i]
        if merit > leading[0]:
            askables.append(i)
            place = 0
            while place + 1 < most and leading[place + 1] < merit:
                leading[place] = leading[place + 1]
                place += 1
            leading[place] = merit
    askables.sort()
    return askables
