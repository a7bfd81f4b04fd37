"""What the law says about one measure on one day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sim.catalogue.schema import Authority, Catalogue, Measure
from sim.catalogue.terms import expiries
from sim.law.clocks import earliest_effect, next_occurrence, renewal_window
from sim.law.routes import (
    Kind,
    Route,
    conditions_of,
    deliverer,
    route,
    route_effect,
    waits_for,
)

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A condition of a procedure.

    Attributes
    ----------
    condition
        Its id.
    text
        What must be the case.
    section
        Where the law says so.
    met_by
        What fulfils it in the model: see `sim.catalogue.schema.Condition`.
    party
        Whose acceptance it takes besides, if anybody's.
    waits
        Whether it takes more than a finding of whoever acts, and is not known to be fulfilled.
    sources, confidence, note
        Where that is known from, how well, and what else there is to know.
    """

    condition: str
    text: str
    section: str
    met_by: str
    concessions: tuple[str, ...]
    party: str
    waits: bool
    sources: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Option:
    """One way to suspend or end one authority.

    Attributes
    ----------
    earliest
        Day of effect if it is asked for on the day of the question; None if conditions stand in
        the way of which it is not known that they are fulfilled, and for an act of the
        legislature, for which no law sets a term.
    days
        Days that it takes from the day on which it is asked for and its conditions are fulfilled.
    conditions
        All conditions, those among them that wait being what `earliest` lacks.
    scope
        Whether it frees a person, goods or transactions, or ends the authority as a whole.
    approval, introduced_by
        Whether an approval may end a review early, and who may introduce a disapproval.
    """

    kind: Kind
    procedure: str
    name: str
    who: str
    instrument: str
    scope: str
    section: str
    earliest: dt.date | None
    days: int
    conditions: tuple[Wanted, ...]
    approval: bool
    introduced_by: str
    silence: str
    then_held_by: tuple[str, ...]
    sources: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class LayerAnswer:
    """One authority that holds the measure.

    Attributes
    ----------
    lapses_on, lapses_unless, window_opens
        When it lapses if nobody acts, what would stop that, and from when on; what nothing but a
        new act stops has no `lapses_unless`.
    lapse_section, lapse_sources, lapse_confidence
        Where the law says so, and where that is known from.
    """

    authority: str
    name: str
    section: str
    since: dt.date
    lapses_on: dt.date | None
    lapses_unless: str
    lapse_section: str
    lapse_sources: tuple[str, ...]
    lapse_confidence: str
    window_opens: dt.date | None
    options: tuple[Option, ...]
    sources: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything the law says about a measure on a day.

    Attributes
    ----------
    suspend, end
        The easiest way for the whole measure.
    suspend_earliest, end_earliest
        Its day of effect; None if there is no way, if it waits for conditions, or if it takes an
        act of the legislature, for which no law sets a term.
    suspend_days, end_days
        Days that it takes from when it is asked for and its conditions are fulfilled.
    suspend_conditions, end_conditions
        All its conditions.
    lapsed
        Authorities that have ended by a term of their own law by that day.
    survives
        Authorities that would hold it even if every dated layer lapsed; none if the measure has a
        last day of its own.
    as_of, beyond
        Day up to which the catalogue is kept, and whether the question is about a later one.
    """

    measure: str
    name: str
    sender: str
    on: dt.date
    in_force: bool
    layers: tuple[LayerAnswer, ...]
    lapsed: tuple[str, ...]
    suspend: Route | None
    suspend_earliest: dt.date | None
    suspend_days: int
    suspend_conditions: tuple[Wanted, ...]
    end: Route | None
    end_earliest: dt.date | None
    end_days: int
    end_conditions: tuple[Wanted, ...]
    sources: tuple[str, ...]
    confidence: str
    note: str
    survives: tuple[str, ...]
    as_of: dt.date | None
    beyond: bool


def authority_since(catalogue: Catalogue, authority: Authority) -> dt.date | None:
    """First day on which an authority can hold anything, if the catalogue knows."""
    dates = [authority.since]
    if authority.emergency is not None:
        dates.append(catalogue.emergencies[authority.emergency].declared)
    if authority.act is not None:
        dates.append(catalogue.acts[authority.act].adopted)
    return max((date for date in dates if date is not None), default=None)


def ended_by(authority: Authority, on: dt.date) -> bool:
    """Whether the law under which an authority stands has set itself an end that is past."""
    return authority.sunset is not None and on >= authority.sunset.date


def holders(catalogue: Catalogue, measure: Measure, on: dt.date) -> tuple[str, ...]:
    """Authorities under a measure that hold it on a day, as the catalogue dates them."""
    if measure.until is not None and on > measure.until:
        return ()
    return tuple(
        layer.authority
        for layer in measure.layers
        if layer.since <= on and not ended_by(catalogue.authorities[layer.authority], on)
    )


def lapse(catalogue: Catalogue, authority: Authority, on: dt.date) -> tuple[dt.date | None, str]:
    """Day on which an authority lapses if nobody acts from a day on, and what would stop it.

    The day itself counts as over: on an anniversary the next one is a year away. What ends by a
    term of its own law ends whatever anybody does short of a new act.
    """
    due, unless = _due(catalogue, authority, on)
    sunset = authority.sunset
    if sunset is not None and sunset.date > on and (due is None or sunset.date <= due):
        return sunset.date, ""
    return due, unless


def _due(catalogue: Catalogue, authority: Authority, on: dt.date) -> tuple[dt.date | None, str]:
    tomorrow = on + _DAY
    if authority.emergency is not None and not authority.codified:
        emergency = catalogue.emergencies[authority.emergency]
        return (
            next_occurrence(emergency.anniversary, tomorrow),
            f"a notice continuing {emergency.name} is published and sent to Congress",
        )
    if authority.act is not None:
        act = catalogue.acts[authority.act]
        last = dt.date(tomorrow.year + 3, 12, 31)
        date = next(iter(expiries(act, tomorrow, last, on)))
        return date, f"all members renew {act.name}"
    return None, ""


def describe(
    catalogue: Catalogue,
    measure_id: str,
    on: dt.date,
    *,
    s216_all: bool = False,
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
    s216_all
        Read the review as covering all relief of the executive, not only of codified orders.
    fulfilled
        Conditions that are known to be fulfilled on that day.

    Raises
    ------
    KeyError
        If the catalogue has no such measure.
    """
    if s216_all:
        catalogue = reviewed_everywhere(catalogue)
    measure = catalogue.measures[measure_id]
    held_by = holders(catalogue, measure, on)
    since = {layer.authority: layer.since for layer in measure.layers}
    dated = [layer.authority for layer in measure.layers if layer.since <= on]
    ways = {kind: route(catalogue, held_by, kind) for kind in _KINDS}
    wanted = {
        kind: () if way is None else wants(catalogue, conditions_of(catalogue, way.steps))
        for kind, way in ways.items()
    }
    first: dict[Kind, dt.date | None] = dict.fromkeys(_KINDS, None)
    days: dict[Kind, int] = dict.fromkeys(_KINDS, 0)
    for kind, way in ways.items():
        if way is not None:
            effect = route_effect(catalogue, way, on)
            days[kind] = (effect - on).days
            waits = any(c.waits and c.condition not in fulfilled for c in wanted[kind])
            if not waits and way.deliverer != "congress":
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
        suspend_conditions=wanted["suspend"],
        end=ways["end"],
        end_earliest=first["end"],
        end_days=days["end"],
        end_conditions=wanted["end"],
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


_KINDS: tuple[Kind, Kind] = ("suspend", "end")


def wants(catalogue: Catalogue, conditions: Iterable[str]) -> tuple[Wanted, ...]:
    """Conditions in full."""
    found = []
    for name in conditions:
        entry = catalogue.conditions[name]
        found.append(
            Wanted(
                condition=name,
                text=entry.name,
                section=entry.section,
                met_by=entry.met_by,
                concessions=entry.concessions,
                party=entry.party,
                waits=entry.waits,
                sources=entry.sources,
                confidence=entry.confidence,
                note=entry.note,
            )
        )
    return tuple(found)


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


def reviewed_everywhere(catalogue: Catalogue) -> Catalogue:
    """The catalogue under the reading that all relief of the executive is reviewed first.

    Every immediate procedure of the executive gets the longest review clock of the catalogue.
    Without any review in the catalogue nothing changes.
    """
    reviews = [p for p in catalogue.procedures.values() if p.form == "review"]
    if not reviews:
        return catalogue
    clock = max(reviews, key=lambda p: p.review_days)
    update = {
        "form": "review",
        "review_days": clock.review_days,
        "review_days_recess": clock.review_days_recess,
        "recess": clock.recess,
        "after_passage_days": clock.after_passage_days,
        "after_veto_days": clock.after_veto_days,
        "approval": clock.approval,
        "introduced_by": clock.introduced_by,
        "silence": "goes_ahead",
    }
    procedures = {
        name: p.model_copy(update=update) if p.form == "immediate" and p.actor == "executive" else p
        for name, p in catalogue.procedures.items()
    }
    return catalogue.model_copy(update={"procedures": procedures})


def _options(
    catalogue: Catalogue,
    name: str,
    held_by: tuple[str, ...],
    on: dt.date,
    fulfilled: Collection[str],
) -> tuple[Option, ...]:
    authority = catalogue.authorities[name]
    others = tuple(other for other in held_by if other != name)
    result = []
    for kind in _KINDS:
        for procedure_id in authority.suspend if kind == "suspend" else authority.end:
            procedure = catalogue.procedures[procedure_id]
            effect = earliest_effect(procedure, on)
            waits = any(c not in fulfilled for c in waits_for(catalogue, procedure))
            result.append(
                Option(
                    kind=kind,
                    procedure=procedure_id,
                    name=procedure.name,
                    who=deliverer(procedure),
                    instrument=procedure.instrument,
                    scope=procedure.scope,
                    section=procedure.section,
                    earliest=None if waits or procedure.form == "repeal" else effect,
                    days=(effect - on).days,
                    conditions=wants(catalogue, procedure.conditions),
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
