"""What a simulation will cost, as far as a scenario tells it beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum
from typing import Final

from sim.catalogue.schema import Catalogue
from sim.documents import Misfit
from sim.scenario.schema import Scenario

__all__ = ["MOST_CELLS", "MOST_WEIGHED", "costs"]

MOST_WEIGHED: Final = 50_000_000
"""Most tranches times rounds of a replication: some seconds of work.

Russia in 2025, to 2030, weighs 20,000.
"""
MOST_CELLS: Final = 2_000_000
"""Most measures times months, of which a batch keeps the tranches in force."""


def costs(scenario: Scenario, catalogue: Catalogue) -> Iterator[Misfit]:
    """What would take too long or too much memory to simulate."""
    days = (scenario.end - scenario.start).days
    years = days / 365.25
    rounds = days / scenario.talks.round_days
    agents = scenario.agents
    executive, council = agents.executive, agents.council
    tightenings = fsum(who.own_rate for who in agents.followers.values())
    rate = (
        max(executive.designation_stalled, executive.designation_talking)
        + council.package_rate * (1 + len(agents.followers))
        + tightenings
    )
    tranches = sum(m.tranches for m in catalogue.measures.values())  # whole numbers
    # Half of what is added on the way is there on average.
    weighed = (tranches + rate * years / 2.0) * rounds
    for name, sender in agents.senders.items():
        parts = [m.tranches for m in catalogue.measures.values() if m.sender == name]
        own = sum(parts)  # whole numbers
        more = max(sender.designation_stalled, sender.designation_talking) * years / 2.0
        weighed += (own + more) * days / sender.talks.round_days
    if weighed > MOST_WEIGHED:
        yield Misfit(
            ("end",),
            f"too much to weigh: {tranches:,} tranches, {rate * years:,.0f} more on the way and "
            f"{rounds:,.0f} rounds of talks",
            found=f"{weighed:,.0f} tranches in all rounds",
            allowed=f"at most {MOST_WEIGHED:,}",
            hint="an earlier end, longer talks.round_days, fewer tranches or lower rates",
        )
    cells = len(catalogue.measures) * days / 30.4375
    if cells > MOST_CELLS:
        yield Misfit(
            ("end",),
            f"too much to keep: {len(catalogue.measures):,} measures in {days / 30.4375:,.0f} "
            "months",
            found=f"{cells:,.0f} months of measures",
            allowed=f"at most {MOST_CELLS:,}",
            hint="an earlier end or fewer measures",
        )
