"""All packages worth a look in one state of the world, queried by both sides.

A package is a set of tranches eased against a set of concessions. Tranches are ordered by worth
to the target over cost to the sender. Those that matter most, the *core* (Balas & Zemel 1980,
Operations Research 28), are combined exhaustively; larger packages are prefixes of the order.
With no more tranches than `Limits.breadth` the search is exhaustive.

Every query is a search bounded by what it has found: combinations come in the order of their
worth to the target, concessions in the order of their cost, and what cannot be better is not
looked at. Where nothing changes and the two sides go on asking, the efficient packages are
worked out once, and a query is a bisection.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from math import inf

import numpy as np
from numpy.typing import NDArray

from sim.bargaining.combinations import core_of, ranking, subsets_of, taken
from sim.bargaining.packages import Bundles, ConcessionSets, Limits, Package, Sums
from sim.bargaining.staircase import Staircase
from sim.bargaining.terms import Terms

_OFTEN = 3
"""Queries of one state of the world after which all its efficient packages are worked out."""


class Frontier:
    """The packages open to the two sides in one state of the world.

    Parameters
    ----------
    bundles
        Tranches that may be eased.
    sets
        Sets of concessions, as `ConcessionSets.undominated` returns them; the empty set should
        be among them.
    terms
        What relief costs the sender.
    limits
        How large a package may be.
    order
        The `ranking` of the bundles, if it is known.
    """

    __slots__ = (
        "_asked", "_beyond", "_bundles", "_core", "_merit", "_nets", "_numbered", "_order", "_sets",
        "_slack", "_stairs", "_subsets", "_terms", "_worth", "empty",
    )  # fmt: skip

    def __init__(
        self,
        bundles: Bundles,
        sets: ConcessionSets,
        terms: Terms,
        limits: Limits,
        order: list[int] | None = None,
    ) -> None:
        self._bundles, self._sets, self._terms = bundles, sets, terms
        ranked = ranking(bundles, terms) if order is None else order
        self._core = core = core_of(bundles, ranked, limits)
        self._subsets = subsets_of(core, limits)
        self._beyond = len(core) > limits.breadth
        audience = terms.audience
        value, cost = sets.value, sets.cost
        self._merit = [value[c] + audience * cost[c] for c in range(len(cost))]
        # Two sums by combination; what else there is to know of one is worked out if asked.
        worth_of, lp_of = bundles.worth, bundles.lp
        self._worth = worth = self._summed([worth_of[b] for b in core], -terms.maximalism)
        self._slack = self._summed(_slacks(bundles, terms, core, limits.max_lp), 0.0)
        self._nets: dict[int, tuple[float, float]] = {}
        self._numbered: dict[int, Package] = {}
        lps = [lp_of[b] for b in core]
        most = len(core) if self._beyond else limits.max_count
        fit = limits.max_lp + 1e-12
        if sum(sorted(lps, reverse=True)[:most]) > fit:
            lp = self._summed(lps, 0.0)
            found = [j for j in range(1, len(worth)) if lp[j] <= fit]
        else:
            found = list(range(1, len(worth)))
        found.sort(key=worth.__getitem__, reverse=True)
        self._order = found
        self.empty = not found
        self._asked = 0
        self._stairs: Staircase | None = None

    def _summed(self, each: list[float], nothing: float) -> list[float]:
        """By combination: the sum over its places, and what no tranche at all counts."""
        found = self._subsets.summed(each, nothing)
        if self._beyond:
            for one in each:
                nothing += one
                found.append(nothing)
        return found

    # -- queries -----------------------------------------------------------------------

    def best_for_target(self, floor: float) -> Package | None:
        """Of the packages worth at least `floor` to the sender, the one best for the target.

        If none is, the sender asks for the package best for itself (R8).
        """
        stairs = self._stairs or self._climb()
        if stairs is not None:
            number = stairs.best_for_target(floor)
            return self._numbered.get(number) or self._package_numbered(number)
        if self.empty:
            return None
        cost, merit, worth, slack = self._sets.cost, self._merit, self._worth, self._slack
        sets = len(cost)
        need = floor - 1e-9  # rounding
        # No set that costs the target less is enough for the sender with any combination.
        c = bisect_left(merit, need - max(slack))
        least = cost[c] if c < sets else inf
        best, chosen, against = -inf, -1, -1
        for j in self._order:
            value = worth[j]
            if value - least <= best:
                break  # no package that follows is worth more
            c = bisect_left(merit, need - slack[j])
            if c == sets or value - cost[c] <= best:
                continue
            c = self._cheapest(j, floor, c)
            if c >= 0 and value - cost[c] > best:
                best, chosen, against = value - cost[c], j, c
        if chosen < 0:
            chosen, against = self._best_of_all()
        return self._package(chosen, against)

    def best_for_sender(self, floor: float) -> Package | None:
        """Of the packages worth at least `floor` to the target, the one best for the sender.

        If none is, the target asks for the package best for itself (R8).
        """
        stairs = self._stairs or self._climb()
        if stairs is not None:
            number = stairs.best_for_sender(floor)
            return self._numbered.get(number) or self._package_numbered(number)
        if self.empty:
            return None
        cost = self._sets.cost
        best, chosen, against = -inf, -1, -1
        for j in self._order:
            fits = bisect_right(cost, self._worth[j] - floor)
            while fits and self._worth[j] - cost[fits - 1] < floor:
                fits -= 1  # rounding
            if not fits:
                break  # nor is any that follows worth enough
            c = self._dearest(j, fits)
            own = self._own(j, c)
            if own > best:
                best, chosen, against = own, j, c
        if chosen < 0:
            chosen, against = self._order[0], 0
        return self._package(chosen, against)

    def nash(self) -> float:
        """Largest product of both sides' gains over no deal (Nash 1950); 0 if there is none."""
        best = 0.0
        if self.empty:
            return best
        cost = self._sets.cost
        for j in self._order:
            worth = self._worth[j]
            if worth <= cost[0]:
                break
            if (self._slack[j] + self._merit[-1]) * (worth - cost[0]) <= best:
                continue  # even with the best set for each side
            for c in range(bisect_left(cost, worth)):
                product = self._own(j, c) * (worth - cost[c])
                if product > best:
                    best = product
        return best

    def _climb(self) -> Staircase | None:
        """Work out the efficient packages once it pays to know them all."""
        self._asked += 1
        if self._asked > _OFTEN and not self.empty:
            self._stairs = Staircase(*self._utilities())
        return self._stairs

    def _utilities(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Utilities of all packages to the sender (UP) and the target (LP).

        Packages are numbered as `_package_numbered` takes them. The same sums in the same order
        as for a single package, so that they are equal to the last bit. Only the cost of relief
        is worked out one by one: arrays round powers and exponentials in a way of their own.
        """
        bundles, core, order, cost_of = self._bundles, self._core, self._order, self._terms.cost
        lps, lasting, gains, coded = (
            self._summed([each[b] for b in core], 0.0)
            for each in (bundles.lp, bundles.lasting, bundles.gain, bundles.reviewed)
        )
        net = np.array([gains[j] - cost_of(lps[j], lasting[j], coded[j]) for j in order])
        value, cost = np.array(self._sets.value), np.array(self._sets.cost)
        free = np.array(lps)[order][:, None] - cost
        own = net[:, None] + value
        np.subtract(own, self._terms.audience * free, out=own, where=free > 0.0)
        other = np.array(self._worth)[order][:, None] - cost
        return own.ravel(), other.ravel()

    def _package_numbered(self, number: int) -> Package:
        """A package by its number: combinations in their order, of each all sets in theirs."""
        place, c = divmod(number, len(self._sets.cost))
        self._numbered[number] = found = self._package(self._order[place], c)
        return found

    # -- one combination of tranches -----------------------------------------------------

    def _net(self, j: int) -> tuple[float, float]:
        """What a combination brings the sender without concessions and audience (UP), its LP."""
        found = self._nets.get(j)
        if found is None:
            sums = Sums.of(self._bundles, self._chosen(j))
            found = self._nets[j] = self._terms.net(sums), sums.lp
        return found

    def _own(self, j: int, c: int) -> float:
        """Utility of the sender, UP."""
        net, lp = self._net(j)
        free = lp - self._sets.cost[c]
        own = net + self._sets.value[c]
        return own - self._terms.audience * free if free > 0.0 else own

    def _cheapest(self, j: int, floor: float, c: int) -> int:
        """The cheapest set, from `c` on, that makes a combination worth `floor`, or -1.

        What a set brings the sender is the less of its value and of its merit less what the
        audience minds of the whole relief; the merit rises from set to set.
        """
        net, lp = self._net(j)
        value, cost = self._sets.value, self._sets.cost
        audience = self._terms.audience
        need = floor - net
        c = bisect_left(self._merit, need + audience * lp - 1e-9, c)
        while c < len(cost):
            free = lp - cost[c]
            own = net + value[c]
            if (own - audience * free if free > 0.0 else own) >= floor:
                return c
            c += 1
        return -1

    def _dearest(self, j: int, fits: int) -> int:
        """Of the first `fits` sets the one that is best for the sender."""
        equal = min(bisect_right(self._sets.cost, self._net(j)[1]), fits)
        best = equal - 1 if equal else 0
        own = self._own(j, best)
        for c in range(equal, fits):
            if self._own(j, c) > own:
                best, own = c, self._own(j, c)
        return best

    def _best_of_all(self) -> tuple[int, int]:
        """The package that is best for the sender."""
        sets = len(self._sets.cost)
        best, chosen, against = -inf, self._order[0], 0
        for j in self._order:
            c = self._dearest(j, sets)
            own = self._own(j, c)
            if own > best:
                best, chosen, against = own, j, c
        return chosen, against

    def _chosen(self, j: int) -> list[int]:
        """Bundles of a combination; one that gives several tranches is named as often."""
        core, places = self._core, self._subsets.places
        if j >= len(places):
            return core[: j - len(places) + 1]
        return [core[place] for place in places[j]]

    def _package(self, j: int, c: int) -> Package:
        return Package(
            tranches=taken(self._bundles, self._chosen(j)),
            concessions=self._sets.members[c],
            own=self._own(j, c),
            other=self._worth[j] - self._sets.cost[c],
            lp=self._net(j)[1],
        )


def _slacks(bundles: Bundles, terms: Terms, core: list[int], max_lp: float) -> list[float]:
    """What easing the tranche at each place brings the sender at the most, UP.

    A bound: relief as a whole costs no less than its parts at the rates of a small package, and
    the audience minds all that no concession makes up for, see `ConcessionSets.undominated`.
    """
    lp, lasting, gain, coded = bundles.lp, bundles.lasting, bundles.gain, bundles.coded
    per_lp, per_lasting, per_coded = terms.least(
        min(sum([lp[b] for b in core]), max_lp), sum([lasting[b] for b in core])
    )
    per_lp += terms.audience
    return [
        gain[b] - per_lasting * lasting[b] - (per_lp + per_coded * coded[b]) * lp[b] for b in core
    ]
