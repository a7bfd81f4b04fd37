"""Reversal: crackdowns, successors, and what became of relief once it was given."""

from __future__ import annotations

from sim.events.allies import DESIGNATION, IMPOSED
from sim.events.lawmaking import LAW
from sim.events.relief import SNAPBACK
from sim.events.reversal import CRACKDOWN, SUCCESSOR_REVERSES
from sim.outcomes.measures.column import Column
from sim.outcomes.measures.group import Group
from sim.outcomes.measures.history import History

measures = Group()

measures.count("crackdowns", CRACKDOWN, "crackdowns in the target country")
measures.count(
    "successor_reversals", SUCCESSOR_REVERSES, "deals and steps that a successor reverses"
)


@measures(
    Column(
        "days_half_to_reversal",
        "float",
        "d",
        "from half relief until relief is reversed, or there are new sanctions of the executive",
    )
)
def days_half_to_reversal(history: History) -> float | None:
    """Return the time from half relief to the first reversal or new measure, None if none came."""
    half = history.accounts.half
    if half is None:
        return None
    days = [
        entry.day
        for kind in (SNAPBACK, DESIGNATION, IMPOSED, LAW)
        for entry in history.entries(kind)
        if entry.day > half
    ]
    return min(days) - half if days else None
