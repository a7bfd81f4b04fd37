"""The features of a scenario, taken from its compiled model: nothing is coded by hand."""

from __future__ import annotations

from collections.abc import Callable, Collection
from math import fsum
from typing import Final

from sim.analysis.likeness.features import Coded
from sim.catalogue.forms import DELIVERERS, FORMS
from sim.engine.model.model import Model
from sim.law.routes import Route, route
from sim.scenario.schema import Scenario
from sim.statistics.gower import Value

__all__ = ["coded"]

_OVER: Final = ("none", "settled")
"""States in which there is no war, whatever its intensity would be."""


def coded(model: Model) -> Coded:
    """Return the features of a scenario on its first day.

    Parameters
    ----------
    model
        The compiled model: the law as the scenario reads it, measures in force with their LP.

    Returns
    -------
    mapping
        A value for each of `FEATURES`, by name. Of politics only what the scenario has written:
        None where a field is left at its default, which says nothing of the country.
    """
    scenario = model.scenario
    own, tranches = model.pairs[0].own, model.tranches
    total = fsum([tranches[i].lp for i in own])
    held = {mask: _authorities(model, mask) for mask in sorted(set(model.layers))}

    def share(masks: Collection[int]) -> float:
        lp = fsum([tranches[i].lp for i in own if model.layers[i] in masks])
        return lp / total if total else 0.0

    ways = {mask: _ways(model, held[mask]) for mask in sorted({model.layers[i] for i in own})}
    entries = model.authorities
    senders = {tranche.sender for tranche in tranches}
    legislature = any(
        DELIVERERS[way.deliverer].legislature
        for kinds in ways.values()
        for way in kinds
        if way.kind == "end"
    )
    councils = [key for key in senders if model.catalogue.senders[key].role == "council"]
    return {
        "emergency": _lapses(model, held, share),
        "acts": any(entries[name].act is not None for names in held.values() for name in names),
        "review": share({mask for mask, kinds in ways.items() if _reviewed(model, kinds)}),
        "statute": share(
            {
                mask
                for mask in ways
                if any(entries[name].statute or entries[name].codified for name in held[mask])
            }
        ),
        "vetoes": float(legislature + len(councils) + len(scenario.agents.consenters)),
        **_politics(scenario),
        "age": model.pairs[0].age,
        "senders": float(len(senders)),
    }


def _politics(scenario: Scenario) -> dict[str, Value]:
    """Return what the scenario has written of the politics."""
    world, executive, talks = scenario.world, scenario.agents.executive, scenario.talks
    written = world.war.model_fields_set
    war: Value = world.war.start if "start" in written else None
    if world.war.state in _OVER:
        war = 0.0
    return {
        "regime": _written(world.governments.model_fields_set, "kind", world.governments.kind),
        "issue": scenario.issue,
        "war": war,
        "rivalry": _written(executive.model_fields_set, "rivalry", executive.rivalry),
        "size": _written(
            executive.size.model_fields_set, "trade_share", executive.size.trade_share
        ),
        "talks": _written(talks.model_fields_set, "open", talks.open),
    }


def _written(names: Collection[str], name: str, value: Value) -> Value:
    """Return the value of a field if it was written."""
    return value if name in names else None


def _authorities(model: Model, mask: int) -> tuple[str, ...]:
    """Return the authorities of a mask, in the order of the catalogue."""
    return tuple(name for name, bit in model.bit.items() if bit & mask)


def _ways(model: Model, held: tuple[str, ...]) -> tuple[Route, ...]:
    """Return the easiest ways to suspend and to end all of these, as far as there are any."""
    ways = (route(model.catalogue, held, "suspend"), route(model.catalogue, held, "end"))
    return tuple(way for way in ways if way is not None)


def _reviewed(model: Model, ways: tuple[Route, ...]) -> bool:
    """Return whether any step of these is reported to the legislature first."""
    procedures = model.catalogue.procedures
    return any(
        FORMS[procedures[step.procedure].form].reported for way in ways for step in way.steps
    )


def _lapses(
    model: Model,
    held: dict[int, tuple[str, ...]],
    share: Callable[[Collection[int]], float],
) -> bool:
    """Return whether the authority under most LP ends unless its emergency is continued.

    Of several under as much, the first of the catalogue is taken.
    """
    masks = {
        name: [mask for mask, names in held.items() if name in names] for name in model.authorities
    }
    main = model.authorities[max(masks, key=lambda name: share(masks[name]))]
    return main.emergency is not None and not main.codified
