"""The council at a table of its own, unless the scenario says otherwise (rule R21)."""

from __future__ import annotations

from typing import Any, Final

from sim.catalogue.forms import DELIVERERS, FORMS
from sim.catalogue.schema import Catalogue
from sim.scenario.parties import FurtherSender
from sim.scenario.schema import Scenario

__all__ = ["USUAL", "USUAL_TALKS", "seated", "usual_sender"]

USUAL: Final[dict[str, Any]] = {
    "discount": 0.1,
    "w_econ": 0.4,
    "w_oil": 10.0,
    "w_wedge": 0.0,
    "rivalry": 0.0,
    "w_soc": 0.01,
    "w_lev": 0.25,
    "w_aud": 0.1,
    "fight_blocked": 0.0,
    "fight_bill": 0.0,
    "blame": 0.0,
    "aspiration": 2.0,
    "deadline_days": 1095.0,
    "grit_rate": 0.0,
    "options_days": (30.0, 60.0, 120.0),
    "designation_stalled": 0.0,
    "designation_talking": 0.0,
    "licence_rollover": 0.95,
    "horizon_years": 5.0,
}
"""What is usual at the table of a council, where it differs from that of an executive.

It has no term that ends, no legislature to fight, no rival to divide the target from, and what it
adds comes in packages that its members vote on. What their publics hold against relief is in how
they vote, so that little is left to an audience of its own. It makes no step of its own for
nothing. A larger part of its trade was with the target than of the executive's.
"""

USUAL_TALKS: Final[dict[str, Any]] = {
    "open": False,
    "round_days": 30.0,
    "max_lp": 10.0,
    "max_tranches": 5,
    "search_breadth": 7,
    "baby_instruments": ("suspension", "licence", "delisting", "eu_act", "art122"),
}
"""What is usual in its talks: they are shut at first, then ministers meet once a month."""


def seated(scenario: Scenario, catalogue: Catalogue) -> Scenario:
    """Return the scenario with the catalogue's council among those that bargain.

    Whatever the scenario writes at the council's place among `agents.senders` stays as it is.
    """
    council = next((key for key, s in catalogue.senders.items() if s.role == "council"), "")
    agents = scenario.agents
    if not (scenario.rules.tables and agents.council.common.bargains and council):
        return scenario
    written = agents.senders.get(council)
    if written is None and not _can_ease(scenario, catalogue, council):
        return scenario
    usual = {**USUAL, "name": agents.council.name}
    usable = [name for name in USUAL_TALKS["baby_instruments"] if name in catalogue.instruments]
    talks = {**USUAL_TALKS, "baby_instruments": tuple(usable or catalogue.instruments)}
    if written is None:
        sender = FurtherSender.model_validate({**usual, "talks": talks})
    else:
        own = written.talks.model_fields_set
        more = {key: value for key, value in talks.items() if key not in own}
        update = {key: value for key, value in usual.items() if key not in written.model_fields_set}
        update["talks"] = written.talks.model_copy(update=more)
        sender = written.model_copy(update=update)
    senders = {**agents.senders, council: sender}
    return scenario.model_copy(update={"agents": agents.model_copy(update={"senders": senders})})


def usual_sender(scenario: Scenario, catalogue: Catalogue, name: str) -> FurtherSender:
    """Return what a further sender is like of which a scenario writes nothing."""
    senders = {key: one for key, one in scenario.agents.senders.items() if key != name}
    agents = scenario.agents.model_copy(update={"senders": senders})
    usual = seated(scenario.model_copy(update={"agents": agents}), catalogue)
    return usual.agents.senders.get(name) or FurtherSender()


def _can_ease(scenario: Scenario, catalogue: Catalogue, council: str) -> bool:
    """Whether the council has a measure that it could ease in talks."""
    imposed = {name for change in scenario.interventions for name in change.impose}
    return any(
        "council" in DELIVERERS[FORMS[catalogue.procedures[way].form].deliverer].offered
        for name, measure in catalogue.measures.items()
        if measure.sender == council and (name in imposed or measure.in_force(scenario.start))
        for layer in measure.layers
        for way in (
            *catalogue.authorities[layer.authority].suspend,
            *catalogue.authorities[layer.authority].end,
        )
    )
