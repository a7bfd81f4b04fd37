"""The world around the talks: shocks, and where beliefs, aspirations and leverage end."""

from __future__ import annotations

from sim.events.world import (
    CRISIS,
    GOVERNMENT,
    INTERVENTION,
    LEADER_EXIT,
    NEW_PRESIDENT,
    OFFENSIVE,
    SUCCESSION,
)
from sim.outcomes.measures.column import Column
from sim.outcomes.measures.group import Group
from sim.outcomes.measures.history import History
from sim.outcomes.series import POINTS

measures = Group()

measures.count("offensives", OFFENSIVE, "offensives and atrocities")
measures.count("crises", CRISIS, "market crises of the target")
measures.count(
    "new_presidents",
    NEW_PRESIDENT,
    "changes of the executive, between elections or at one",
    SUCCESSION,
)
measures.count("leader_exits", LEADER_EXIT, "exits of the target's leader")
measures.count("governments", GOVERNMENT, "changes of members' governments")
measures.count("interventions", INTERVENTION, "interventions of the scenario")


@measures(
    Column("war_end", "float", "[0, 1]", "intensity of the war at the end"),
    Column("oil_end", "float", "$/bbl", "price of oil at the end"),
    Column("alignment_end", "float", "[0, 1]", "alignment of the target at the end"),
    Column("trust_executive_end", "float", "[0, 1]", "executive's belief in a dealer, at the end"),
    Column("trust_target_end", "float", "[0, 1]", "target's belief in a dealer, at the end"),
    Column(
        "aspiration_executive_end", "float", "UP", "executive's aspiration at the end", signed=True
    ),
    Column("aspiration_target_end", "float", "LP", "target's aspiration at the end", signed=True),
    Column("leverage_end", "float", "0-100", "executive's leverage left at the end"),
)
def last_points(history: History) -> list[float]:
    """Return the last value of each series of points, in the order of `POINTS`."""
    ends: dict[str, float] = {}
    for point in reversed(history.record.points):
        ends.setdefault(point.series, point.value)
        if len(ends) == len(POINTS) and history.one_table:
            break
    return [ends[series] for series in POINTS]
