"""The Pareto-efficient packages of one state of the world, for those who ask again and again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple


class Step(NamedTuple):
    """A package on the staircase.

    Attributes
    ----------
    own, other
        Utility of the sender (UP) and of the target (LP).
    combination, against
        Numbers of the combination of tranches and of the set of concessions.
    """

    own: float
    other: float
    combination: int
    against: int


class Staircase:
    """Packages of which none is better for one side and no worse for the other.

    From step to step the sender gains and the target loses, so that whoever insists on so much
    finds what is best for the other side by one bisection (Kung, Luccio & Preparata 1975,
    Journal of the ACM 22).

    Parameters
    ----------
    packages
        All packages, at least one.
    """

    __slots__ = ("_others", "_owns", "steps")

    def __init__(self, packages: Iterable[Step]) -> None:
        steps: list[Step] = []
        for step in sorted(packages, key=lambda s: (-s.own, -s.other)):
            if not steps or step.other > steps[-1].other:
                steps.append(step)
        steps.reverse()
        self.steps = steps
        self._owns = [step.own for step in steps]
        self._others = [-step.other for step in steps]

    def best_for_target(self, floor: float) -> Step:
        """Of those worth at least `floor` to the sender, the one best for the target.

        If none is, the one best for the sender.
        """
        return self.steps[min(bisect_left(self._owns, floor), len(self.steps) - 1)]

    def best_for_sender(self, floor: float) -> Step:
        """Of those worth at least `floor` to the target, the one best for the sender.

        If none is, the one best for the target.
        """
        return self.steps[max(bisect_right(self._others, -floor) - 1, 0)]
