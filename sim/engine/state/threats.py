"""Threats that a sender has made, and how far it is believed (R25)."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Deadline", "Threats"]


@dataclass(slots=True)
class Deadline:
    """A threat whose day has not come.

    Attributes
    ----------
    demand
        Concession that is demanded.
    day
        End of the last day on which it may be met.
    class_, lp
        Class and weight (LP) of the measures threatened.
    event
        Number of the event with which it was made.
    """

    demand: str
    day: float
    class_: str
    lp: float
    event: int


class Threats:
    """The record of a sender's threats.

    Attributes
    ----------
    prior
        Credibility before any threat.
    carried_out, dropped
        Threats whose day has passed unmet, by what followed.
    deadline
        The threat whose day has not come, if there is one.
    """

    __slots__ = ("carried_out", "deadline", "dropped", "prior")

    def __init__(self, prior: float) -> None:
        self.prior = prior
        self.carried_out = 0
        self.dropped = 0
        self.deadline: Deadline | None = None

    def credibility(self) -> float:
        """Return the probability with which a threat is believed.

        The share carried out of those whose day has passed unmet, with two imagined ones at the
        prior: (2 c0 + carried out)/(2 + decided), the posterior mean under a beta prior.
        """
        decided = self.carried_out + self.dropped
        return (2.0 * self.prior + self.carried_out) / (2.0 + decided)

    def spares(self, demand: str) -> float:
        """Return what giving a concession spares the target, LP: what it fears otherwise."""
        deadline = self.deadline
        if deadline is None or deadline.demand != demand:
            return 0.0
        return self.credibility() * deadline.lp
