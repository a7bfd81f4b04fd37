"""Whether what a scenario changes on the way is there, and changes anything then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sim.catalogue.checks import unknown
from sim.catalogue.schema import Catalogue
from sim.documents import Misfit
from sim.events.registry import KINDS
from sim.scenario.drawn import CHANGEABLE
from sim.scenario.schema import Scenario
from sim.scenario.settable import settable
from sim.scenario.unheard import silent

__all__ = ["interventions"]

Path = tuple[str | int, ...]

ANY: Final = "*"
"""In a path: the id of any further sender, or of any whose consent is needed."""

_AT_START: Final[dict[str, str | None]] = {
    "agents.executive.designation_authority": (
        "agents.executive.designation_stalled and designation_talking say how many there are"
    ),
    "agents.senders.*.designation_authority": (
        "`designation_stalled` and `designation_talking` of the sender say how many there are"
    ),
    "agents.senders.*.term_ends": (
        "`horizon_years` says how far a sender looks ahead that has no term"
    ),
    "agents.senders.*.congress": (
        "its fields can be set one by one where the scenario writes it; agents.congress is that of "
        "all others"
    ),
    "agents.senders.*.target": (
        "its fields can be set one by one where the scenario writes it; agents.target is that at "
        "all other tables"
    ),
    "agents.senders.*.talks.windows.contacts": (
        "`talks.open` of the sender opens or shuts its talks of that day"
    ),
    "agents.consenters.*.partner": "its fields can be set one by one where the scenario writes it",
    "agents.council.package_authority": "agents.council.package_rate says how many there are",
    "agents.council.common.bargains": "agents.senders says when its channel is open",
    "agents.target.wishes.strength": "a new government's ranking is that of the old one",
    "world.war.start": "`war` moves the intensity of that day, world.war.mean its level",
    "world.war.state": "`war_state` puts the war into a state on that day",
    "talks.windows.contacts": "`talks.open` opens or shuts the talks of that day",
    "world.next_term": None,
    "world.terms_begin": None,
}
"""What counts at the start only, and so cannot change on the way; what can be done instead."""


def interventions(scenario: Scenario, c: Catalogue) -> Iterator[Misfit]:
    """Yield what interventions name that is not there, comes too late, or would change nothing."""
    imposed: set[str] = set()
    for i, change in enumerate(scenario.interventions):
        at = ("interventions", i)
        if change.on is not None and not scenario.start <= change.on <= scenario.end:
            yield Misfit(
                (*at, "on"),
                "outside the scenario",
                allowed=f"a date from {scenario.start} to {scenario.end}",
            )
        if change.when is not None and change.when.event is not None:
            yield from unknown((*at, "when", "event"), "kind of event", change.when.event, KINDS)
        for path, value in change.set.items():
            yield from _changes(scenario, c, (*at, "set", path), path, value)
        for j, name in enumerate(change.impose):
            path2 = (*at, "impose", j)
            yield from unknown(path2, "measure", name, c.measures)
            if name in imposed:
                yield Misfit(path2, f"{name} is imposed twice")
            imposed.add(name)
            if name in c.measures and c.measures[name].in_force(scenario.start):
                yield Misfit(path2, f"{name} is in force at the start already")
            elif name in c.measures and change.on is not None:
                earliest = c.measures[name].imposed
                if change.on < earliest:
                    yield Misfit(
                        path2,
                        f"no layer holds {name} on {change.on}",
                        allowed=f"on {earliest} or later",
                    )
                until = c.measures[name].until
                if until is not None and change.on > until:
                    yield Misfit(
                        path2,
                        f"{name} has its last day before {change.on}",
                        allowed=f"on {until} or earlier",
                    )
        for j, name in enumerate(change.end):
            yield from unknown((*at, "end", j), "authority", name, c.authorities)
        for j, name in enumerate(change.fulfil):
            yield from unknown((*at, "fulfil", j), "condition", name, c.conditions)
        for j, name in enumerate(change.approve):
            yield from unknown((*at, "approve", j), "measure", name, c.measures)


def _changes(scenario: Scenario, c: Catalogue, at: Path, path: str, value: Any) -> Iterator[Misfit]:
    """Yield what is wrong with a parameter that is set on the way."""
    steps = path.split(".")
    for pattern, hint in _AT_START.items():
        parts = pattern.split(".")
        if len(parts) == len(steps) and all(
            part in (ANY, step) for part, step in zip(parts, steps, strict=True)
        ):
            yield Misfit(
                at, "it counts at the start only: it changes nothing then", found="", hint=hint
            )
            return
    said = silent(scenario, c, path)
    if said is not None:
        yield Misfit(at, said.message, found="", hint=said.hint)
        return
    yield from settable(scenario, at, path, value, CHANGEABLE)
