"""All packages worth a look in one state of the world, queried by both sides.

A package is a set of tranches eased against a set of concessions. Tranches are ordered by worth
to the target over cost to the sender. Those that matter most, the *core* (Balas & Zemel 1980,
Operations Research 28), are combined exhaustively; larger packages are prefixes of the order.
With no more tranches than `Limits.breadth` the search is exhaustive.

Every query is a search bounded by what it has found: combinations come in the order of their
worth to the target, concessions in the order of their cost, and what cannot be better is not
looked at.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from sim.bargaining.packages import Bundles, ConcessionSets, Limits, Package, Terms

_NEVER = -float("inf")


def ranking(bundles: Bundles, terms: Terms) -> list[int]:
    """Bundles worth something to the target, those worth most per cost to the sender first.

    What costs the sender nothing comes first of all; equals keep their order.
    """
    marginal, audience = terms.marginal(), terms.audience
    lp, lasting, worth, gain = bundles.lp, bundles.lasting, bundles.worth, bundles.gain
    ranked: list[tuple[float, int]] = []
    for b in range(len(lp)):
        if worth[b] > 0.0:
            cost = marginal * lasting[b] + audience * lp[b] - gain[b]
            ranked.append((-worth[b] / (cost if cost > 1e-9 else 1e-9), b))
    ranked.sort()
    return [b for _, b in ranked]


def places(bundles: Bundles, order: list[int], most: int | None = None) -> list[int]:
    """The bundle at each place when tranches are taken bundle by bundle, at most so many."""
    found: list[int] = []
    for b in order:
        found += [b] * bundles.count[b]
        if most is not None and len(found) >= most:
            return found[:most]
    return found


@lru_cache(maxsize=4096)
def subsets(same: tuple[bool, ...], most: int) -> tuple[tuple[int, int], ...]:
    """Non-empty subsets of at most `most` out of n, each a smaller one and one more place.

    Parameters
    ----------
    same
        Whether each place holds a tranche like that of the place before: of several alike the
        first are taken first, for which of them are eased makes no difference.
    most
        Largest subset.

    Returns
    -------
    tuple of (int, int)
        For each subset the number of the subset that it extends (0 is the empty one, the first
        entry is number 1) and the place that it adds.
    """
    found: list[tuple[int, int]] = []
    layer = [(0, -1)]  # number of the subset, and its last place
    for _ in range(most):
        larger: list[tuple[int, int]] = []
        for number, last in layer:
            for place in range(last + 1, len(same)):
                if same[place] and place != last + 1:
                    continue  # its like before it was left out
                found.append((number, place))
                larger.append((len(found), place))
        layer = larger
    return tuple(found)


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
    """

    __slots__ = (
        "_bundles", "_coded", "_core", "_extends", "_gain", "_hope", "_lasting", "_lp", "_merit",
        "_most", "_net", "_order", "_reach", "_sets", "_terms", "_worth", "empty",
    )  # fmt: skip

    def __init__(
        self, bundles: Bundles, sets: ConcessionSets, terms: Terms, limits: Limits
    ) -> None:
        self._bundles, self._sets, self._terms = bundles, sets, terms
        audience = terms.audience
        self._merit = [
            value + audience * cost for value, cost in zip(sets.value, sets.cost, strict=True)
        ]
        self._most = _largest_from(sets.value)
        self._reach = list(accumulate(sets.value, max))  # the most that a set up to here is worth
        self._core = core = _core(bundles, terms, limits)
        head = core[: limits.breadth]
        same = tuple([i > 0 and head[i] == head[i - 1] for i in range(len(head))])
        extends = list(subsets(same, min(limits.max_count, len(head))))
        if len(core) > len(head):  # prefixes of the order beyond the core
            number = 0
            for place in range(len(core)):
                extends.append((number, place))
                number = len(extends)
        self._extends = extends
        each = [
            (bundles.lp[b], bundles.worth[b], bundles.lasting[b], bundles.gain[b],
             bundles.lp[b] * bundles.coded[b])
            for b in core
        ]  # fmt: skip
        lp, worth, lasting, gain, coded = [0.0], [-terms.maximalism], [0.0], [0.0], [0.0]
        for number, place in extends:
            weight, value, lasts, gains, reviewed = each[place]
            lp.append(lp[number] + weight)
            worth.append(worth[number] + value)
            lasting.append(lasting[number] + lasts)
            gain.append(gain[number] + gains)
            coded.append(coded[number] + reviewed)
        self._lp, self._worth, self._lasting, self._gain, self._coded = (
            lp, worth, lasting, gain, coded,
        )  # fmt: skip
        self._net: dict[int, float] = {}
        # A bound: leverage costs no less than its marginal cost at present, and nothing else pays.
        convex = terms.power <= 1.0 and max(lasting) <= terms.remaining
        marginal = terms.marginal() if convex else 0.0
        self._hope = [g - marginal * x for g, x in zip(gain, lasting, strict=True)]
        largest = limits.max_lp + 1e-12
        self._order = [j for j in range(1, len(lp)) if lp[j] <= largest]
        self._order.sort(key=worth.__getitem__, reverse=True)
        self.empty = not self._order

    # -- queries -----------------------------------------------------------------------

    def best_for_target(self, floor: float) -> Package | None:
        """Of the packages worth at least `floor` to the sender, the one best for the target.

        If none is, the sender asks for the package best for itself (R8).
        """
        if self.empty:
            return None
        cost, reach, worth, hope = self._sets.cost, self._reach, self._worth, self._hope
        last = len(cost) - 1
        need = floor - 1e-9  # rounding
        # Enough for the sender takes a set worth so much, and it costs the target so much.
        least = cost[min(bisect_left(reach, need - max(hope)), last)]
        best, chosen, against = _NEVER, -1, -1
        for j in self._order:
            if worth[j] - least <= best:
                break  # no package that follows is worth more
            if worth[j] - cost[min(bisect_left(reach, need - hope[j]), last)] <= best:
                continue
            c = self._cheapest(j, floor)
            if c >= 0 and worth[j] - cost[c] > best:
                best, chosen, against = worth[j] - cost[c], j, c
        if chosen < 0:
            chosen, against = self._best_of_all()
        return self._package(chosen, against)

    def best_for_sender(self, floor: float) -> Package | None:
        """Of the packages worth at least `floor` to the target, the one best for the sender.

        If none is, the target asks for the package best for itself (R8).
        """
        if self.empty:
            return None
        cost = self._sets.cost
        best, chosen, against = _NEVER, -1, -1
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
            if (self._net_of(j) + self._most[0]) * (worth - cost[0]) <= best:
                continue  # even with the best of every set
            for c in range(bisect_left(cost, worth)):
                product = self._own(j, c) * (worth - cost[c])
                if product > best:
                    best = product
        return best

    # -- one combination of tranches -----------------------------------------------------

    def _net_of(self, j: int) -> float:
        """What a combination brings the sender without concessions and audience, UP."""
        found = self._net.get(j)
        if found is None:
            cost = self._terms.cost(self._lp[j], self._lasting[j], self._coded[j])
            found = self._net[j] = self._gain[j] - cost
        return found

    def _own(self, j: int, c: int) -> float:
        """Utility of the sender, UP."""
        free = self._lp[j] - self._sets.cost[c]
        own = self._net_of(j) + self._sets.value[c]
        return own - self._terms.audience * free if free > 0.0 else own

    def _cheapest(self, j: int, floor: float) -> int:
        """The cheapest set that makes a combination worth `floor` to the sender, or -1.

        Where a set costs the target less than the relief weighs, the audience minds the
        difference, and the sender's utility rises from set to set; where it costs more, only
        its value counts.
        """
        lp, net = self._lp[j], self._net_of(j)
        value = self._sets.value
        equal = bisect_right(self._sets.cost, lp)
        need = floor - net + self._terms.audience * lp
        c = bisect_left(self._merit, need - 1e-9, 0, equal)
        while c < equal:
            if self._own(j, c) >= floor:
                return c
            c += 1
        if c < len(value) and net + self._most[c] >= floor:
            while net + value[c] < floor:
                c += 1
            return c
        return -1

    def _dearest(self, j: int, fits: int) -> int:
        """Of the first `fits` sets the one that is best for the sender."""
        equal = min(bisect_right(self._sets.cost, self._lp[j]), fits)
        best = equal - 1 if equal else 0
        own = self._own(j, best)
        for c in range(equal, fits):
            if self._own(j, c) > own:
                best, own = c, self._own(j, c)
        return best

    def _best_of_all(self) -> tuple[int, int]:
        """The package that is best for the sender."""
        sets = len(self._sets.cost)
        best, chosen, against = _NEVER, self._order[0], 0
        for j in self._order:
            c = self._dearest(j, sets)
            own = self._own(j, c)
            if own > best:
                best, chosen, against = own, j, c
        return chosen, against

    def _chosen(self, j: int) -> list[int]:
        """Bundles of a combination; one that gives several tranches is named as often."""
        found: list[int] = []
        while j:
            j, place = self._extends[j - 1]
            found.append(self._core[place])
        found.reverse()
        return found

    def _package(self, j: int, c: int) -> Package:
        return Package(
            tranches=taken(self._bundles, self._chosen(j)),
            concessions=self._sets.members[c],
            own=self._own(j, c),
            other=self._worth[j] - self._sets.cost[c],
            lp=self._lp[j],
        )


def taken(bundles: Bundles, chosen: list[int]) -> tuple[int, ...]:
    """Tranches when the first of each bundle are taken, as many as it is named."""
    used: dict[int, int] = {}
    found: list[int] = []
    for b in chosen:
        k = used.get(b, 0)
        used[b] = k + 1
        found.append(bundles.first[b] + k)
    return tuple(found)


def _largest_from(values: Sequence[float]) -> list[float]:
    """The largest value from each entry on."""
    found = list(values)
    for i in range(len(found) - 2, -1, -1):
        if found[i + 1] > found[i]:
            found[i] = found[i + 1]
    return found


def _core(bundles: Bundles, terms: Terms, limits: Limits) -> list[int]:
    """The bundle of each tranche to combine, in order: all that matter, or the core of them."""
    order = ranking(bundles, terms)
    breadth = limits.breadth
    if limits.whole_order:
        return places(bundles, order)
    # The count binds before the budget does: keep some of the largest in the core.
    large = min(limits.max_count, breadth // 2)
    every = places(bundles, order)
    if len(every) <= breadth:
        return every
    rest = every[breadth - large :]
    worth = bundles.worth
    rest.sort(key=worth.__getitem__, reverse=True)
    # Tranches alike stay side by side, so that they are taken one after another.
    core = every[: breadth - large] + rest[:large]
    core.sort(key=dict(zip(order, range(len(order)), strict=True)).__getitem__)
    return core
