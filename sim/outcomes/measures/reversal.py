"""Reversal: crackdowns, successors, and what became of relief once it was given."""

from __future__ import annotations

from math import inf
from typing import Final

from sim.engine.kernel.clock import YEAR
from sim.events.allies import DESIGNATION, IMPOSED
from sim.events.lawmaking import LAW, STICK_USED
from sim.events.relief import SNAPBACK
from sim.events.reversal import CRACKDOWN, SUCCESSOR_REVERSES
from sim.outcomes.measures.column import Column
from sim.outcomes.measures.group import Group
from sim.outcomes.measures.history import History

measures = Group()

_WITHIN: Final = "1 if half relief is reversed or added to within {} years, if one can tell, else 0"

measures.count("crackdowns", CRACKDOWN, "crackdowns in the target country")
measures.count(
    "successor_reversals", SUCCESSOR_REVERSES, "presidents who reverse what the one before gave"
)


@measures(
    Column(
        "days_half_to_reversal",
        "float",
        "d",
        "from half relief until relief is reversed, or there are new sanctions of the executive",
    ),
    Column("reversed_5", "float", "[0, 1]", _WITHIN.format("five")),
    Column("reversed_10", "float", "[0, 1]", _WITHIN.format("ten")),
)
def reversal(history: History) -> list[float | None]:
    """Return when half relief was first reversed or added to, and whether it was in time.

    A time that the replication does not last from half relief on is no time to tell by, whatever
    came in it: so no future counts the more for having been short.
    """
    half = history.accounts.half
    if half is None:
        return [None, None, None]
    days = [
        entry.day
        for kind in (SNAPBACK, DESIGNATION, IMPOSED, STICK_USED, LAW)
        for entry in history.entries(kind)
        if entry.day > half and (kind is not LAW or entry.numbers.get("does") == "impose")
    ]
    wait = min(days) - half if days else inf
    left = history.record.horizon - half
    return [
        wait if days else None,
        *[float(wait <= years * YEAR) if left >= years * YEAR else None for years in (5.0, 10.0)],
    ]


_ENDED: Final = "1 if sanctions that had ended are back or followed by new ones within {} years"


@measures(
    Column("ended_reversed_5", "float", "[0, 1]", _ENDED.format("five")),
    Column("ended_reversed_10", "float", "[0, 1]", _ENDED.format("ten")),
)
def ended_reversed(history: History) -> list[float | None]:
    """Return whether sanctions of the executive that had ended as a whole came back in time.

    They had ended when nothing was in force any more of what it had imposed by the start. They
    are back when any measure of the executive bites, an old one by whatever way or a new one. A
    time that the replication does not last from their end on is no time to tell by.
    """
    over, again = history.accounts.over, history.accounts.again
    if over is None:
        return [None, None]
    wait = inf if again is None else again - over
    left = history.record.horizon - over
    return [float(wait <= years * YEAR) if left >= years * YEAR else None for years in (5.0, 10.0)]


@measures(
    Column("designations_systemic", "int", "", "new designations that are systemic"),
)
def designations_systemic(history: History) -> int:
    """Return how many designations are of classes that hurt the sender too."""
    classes = history.record.model.classes
    return sum(
        classes[DESIGNATION.of(entry)["class_"]].systemic > 0.0
        for entry in history.entries(DESIGNATION)
    )
