"""What the law says about one measure on one day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from sim.catalogue.forms import DELIVERERS, delivery
from sim.catalogue.schema import Catalogue
from sim.law.answer_types import Answer, ConditionAnswer, LayerAnswer, ProcedureAnswer
from sim.law.clocks import earliest_effect, renewal_window
from sim.law.holding import authority_since, ended_by, holders, lapse, reviewed_everywhere
from sim.law.routes import (
    ReliefKind,
    conditions_of,
    deliverer,
    route,
    route_effect,
    waits_for,
)

__all__ = [
    "Answer",
    "ConditionAnswer",
    "LayerAnswer",
    "ProcedureAnswer",
    "authority_since",
    "condition_answers",
    "describe",
    "ended_by",
    "holders",
    "lapse",
    "reviewed_everywhere",
]


def describe(
    catalogue: Catalogue,
    measure_id: str,
    on: dt.date,
    *,
    fulfilled: Collection[str] = (),
) -> Answer:
    """Answer who can lift a measure, how, by when at the earliest, and what would still hold it.

    Parameters
    ----------
    catalogue
        The catalogue.
    measure_id
        Id of the measure.
    on
        The day on which the question is asked.
    fulfilled
        Conditions that are known to be fulfilled on that day.

    Raises
    ------
    KeyError
        If the catalogue has no such measure.
    """
    measure = catalogue.measures[measure_id]
    fulfilled = {*fulfilled, *(n for n, entry in catalogue.conditions.items() if entry.holds(on))}
    held_by = holders(catalogue, measure, on)
    since = {layer.authority: layer.since for layer in measure.layers}
    dated = [layer.authority for layer in measure.layers if layer.since <= on]
    ways = {kind: route(catalogue, held_by, kind) for kind in _KINDS}
    conditions = {
        kind: ()
        if way is None
        else condition_answers(catalogue, conditions_of(catalogue, way.steps), on)
        for kind, way in ways.items()
    }
    first: dict[ReliefKind, dt.date | None] = dict.fromkeys(_KINDS, None)
    days: dict[ReliefKind, int] = dict.fromkeys(_KINDS, 0)
    for kind, way in ways.items():
        if way is not None:
            effect = route_effect(catalogue, way, on)
            days[kind] = (effect - on).days
            waits = any(c.waits and c.condition not in fulfilled for c in conditions[kind])
            if not waits and DELIVERERS[way.deliverer].dated:
                first[kind] = effect
    return Answer(
        measure=measure_id,
        name=measure.name,
        sender=measure.sender,
        on=on,
        in_force=bool(held_by),
        layers=tuple(
            _layer(catalogue, name, since[name], held_by, on, fulfilled) for name in held_by
        ),
        lapsed=tuple(name for name in dated if ended_by(catalogue.authorities[name], on)),
        suspend=ways["suspend"],
        suspend_earliest=first["suspend"],
        suspend_days=days["suspend"],
        suspend_conditions=conditions["suspend"],
        end=ways["end"],
        end_earliest=first["end"],
        end_days=days["end"],
        end_conditions=conditions["end"],
        sources=measure.sources,
        confidence=measure.confidence,
        note=measure.note,
        survives=tuple(
            name
            for name in held_by
            if measure.until is None
            and lapse(catalogue, catalogue.authorities[name], on)[0] is None
        ),
        as_of=catalogue.as_of,
        beyond=catalogue.as_of is not None and on > catalogue.as_of,
    )


_KINDS: tuple[ReliefKind, ReliefKind] = ("suspend", "end")


def condition_answers(
    catalogue: Catalogue, conditions: Iterable[str], on: dt.date
) -> tuple[ConditionAnswer, ...]:
    """Return conditions in full, as they stand on a day."""
    conditions_in_full = []
    for name in conditions:
        entry = catalogue.conditions[name]
        conditions_in_full.append(
            ConditionAnswer(
                condition=name,
                text=entry.name,
                section=entry.section,
                met_by=entry.met_by,
                concessions=entry.concessions,
                party=entry.party,
                waits=entry.waits and not entry.holds(on),
                sources=entry.sources,
                confidence=entry.confidence,
                note=entry.note,
            )
        )
    return tuple(conditions_in_full)


def _layer(
    catalogue: Catalogue,
    name: str,
    since: dt.date,
    held_by: tuple[str, ...],
    on: dt.date,
    fulfilled: Collection[str],
) -> LayerAnswer:
    authority = catalogue.authorities[name]
    lapses_on, unless = lapse(catalogue, authority, on)
    opens = None
    section, confidence = "", ""
    sources: tuple[str, ...] = ()
    if lapses_on is not None and not unless and authority.sunset is not None:
        sunset = authority.sunset
        section, sources, confidence = sunset.section, sunset.sources, sunset.confidence
    elif lapses_on is not None and authority.emergency is not None:
        emergency = catalogue.emergencies[authority.emergency]
        opens = renewal_window(lapses_on, emergency.window_days)[0]
        section, sources = emergency.section, emergency.sources
        confidence = emergency.confidence
    elif lapses_on is not None and authority.act is not None:
        act = catalogue.acts[authority.act]
        section, sources, confidence = act.section, act.sources, act.confidence
        for renewal in act.renewals:
            if renewal.adopted <= on and lapses_on >= renewal.until:
                sources, confidence = renewal.sources, renewal.confidence
    return LayerAnswer(
        authority=name,
        name=authority.name,
        section=authority.section,
        since=since,
        lapses_on=lapses_on,
        lapses_unless=unless,
        lapse_section=section,
        lapse_sources=sources,
        lapse_confidence=confidence,
        window_opens=opens,
        options=_options(catalogue, name, held_by, on, fulfilled),
        sources=authority.sources,
        confidence=authority.confidence,
        note=authority.note,
    )


def _options(
    catalogue: Catalogue,
    name: str,
    held_by: tuple[str, ...],
    on: dt.date,
    fulfilled: Collection[str],
) -> tuple[ProcedureAnswer, ...]:
    authority = catalogue.authorities[name]
    others = tuple(other for other in held_by if other != name)
    result = []
    for kind in _KINDS:
        for procedure_id in authority.suspend if kind == "suspend" else authority.end:
            procedure = catalogue.procedures[procedure_id]
            effect = earliest_effect(procedure, on)
            waits = any(c not in fulfilled for c in waits_for(catalogue, procedure))
            result.append(
                ProcedureAnswer(
                    kind=kind,
                    procedure=procedure_id,
                    name=procedure.name,
                    who=deliverer(procedure),
                    instrument=procedure.instrument,
                    scope=procedure.scope,
                    section=procedure.section,
                    earliest=None if waits or not delivery(procedure.form).dated else effect,
                    days=(effect - on).days,
                    conditions=condition_answers(catalogue, procedure.conditions, on),
                    approval=procedure.approval,
                    introduced_by=procedure.introduced_by if procedure.review_days else "",
                    silence=procedure.silence,
                    then_held_by=others,
                    sources=procedure.sources,
                    confidence=procedure.confidence,
                    note=procedure.note,
                )
            )
    return tuple(result)
