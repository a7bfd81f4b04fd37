"""What the two sides at the table have in common: beliefs, patience, aspirations."""

from __future__ import annotations

from typing import TypeVar

from sim.agents.agent import Agent
from sim.bargaining.tactics import aspirations
from sim.scenario.agents import Executive, Kremlin

P = TypeVar("P", bound=Executive | Kremlin)


class Side(Agent[P]):
    """One of the two sides at the table.

    Attributes
    ----------
    discount, reservation
        Discount rate, 1/y, and what doing without a deal is worth to it, UP or LP.
    dealer
        Its belief that the other side means to deal, in [0, 1].
    relaxed
        How far its aspiration has come down through the other side's steps (UP or LP).
    since
        Day on which its present leader began to talk.
    silent
        Whether it has been told that it proposes nothing, and it has proposed nothing since.
    """

    __slots__ = ("_insists", "dealer", "discount", "relaxed", "reservation", "silent", "since")

    def __init__(self, parameters: P) -> None:
        super().__init__(parameters)
        self.dealer = parameters.prior_dealer
        self.relaxed = 0.0
        self.since = 0.0
        self.silent = False

    def _note(self, p: P) -> None:
        self.discount: float = p.discount
        self.reservation: float = p.reservation
        self._insists = aspirations(p.deadline_days, p.beta, p.reservation, p.aspiration)

    def aspiration(self, days: float) -> float:
        """What it wants from a package after so many days of talks, UP or LP (R8, R9)."""
        wanted = self._insists(days) - self.relaxed
        return wanted if wanted > self.reservation else self.reservation
