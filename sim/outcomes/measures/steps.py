"""Steps: agreed packages of which something took effect; their size, spacing and instruments."""

from __future__ import annotations

from itertools import pairwise
from math import fsum

from sim.engine.state.agreements import Deal
from sim.events.log import Entry
from sim.events.relief import EASED
from sim.outcomes.measures.column import Column
from sim.outcomes.measures.group import Group
from sim.outcomes.measures.history import History, median_or_none

measures = Group()


@measures(
    Column("steps", "int", "", "packages of which anything took effect"),
    Column("step_lp", "float", "LP", "eased by such a step, median"),
    Column("step_lp_largest", "float", "LP", "eased by the largest step"),
    Column("step_gap", "float", "d", "from one step to the next, median"),
    Column("steps_light", "float", "[0, 1]", "share of steps by instruments of baby steps alone"),
)
def steps(
    history: History,
) -> tuple[int, float | None, float | None, float | None, float | None]:
    """Return how many steps there were, how large, how far apart, and how many were light."""
    record = history.record
    deal_of_event = {deal.event: deal for deal in history.deals()}
    lp_of_step: dict[int, float] = {}
    first_day: dict[int, float] = {}
    light: dict[int, bool] = {}
    small = record.model.parameters.talks.baby_instruments
    for entry in history.entries(EASED):
        relief = EASED.of(entry)
        if relief["via"] != "bargain":
            continue
        deal = _deal_behind(entry, record.entries, deal_of_event)
        if deal is None:
            continue
        k = deal.number
        lp_of_step[k] = lp_of_step.get(k, 0.0) + relief["lp"]
        first_day.setdefault(k, entry.day)
        light[k] = light.get(k, True) and relief["instrument"] in small
    lp = list(lp_of_step.values())
    gaps = [later - earlier for earlier, later in pairwise(sorted(first_day.values()))]
    return (
        len(lp),
        median_or_none(lp),
        max(lp, default=None),
        median_or_none(gaps),
        fsum(light.values()) / len(light) if light else None,
    )


def _deal_behind(entry: Entry, entries: list[Entry], deal_of_event: dict[int, Deal]) -> Deal | None:
    """Return the deal from which an event follows, however far back; None if there is none."""
    cause = entry.cause
    while cause >= 0:
        if cause in deal_of_event:
            return deal_of_event[cause]
        cause = entries[cause].cause
    return None
