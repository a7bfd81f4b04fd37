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
        Its parameters; whoever changes one replaces them all.
    dealer
        Its belief that the other side means to deal, in [0, 1].
    relaxed
        How far its aspiration has come down through the other side's steps (UP or LP).
    since
        Day on which its present leader began to talk.
    """

    __slots__ = ("_insists", "_noted", "_reservation", "dealer", "p", "relaxed", "since")

    def __init__(self, parameters: P) -> None:
        self.p: P = parameters
        self.dealer = parameters.prior_dealer
        self.relaxed = 0.0
        self.since = 0.0
        self._concede_by(parameters)

    def _concede_by(self, p: P) -> None:
        """Note how it concedes: that is asked for in every round."""
        self._noted = p
        self._reservation = p.reservation
        self._insists = aspirations(p.deadline_days, p.beta, p.reservation, p.aspiration)

    def aspiration(self, days: float) -> float:
        """What it wants from a package after so many days of talks, UP or LP (R8, R9)."""
        if self.p is not self._noted:
            self._concede_by(self.p)
        wanted = self._insists(days) - self.relaxed
        return wanted if wanted > self._reservation else self._reservation
