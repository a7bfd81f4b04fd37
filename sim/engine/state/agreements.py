"""What has been agreed and given: deals, gestures, live concessions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from simpy.events import Event

from sim.engine.model.parts import ReliefOption

NO_DEAL: Final = -1
"""Number of the deal behind relief that was never bargained for."""

AT_START: Final = -1_000_000
"""Number of the deal behind concessions that were in force before the start."""

UNDER_THREAT: Final = -1_000_003
"""Number of the deal behind concessions that were given under a threat."""


@dataclass(slots=True)
class Live:
    """A concession in force.

    Attributes
    ----------
    name, since
        The concession, and the day from which it is in force.
    event
        Number of the event with which it came into force.
    deal
        Number of the deal behind it, or what stands in its place.
    owed
        By what it is owed to the sender, who answers a violation; None if nobody owes it.
    """

    name: str
    since: float
    event: int
    deal: int
    owed: Deal | None = None


@dataclass(slots=True)
class Deal:
    """An agreed package.

    Attributes
    ----------
    number
        Its number, from 0.
    day, event
        When it was agreed, and the number of that event.
    lots
        Tranches to be eased, by the way in which each lot is eased.
    concessions
        What the target gives in return.
    lp
        LP eased by it.
    own, other
        Utility to the executive (UP) and to the target (LP).
    efficiency
        Product of both sides' gains over the largest possible (Nash), in [0, 1].
    motives
        Gains by motive, UP: economic gain, wedge, socialisation.
    stage
        Its number in a road-map, from 0, or -1.
    table
        Number of the table at which it was agreed.
    kept
        Whether some of its relief has taken effect.
    broken
        Whether it has been violated or given up.
    reversed
        Whether it has been decided to reverse any of its relief.
    lost
        Concessions of it that have been violated or taken back.
    undone
        Tranches of which it has been decided so, or that they are not to be eased.
    effort
        Days of procedure its relief takes.
    pending
        Lots whose relief is still to come.
    settled
        What happens once none is, if somebody waits for it.
    """

    number: int
    day: float
    event: int
    relief_by_option: list[tuple[ReliefOption, list[int]]]
    concessions: tuple[str, ...]
    lp: float
    own: float = 0.0
    other: float = 0.0
    efficiency: float = 0.0
    motives: tuple[float, float, float] = (0.0, 0.0, 0.0)
    stage: int = -1
    table: int = 0
    kept: bool = False
    broken: bool = False
    reversed: bool = False
    effort: float = 0.0
    pending: int = 0
    settled: Event | None = None
    lost: set[str] = field(default_factory=set)
    undone: set[int] = field(default_factory=set)

    def lot_over(self) -> None:
        """One lot less is pending: its relief has come or will not."""
        self.pending -= 1
        if not self.pending and self.settled is not None:
            self.settled.succeed()
