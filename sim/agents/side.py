"""What the two sides at the table have in common: beliefs, patience, aspirations."""

from __future__ import annotations

from typing import Generic, TypeVar

from sim.bargaining.tactics import aspiration
from sim.scenario.agents import Executive, Kremlin

P = TypeVar("P", bound=Executive | Kremlin)


class Side(Generic[P]):
    """One of the two sides at the table.

    Attributes
    ----------
    p
        Its parameters; whoever changes one replaces them all.
    dealer
        Its belief that the other side means to deal, in [0, 1].
    relaxed
        How far its aspiration has come down through the other side's steps (UP or LP).
    since
        Day on which its present leader began to talk.
    """

    __slots__ = ("_curve", "_curve_of", "dealer", "p", "relaxed", "since")

    def __init__(self, parameters: P) -> None:
        self.p: P = parameters
        self.dealer = parameters.prior_dealer
        self.relaxed = 0.0
        self.since = 0.0
        self._curve_of: P | None = None
        self._curve = 1.0, 1.0, 0.0, 0.0

    def aspiration(self, days: float) -> float:
        """What it wants from a package after so many days of talks, UP or LP (R8, R9)."""
        p = self.p
        if p is not self._curve_of:  # kept apart, for it is asked for in every round
            self._curve_of = p
            self._curve = p.deadline_days, p.beta, p.reservation, p.aspiration
        wanted = aspiration(days, *self._curve) - self.relaxed
        reservation = self._curve[2]
        return wanted if wanted > reservation else reservation
