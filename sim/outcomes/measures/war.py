"""The war: truces and ceasefires, how they came, and which broke."""

from __future__ import annotations

from sim.events.war import CEASEFIRE, PEACE, TRUCE, WAR_RESUMES
from sim.outcomes.measures.column import Column
from sim.outcomes.measures.group import Group
from sim.outcomes.measures.history import History, first_day

measures = Group()

measures.count("truces", TRUCE, "truces")
measures.count("ceasefires", CEASEFIRE, "ceasefires")
measures.count("wars_resumed", WAR_RESUMES, "ceasefires that broke")


@measures(Column("days_to_ceasefire", "float", "d", "until the main fighting stops"))
def days_to_ceasefire(history: History) -> float | None:
    """Return the day on which the first ceasefire began, None if none did."""
    return first_day(history.entries(CEASEFIRE))


@measures(Column("days_to_peace", "float", "d", "until the war is settled"))
def days_to_peace(history: History) -> float | None:
    """Return the day on which the war was settled, None if it was not."""
    return first_day(history.entries(PEACE))


@measures(
    Column("ceasefires_unbargained", "int", "", "ceasefires that came without a deal"),
)
def ceasefires_unbargained(history: History) -> int:
    """Return how many ceasefires nobody had bargained for."""
    return sum(CEASEFIRE.of(entry)["by"] != "bargain" for entry in history.entries(CEASEFIRE))
