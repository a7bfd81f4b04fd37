"""What the side that demands relief asks for: so much of the ranking as it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.bargaining.arrays import LOWEST
from sim.bargaining.bundles import Bundles, Sums
from sim.bargaining.combinations import places, ranking, taken
from sim.bargaining.concession_sets import ConcessionSets
from sim.bargaining.package import Package
from sim.bargaining.sender_cost import SenderCost

if TYPE_CHECKING:
    from librt.vecs import vec
    from mypy_extensions import i64


class TargetDemand:
    """Packages of any size: prefixes of the ranking, for the side that demands relief.

    For each set of concessions the target needs just so much relief; the shortest prefix that
    gives it costs the sender least. Sets come with rising cost, so that a demand takes one walk
    along the ranking and no table.

    Parameters
    ----------
    bundles
        Tranches that may be asked for.
    sets
        Sets of concessions, as `ConcessionSets.undominated` returns them.
    terms
        What relief costs the sender.
    order
        The bundles that may be asked for; by default their whole `ranking`.
    """

    __slots__ = ("_bundles", "_order", "_sets", "_terms")

    def __init__(
        self,
        bundles: Bundles,
        sets: ConcessionSets,
        terms: SenderCost,
        order: vec[i64] | None = None,
    ) -> None:
        self._bundles, self._sets, self._terms = bundles, sets, terms
        self._order = ranking(bundles, terms) if order is None else order

    def best_for_sender(self, floor: float) -> Package | None:
        """Return the best package for the sender of those worth `floor` to the target.

        If none is, the target asks for everything and gives nothing.
        """
        bundles, terms = self._bundles, self._terms
        at = places(bundles, self._order)
        if not at:
            return None
        cost, value = self._sets.cost, self._sets.value
        needed = floor + terms.maximalism - 1e-12
        best, chosen, against, other, lp = LOWEST, 0, 0, 0.0, 0.0
        sums = Sums()
        length, net = 0, 0.0
        for c, price in enumerate(cost):
            # What costs the target more needs still more relief.
            enough = needed + price
            if not length or sums.worth < enough:
                while length < len(at) and (not length or sums.worth < enough):
                    sums.add(bundles, at[length])
                    length += 1
                if sums.worth < enough:
                    break
                net = terms.net(sums)
            own = terms.own(net, value[c], sums.lp, price)
            if own > best:
                best, chosen, against, other, lp = own, length, c, sums.worth, sums.lp
        if best == LOWEST:
            best = terms.own(terms.net(sums), value[0], sums.lp, cost[0])
            chosen, other, lp = length, sums.worth, sums.lp
        members = self._sets.members[against]
        other -= terms.maximalism if members else terms.maximalism - terms.gift
        return Package(
            taken(bundles, at[:chosen]),
            members,
            best,
            other - cost[against],
            lp,
        )
