"""Which tranches are taken together: their order, the core of it, and subsets of the core."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from operator import add, itemgetter
from typing import NamedTuple

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


Picker = Callable[[Sequence[float]], Sequence[float]]


def picker(places: Sequence[int]) -> Picker:
    """A function that picks the entries at these places: much quicker than to index them."""
    if len(places) > 1:
        return itemgetter(*places)
    return partial(_pick, tuple(places))


def _pick(places: tuple[int, ...], entries: Sequence[float]) -> list[float]:
    return [entries[place] for place in places]


class Subsets(NamedTuple):
    """Subsets of so many places, numbered from the empty one, 0, on.

    Attributes
    ----------
    places
        The places of each.
    layers
        By size, from 1: two functions that pick, for each subset, what belongs to the one that
        it extends, and to the place that it adds.
    """

    places: tuple[tuple[int, ...], ...]
    layers: tuple[tuple[Picker, Picker], ...]

    def summed(self, each: list[float], nothing: float = 0.0) -> list[float]:
        """By subset: the sum over its places, and what no place at all counts."""
        found = [nothing]
        for extended, added in self.layers:
            found += map(add, extended(found), added(each))
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
    layers: list[tuple[Picker, Picker]] = []
    layer = [0]
    for _ in range(most):
        larger: list[int] = []
        extended: list[int] = []
        added: list[int] = []
        for number in layer:
            last = places[number][-1] if number else -1
            for place in range(last + 1, len(same)):
                if same[place] and place != last + 1:
                    continue  # its like before it was left out
                extended.append(number)
                added.append(place)
                larger.append(len(places))
                places.append((*places[number], place))
        layers.append((picker(extended), picker(added)))
        layer = larger
    return Subsets(tuple(places), tuple(layers))


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
    core = places(bundles, order, limits.breadth - large)
    for b in sorted(order, key=bundles.worth.__getitem__, reverse=True):
        more = min(bundles.count[b] - core.count(b), large)
        core += [b] * more
        large -= more
        if not large:
            break
    # Tranches alike stay side by side, so that they are taken one after another.
    core.sort(key=order.index)
    return core


def taken(bundles: Bundles, chosen: list[int]) -> tuple[int, ...]:
    """Tranches when the first of each bundle are taken, as many as it is named."""
    used: dict[int, int] = {}
    found: list[int] = []
    for b in chosen:
        k = used.get(b, 0)
        used[b] = k + 1
        found.append(bundles.first[b] + k)
    return tuple(found)
