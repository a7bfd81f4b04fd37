"""Windows and steps that grow: when talks open, what comes first, what is made permanent."""

from __future__ import annotations

from math import fsum

from sim.events.relief import EASED
from sim.events.windows import MADE_PERMANENT, STEP, WINDOW, Window
from sim.outcomes.measures.column import Column
from sim.outcomes.measures.group import Group
from sim.outcomes.measures.history import History

measures = Group()


def _turned(history: History) -> list[tuple[float, Window]]:
    """Return when the window of the first table turned, and how."""
    return [
        (entry.day, WINDOW.of(entry))
        for entry in history.entries(WINDOW)
        if "table" not in entry.numbers
    ]


@measures(
    Column("talks_opened", "int", "", "times that talks opened, those open at the start apart"),
    Column("talks_shut", "int", "", "times that talks or contacts ended, with no contacts left"),
    Column("days_to_talks", "float", "d", "until talks open, 0 if they are open at the start"),
)
def windows(history: History) -> tuple[int, int, float | None]:
    """Return how often the window opened and shut, and when it was open first."""
    turned = _turned(history)
    opened = [day for day, fields in turned if fields["to"] == "open"]
    shut = [day for day, fields in turned if fields["to"] == "shut"]
    scenario = history.record.model.parameters
    at_once = not scenario.rules.windows if scenario.talks.open is None else scenario.talks.open
    first = 0.0 if at_once else opened[0] if opened else None
    return len(opened), len(shut), first


@measures(
    Column(
        "first_relief_dated",
        "bool",
        "",
        "first relief of the executive, favours to single persons apart, has a term",
    ),
    Column("first_relief_bargained", "bool", "", "it was bargained for"),
)
def first_relief(history: History) -> tuple[bool | None, bool | None]:
    """Return whether the first relief of the executive is dated and bargained; None if none."""
    model = history.record.model
    for entry in history.entries(EASED):
        relief = EASED.of(entry)
        if relief["sender"] == model.executive and relief["via"] != "favour":
            dated = bool(model.instruments[relief["instrument"]].dated_days)
            return dated, relief["via"] == "bargain"
    return None, None


measures.count("steps_resized", STEP, "times that the size of the next step changed")


@measures(Column("made_permanent_lp", "float", "LP", "relief made permanent that had held"))
def made_permanent(history: History) -> float:
    """Return how much relief was made permanent."""
    return fsum([fields["lp"] for fields in history.fields(MADE_PERMANENT)])
