"""All packages worth a look, laid out once per state of the world and queried by both sides.

A package is a set of tranches eased against a set of concessions. Which tranches go together
well does not depend on how much either side insists on; so the search is done once and every
proposal is a look-up. Tranches are ordered by worth to the target over cost to the sender.
The few around the break, the *core* (Balas & Zemel 1980, Operations Research 28), are combined
exhaustively; larger packages are prefixes of the order. Up to `Limits.breadth` tranches the
search is therefore exhaustive but for thinning, and thinning only drops a choice if another
gives the target more at no more cost to the sender.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bundles:
    """Tranches that may be eased, one entry each; all arrays have the shape (n,).

    Attributes
    ----------
    lp
        Legal weight, LP.
    lasting
        Leverage given up by easing it with its instrument, LP.
    worth
        Worth to the target, LP.
    gain
        Gain of the sender (economic, wedge, socialisation), UP.
    coded
        1 if relief is reviewed by the legislature, else 0.
    """

    lp: Floats
    lasting: Floats
    worth: Floats
    gain: Floats
    coded: Floats


@dataclass(frozen=True, slots=True)
class ConcessionSets:
    """Sets of concessions that may be asked for; arrays have the shape (m,).

    Attributes
    ----------
    members
        Indices of the concessions of each set.
    value
        Worth to the sender, UP.
    cost
        Cost to the target, LP.
    """

    members: Sequence[tuple[int, ...]]
    value: Floats
    cost: Floats


@dataclass(frozen=True, slots=True)
class Terms:
    """What the sender pays for relief (R3).

    Attributes
    ----------
    remaining, initial
        Its leverage now and at the start, LP.
    power
        eta of ``100 * (rem/rem0)**eta``.
    w_lev
        Weight of leverage given up.
    audience
        Audience cost per LP given without an equivalent, UP/LP.
    filing_base, filing_slope
        Logit of a disapproval being filed, in the share of the initial leverage.
    blocked
        P(a filed disapproval is enacted) for a package of no size, the same for one of a size
        that matters, and that size in LP; straight in between and beyond.
    fight_blocked
        Cost of being blocked, UP.
    fight_bill
        Cost of provoking a bill times the probability that a filed one moves, UP.
    blame
        Gain forgone when the package contains what Congress could be blamed for, UP.
    maximalism
        What the target dislikes in any package without a road to full relief, LP.
    """

    remaining: float
    initial: float
    power: float
    w_lev: float
    audience: float
    filing_base: float = -2.0
    filing_slope: float = 12.0
    blocked: tuple[float, float, float] = (0.0, 0.0, 1.0)
    fight_blocked: float = 0.0
    fight_bill: float = 0.0
    blame: float = 0.0
    maximalism: float = 0.0

    def marginal(self) -> float:
        """Marginal cost of leverage at the present, UP per LP."""
        rest = max(self.remaining, 1e-9) / self.initial
        return float(self.w_lev * 100.0 * self.power * rest ** (self.power - 1.0) / self.initial)

    def cost(self, lp: Floats, lasting: Floats, coded: Floats) -> Floats:
        """Cost of relief to the sender apart from its audience, UP; arrays of one shape."""
        scale = 100.0 * self.w_lev
        rest = np.maximum(self.remaining - lasting, 0.0) / self.initial
        total: Floats = scale * ((self.remaining / self.initial) ** self.power - rest**self.power)
        if self.fight_bill:
            idle = 1.0 / (1.0 + np.exp(-self.filing_base))
            total += self.fight_bill * (self._filed(lp) - idle)
        reviewed = coded > 0.0
        if reviewed.any():
            low, high, size = self.blocked
            enacted = np.clip(low + (high - low) * coded / size, 0.0, 1.0)
            total += reviewed * (self.fight_blocked * self._filed(coded) * enacted + self.blame)
        return total

    def _filed(self, lp: Floats) -> Floats:
        logit = self.filing_base + self.filing_slope * lp / self.initial
        filed: Floats = 1.0 / (1.0 + np.exp(-logit))
        return filed


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a package may be."""

    max_lp: float = float("inf")
    max_count: int = 1_000
    breadth: int = 10
    whole_order: bool = False
    """Whether prefixes beyond the core are tried too (packages without a small limit)."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package on the frontier.

    Attributes
    ----------
    tranches
        Indices into the bundles.
    concessions
        Indices of the concessions.
    own, other
        Utility of the sender (UP) and of the target (LP).
    lp
        LP eased.
    """

    tranches: tuple[int, ...]
    concessions: tuple[int, ...]
    own: float
    other: float
    lp: float


@lru_cache(maxsize=256)
def _subsets(n: int, max_count: int) -> NDArray[np.float64]:
    """Incidence matrix, shape (k, n), of all non-empty subsets of at most `max_count` of n."""
    codes = np.arange(1, 1 << n, dtype=np.int64)
    bits = (codes[:, None] >> np.arange(n)) & 1
    rows: NDArray[np.float64] = bits[bits.sum(axis=1) <= max_count].astype(np.float64)
    rows.setflags(write=False)
    return rows


class Frontier:
    """The packages open to the two sides in one state of the world.

    Parameters
    ----------
    bundles
        Tranches that may be eased.
    sets
        Sets of concessions; the empty set should be among them.
    terms
        What relief costs the sender.
    limits
        How large a package may be.
    """

    __slots__ = ("_chosen", "_lp", "_other", "_own", "_sets", "empty")

    def __init__(
        self, bundles: Bundles, sets: ConcessionSets, terms: Terms, limits: Limits
    ) -> None:
        order, chosen = _candidates(bundles, terms, limits)
        self._sets = sets
        self.empty = not len(chosen)
        if self.empty:
            return
        columns = np.stack(
            (bundles.lp, bundles.lasting, bundles.worth, bundles.gain, bundles.coded * bundles.lp),
            axis=1,
        )[order]
        sums = chosen @ columns
        fits = np.flatnonzero(sums[:, 0] <= limits.max_lp + 1e-12)
        self.empty = not len(fits)
        if self.empty:
            return
        sums = sums[fits]
        lp, lasting, worth, gain, coded = sums.T
        base = gain - terms.cost(lp, lasting, coded)
        kept = _thin(base, worth, terms.audience * lp)
        self._chosen = [order[np.flatnonzero(chosen[fits[j]])] for j in kept]
        lp = lp[kept]
        given = np.maximum(lp[:, None] - sets.cost[None, :], 0.0)
        self._lp = lp
        self._own = base[kept][:, None] + sets.value[None, :] - terms.audience * given
        self._other = worth[kept][:, None] - sets.cost[None, :] - terms.maximalism

    def _package(self, flat: int) -> Package:
        j, c = divmod(flat, self._own.shape[1])
        return Package(
            tranches=tuple(int(i) for i in self._chosen[j]),
            concessions=tuple(self._sets.members[c]),
            own=float(self._own[j, c]),
            other=float(self._other[j, c]),
            lp=float(self._lp[j]),
        )

    def best_for_target(self, floor: float) -> Package | None:
        """Of the packages worth at least `floor` to the sender, the one best for the target.

        If none is, the sender asks for the package best for itself (R8).
        """
        if self.empty:
            return None
        value = np.where(self._own >= floor, self._other, -np.inf)
        best = int(value.argmax())
        if value.flat[best] == -np.inf:
            best = int(self._own.argmax())
        return self._package(best)

    def best_for_sender(self, floor: float) -> Package | None:
        """Of the packages worth at least `floor` to the target, the one best for the sender.

        If none is, the target asks for the package best for itself (R8).
        """
        if self.empty:
            return None
        value = np.where(self._other >= floor, self._own, -np.inf)
        best = int(value.argmax())
        if value.flat[best] == -np.inf:
            best = int(self._other.argmax())
        return self._package(best)

    def nash(self) -> float:
        """Largest product of both sides' gains over no deal (Nash 1950); 0 if there is none."""
        if self.empty:
            return 0.0
        product = np.maximum(self._own, 0.0) * np.maximum(self._other, 0.0)
        return float(product.max())


def _candidates(
    bundles: Bundles, terms: Terms, limits: Limits
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Order of the tranches and an incidence matrix of the sets to try, shape (k, len(order))."""
    cost = terms.marginal() * bundles.lasting + terms.audience * bundles.lp - bundles.gain
    useful = np.flatnonzero(bundles.worth > 0.0)
    worth = bundles.worth[useful]
    # Free tranches first, then by worth per cost; a stable sort keeps the catalogue's order.
    density = worth / np.maximum(cost[useful], 1e-9)
    ranking = np.argsort(-density, kind="stable")
    order = useful[ranking]
    n, breadth = len(order), limits.breadth
    if n > breadth and not limits.whole_order:
        # The count binds before the budget does: keep some of the largest in the core.
        large = min(limits.max_count, breadth // 2)
        core = list(ranking[: breadth - large])
        seen = set(core)
        for i in np.argsort(-worth, kind="stable"):
            if len(core) == breadth:
                break
            if i not in seen:
                core.append(i)
        return useful[core], _subsets(breadth, min(limits.max_count, breadth))
    head = min(n, breadth)
    if head == 0:
        return order, np.empty((0, 0))
    subsets = _subsets(head, min(limits.max_count, head))
    if n == head:
        return order, subsets
    wide = np.zeros((len(subsets), n))
    wide[:, :head] = subsets
    prefixes = np.tri(n)[head - 1 : limits.max_count]
    return order, np.concatenate((wide, prefixes))


def _thin(base: Floats, worth: Floats, audience: Floats) -> NDArray[np.intp]:
    """Indices of the relief choices that some pair of aspirations could prefer.

    A choice is kept if none is better for both sides, with the sender's audience cost counted
    in full, by half or not at all: which of them applies depends on the concessions.
    """
    kept: list[NDArray[np.intp]] = []
    for share in (0.0, 0.5, 1.0):
        order = np.lexsort((-worth, -(base - share * audience)))
        best = np.maximum.accumulate(worth[order])
        fresh = np.empty(len(order), dtype=bool)
        fresh[0] = True
        np.greater(best[1:], best[:-1], out=fresh[1:])
        kept.append(order[fresh])
    return np.unique(np.concatenate(kept))
