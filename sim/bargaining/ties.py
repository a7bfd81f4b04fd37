"""Packages that are worth the same are told apart by rule, not by the last bit of a sum (R24).

Sums of floats differ in their last bits with the order in which they are added up. What differs by
no more than that is taken for equal: then the package of fewer tranches is meant, and of those the
one that comes first in the order of the catalogue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from sim.bargaining.arrays import LOWEST
from sim.bargaining.bundles import Bundles
from sim.bargaining.concession_sets import ConcessionSets
from sim.bargaining.frontier import Frontier
from sim.bargaining.package import Limits
from sim.bargaining.sender_cost import SenderCost

if TYPE_CHECKING:
    from librt.vecs import vec
    from mypy_extensions import i64

DIGITS: Final = 9
"""Decimals, of UP and LP, beyond which there is nothing but rounding."""

SAME: Final = 1e-9
"""What differs by no more than this is worth the same, UP or LP."""


class RuledFrontier(Frontier):
    """A frontier on which ties are decided by rule.

    Parameters
    ----------
    bundles, sets, terms, limits, order
        See `Frontier`; bundles come in the order of the catalogue.
    """

    __slots__ = ()

    def __init__(
        self,
        bundles: Bundles,
        sets: ConcessionSets,
        terms: SenderCost,
        limits: Limits,
        order: vec[i64] | None = None,
    ) -> None:
        super().__init__(bundles, sets, terms, limits, order)
        self._slip, self._digits = SAME, DIGITS

    def _beats(self, utility: float, best: float, j: int, chosen: int) -> bool:
        if utility > best + SAME:
            return True
        if utility < best - SAME or chosen < 0:
            return False
        return self._key(j) < self._key(chosen)

    def _key(self, j: int) -> tuple[int, list[int]]:
        """What tells combinations apart that are worth the same: the least is meant."""
        bundles = self._combinations.bundles(j)
        return len(bundles), sorted(bundles)

    def _in_order(self, worth: NDArray[np.float64]) -> NDArray[np.intp]:
        there = [j for j, value in enumerate(worth) if value > LOWEST]
        there.sort(key=self._key)
        return np.array(there, dtype=np.intp)
