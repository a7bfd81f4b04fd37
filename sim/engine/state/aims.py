"""Who governs the target, and whether a sender still holds its sanctions for their aim (R27)."""

from __future__ import annotations

from sim.events.governments import Why

__all__ = ["BY_GOVERNMENT", "Aim", "Government"]

BY_GOVERNMENT = -1_000_002
"""Number of the deal behind concessions that a government makes without one."""


class Government:
    """The target's government.

    Attributes
    ----------
    meets_aims
        Whether it does by itself what the sanctions are for.
    since
        Day on which it came to power; 0 for that of the first day.
    number
        How many changes there have been: what waits for an earlier one comes too late.
    """

    __slots__ = ("meets_aims", "number", "since")

    def __init__(self) -> None:
        self.meets_aims = False
        self.since = 0.0
        self.number = 0


class Aim:
    """What a sender holds its sanctions for.

    Attributes
    ----------
    held
        Whether it still does.
    why
        Why it does not; counts only if it does not.
    since
        Day of the last change.
    stamp
        Goes up with each change, so that what waits for an earlier state knows that it is over.
    due, rate
        What is left to gather of the hazard of giving up, and that hazard now, 1/y.
    due_met, rate_met, settled
        The same of seeing its aim met in a settlement, and since when there has been that one.
    at
        Day up to which both have been gathered.
    last_leader, leader_event
        Day of the last change of leader on either side, and the number of that event.
    steps
        Steps of winding down so far.
    order
        Day on which an order is to end what is left, once the aim is held no more.
    """

    __slots__ = (
        "at",
        "due",
        "due_met",
        "held",
        "last_leader",
        "leader_event",
        "order",
        "rate",
        "rate_met",
        "settled",
        "since",
        "stamp",
        "steps",
        "why",
    )

    def __init__(self) -> None:
        self.held = True
        self.why: Why = "gives in"
        self.since = 0.0
        self.stamp = 0
        self.due = 0.0
        self.rate = 0.0
        self.due_met = 0.0
        self.rate_met = 0.0
        self.settled: float | None = None
        self.at = 0.0
        self.last_leader = -1e9
        self.leader_event = -1
        self.steps = 0
        self.order = 0.0
