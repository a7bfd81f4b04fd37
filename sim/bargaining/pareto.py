"""The Pareto-efficient packages of one state of the world, for those who ask again and again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final

import numpy as np
from numpy.typing import NDArray

OFTEN: Final = 30
"""Queries of one state of the world after which all its efficient packages are worked out."""

MANY: Final = 1_000
"""Combinations of which to look at all once takes as long as that."""

CROWD: Final = 500
"""Packages beyond which those that cannot be efficient are left out before the rest is sorted."""


class ParetoFront:
    """Packages of which none is better for one side and no worse for the other.

    From step to step the sender gains and the target loses, so that whoever insists on so much
    finds what is best for the other side by one bisection (Kung, Luccio & Preparata 1975,
    Journal of the ACM 22).

    Parameters
    ----------
    own, other
        Utility of the sender (UP) and of the target (LP) of all packages, shape (n,), n > 0. Of
        packages that are equal to both the first is meant.
    digits
        Decimals beyond which differences are rounding and make no difference; none if negative.

    Attributes
    ----------
    owns, others
        Utilities of the packages on the staircase.
    numbers
        Which packages they are.
    """

    __slots__ = ("_fallen", "numbers", "others", "owns")

    def __init__(
        self, own: NDArray[np.float64], other: NDArray[np.float64], digits: int = -1
    ) -> None:
        if digits >= 0:
            own, other = np.round(own, digits), np.round(other, digits)
        left: NDArray[np.intp] | None = None
        if len(own) > CROWD:
            # Most are worse for both sides than the one of the greatest sum: none is sorted.
            best = np.argmax(own + other)
            left = np.flatnonzero((own >= own[best]) | (other >= other[best]))
            own, other = own[left], other[left]
        order = np.lexsort((-other, -own))  # stable: equals keep their order
        falling = other[order]
        best_before = np.maximum.accumulate(falling)[:-1]
        steps = order[np.concatenate(([True], falling[1:] > best_before))][::-1]
        self.numbers: list[int] = (steps if left is None else left[steps]).tolist()
        self.owns: list[float] = own[steps].tolist()
        self.others: list[float] = other[steps].tolist()
        self._fallen: list[float] = (-other[steps]).tolist()

    def best_for_target(self, floor: float) -> int:
        """Return the best package for the target of those worth `floor` to the sender.

        If none is, the one best for the sender.
        """
        step = bisect_left(self.owns, floor)
        return self.numbers[step if step < len(self.numbers) else -1]

    def best_for_sender(self, floor: float) -> int:
        """Return the best package for the sender of those worth `floor` to the target.

        If none is, the one best for the target.
        """
        step = bisect_right(self._fallen, -floor)
        return self.numbers[step - 1 if step else 0]
