"""Whose law a question is about: a catalogue's, a scenario's, or that of a simulated future."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from sim.catalogue.schema import Catalogue
from sim.law.standing import Standing
from sim.scenario.parties import Agents
from sim.scenario.schema import Scenario

__all__ = ["Reading"]


@dataclass(frozen=True)
class Reading:
    """The law that a question is about.

    Attributes
    ----------
    catalogue
        The catalogue as a scenario reads it, or as a simulated future has made it.
    agents
        What the scenario calls whoever decides.
    day
        The day asked about.
    future
        The simulated future that it is the law of, in words; empty if nothing was simulated.
    standings
        Where each measure stands in that future.
    scenario, source
        The scenario, if it is the law of one's world, and its catalogue as it is written.
    """

    catalogue: Catalogue
    agents: Agents
    day: dt.date
    future: str = ""
    standings: Mapping[str, Standing] = field(default_factory=dict)
    scenario: Scenario | None = None
    source: Catalogue | None = None
