"""Simulated time: days from the start, what comes first at equal times, dates."""

from __future__ import annotations

import datetime as dt
from typing import Final

from simpy import Environment
from simpy.events import Event, EventPriority

YEAR = 365.25
"""Days in a year."""


class Order:
    """Which of two events at the same time comes first: the lower one.

    SimPy keeps 0 for what must happen at once, such as the start of a process.
    """

    LAW: Final = EventPriority(1)  # expiries and renewals
    VOTE: Final = EventPriority(2)
    EFFECT: Final = EventPriority(3)  # implementation of what was agreed or decided
    CHECK: Final = EventPriority(4)  # verification, violations
    ROUND: Final = EventPriority(5)  # talks
    SHOCK: Final = EventPriority(6)
    WATCH: Final = EventPriority(7)  # observation


class Due(Event):
    """An event that happens after a delay, in its turn among events at the same time."""

    __slots__ = ()

    def __init__(self, env: Environment, delay: float, order: EventPriority) -> None:
        # What simpy.events.Timeout does, but with an order of our own.
        self.env = env
        self.callbacks = []
        self._value = None
        self._ok = True
        env.schedule(self, order, delay)


class Calendar:
    """Turns dates into days from the start and back.

    Parameters
    ----------
    start, end
        First and last day of the scenario.
    """

    __slots__ = ("horizon", "origin")

    def __init__(self, start: dt.date, end: dt.date) -> None:
        self.origin = start.toordinal()
        self.horizon = float(end.toordinal() - self.origin + 1)

    def day(self, date: dt.date) -> float:
        """Days from the start to the beginning of a date."""
        return float(date.toordinal() - self.origin)

    def date(self, day: float) -> dt.date:
        """The date on which a moment falls."""
        return dt.date.fromordinal(self.origin + int(day // 1))
