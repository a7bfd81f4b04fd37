"""All packages worth a look, laid out once per state of the world and queried by both sides.

A package is a set of tranches eased against a set of concessions. Which tranches go together
well does not depend on how much either side insists on; so the search is done once and every
proposal is a look-up. Tranches are ordered by worth to the target over cost to the sender.
Those that matter most, the *core* (Balas & Zemel 1980, Operations Research 28), are combined
exhaustively; larger packages are prefixes of the order. With no more tranches than
`Limits.breadth` the search is exhaustive.
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

    def undominated(self, audience: float) -> ConcessionSets:
        """The sets that could be part of a best package.

        A set is dominated by one that costs the target no more and is worth so much more to
        the sender that it makes up for the audience cost which the dearer set would spare it.

        Parameters
        ----------
        audience
            Audience cost per LP given without an equivalent, UP/LP.
        """
        order = np.lexsort((-self.value, self.cost))
        merit = (self.value + audience * self.cost)[order]
        best = np.maximum.accumulate(merit)
        fresh = np.ones(len(order), dtype=bool)
        np.greater(merit[1:], best[:-1], out=fresh[1:])
        kept = order[fresh]
        return ConcessionSets(
            [self.members[i] for i in kept.tolist()], self.value[kept], self.cost[kept]
        )


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
        rest = np.maximum(self.remaining - lasting, 0.0)
        rest /= self.initial
        if self.power == 0.5:
            np.sqrt(rest, out=rest)
        else:
            np.power(rest, self.power, out=rest)
        scale = 100.0 * self.w_lev
        total: Floats = scale * (self.remaining / self.initial) ** self.power - scale * rest
        if self.fight_bill:
            total += self.fight_bill * (self._filed(lp) - 1.0 / (1.0 + np.exp(-self.filing_base)))
        reviewed = coded > 0.0
        if reviewed.any():
            low, high, size = self.blocked
            enacted = np.clip(low + (high - low) * coded / size, 0.0, 1.0)
            total += reviewed * (self.fight_blocked * self._filed(coded) * enacted + self.blame)
        return total

    def _filed(self, lp: Floats) -> Floats:
        logit = lp * (-self.filing_slope / self.initial)
        logit -= self.filing_base
        np.exp(logit, out=logit)
        logit += 1.0
        filed: Floats = np.reciprocal(logit, out=logit)
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


@lru_cache(maxsize=4096)
def _subsets(same: tuple[bool, ...], max_count: int) -> Floats:
    """Incidence matrix, shape (n, k), of the non-empty subsets of at most `max_count` of n.

    Parameters
    ----------
    same
        Whether each bundle is like the one before it: of several alike the first are taken
        first, for which of them are eased makes no difference.
    max_count
        Largest subset.
    """
    n = len(same)
    codes = np.arange(1, 1 << n, dtype=np.int64)
    bits = (codes >> np.arange(n)[:, None]) & 1
    fine = bits.sum(axis=0) <= max_count
    for i in range(1, n):
        if same[i]:
            fine &= bits[i] <= bits[i - 1]
    rows: Floats = np.ascontiguousarray(bits[:, fine], dtype=np.float64)
    rows.setflags(write=False)
    return rows


def ranking(bundles: Bundles, terms: Terms) -> NDArray[np.intp]:
    """Bundles worth something to the target, those worth most per cost to the sender first.

    What costs the sender nothing comes first of all; equals keep their order.
    """
    cost = terms.marginal() * bundles.lasting + terms.audience * bundles.lp - bundles.gain
    useful = np.flatnonzero(bundles.worth > 0.0)
    density = bundles.worth[useful] / np.maximum(cost[useful], 1e-9)
    return useful[np.argsort(-density, kind="stable")]


class Frontier:
    """The packages open to the two sides in one state of the world.

    Parameters
    ----------
    bundles
        Tranches that may be eased.
    sets
        Sets of concessions; the empty set should be among them. Those that are dominated
        only cost time.
    terms
        What relief costs the sender.
    limits
        How large a package may be.
    """

    __slots__ = ("_columns", "_lp", "_other", "_own", "_rows", "_sets", "empty")

    def __init__(
        self, bundles: Bundles, sets: ConcessionSets, terms: Terms, limits: Limits
    ) -> None:
        columns = _core(bundles, terms, limits)
        self.empty = not len(columns)
        if self.empty:
            return
        table = np.array(
            (bundles.lp, bundles.lasting, bundles.worth, bundles.gain, bundles.lp * bundles.coded)
        )[:, columns]
        rows = _rows(table, limits)
        lp, lasting, worth, gain, coded = sums = table @ rows
        fits = np.flatnonzero(lp <= limits.max_lp + 1e-12)
        self.empty = not len(fits)
        if self.empty:
            return
        if len(fits) < len(lp):
            rows = rows[:, fits]
            lp, lasting, worth, gain, coded = sums[:, fits]
        self._sets = sets
        self._columns, self._rows, self._lp = columns, rows, lp
        base = gain - terms.cost(lp, lasting, coded)
        own = lp[:, None] - sets.cost
        np.maximum(own, 0.0, out=own)
        own *= -terms.audience
        own += base[:, None]
        own += sets.value
        self._own = own
        self._other = (worth - terms.maximalism)[:, None] - sets.cost

    def _package(self, flat: int) -> Package:
        j, c = divmod(flat, self._own.shape[1])
        return Package(
            tranches=tuple(self._columns[self._rows[:, j] > 0.0].tolist()),
            concessions=self._sets.members[c],
            own=float(self._own[j, c]),
            other=float(self._other[j, c]),
            lp=float(self._lp[j]),
        )

    def best_for_target(self, floor: float) -> Package | None:
        """Of the packages worth at least `floor` to the sender, the one best for the target.

        If none is, the sender asks for the package best for itself (R8).
        """
        return self._best(self._own, self._other, floor) if not self.empty else None

    def best_for_sender(self, floor: float) -> Package | None:
        """Of the packages worth at least `floor` to the target, the one best for the sender.

        If none is, the target asks for the package best for itself (R8).
        """
        return self._best(self._other, self._own, floor) if not self.empty else None

    def _best(self, proposer: Floats, partner: Floats, floor: float) -> Package:
        value = np.where(proposer >= floor, partner, -np.inf)
        best = int(value.argmax())
        if value.item(best) == -np.inf:
            best = int(proposer.argmax())
        return self._package(best)

    def nash(self) -> float:
        """Largest product of both sides' gains over no deal (Nash 1950); 0 if there is none."""
        if self.empty:
            return 0.0
        product = np.maximum(self._own, 0.0) * np.maximum(self._other, 0.0)
        return float(product.max())


class Prefixes:
    """Packages of any size: prefixes of the ranking, for the side that demands relief.

    For each set of concessions the target needs just so much relief; the shortest prefix that
    gives it costs the sender least. So a demand takes one bisection per set and no table.
    """

    __slots__ = ("_order", "_sets", "_terms", "_total", "_worth")

    def __init__(self, bundles: Bundles, sets: ConcessionSets, terms: Terms) -> None:
        self._order = order = ranking(bundles, terms)
        self._sets = sets
        self._terms = terms
        columns = (bundles.lp, bundles.lasting, bundles.gain, bundles.lp * bundles.coded)
        self._total = np.cumsum(np.array(columns)[:, order], axis=1)
        self._worth = np.cumsum(bundles.worth[order])

    def best_for_sender(self, floor: float) -> Package | None:
        """Of the packages worth at least `floor` to the target, the one best for the sender.

        If none is, the target asks for everything and gives nothing.
        """
        if not len(self._order):
            return None
        sets, terms = self._sets, self._terms
        need = sets.cost + (floor + terms.maximalism)
        k = self._worth.searchsorted(need - 1e-12)
        possible = k < len(self._worth)
        if not possible.any():
            k = np.full(len(need), len(self._worth) - 1)
            possible = sets.cost == sets.cost.min()
        k = np.minimum(k, len(self._worth) - 1)
        lp, lasting, gain, coded = self._total[:, k]
        own = gain - terms.cost(lp, lasting, coded) + sets.value
        own -= terms.audience * np.maximum(lp - sets.cost, 0.0)
        own[~possible] = -np.inf
        c = int(own.argmax())
        n = int(k[c])
        return Package(
            tranches=tuple(self._order[: n + 1].tolist()),
            concessions=sets.members[c],
            own=float(own[c]),
            other=float(self._worth[n] - terms.maximalism - sets.cost[c]),
            lp=float(lp[c]),
        )


def _core(bundles: Bundles, terms: Terms, limits: Limits) -> NDArray[np.intp]:
    """Bundles to combine, in order: all that matter, or the core of them."""
    order = ranking(bundles, terms)
    breadth = limits.breadth
    if len(order) <= breadth or limits.whole_order:
        return order
    # The count binds before the budget does: keep some of the largest in the core.
    large = min(limits.max_count, breadth // 2)
    rest = order[breadth - large :]
    most = np.argsort(-bundles.worth[rest], kind="stable")[:large]
    return np.concatenate((order[: breadth - large], rest[most]))


def _rows(table: Floats, limits: Limits) -> Floats:
    """Incidence matrix of the sets to try, shape (bundles, sets), for bundles in their order."""
    n, breadth = table.shape[1], limits.breadth
    head = min(n, breadth)
    same = (table[:, 1:head] == table[:, : head - 1]).all(axis=0).tolist()
    subsets = _subsets((False, *same), min(limits.max_count, head))
    if n == head:
        return subsets
    k = subsets.shape[1]
    rows = np.zeros((n, k + n - breadth))
    rows[:breadth, :k] = subsets
    rows[:, k:] = np.tri(n)[breadth:].T
    return rows
