"""Branch and bound for knapsack problems with a convex cost of the total weight.

Depth first, best reduced value first: the first descent is the greedy package, and most of
what follows only proves that nothing much better exists. A branch is cut when its bound does
not beat the package in hand by more than the gap, when it cannot meet the constraint, or when
no bundle fits (Land & Doig 1960, Econometrica 28; the order and the bound go back to Dantzig
1957, Operations Research 5).
"""

from collections.abc import Callable, Sequence
from itertools import accumulate
from math import inf
from typing import NamedTuple

from tests.oracles.relaxation import Anchor, Prices, Relaxation, anchor_at

_ROUNDING = 1e-9


class Knapsack(NamedTuple):
    """A choice among bundles that are of use to somebody."""

    values: list[float]
    """Worth of each to the receiver."""
    costs: list[float]
    """Direct cost of each to the giver."""
    weights: list[float]
    """LP of each, at least 0."""
    phi: Callable[[float], float]
    """Convex, non-decreasing cost of the total weight."""
    limit: float
    """Most that a package may cost, or the least worth it must have if `dual`."""
    dual: bool
    """False to maximise the worth, true to minimise the cost."""
    max_weight: float
    """Most LP in a package, with a margin for rounding."""
    most: float
    """Largest weight at which phi may be asked for."""
    max_count: int
    """Most bundles in a package."""


class _Columns(NamedTuple):
    """The bundles in the order of their reduced values, with what follows each of them."""

    ids: list[int]
    earns: list[float]
    """Reduced value, descending."""
    value: list[float]
    cost: list[float]
    weight: list[float]
    least_cost: list[float]
    """Cost if the bundle were the first: the least, because phi is convex."""
    more: list[float]
    """The most that bundles from here on can add to the value."""
    peak: list[float]
    """The largest value from here on."""
    save: list[float]
    """The most that bundles from here on can save, not positive."""


class Search:
    """A search for the package of the highest score: its worth, or minus its cost if dual.

    Parameters
    ----------
    problem : Knapsack
        What to choose from, and how.
    gap : float
        Share of the best score that the result may miss, in [0, 1).
    max_nodes : int
        Sets to look at.

    Attributes
    ----------
    chosen : list of int or None
        The best package met, as indices into the problem; None while none is feasible.
    nodes : int
        Sets looked at.
    """

    def __init__(self, problem: Knapsack, gap: float, max_nodes: int) -> None:
        self.chosen: list[int] | None = None
        self.nodes = 0
        self._problem = problem
        self._max_nodes = max_nodes
        # A package in hand with score v may miss gap * best; against v that is this share.
        self._slack = gap / (1.0 + gap)
        self._score = -inf
        self._target = -inf  # a bound at or below this certifies the package in hand

    def run(self) -> bool:
        """Search; return whether the result is certified."""
        problem = self._problem
        phi, most = problem.phi, problem.most
        start = anchor_at(phi, 0.0, most)
        self._offer([], 0.0, start.level)
        if problem.max_count == 0:
            return True
        relaxation = Relaxation(
            problem.values,
            problem.costs,
            problem.weights,
            problem.max_count,
            problem.limit,
            problem.dual,
        )
        # phi is steeper where the package ends than at nothing, so prices are found twice:
        # at nothing, and at the weight of the relaxed package that gives. If a short search
        # does not settle it, once more at the weight of the package in hand.
        weight = relaxation.prices(start, self._target).response
        prices = relaxation.prices(anchor_at(phi, min(weight, most), most), self._target)
        if self._branch(prices, start, min(4 * len(problem.values), self._max_nodes)):
            return True
        weight = sum(problem.weights[i] for i in self.chosen or ())
        again = relaxation.prices(anchor_at(phi, min(weight, most), most), self._target)
        better = again if again.bound < prices.bound else prices
        return self._branch(better, start, self._max_nodes)

    def _offer(self, chosen: Sequence[int], value: float, cost: float) -> None:
        """Keep a set if it meets the constraint and beats the one in hand."""
        dual, limit = self._problem.dual, self._problem.limit
        score = -cost if dual else value
        if score > self._score and (value >= limit if dual else cost <= limit):
            self._score = score
            self.chosen = list(chosen)
            self._target = score + self._slack * abs(score)

    def _branch(self, prices: Prices, start: Anchor, last: int) -> bool:
        """Search in the order of the reduced values until `last` nodes; True if finished."""
        if prices.bound <= self._target:
            return True
        problem = self._problem
        phi, limit, dual = problem.phi, problem.limit, problem.dual
        most, max_weight, max_count = problem.most, problem.max_weight, problem.max_count
        columns = _rank(problem, prices, start)
        index, earns, value_of, cost_of, weight_of, least_cost, more, peak, save = columns
        path: list[int] = []

        def extend(
            fits: list[int], value: float, direct: float, weight: float, cost: float, bound: float
        ) -> bool:
            """Meet all sets that add some of the bundles `fits`; False if out of nodes."""
            room = max_count - len(path)
            # Sums of the positive reduced values: the best `room` from any place on are the
            # next ones, because the bundles come in that order.
            earned = [0.0, *accumulate(max(earns[j], 0.0) for j in fits)]
            for place, j in enumerate(fits):
                reach = earned[min(place + room, len(fits))] - earned[place]
                if bound + reach <= self._target:
                    return True
                most_value = value + min(more[j], room * peak[j])
                least = cost + save[j]
                if dual and (most_value < limit or -least <= self._target):
                    return True
                if not dual and (least > limit or most_value <= self._target):
                    return True
                if self.nodes >= last:
                    return False
                self.nodes += 1
                heavier = weight + weight_of[j]
                paid = direct + cost_of[j]
                total = paid + phi(heavier if heavier < most else most)
                worth = value + value_of[j]
                path.append(index[j])
                self._offer(path, worth, total)
                if room > 1:
                    # Leave out what does not fit any more, by weight or by cost.
                    left = max_weight - heavier
                    spare = (-self._target if dual else limit) - total - save[j + 1]
                    rest = [
                        k
                        for k in fits[place + 1 :]
                        if weight_of[k] <= left and least_cost[k] <= spare
                    ]
                    if rest and not extend(rest, worth, paid, heavier, total, bound + earns[j]):
                        return False
                path.pop()
            return True

        return extend(list(range(len(index))), 0.0, 0.0, 0.0, start.level, prices.constant)


def _rank(problem: Knapsack, prices: Prices, start: Anchor) -> _Columns:
    """Return the bundles in descending order of their reduced values at `prices`."""
    reduced = [
        prices.points * p - prices.cost * c - prices.weight * w
        for p, c, w in zip(problem.values, problem.costs, problem.weights, strict=True)
    ]
    index = sorted(range(len(reduced)), key=reduced.__getitem__, reverse=True)
    n = len(index)
    value = [problem.values[i] for i in index]
    cost = [problem.costs[i] for i in index]
    weight = [problem.weights[i] for i in index]
    least_cost = [c + start.low * w for c, w in zip(cost, weight, strict=True)]
    more, peak = [0.0] * (n + 1), [0.0] * (n + 1)
    # The slope of phi at nothing is a difference quotient: allow for its error.
    save = [-_ROUNDING - start.low * start.weight] * (n + 1)
    for j in range(n - 1, -1, -1):
        more[j] = more[j + 1] + max(value[j], 0.0)
        peak[j] = max(peak[j + 1], value[j])
        save[j] = save[j + 1] + min(least_cost[j], 0.0)
    earns = [reduced[i] for i in index]
    return _Columns(index, earns, value, cost, weight, least_cost, more, peak, save)
