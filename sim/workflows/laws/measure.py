"""The law of one measure on one day, to be read and as plain values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from sim.catalogue.forms import DELIVERERS, delivery
from sim.law.answers import Answer, LayerAnswer, ProcedureAnswer, describe
from sim.law.foreseen import licences
from sim.law.routes import Route
from sim.wording.words import brief, date
from sim.workflows.laws.reading import Reading
from sim.workflows.laws.words import (
    by_whom,
    cited_text,
    clock,
    doer,
    how_long,
    kept_to,
    route_text,
    silence,
    standing_text,
    wanted_text,
    when_text,
)
from sim.workflows.page import Block, Line, Page, Paragraph, Report

__all__ = ["measure_report"]


def measure_report(law: Reading, measure: str) -> Report:
    """Say everything that the law says about a measure on a day.

    Parameters
    ----------
    law
        The law.
    measure
        Id of the measure.
    """
    answer = describe(law.catalogue, measure, law.day)
    return Report(Page(_blocks(law, answer)), {"measure": _values(law, answer)})


def _blocks(law: Reading, answer: Answer) -> Iterator[Block]:
    yield from _head(law, answer)
    if answer.in_force:
        for number, layer in enumerate(answer.layers, 1):
            yield from _layer(law, answer, number, layer)
        yield from _whole(law, answer)
    yield from _notes(law, answer)


def _short(law: Reading, authority: str) -> str:
    return brief(law.catalogue.authorities[authority].name)


def _head(law: Reading, answer: Answer) -> Iterator[Block]:
    entry = law.catalogue.measures[answer.measure]
    sender = law.catalogue.senders[answer.sender].name
    kind = law.catalogue.classes[entry.class_].name
    yield Line(answer.name)
    yield Line(f"{answer.measure} · {sender} · {kind} · {entry.weight_lp:g} LP in the catalogue")
    yield Line()
    day = date(answer.on)
    if law.future:
        yield Paragraph(f"This is {law.future} on {day}, as it was simulated.")
    if answer.in_force:
        n = len(answer.layers)
        held = "one authority" if n == 1 else f"{n} authorities, any of which is enough"
        yield Paragraph(
            f"On {day} it is in force and rests on {held}.{cited_text(answer.sources)}", hang=0
        )
        if entry.until is not None:
            yield Paragraph(f"Its last day in law is {date(entry.until)}: it ends then by itself.")
    elif entry.until is not None and entry.until < entry.imposed:
        yield Paragraph(
            f"On {day} it is not in force: the scenario imposes it once a condition holds, or on "
            "what has ended."
        )
    elif entry.until is not None and answer.on > entry.until:
        yield Paragraph(f"On {day} it is not in force: its last day was {date(entry.until)}.")
    else:
        yield Paragraph(f"On {day} it is not in force: it begins on {date(entry.imposed)}.")
    standing = law.standings.get(answer.measure)
    if standing is not None:
        for line in standing_text(law.catalogue, standing):
            yield Paragraph(line)
    for name in answer.lapsed:
        sunset = law.catalogue.authorities[name].sunset
        if sunset is not None:
            basis = f"{sunset.section}, {sunset.confidence.replace('_', ' ')}"
            yield Paragraph(
                f"{_short(law, name)} has held it and ended on {date(sunset.date)} by its own law "
                f"({basis}).{cited_text(sunset.sources)}"
            )
    for licence in _licences(law, answer):
        yield Paragraph(licence)
    caveat = kept_to(law.catalogue, law.day)
    if caveat:
        yield Paragraph(caveat)
    yield Line()


def _licences(law: Reading, answer: Answer) -> list[str]:
    """Return licences of a scenario's first day that are in force, in sentences."""
    if law.scenario is None:
        return []
    whole = law.catalogue.measures[answer.measure].tranches
    sentences = []
    for entry in licences(law.scenario, answer.measure, answer.on):
        part = f"{entry.tranches} of its {whole} parts" if entry.tranches else "less than a part"
        term = f" until {date(entry.until)}" if entry.until is not None else ""
        how_sure = f" ({entry.confidence.replace('_', ' ')})"
        sentences.append(
            f"Eased on the first day: {entry.licence}, {part}{term}{how_sure}."
            f"{cited_text([entry.source] if entry.source else [])}"
        )
    return sentences


def _layer(law: Reading, answer: Answer, number: int, layer: LayerAnswer) -> Iterator[Block]:
    """Say of one authority what becomes of it if nobody acts, and who may suspend or end it."""
    entry = law.catalogue.authorities[layer.authority]
    kind = "codified" if entry.codified else "statute" if entry.statute else "act or order"
    yield Line(f"{number}  {layer.name}")
    by = f" by {entry.section}" if entry.codified and entry.section else ""
    at = f" ({entry.section})" if entry.section and not entry.codified else ""
    yield Paragraph(
        f"{kind}{by}{at}; holds it since {date(layer.since)}."
        f"{cited_text(layer.sources)} ({layer.confidence.replace('_', ' ')})",
        indent=3,
    )
    if layer.note:
        yield Paragraph(layer.note, indent=3)
    when = f" ({layer.lapse_section}, {layer.lapse_confidence.replace('_', ' ')})"
    yield Paragraph(
        f"If nobody acts: {_lapses(law, answer, layer)}"
        f"{when if layer.lapse_section else ''}.{cited_text(layer.lapse_sources)}",
        indent=3,
    )
    if not layer.options:
        yield Paragraph("Nobody can suspend or end it.", indent=3)
    for verb in ("suspend", "end"):
        options = [option for option in layer.options if option.kind == verb]
        if options:
            yield Paragraph(f"To {verb} it", indent=3)
            for option in options:
                yield from _option(law, option)
    others = [o.authority for o in answer.layers if o.authority != layer.authority]
    if others:
        names = ", ".join(_short(law, name) for name in others)
        verb = "holds" if len(others) == 1 else "hold"
        yield Paragraph(f"Without it {names} still {verb} the measure.", indent=3)
    yield Line()


def _option(law: Reading, option: ProcedureAnswer) -> Iterator[Block]:
    procedure = law.catalogue.procedures[option.procedure]
    when = clock(procedure)
    parts = [by_whom(procedure, law.agents)]
    if not delivery(procedure.form).dated:
        parts.append("no day can be named")
    else:
        parts.append(
            when_text(law.day, option.earliest, option.days) + (f", {when}" if when else "")
        )
    at = f" ({option.section})" if option.section else ""
    yield Paragraph(
        f"{option.name}{at}: {'; '.join(parts)}. On silence {silence(procedure)}."
        f"{' An approval may end the review early.' if option.approval else ''}"
        f"{' Only the leaders may introduce a disapproval.' * (option.introduced_by == 'leaders')}"
        f"{cited_text(procedure.sources)}",
        indent=5,
    )
    for wanted in option.conditions:
        yield Paragraph(f"- if {wanted_text(wanted)}", indent=7)


def _lapses(law: Reading, answer: Answer, layer: LayerAnswer) -> str:
    if layer.lapses_on is not None and not layer.lapses_unless:
        return f"ends on {date(layer.lapses_on)} by its own law"
    if layer.lapses_on is None:
        entry = law.catalogue.authorities[layer.authority]
        if entry.codified and entry.emergency is not None:
            return "stays: a statute holds the order even if its emergency lapses"
        return "stays: it has no term"
    window = ""
    if layer.window_opens is not None:
        last = layer.lapses_on - dt.timedelta(days=1)
        window = f" between {date(layer.window_opens)} and {date(last)}"
    others = [o.authority for o in answer.layers if o.authority != layer.authority]
    shared = law.catalogue.authorities[layer.authority]
    left = [name for name in others if not _falls_too(law, shared.emergency, shared.act, name)]
    then = (
        f"then {', '.join(_short(law, name) for name in left)} still "
        f"{'holds' if len(left) == 1 else 'hold'} it"
        if left
        else "the measure ends with it"
    )
    return f"lapses on {date(layer.lapses_on)} unless {layer.lapses_unless}{window}; {then}"


def _falls_too(law: Reading, emergency: str | None, act: str | None, name: str) -> bool:
    """Return whether another authority lapses with the same emergency or act."""
    other = law.catalogue.authorities[name]
    if emergency is not None and other.emergency == emergency and not other.codified:
        return True
    return act is not None and other.act == act


def _whole(law: Reading, answer: Answer) -> Iterator[Block]:
    yield Line("The whole measure")
    for verb, route, earliest, days in (
        ("suspend", answer.suspend, answer.suspend_earliest, answer.suspend_days),
        ("end", answer.end, answer.end_earliest, answer.end_days),
    ):
        yield Paragraph(f"To {verb} it: {_route(law, route, earliest, days)}", indent=3)
    if answer.survives:
        names = ", ".join(_short(law, name) for name in answer.survives)
        yield Paragraph(
            f"If every dated authority lapsed, it would still rest on {names}.", indent=3
        )
    else:
        yield Paragraph("If every dated authority lapsed, nothing would hold it.", indent=3)
    yield Line()


def _route(law: Reading, route: Route | None, earliest: dt.date | None, days: int) -> str:
    if route is None:
        return "there is no way that covers every authority."
    instrument = law.catalogue.instruments[route.instrument]
    if route.kind == "suspend" and route.permanent:
        return "it cannot be suspended, only ended."
    dated = DELIVERERS[route.deliverer].dated
    when = when_text(law.day, earliest, days) if dated else "on no day that can be named"
    return (
        f"{when}, {doer(route, law.agents)}. "
        f"It counts as {instrument.name.lower()}, {how_long(law.catalogue, route)}. "
        f"Step by step: {route_text(law.catalogue, route)}."
    )


def _notes(law: Reading, answer: Answer) -> Iterator[Block]:
    if answer.note:
        yield Paragraph(f"Note: {answer.note}")
    yield Paragraph(f"How well the measure is known: {answer.confidence.replace('_', ' ')}.")
    cited = _sources(law, answer)
    if cited:
        yield Line("Sources")
        for name in cited:
            full = law.catalogue.sources.get(name)
            yield Paragraph(f"[{name}] {full}" if full else name, indent=2)


def _sources(law: Reading, answer: Answer) -> list[str]:
    """Return the sources of all that is said of a measure, each once."""
    names = dict.fromkeys(answer.cited())
    for name in answer.lapsed:
        sunset = law.catalogue.authorities[name].sunset
        names.update(dict.fromkeys(sunset.sources if sunset is not None else ()))
    return list(names)


def _values(law: Reading, answer: Answer) -> dict[str, Any]:
    values = _dated(asdict(answer))
    cited = _sources(law, answer)
    values["references"] = {
        name: law.catalogue.sources[name]
        for name in dict.fromkeys(cited)
        if name in law.catalogue.sources
    }
    standing = law.standings.get(answer.measure)
    if standing is not None:
        values["standing"] = _dated(asdict(standing))
    return dict(values)


def _dated(value: Any) -> Any:
    """Return plain values, dates as text."""
    if isinstance(value, dict):
        return {key: _dated(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_dated(item) for item in value]
    return str(value) if isinstance(value, dt.date) else value
