"""All packages worth a look in one state of the world, queried by both sides.

A package is a set of tranches eased against a set of concessions. Tranches are ordered by worth
to the target over cost to the sender. Those that matter most, the *core* (Balas & Zemel 1980,
Operations Research 28), are combined exhaustively; larger packages are prefixes of the order.
With no more tranches than `Limits.breadth` the search is exhaustive.

A query is a search bounded by what it has found: what cannot be better is not looked at.
Where nothing changes and the two sides go on asking, the efficient packages are worked out once,
and a query is a bisection.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from sim.bargaining.arrays import LOWEST, first_at_least, picked, zeros
from sim.bargaining.bundles import Bundles
from sim.bargaining.combinations import Combinations, ranking, slacks, taken
from sim.bargaining.concession_sets import ConcessionSets
from sim.bargaining.matching import least_sets, line_of
from sim.bargaining.package import Limits, Package
from sim.bargaining.pareto import MANY, OFTEN, ParetoFront
from sim.bargaining.sender_cost import SenderCost

if TYPE_CHECKING:
    from librt.vecs import vec
    from mypy_extensions import i64


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
        "_asked",
        "_bundles",
        "_combinations",
        "_digits",
        "_first",
        "_fits",
        "_from",
        "_gains",
        "_given",
        "_lasting",
        "_merit",
        "_most",
        "_nets",
        "_numbered",
        "_numbers",
        "_reviewed",
        "_sets",
        "_slack",
        "_slip",
        "_stairs",
        "_terms",
        "_worth",
        "empty",
    )

    def __init__(
        self,
        bundles: Bundles,
        sets: ConcessionSets,
        terms: SenderCost,
        limits: Limits,
        order: vec[i64] | None = None,
    ) -> None:
        self._bundles, self._sets, self._terms = bundles, sets, terms
        self._slip, self._digits, self._asked = 0.0, -1, 0
        ranked = ranking(bundles, terms) if order is None else order
        line = line_of(bundles, ranked, limits, sets.cost)
        largest = limits.max_lp if line is None else inf
        self._combinations = combinations = Combinations(bundles, ranked, limits, line)
        core = combinations.core
        self._merit = merit = sets.value[:]
        for s, price in enumerate(sets.cost):
            merit[s] += terms.audience * price
        worths = picked(bundles.worth, core)
        self._worth = worth = combinations.summed(worths, -terms.maximalism)
        self._slack = combinations.summed(slacks(bundles, terms, core, largest), 0.0)
        self._fits = fits = combinations.summed(picked(bundles.lp, core), 0.0)
        relief = combinations.summed(worths, 0.0) if limits.match > 0.0 else fits
        self._from = least = least_sets(limits, relief, fits, sets.cost, combinations.subsets)
        # The first of those best for the target; what is too large counts as worth nothing.
        slack, cost = self._slack, sets.cost
        none: i64 = len(cost)
        best, most, chosen = LOWEST, LOWEST, -1
        for j, value in enumerate(worth):
            most = max(most, slack[j])
            if not j or least[j] == none:
                worth[j] = LOWEST
            elif value - cost[least[j]] > best:
                best, chosen = value - cost[least[j]], j
        self._first, self._most, self.empty = chosen, most, chosen < 0
        self._nets = zeros(len(worth))  # 0 is what is not known yet
        self._given = False  # of these there is nothing yet
        self._lasting: vec[float]
        self._gains: vec[float]
        self._reviewed: vec[float]
        self._stairs: ParetoFront | None = None
        self._numbers: list[int] = []
        self._numbered: dict[int, Package] = {}

    def best_for_target(self, floor: float) -> Package | None:
        """Return the best package for the target of those worth `floor` to the sender.

        If none is, the one best for the sender (R8).
        """
        stairs = self._stairs or self._climb()
        if stairs is not None:
            return self._package_numbered(stairs.best_for_target(floor))
        if self.empty:
            return None
        cost, merit, slack, first = self._sets.cost, self._merit, self._slack, self._from
        sets: i64 = len(cost)
        need, slip = floor - 1e-9, self._slip  # rounding
        # No set that costs the target less is enough for the sender with any combination.
        c = first_at_least(merit, need - self._most)
        least = cost[c] if c < sets else inf
        best, chosen, against = LOWEST, -1, -1
        for j, value in enumerate(self._worth):
            enough = best - slip
            if value - least < enough or value == LOWEST:
                continue
            c = max(first_at_least(merit, need - slack[j]), first[j])
            if c == sets or value - cost[c] < enough:
                continue
            c = self._cheapest(j, floor, c)
            if c < 0:
                continue
            other = value - cost[c]
            if self._beats(other, best, j, chosen):
                best, chosen, against = other, j, c
        if chosen < 0:
            return self._best_of_all()
        return self._package(chosen, against)

    def best_for_sender(self, floor: float) -> Package | None:
        """Return the best package for the sender of those worth `floor` to the target.

        If none is, the target asks for the package best for itself (R8).
        """
        stairs = self._stairs or self._climb()
        if stairs is not None:
            return self._package_numbered(stairs.best_for_sender(floor))
        if self.empty:
            return None
        cost = self._sets.cost
        sets: i64 = len(cost)
        best, chosen, against = LOWEST, self._first, self._from[self._first]
        for j, value in enumerate(self._worth):
            fits = first_at_least(cost, value - floor)
            while fits < sets and value - cost[fits] >= floor:
                fits += 1
            while fits > 0 and value - cost[fits - 1] < floor:
                fits -= 1  # rounding
            if fits <= self._from[j]:
                continue
            c, own = self._dearest(j, fits)
            if self._beats(own, best, j, chosen):
                best, chosen, against = own, j, c
        return self._package(chosen, against)

    def nash(self) -> float:
        """Return the largest product of both sides' gains over no deal (Nash 1950), or 0."""
        best = 0.0
        cost, value, terms = self._sets.cost, self._sets.value, self._terms
        for j, worth in enumerate(self._worth):
            if worth <= cost[0]:
                continue
            # Even with the best set for each side.
            if (self._slack[j] + self._merit[len(cost) - 1]) * (worth - cost[0]) <= best:
                continue
            net, lp = self._net(j), self._fits[j]
            for c in range(self._from[j], len(cost)):
                price = cost[c]
                if price >= worth:
                    break
                best = max(best, terms.own(net, value[c], lp, price) * (worth - price))
        return best

    def _beats(self, utility: float, best: float, j: int, chosen: int) -> bool:
        """Whether a package is better than the best so far; of equals the one of more relief."""
        return utility > best or (utility == best and self._worth[j] > self._worth[chosen])

    def _climb(self) -> ParetoFront | None:
        self._asked += 1
        if (self._asked > OFTEN or len(self._worth) > MANY) and not self.empty:
            self._stairs = ParetoFront(*self._utilities(), self._digits)
        return self._stairs

    def _utilities(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the utilities of all packages to the sender (UP) and the target (LP).

        Packages are numbered as `_package_numbered` takes them: combinations by worth to the
        target, of each all sets. The same sums in the same order as for a single package, so
        that they are equal to the last bit.
        """
        worth, fits = np.array(list(self._worth)), np.array(list(self._fits))
        ranked = self._in_order(worth)
        self._numbers = order = cast("list[int]", ranked.tolist())
        value, cost = np.array(list(self._sets.value)), np.array(list(self._sets.cost))
        free = fits[ranked][:, None] - cost
        own = np.array([self._net(j) for j in order])[:, None] + value
        np.subtract(own, self._terms.audience * free, out=own, where=free > 0.0)
        other = worth[ranked][:, None] - cost
        too_little = np.arange(len(cost)) < np.array(list(self._from))[ranked][:, None]
        own[too_little] = other[too_little] = LOWEST
        return own.ravel(), other.ravel()

    def _in_order(self, worth: NDArray[np.float64]) -> NDArray[np.intp]:
        """Combinations that fit: of packages equal to both sides the first is meant."""
        return np.argsort(-worth, kind="stable")[: np.count_nonzero(worth > LOWEST)]

    def _package_numbered(self, number: int) -> Package:  # the same one at each call
        if number not in self._numbered:
            place, c = divmod(number, len(self._sets.members))
            self._numbered[number] = self._package(self._numbers[place], c)
        return self._numbered[number]

    def _net(self, j: int) -> float:
        """Return what a combination brings the sender without concessions and audience, UP."""
        net = self._nets[j]
        if net == 0.0:
            if not self._given:
                self._give()
            cost = self._terms.cost(self._fits[j], self._lasting[j], self._reviewed[j])
            self._nets[j] = net = self._gains[j] - cost
        return net

    def _give(self) -> None:
        """Add up by combination what the sender gives up and gains."""
        bundles, combinations, core = self._bundles, self._combinations, self._combinations.core
        self._lasting = combinations.summed(picked(bundles.lasting, core), 0.0)
        self._gains = combinations.summed(picked(bundles.gain, core), 0.0)
        self._reviewed = combinations.summed(picked(bundles.reviewed, core), 0.0)
        self._given = True

    def _cheapest(self, j: int, floor: float, c: i64) -> i64:
        """Return the cheapest set, from `c` on, that makes a combination worth `floor`, or -1."""
        net, lp, terms = self._net(j), self._fits[j], self._terms
        value, cost = self._sets.value, self._sets.cost
        sets: i64 = len(cost)
        # A set brings the less of its value and of its merit less what the audience minds.
        c = first_at_least(self._merit, floor - net + terms.audience * lp - 1e-9, c)
        while c < sets:
            if terms.own(net, value[c], lp, cost[c]) >= floor:
                return c
            c += 1
        return -1

    def _dearest(self, j: int, fits: i64) -> tuple[i64, float]:
        """Return the best of the first `fits` sets for the sender, and its utility with it, UP."""
        net, lp, terms = self._net(j), self._fits[j], self._terms
        value, cost = self._sets.value, self._sets.cost
        best, chosen = LOWEST, self._from[j]
        for c in range(chosen, fits):
            own = terms.own(net, value[c], lp, cost[c])
            if own > best or lp - cost[c] >= 0.0:
                best, chosen = own, c
        return chosen, best

    def _best_of_all(self) -> Package:
        """Return the package that is best for the sender."""
        sets: i64 = len(self._sets.cost)
        best, chosen, against = LOWEST, self._first, 0
        for j, value in enumerate(self._worth):
            if value == LOWEST:
                continue
            c, own = self._dearest(j, sets)
            if self._beats(own, best, j, chosen):
                best, chosen, against = own, j, c
        return self._package(chosen, against)

    def _package(self, j: int, c: i64) -> Package:
        lp, cost, members = self._fits[j], self._sets.cost[c], self._sets.members[c]
        own = self._terms.own(self._net(j), self._sets.value[c], lp, cost)
        other = self._worth[j] - cost
        if not members:
            other += self._terms.gift
        return Package(taken(self._bundles, self._combinations.bundles(j)), members, own, other, lp)
