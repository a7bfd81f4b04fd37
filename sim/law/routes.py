"""Ways of relief: which procedures, taken together, ease a measure that rests on several layers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from sim.catalogue.forms import DELIVERERS, FORMS, Deliverer, delivery
from sim.catalogue.schema import Catalogue, Procedure
from sim.law.clocks import earliest_effect, least_days

ReliefKind = Literal["suspend", "end"]


@dataclass(frozen=True, slots=True)
class Step:
    """One authority eased by one procedure."""

    authority: str
    procedure: str


@dataclass(frozen=True, slots=True)
class Route:
    """A set of steps that, together, ease every layer.

    Attributes
    ----------
    kind
        Whether the layers are suspended or ended. A layer that cannot be suspended is ended.
    steps
        One step for each layer that holds.
    instrument
        The instrument by which the measure counts as eased: of the steps' instruments the one
        that is most easily undone, for the measure bites again when any layer does.
    deliverer
        Who must act: the hardest of the steps.
    permanent
        Whether every layer is ended.
    """

    kind: ReliefKind
    steps: tuple[Step, ...]
    instrument: str
    deliverer: Deliverer
    permanent: bool


def deliverer(procedure: Procedure) -> Deliverer:
    """Return who delivers relief by a procedure."""
    return FORMS[procedure.form].deliverer


def waits_for(catalogue: Catalogue, procedure: Procedure) -> tuple[str, ...]:
    """Return the conditions of a procedure that take more than a finding of whoever acts."""
    return tuple(name for name in procedure.conditions if catalogue.conditions[name].waits)


def conditions_of(catalogue: Catalogue, steps: Iterable[Step]) -> tuple[str, ...]:
    """Return the conditions of several steps, each once."""
    conditions: dict[str, None] = {}
    for step in steps:
        conditions.update(dict.fromkeys(catalogue.procedures[step.procedure].conditions))
    return tuple(conditions)


def best_procedure(
    catalogue: Catalogue,
    authority: str,
    kind: ReliefKind,
    met: Collection[str] | None = None,
    barred: Collection[str] = (),
) -> str | None:
    """Return the easiest procedure to suspend or end an authority; None if there is none.

    Of two that are as hard, what waits for nothing comes first, then what frees a person rather
    than end the authority for all, then what is quicker.

    Parameters
    ----------
    catalogue
        The catalogue.
    authority
        Id of the authority.
    kind
        ``"suspend"`` or ``"end"``.
    met
        Conditions that are fulfilled: procedures that wait for others are not open. None: all
        are, for it is asked what the law provides, not what is open.
    barred
        Procedures that are not to be used.
    """
    entry = catalogue.authorities[authority]
    names = entry.suspend if kind == "suspend" else entry.end
    if barred:
        names = tuple(name for name in names if name not in barred)
    if met is not None:
        names = tuple(
            name
            for name in names
            if all(c in met for c in waits_for(catalogue, catalogue.procedures[name]))
        )
    return min(names, key=lambda name: _hardness(catalogue, name), default=None)


def _hardness(catalogue: Catalogue, name: str) -> tuple[int, int, int, int, str]:
    procedure = catalogue.procedures[name]
    return (
        delivery(procedure.form).rank,
        len(waits_for(catalogue, procedure)),
        0 if procedure.scope == "person" else 1,
        least_days(procedure),
        name,
    )


def route(
    catalogue: Catalogue,
    authorities: Iterable[str],
    kind: ReliefKind,
    met: Collection[str] | None = None,
) -> Route | None:
    """Return the easiest way to suspend, or to end, everything that holds a measure.

    Parameters
    ----------
    catalogue
        The catalogue.
    authorities
        Ids of the authorities that hold the measure, in the order of its layers.
    kind
        ``"suspend"`` or ``"end"``.
    met
        Conditions that are fulfilled, or None for what the law provides (`best_procedure`).

    Returns
    -------
    Route or None
        None if nothing holds the measure or some layer can be neither suspended nor ended.
    """
    steps = steps_of(catalogue, authorities, kind, met)
    return route_by(catalogue, steps, kind) if steps else None


def steps_of(
    catalogue: Catalogue,
    authorities: Iterable[str],
    kind: ReliefKind,
    met: Collection[str] | None = None,
    barred: Collection[str] = (),
) -> tuple[Step, ...]:
    """Return the steps of `route`, whatever the instruments are worth; none without a route.

    What is barred is not used.
    """
    steps: list[Step] = []
    for authority in authorities:
        name = best_procedure(catalogue, authority, kind, met, barred)
        if name is None:
            # What cannot be suspended must be ended, and the other way round.
            other: ReliefKind = "end" if kind == "suspend" else "suspend"
            name = best_procedure(catalogue, authority, other, met, barred)
        if name is None:
            return ()
        steps.append(Step(authority, name))
    return tuple(steps)


def route_by(catalogue: Catalogue, steps: tuple[Step, ...], kind: ReliefKind) -> Route:
    """Return the route of one step or more."""
    procedures = [catalogue.procedures[step.procedure] for step in steps]
    instruments = catalogue.instruments
    weakest = max(procedures, key=lambda p: instruments[p.instrument].hazard)
    hardest = max((deliverer(p) for p in procedures), key=lambda name: DELIVERERS[name].rank)
    return Route(
        kind=kind,
        steps=steps,
        instrument=weakest.instrument,
        deliverer=hardest,
        permanent=all(instruments[p.instrument].permanent for p in procedures),
    )


def route_effect(catalogue: Catalogue, way: Route, requested: dt.date) -> dt.date:
    """Return the earliest day of effect of a route that is asked for on a day."""
    return max(
        earliest_effect(catalogue.procedures[step.procedure], requested) for step in way.steps
    )
