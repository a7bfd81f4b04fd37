"""What the side that demands relief asks for: so much of the ranking as it needs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from math import inf

from sim.bargaining.combinations import places, ranking
from sim.bargaining.packages import Bundles, ConcessionSets, Package
from sim.bargaining.terms import Terms


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
        self._worth = _running(bundles.worth, at)
        self._lp = _running(bundles.lp, at)
        self._lasting = _running(bundles.lasting, at)
        self._gain = _running(bundles.gain, at)
        self._coded = _running(bundles.reviewed, at)

    def best_for_sender(self, floor: float) -> Package | None:
        """Of the packages worth at least `floor` to the target, the one best for the sender.

        If none is, the target asks for everything and gives nothing.
        """
        whole = len(self._places)
        if not whole:
            return None
        cost, value, audience = self._sets.cost, self._sets.value, self._terms.audience
        worth, lp = self._worth, self._lp
        needed = floor + self._terms.maximalism - 1e-12
        best, length, against = -inf, whole - 1, 0
        last, net = -1, 0.0
        for c in range(len(cost)):
            k = bisect_left(worth, needed + cost[c])
            if k == whole:
                break  # what costs the target more needs still more relief
            if k != last:
                last, net = k, self._net(k)
            free = lp[k] - cost[c]
            own = net + value[c]
            if free > 0.0:
                own -= audience * free
            if own > best:
                best, length, against = own, k, c
        if best == -inf:
            best = self._net(length) + value[0] - audience * max(lp[length] - cost[0], 0.0)
        return Package(
            tranches=self._taken(length + 1),
            concessions=self._sets.members[against],
            own=best,
            other=worth[length] - self._terms.maximalism - cost[against],
            lp=lp[length],
        )

    def _net(self, k: int) -> float:
        return self._gain[k] - self._terms.cost(self._lp[k], self._lasting[k], self._coded[k])

    def _taken(self, length: int) -> tuple[int, ...]:
        """The first tranches of the order."""
        first, found = self._bundles.first, list[int]()
        while len(found) < length:
            b = self._places[len(found)]
            found += range(first[b], first[b + 1])
        return tuple(found[:length])


def _running(each: Sequence[float], at: list[int]) -> list[float]:
    """Sums over the bundles at the first places, one place more each time."""
    return list(accumulate([each[b] for b in at]))
