"""A party whose consent deals need: what a deal is worth to it (R9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import fsum, inf

from sim.agents.party import Signatory
from sim.scenario.parties import Consenter as Parameters


class Consenter(Signatory[Parameters]):
    """Says yes or no to what two others have agreed; it never waits and keeps no clock.

    Attributes
    ----------
    threshold
        What it holds out for, in its points.
    """

    __slots__ = ("threshold",)

    def __init__(self, parameters: Parameters) -> None:
        super().__init__(parameters, "consenter")

    def _note(self, p: Parameters) -> None:
        # a partner at war weighs what R21 says, and no points of its own
        self.reservation = p.reservation if p.partner is None else -inf
        self.threshold: float = p.threshold

    def asked(
        self, measures: Iterable[str], classes: Iterable[str], concessions: Iterable[str]
    ) -> bool:
        """Return whether a deal over these needs its yes.

        Parameters
        ----------
        measures, classes
            What is eased, and the classes of it.
        concessions
            What the target gives.
        """
        p = self.p
        if not (p.measures or p.classes or p.concessions):
            return True
        return (
            any(name in p.measures for name in measures)
            or any(name in p.classes for name in classes)
            or any(name in p.concessions for name in concessions)
        )

    @property
    def consent(self) -> float | None:
        """How far a partner at war leans to peace, a logit (R21); None for other parties."""
        p = self.p.partner
        if p is None:
            return None
        return (
            p.base + p.w_guarantees * p.guarantees + p.w_aid * p.aid - p.w_territory * p.territory
        )

    def worth(self, eased: Mapping[str, float], concessions: Iterable[str]) -> float:
        """Return what a deal is worth to it, in its points.

        Parameters
        ----------
        eased
            LP eased by class.
        concessions
            What the target gives.
        """
        p = self.p
        gains = [p.values.get(name, 0.0) for name in concessions]
        losses = [p.class_cost.get(name, p.lp_cost) * lp for name, lp in eased.items()]
        return fsum(gains) - fsum(losses)
