"""What the two sides at the table have in common: beliefs, patience, aspirations."""

from __future__ import annotations

from typing import Generic, TypeVar

from sim.bargaining.tactics import aspirations
from sim.scenario.agents import Executive, Kremlin

P = TypeVar("P", bound=Executive | Kremlin)


class Side(Generic[P]):
    """One of the two sides at the table.

    Attributes
    ----------
    p
        Its parameters; whoever changes one replaces them all. What is asked at every turn is
        kept as attributes of the same names.
    discount, reservation
        Discount rate, 1/y, and what doing without a deal is worth to it, UP or LP.
    dealer
        Its belief that the other side means to deal, in [0, 1].
    relaxed
        How far its aspiration has come down through the other side's steps (UP or LP).
    since
        Day on which its present leader began to talk.
    """

    __slots__ = ("_insists", "_p", "dealer", "discount", "relaxed", "reservation", "since")

    def __init__(self, parameters: P) -> None:
        self.dealer = parameters.prior_dealer
        self.relaxed = 0.0
        self.since = 0.0
        self.p = parameters

    @property
    def p(self) -> P:
        """Its parameters."""
        return self._p

    @p.setter
    def p(self, parameters: P) -> None:
        self._p: P = parameters
        self._note(parameters)

    def _note(self, p: P) -> None:
        """Note what is asked at every turn."""
        self.discount: float = p.discount
        self.reservation: float = p.reservation
        self._insists = aspirations(p.deadline_days, p.beta, p.reservation, p.aspiration)

    def aspiration(self, days: float) -> float:
        """What it wants from a package after so many days of talks, UP or LP (R8, R9)."""
        wanted = self._insists(days) - self.relaxed
        return wanted if wanted > self.reservation else self.reservation
