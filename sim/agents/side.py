"""What the two sides at the table have in common: beliefs, patience, aspirations."""

from __future__ import annotations

from typing import TypeVar

from sim.agents.party import Role, Signatory
from sim.bargaining.tactics import Aspirations
from sim.scenario.agents import Executive, Target

P = TypeVar("P", bound=Executive | Target)


class Side(Signatory[P]):
    """One of the two sides at the table.

    Attributes
    ----------
    discount
        Discount rate, 1/y.
    dealer
        Its belief that the other side means to deal, in [0, 1].
    relaxed
        How far its aspiration has come down through the other side's steps (UP or LP).
    since
        Day on which its present leader began to talk.
    """

    __slots__ = ("_insists", "dealer", "discount", "relaxed", "since")

    def __init__(self, parameters: P, role: Role) -> None:
        super().__init__(parameters, role)
        self.dealer = parameters.prior_dealer
        self.relaxed = 0.0
        self.since = 0.0

    def _note(self, p: P) -> None:
        self.discount: float = p.discount
        self.reservation = p.reservation
        self._insists = Aspirations(p.deadline_days, p.beta, p.reservation, p.aspiration)

    def aspiration(self, days: float) -> float:
        """What it wants from a package after so many days of talks, UP or LP (R8, R9)."""
        wanted = self._insists.after(days) - self.relaxed
        return wanted if wanted > self.reservation else self.reservation
