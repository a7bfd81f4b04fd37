"""Where the talks at a table stand: the window through which they come, and how large steps are."""

from __future__ import annotations

from math import ceil, inf
from typing import Final, NamedTuple

from sim.scenario.world import Talks

MOST_LP: Final = 100.0
"""No step is larger than all there was at the start."""


STRANGERS: Final = 0.3
"""Probability with which sides that have just met take each other for dealers (R10)."""


class Step(NamedTuple):
    """How large the next step may be (R23).

    Attributes
    ----------
    lp, tranches
        Its limits.
    permanent
        Whether a step has held, so that the next may be such as cannot be undone.
    since
        Day from which these are its limits.
    """

    lp: float
    tranches: int
    permanent: bool = False
    since: float = 0.0

    def grown(self, growth: float, day: float) -> Step:
        """Return the limits after a step has held."""
        return Step(min(self.lp * growth, MOST_LP), ceil(self.tranches * growth), True, day)

    def trusted(self, dealer: float, growth: float) -> Step:
        """Return the limits of a sender that takes the target for a dealer with a probability.

        They are larger the more it thinks of the target than sides do that have just met: by
        `growth` for one that is sure.
        """
        if dealer <= STRANGERS:
            return self
        more = growth ** ((dealer - STRANGERS) / (1.0 - STRANGERS))
        lp, tranches = min(self.lp * more, MOST_LP), ceil(self.tranches * more)
        return Step(lp, tranches, self.permanent, self.since)

    def shrunk(self, growth: float, talks: Talks, day: float) -> Step:
        """Return the limits after a violation: never less than those at the outset."""
        lp = max(self.lp / growth, talks.max_lp)
        tranches = max(int(self.tranches / growth), talks.max_tranches)
        return Step(lp, tranches, False, day)


class Course:
    """How a window came to be as it is, and what it waits for (R22).

    Attributes
    ----------
    open_due, shut_due
        Hazard that is still to accumulate until talks come nearer, and until contacts end; inf
        if that cannot happen.
    open_rate, shut_rate
        The present hazards, 1/y.
    since
        Day up to which both have been reckoned.
    stamp
        Goes up whenever they are reckoned anew, so that what waited for the old ones is over.
    began
        Number of the event with which the present state began, or -1.
    held
        Whether the scenario keeps the table shut.
    cold
        Whether there have been no contacts since the last talks, so that they begin anew.
    factors
        By what an event has made openings likelier: the event's number, and until which day.
    moved
        Number of the event that has moved something since the last proposal, or -1.
    """

    __slots__ = (
        "began",
        "cold",
        "factors",
        "held",
        "moved",
        "open_due",
        "open_rate",
        "shut_due",
        "shut_rate",
        "since",
        "stamp",
    )

    def __init__(self) -> None:
        self.open_due = self.shut_due = inf
        self.open_rate = self.shut_rate = 0.0
        self.since = 0.0
        self.stamp = 0
        self.began = -1
        self.held = False
        self.cold = False
        self.factors: dict[str, tuple[int, float]] = {}
        self.moved = -1
