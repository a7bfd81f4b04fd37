"""Which tranches are taken together: their order, the core of it, and subsets of the core."""

from __future__ import annotations

from functools import lru_cache

from sim.bargaining.packages import Bundles, Limits
from sim.bargaining.terms import Terms


def ranking(bundles: Bundles, terms: Terms) -> list[int]:
    """Bundles worth something to the target, those worth most per cost to the sender first.

    What costs the sender nothing comes first of all; equals keep their order.
    """
    marginal, audience = terms.marginal(), terms.audience
    worth = bundles.worth
    density: list[float] = []
    for b in range(len(worth)):
        cost = marginal * bundles.lasting[b] + audience * bundles.lp[b] - bundles.gain[b]
        density.append(worth[b] / (cost if cost > 1e-9 else 1e-9))
    ranked = sorted(range(len(worth)), key=density.__getitem__, reverse=True)
    return [b for b in ranked if worth[b] > 0.0]


def places(bundles: Bundles, order: list[int], most: int | None = None) -> list[int]:
    """The bundle at each place when tranches are taken bundle by bundle, at most so many."""
    found: list[int] = []
    for b in order:
        found += [b] * bundles.count[b]
        if most is not None and len(found) >= most:
            return found[:most]
    return found


class Subsets:
    """Subsets of so many places, numbered from the empty one, 0, on.

    Attributes
    ----------
    places
        The places of each.
    extends, adds
        Of each but the empty one: the number of the subset that it extends, and the place that
        it adds.
    """

    __slots__ = ("adds", "extends", "places")

    def __init__(
        self, places: list[tuple[int, ...]], extends: list[int], adds: list[int]
    ) -> None:
        self.places = places
        self.extends = extends
        self.adds = adds

    def summed(self, each: list[float], nothing: float = 0.0) -> list[float]:
        """By subset: the sum over its places, and what no place at all counts."""
        found, extends = [nothing], self.extends
        for k, place in enumerate(self.adds):
            found.append(found[extends[k]] + each[place])
        return found


@lru_cache(maxsize=4096)
def subsets(same: tuple[bool, ...], most: int) -> Subsets:
    """Subsets of at most `most` out of n places.

    Parameters
    ----------
    same
        Whether each place holds a tranche like that of the place before: of several alike the
        first are taken first, for which of them are eased makes no difference.
    most
        Largest subset.
    """
    places: list[tuple[int, ...]] = [()]
    extends: list[int] = []
    adds: list[int] = []
    layer = [0]
    for _ in range(most):
        larger: list[int] = []
        for number in layer:
            last = places[number][-1] if number else -1
            for place in range(last + 1, len(same)):
                if same[place] and place != last + 1:
                    continue  # its like before it was left out
                extends.append(number)
                adds.append(place)
                larger.append(len(places))
                places.append((*places[number], place))
        layer = larger
    return Subsets(places, extends, adds)


def subsets_of(core: list[int], limits: Limits) -> Subsets:
    """Combinations of the first tranches of the core."""
    head = core[: limits.breadth]
    same = tuple([i > 0 and head[i] == head[i - 1] for i in range(len(head))])
    return subsets(same, min(limits.max_count, len(head)))


def core_of(bundles: Bundles, order: list[int], limits: Limits) -> list[int]:
    """The bundle of each tranche to combine, in order: all that matter, or the core of them."""
    if limits.whole_order:
        return places(bundles, order)
    # The count binds before the budget does: keep some of the largest in the core.
    large = min(limits.max_count, limits.breadth // 2)
    named = [0] * len(bundles.count)
    rest = limits.breadth - large
    for b in order:
        if not rest:
            break
        named[b] = min(bundles.count[b], rest)
        rest -= named[b]
    for b in largest(bundles, order, large, named):
        named[b] += 1
    # Tranches alike stay side by side, so that they are taken one after another.
    core: list[int] = []
    for b in order:
        if named[b]:
            core += [b] * named[b]
            if len(core) == limits.breadth:
                break
    return core


def largest(bundles: Bundles, order: list[int], most: int, named: list[int]) -> list[int]:
    """Bundles of the tranches worth most to the target, the largest first; equals in order.

    Parameters
    ----------
    bundles, order
        The bundles, and those of them to look at.
    most
        How many tranches at most.
    named
        Tranches of each bundle that are not to be counted again.
    """
    worth, count = bundles.worth, bundles.count
    found: list[int] = []
    if most < 1:
        return found
    for b in order:
        if len(found) == most and worth[b] <= worth[found[-1]]:
            continue
        place = len(found)
        while place and worth[found[place - 1]] < worth[b]:
            place -= 1
        for _ in range(min(count[b] - named[b], most - place)):
            found.insert(place, b)
        del found[most:]
    return found


def taken(bundles: Bundles, chosen: list[int]) -> tuple[int, ...]:
    """Tranches when the first of each bundle are taken, as many as it is named."""
    used: dict[int, int] = {}
    found: list[int] = []
    for b in chosen:
        k = used.get(b, 0)
        used[b] = k + 1
        found.append(bundles.first[b] + k)
    return tuple(found)
