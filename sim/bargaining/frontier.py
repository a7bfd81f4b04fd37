"""All packages worth a look, laid out once per state of the world and queried by both sides.

A package is a set of tranches eased against a set of concessions. Which tranches go together
well does not depend on how much either side insists on; so the search is done once and every
proposal is a look-up. Tranches are ordered by worth to the target over cost to the sender.
Those that matter most, the *core* (Balas & Zemel 1980, Operations Research 28), are combined
exhaustively; larger packages are prefixes of the order. With no more tranches than
`Limits.breadth` the search is exhaustive.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sim.bargaining.packages import Bundles, ConcessionSets, Floats, Limits, Package, Terms


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
