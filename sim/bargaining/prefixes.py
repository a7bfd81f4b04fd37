"""What the side that demands relief asks for: so much of the ranking as it needs."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

from sim.bargaining.frontier import places, ranking, taken
from sim.bargaining.packages import Bundles, ConcessionSets, Package, Terms

_NEVER = -float("inf")


class Prefixes:
    """Packages of any size: prefixes of the ranking, for the side that demands relief.

    For each set of concessions the target needs just so much relief; the shortest prefix that
    gives it costs the sender least. So a demand takes one bisection per set and no table.

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

    __slots__ = ("_bundles", "_coded", "_gain", "_lasting", "_lp", "_places", "_sets", "_terms",
                 "_worth")  # fmt: skip

    def __init__(
        self,
        bundles: Bundles,
        sets: ConcessionSets,
        terms: Terms,
        order: list[int] | None = None,
    ) -> None:
        self._bundles, self._sets, self._terms = bundles, sets, terms
        self._places = at = places(bundles, ranking(bundles, terms) if order is None else order)
        lp, coded = bundles.lp, bundles.coded
        self._worth = list(accumulate([bundles.worth[b] for b in at]))
        self._lp = list(accumulate([lp[b] for b in at]))
        self._lasting = list(accumulate([bundles.lasting[b] for b in at]))
        self._gain = list(accumulate([bundles.gain[b] for b in at]))
        self._coded = list(accumulate([lp[b] * coded[b] for b in at]))

    def best_for_sender(self, floor: float) -> Package | None:
        """Of the packages worth at least `floor` to the target, the one best for the sender.

        If none is, the target asks for everything and gives nothing.
        """
        whole = len(self._places)
        if not whole:
            return None
        cost = self._sets.cost
        needed = floor + self._terms.maximalism - 1e-12
        best, length, against = _NEVER, whole - 1, 0
        last, net = -1, 0.0
        for c in range(len(cost)):
            k = bisect_left(self._worth, needed + cost[c])
            if k == whole:
                break  # what costs the target more needs still more relief
            if k != last:
                last, net = k, self._net(k)
            own = self._own(net, k, c)
            if own > best:
                best, length, against = own, k, c
        if best == _NEVER:
            best = self._own(self._net(length), length, against)
        return Package(
            tranches=taken(self._bundles, self._places[: length + 1]),
            concessions=self._sets.members[against],
            own=best,
            other=self._worth[length] - self._terms.maximalism - cost[against],
            lp=self._lp[length],
        )

    def _net(self, k: int) -> float:
        return self._gain[k] - self._terms.cost(self._lp[k], self._lasting[k], self._coded[k])

    def _own(self, net: float, k: int, c: int) -> float:
        free = self._lp[k] - self._sets.cost[c]
        own = net + self._sets.value[c]
        return own - self._terms.audience * free if free > 0.0 else own
