"""Which tranches are taken together: their order, the core of it, and subsets of the core."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sim.bargaining.arrays import LOWEST, floats, ints, sort, with_totals, zeros
from sim.bargaining.bundles import Bundles
from sim.bargaining.package import Limits
from sim.bargaining.sender_cost import SenderCost

if TYPE_CHECKING:
    from librt.vecs import vec
    from mypy_extensions import i64


_KNOWN: Final[dict[tuple[int, int, int], Subsets]] = {}
"""Subsets by number of places, largest size, and which places are alike."""

_MOST_KEPT: Final = 4_096


def ranking(bundles: Bundles, terms: SenderCost) -> vec[i64]:
    """Return the bundles worth something to the target, by worth over cost to the sender.

    What costs the sender nothing comes first of all; equals keep their order.
    """
    marginal, audience = terms.marginal(), terms.audience
    density: list[float] = []
    wanted: list[int] = []
    for b, worth in enumerate(bundles.worth):
        cost = marginal * bundles.lasting[b] + audience * bundles.lp[b] - bundles.gain[b]
        density.append(worth / (cost if cost > 1e-9 else 1e-9))
        if worth > 0.0:
            wanted.append(b)
    return sort(ints(wanted), floats(density), falling=True)


def places(bundles: Bundles, order: vec[i64]) -> list[int]:
    """Return the bundle at each place when tranches are taken bundle by bundle."""
    bundle_at: list[int] = []
    for b in order:
        for _ in range(bundles.count[b]):
            bundle_at.append(b)
    return bundle_at


class Subsets:
    """Subsets of so many places, numbered from the empty one, 0, on.

    Attributes
    ----------
    places
        The places of each.
    extends, adds
        Of each, the number of the subset that it extends, and the place that it adds; of the
        empty one both are 0 and mean nothing.
    """

    __slots__ = ("_blank", "adds", "extends", "places")

    def __init__(self, places: list[tuple[int, ...]], extends: list[int], adds: list[int]) -> None:
        self.places = places
        self.extends = ints(extends)
        self.adds = ints(adds)
        self._blank = zeros(len(places))

    def summed(self, values: vec[float], nothing: float = 0.0) -> vec[float]:
        """Return by subset the sum over its places, and what no place at all counts."""
        sums, extends, adds = self._blank[:], self.extends, self.adds
        sums[0] = nothing
        n: i64 = len(adds)
        for k in range(1, n):
            sums[k] = sums[extends[k]] + values[adds[k]]
        return sums


def subsets(same: tuple[bool, ...], most: int) -> Subsets:
    """Return the subsets of at most `most` out of n places.

    Parameters
    ----------
    same
        Whether each place holds a tranche like that of the place before: of several alike the
        first are taken first, for which of them are eased makes no difference.
    most
        Largest subset.
    """
    places: list[tuple[int, ...]] = [()]
    extends, adds = [0], [0]
    layer = [0]
    alone = [(place,) for place in range(len(same))]
    for _ in range(most):
        larger: list[int] = []
        for number in layer:
            chosen = places[number]
            last = chosen[-1] if number else -1
            for place in range(last + 1, len(same)):
                if same[place] and place != last + 1:
                    continue  # its like before it was left out
                extends.append(number)
                adds.append(place)
                larger.append(len(places))
                places.append(chosen + alone[place])
        layer = larger
    return Subsets(places, extends, adds)


def subsets_of(core: list[int], limits: Limits) -> Subsets:
    """Return the subsets of the first tranches of the core, kept once worked out."""
    n = min(limits.breadth, len(core))
    alike = 0  # a bit for each place that is like the one before
    for i in range(1, n):
        if core[i] == core[i - 1]:
            alike |= 1 << i
    key = (n, min(limits.max_count, n), alike)
    known = _KNOWN.get(key)
    if known is None:
        if len(_KNOWN) >= _MOST_KEPT:
            _KNOWN.clear()
        same = tuple([alike >> i & 1 == 1 for i in range(n)])
        known = _KNOWN[key] = subsets(same, key[1])
    return known


class Combinations:
    """Combinations of tranches worth a look: subsets of the core's first, then prefixes beyond.

    Parameters
    ----------
    bundles, order
        The bundles, and those of them to look at, as `ranking` returns them.
    limits
        How large a package may be.
    line
        The bundle of each tranche of a line of which prefixes are tried besides, beyond the limits
        of a step (`matching.line_of`); none by default.

    Attributes
    ----------
    core
        The bundle of each tranche of the core, in order; then those of these prefixes.
    line
        The bundle of each tranche of which prefixes are taken, in order.
    subsets
        How many of the combinations are subsets; prefixes are numbered after them.
    """

    __slots__ = ("_after", "_beyond", "_subsets", "core", "line", "subsets")

    def __init__(
        self, bundles: Bundles, order: vec[i64], limits: Limits, line: list[int] | None = None
    ) -> None:
        self.core = self.line = core_of(bundles, order, limits)
        self._subsets = subsets_of(self.core, limits)
        self._beyond = len(self.core) > limits.breadth
        self._after = 0
        if line is not None:
            self._after = len(self.core)
            self.line = line
            self.core = self.core + line
            self._beyond = True
        self.subsets = len(self._subsets.places)

    def summed(self, values: vec[float], nothing: float) -> vec[float]:
        """Return by combination the sum over its tranches, and what no tranche at all counts."""
        sums = self._subsets.summed(values, nothing)
        return with_totals(sums, values, self._after, nothing) if self._beyond else sums

    def bundles(self, number: int) -> list[int]:
        """Return the bundle of each tranche of a combination, in order."""
        beyond = number - self.subsets
        if beyond >= 0:
            return self.line[: beyond + 1]
        return [self.core[place] for place in self._subsets.places[number]]


def core_of(bundles: Bundles, order: vec[i64], limits: Limits) -> list[int]:
    """Return the bundle of each tranche to combine, in order: all that matter, or a core."""
    if limits.whole_order:
        return places(bundles, order)
    # The count binds before the budget does: keep some of the largest in the core.
    large = min(limits.max_count, limits.breadth // 2)
    named = [0] * len(bundles)
    rest = limits.breadth - large
    for b in order:
        if not rest:
            break
        named[b] = min(bundles.count[b], rest)
        rest -= named[b]
    for place in largest(bundles, order, large, named):
        named[place] += 1
    # Tranches alike stay side by side, so that they are taken one after another.
    core: list[int] = []
    for b in order:
        for _ in range(named[b]):
            core.append(b)
        if len(core) == limits.breadth:
            break
    return core


def largest(bundles: Bundles, order: vec[i64], most: int, named: list[int]) -> list[int]:
    """Return the bundles of the tranches worth most to the target, the largest first.

    Equals keep their order.

    Parameters
    ----------
    bundles, order
        The bundles, and those of them to look at.
    most
        How many tranches at most.
    named
        Tranches of each bundle that are not to be counted again.
    """
    worth = bundles.worth
    ranked: list[int] = []
    if most < 1:
        return ranked
    least = LOWEST
    for b in order:
        value = worth[b]
        if value <= least:
            continue
        place = len(ranked)
        while place and worth[ranked[place - 1]] < value:
            place -= 1
        for _ in range(min(bundles.count[b] - named[b], most - place)):
            ranked.insert(place, b)
        if len(ranked) >= most:
            del ranked[most:]
            least = worth[ranked[-1]]
    return ranked


def slacks(bundles: Bundles, terms: SenderCost, core: list[int], max_lp: float) -> vec[float]:
    """Return what easing the tranche at each place brings the sender at the most, UP.

    A bound: relief as a whole costs no less than its parts at the rates of a small package, and
    the audience minds all that no concession makes up for, see `ConcessionSets.undominated`.
    """
    lp, lasting, gain, coded = bundles.lp, bundles.lasting, bundles.gain, bundles.coded
    eased = given_up = 0.0
    for b in core:
        eased += lp[b]
        given_up += lasting[b]
    per_lp, per_lasting, per_coded = terms.least(min(eased, max_lp), given_up)
    per_lp += terms.audience
    most = zeros(len(core))
    for place, b in enumerate(core):
        most[place] = gain[b] - per_lasting * lasting[b] - (per_lp + per_coded * coded[b]) * lp[b]
    return most


def taken(bundles: Bundles, chosen: list[int]) -> tuple[int, ...]:
    """Return the tranches, when of each bundle the first are taken, as many as it is named."""
    tranches: list[int] = []
    before = -1
    for b in chosen:
        tranches.append(tranches[-1] + 1 if b == before else bundles.first[b])
        before = b
    return tuple(tranches)
