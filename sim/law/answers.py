"""What the law says about one measure on one day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sim.catalogue.schema import Authority, Catalogue, Measure
from sim.law.clocks import earliest_effect, next_occurrence, occurrences, renewal_window
from sim.law.routes import Kind, Route, deliverer, route, route_effect


@dataclass(frozen=True, slots=True)
class Option:
    """One way to suspend or end one authority."""

    kind: Kind
    procedure: str
    name: str
    who: str
    instrument: str
    earliest: dt.date
    condition: str
    silence: str
    then_held_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LayerAnswer:
    """One authority that holds the measure."""

    authority: str
    name: str
    since: dt.date
    lapses_on: dt.date | None
    lapses_unless: str
    window_opens: dt.date | None
    options: tuple[Option, ...]
    sources: tuple[str, ...]
    confidence: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything the law says about a measure on a day."""

    measure: str
    name: str
    sender: str
    on: dt.date
    in_force: bool
    layers: tuple[LayerAnswer, ...]
    suspend: Route | None
    suspend_earliest: dt.date | None
    end: Route | None
    end_earliest: dt.date | None
    sources: tuple[str, ...]
    confidence: str
    note: str
    survives: tuple[str, ...]
    """Authorities that would hold it even if every dated layer lapsed."""


def authority_since(catalogue: Catalogue, authority: Authority) -> dt.date | None:
    """First day on which an authority can hold anything, if the catalogue knows."""
    dates = [authority.since]
    if authority.emergency is not None:
        dates.append(catalogue.emergencies[authority.emergency].declared)
    if authority.act is not None:
        dates.append(catalogue.acts[authority.act].adopted)
    return max((date for date in dates if date is not None), default=None)


def holders(catalogue: Catalogue, measure: Measure, on: dt.date) -> tuple[str, ...]:
    """Authorities under a measure that hold it on a day, as the catalogue dates them."""
    if measure.until is not None and on > measure.until:
        return ()
    return tuple(layer.authority for layer in measure.layers if layer.since <= on)


def lapse(catalogue: Catalogue, authority: Authority, on: dt.date) -> tuple[dt.date | None, str]:
    """Day on which an authority lapses if nobody acts from a day on, and what would stop it.

    The day itself counts as over: on an anniversary the next one is a year away.
    """
    tomorrow = on + dt.timedelta(days=1)
    if authority.emergency is not None and not authority.codified:
        emergency = catalogue.emergencies[authority.emergency]
        return (
            next_occurrence(emergency.anniversary, tomorrow),
            f"a notice continuing {emergency.name} is published and sent to Congress",
        )
    if authority.act is not None:
        act = catalogue.acts[authority.act]
        last = dt.date(tomorrow.year + 2, 1, 1)
        date = next(iter(occurrences(act.expiries, tomorrow, last)))
        return date, f"all members renew {act.name}"
    return None, ""


def describe(
    catalogue: Catalogue, measure_id: str, on: dt.date, *, s216_all: bool = False
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
    layers = []
    for name in held_by:
        authority = catalogue.authorities[name]
        lapses_on, unless = lapse(catalogue, authority, on)
        opens = None
        if authority.emergency is not None and lapses_on is not None:
            window = catalogue.emergencies[authority.emergency].window_days
            opens = renewal_window(lapses_on, window)[0]
        layers.append(
            LayerAnswer(
                authority=name,
                name=authority.name,
                since=since[name],
                lapses_on=lapses_on,
                lapses_unless=unless,
                window_opens=opens,
                options=_options(catalogue, name, held_by, on),
                sources=authority.sources,
                confidence=authority.confidence,
            )
        )
    suspend, end = route(catalogue, held_by, "suspend"), route(catalogue, held_by, "end")
    return Answer(
        measure=measure_id,
        name=measure.name,
        sender=measure.sender,
        on=on,
        in_force=bool(held_by),
        layers=tuple(layers),
        suspend=suspend,
        suspend_earliest=route_effect(catalogue, suspend, on) if suspend else None,
        end=end,
        end_earliest=route_effect(catalogue, end, on) if end else None,
        sources=measure.sources,
        confidence=measure.confidence,
        note=measure.note,
        survives=tuple(
            name for name in held_by if lapse(catalogue, catalogue.authorities[name], on)[0] is None
        ),
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
        "silence": "goes_ahead",
    }
    procedures = {
        name: p.model_copy(update=update) if p.form == "immediate" and p.actor == "executive" else p
        for name, p in catalogue.procedures.items()
    }
    return catalogue.model_copy(update={"procedures": procedures})


def _options(
    catalogue: Catalogue, name: str, held_by: tuple[str, ...], on: dt.date
) -> tuple[Option, ...]:
    authority = catalogue.authorities[name]
    others = tuple(other for other in held_by if other != name)
    result = []
    kinds: tuple[tuple[Kind, tuple[str, ...]], ...] = (
        ("suspend", authority.suspend),
        ("end", authority.end),
    )
    for kind, names in kinds:
        for procedure_id in names:
            procedure = catalogue.procedures[procedure_id]
            result.append(
                Option(
                    kind=kind,
                    procedure=procedure_id,
                    name=procedure.name,
                    who=deliverer(procedure),
                    instrument=procedure.instrument,
                    earliest=earliest_effect(procedure, on),
                    condition="a settlement holds" if procedure.needs_settlement else "",
                    silence=procedure.silence,
                    then_held_by=others,
                )
            )
    return tuple(result)
