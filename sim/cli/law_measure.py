"""The law of one measure on one day."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sim.catalogue.forms import DELIVERERS, delivery
from sim.cli.console import say
from sim.cli.law_words import (
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
from sim.cli.prose import paragraph

if TYPE_CHECKING:
    from sim.cli.law_reading import Law
    from sim.law.answers import Answer, LayerAnswer, ProcedureAnswer
    from sim.law.routes import Route

__all__ = ["show"]


def show(law: Law, measure: str, *, quiet: bool) -> dict[str, object]:
    """Print everything that the law says about a measure on a day; return it as plain values.

    Parameters
    ----------
    law
        The law.
    measure
        Id of the measure.
    quiet
        Print nothing.
    """
    from sim.law.answers import describe

    answer = describe(law.catalogue, measure, law.day)
    if quiet:
        return {"measure": _plain(law, answer)}
    _head(law, answer)
    if answer.in_force:
        for number, layer in enumerate(answer.layers, 1):
            _layer(law, answer, number, layer)
        _whole(law, answer)
    _notes(law, answer)
    return {}


def _date(day: dt.date) -> str:
    from sim.story.words import date

    return date(day)


def _short(law: Law, authority: str) -> str:
    from sim.story.words import brief

    return brief(law.catalogue.authorities[authority].name)


def _head(law: Law, answer: Answer) -> None:
    entry = law.catalogue.measures[answer.measure]
    sender = law.catalogue.senders[answer.sender].name
    kind = law.catalogue.classes[entry.class_].name
    say(answer.name)
    say(f"{answer.measure} · {sender} · {kind} · {entry.weight_lp:g} LP in the catalogue")
    say()
    day = _date(answer.on)
    if law.future:
        paragraph(f"This is {law.future} on {day}, as it was simulated.")
    if answer.in_force:
        n = len(answer.layers)
        held = "one authority" if n == 1 else f"{n} authorities, any of which is enough"
        paragraph(
            f"On {day} it is in force and rests on {held}.{cited_text(answer.sources)}", hang=0
        )
        if entry.until is not None:
            paragraph(f"Its last day in law is {_date(entry.until)}: it ends then by itself.")
    elif entry.until is not None and entry.until < entry.imposed:
        paragraph(
            f"On {day} it is not in force: the scenario imposes it once a condition holds, or on "
            "what has ended."
        )
    elif entry.until is not None and answer.on > entry.until:
        paragraph(f"On {day} it is not in force: its last day was {_date(entry.until)}.")
    else:
        paragraph(f"On {day} it is not in force: it begins on {_date(entry.imposed)}.")
    standing = law.standings.get(answer.measure)
    if standing is not None:
        for line in standing_text(law.catalogue, standing):
            paragraph(line)
    for name in answer.lapsed:
        sunset = law.catalogue.authorities[name].sunset
        if sunset is not None:
            known = f"{sunset.section}, {sunset.confidence.replace('_', ' ')}"
            paragraph(
                f"{_short(law, name)} has held it and ended on {_date(sunset.date)} by its own law "
                f"({known}).{cited_text(sunset.sources)}"
            )
    for licence in _licences(law, answer):
        paragraph(licence)
    caveat = kept_to(law)
    if caveat:
        paragraph(caveat)
    say()


def _licences(law: Law, answer: Answer) -> list[str]:
    """Licences of a scenario's first day that are in force, in sentences."""
    if law.scenario is None:
        return []
    from sim.law.foreseen import licences

    whole = law.catalogue.measures[answer.measure].tranches
    found = []
    for entry in licences(law.scenario, answer.measure, answer.on):
        part = f"{entry.tranches} of its {whole} parts" if entry.tranches else "less than a part"
        term = f" until {_date(entry.until)}" if entry.until is not None else ""
        known = f" ({entry.confidence.replace('_', ' ')})"
        found.append(
            f"Eased on the first day: {entry.licence}, {part}{term}{known}."
            f"{cited_text([entry.source] if entry.source else [])}"
        )
    return found


def _layer(law: Law, answer: Answer, number: int, layer: LayerAnswer) -> None:
    """One authority: what becomes of it if nobody acts, and who may suspend or end it."""
    entry = law.catalogue.authorities[layer.authority]
    kind = "codified" if entry.codified else "statute" if entry.statute else "act or order"
    say(f"{number}  {layer.name}")
    said = f" by {entry.section}" if entry.codified and entry.section else ""
    at = f" ({entry.section})" if entry.section and not entry.codified else ""
    paragraph(
        f"{kind}{said}{at}; holds it since {_date(layer.since)}."
        f"{cited_text(layer.sources)} ({layer.confidence.replace('_', ' ')})",
        indent=3,
    )
    if layer.note:
        paragraph(layer.note, indent=3)
    when = f" ({layer.lapse_section}, {layer.lapse_confidence.replace('_', ' ')})"
    paragraph(
        f"If nobody acts: {_lapses(law, answer, layer)}"
        f"{when if layer.lapse_section else ''}.{cited_text(layer.lapse_sources)}",
        indent=3,
    )
    if not layer.options:
        paragraph("Nobody can suspend or end it.", indent=3)
    for verb in ("suspend", "end"):
        options = [option for option in layer.options if option.kind == verb]
        if options:
            paragraph(f"To {verb} it", indent=3)
            for option in options:
                _option(law, option)
    others = [o.authority for o in answer.layers if o.authority != layer.authority]
    if others:
        names = ", ".join(_short(law, name) for name in others)
        verb = "holds" if len(others) == 1 else "hold"
        paragraph(f"Without it {names} still {verb} the measure.", indent=3)
    say()


def _option(law: Law, option: ProcedureAnswer) -> None:
    procedure = law.catalogue.procedures[option.procedure]
    when = clock(procedure)
    parts = [by_whom(procedure, law.agents)]
    if not delivery(procedure.form).dated:
        parts.append("no day can be named")
    else:
        parts.append(when_text(law, option.earliest, option.days) + (f", {when}" if when else ""))
    at = f" ({option.section})" if option.section else ""
    paragraph(
        f"{option.name}{at}: {'; '.join(parts)}. On silence {silence(procedure)}."
        f"{' An approval may end the review early.' if option.approval else ''}"
        f"{' Only the leaders may introduce a disapproval.' * (option.introduced_by == 'leaders')}"
        f"{cited_text(procedure.sources)}",
        indent=5,
    )
    for wanted in option.conditions:
        paragraph(f"- if {wanted_text(wanted)}", indent=7)


def _lapses(law: Law, answer: Answer, layer: LayerAnswer) -> str:
    if layer.lapses_on is not None and not layer.lapses_unless:
        return f"ends on {_date(layer.lapses_on)} by its own law"
    if layer.lapses_on is None:
        entry = law.catalogue.authorities[layer.authority]
        if entry.codified and entry.emergency is not None:
            return "stays: a statute holds the order even if its emergency lapses"
        return "stays: it has no term"
    window = ""
    if layer.window_opens is not None:
        last = layer.lapses_on - dt.timedelta(days=1)
        window = f" between {_date(layer.window_opens)} and {_date(last)}"
    others = [o.authority for o in answer.layers if o.authority != layer.authority]
    shared = law.catalogue.authorities[layer.authority]
    left = [name for name in others if not _falls_too(law, shared.emergency, shared.act, name)]
    then = (
        f"then {', '.join(_short(law, name) for name in left)} still "
        f"{'holds' if len(left) == 1 else 'hold'} it"
        if left
        else "the measure ends with it"
    )
    return f"lapses on {_date(layer.lapses_on)} unless {layer.lapses_unless}{window}; {then}"


def _falls_too(law: Law, emergency: str | None, act: str | None, name: str) -> bool:
    """Whether another authority lapses with the same emergency or act."""
    other = law.catalogue.authorities[name]
    if emergency is not None and other.emergency == emergency and not other.codified:
        return True
    return act is not None and other.act == act


def _whole(law: Law, answer: Answer) -> None:
    say("The whole measure")
    for verb, route, earliest, days in (
        ("suspend", answer.suspend, answer.suspend_earliest, answer.suspend_days),
        ("end", answer.end, answer.end_earliest, answer.end_days),
    ):
        paragraph(f"To {verb} it: {_route(law, route, earliest, days)}", indent=3)
    if answer.survives:
        names = ", ".join(_short(law, name) for name in answer.survives)
        paragraph(f"If every dated authority lapsed, it would still rest on {names}.", indent=3)
    else:
        paragraph("If every dated authority lapsed, nothing would hold it.", indent=3)
    say()


def _route(law: Law, route: Route | None, earliest: dt.date | None, days: int) -> str:
    if route is None:
        return "there is no way that covers every authority."
    instrument = law.catalogue.instruments[route.instrument]
    if route.kind == "suspend" and route.permanent:
        return "it cannot be suspended, only ended."
    dated = DELIVERERS[route.deliverer].dated
    when = when_text(law, earliest, days) if dated else "on no day that can be named"
    return (
        f"{when}, {doer(route, law.agents)}. "
        f"It counts as {instrument.name.lower()}, {how_long(route)}. "
        f"Step by step: {route_text(law.catalogue, route)}."
    )


def _notes(law: Law, answer: Answer) -> None:
    if answer.note:
        paragraph(f"Note: {answer.note}")
    paragraph(f"How well the measure is known: {answer.confidence.replace('_', ' ')}.")
    cited = _sources(law, answer)
    if cited:
        say("Sources")
        for name in cited:
            full = law.catalogue.sources.get(name)
            paragraph(f"[{name}] {full}" if full else name, indent=2)


def _sources(law: Law, answer: Answer) -> list[str]:
    """Sources of all that is said of a measure, each once."""
    found = dict.fromkeys(answer.cited())
    for name in answer.lapsed:
        sunset = law.catalogue.authorities[name].sunset
        found.update(dict.fromkeys(sunset.sources if sunset is not None else ()))
    return list(found)


def _plain(law: Law, answer: Answer) -> dict[str, Any]:
    told = _dated(asdict(answer))
    cited = _sources(law, answer)
    told["references"] = {
        name: law.catalogue.sources[name]
        for name in dict.fromkeys(cited)
        if name in law.catalogue.sources
    }
    standing = law.standings.get(answer.measure)
    if standing is not None:
        told["standing"] = _dated(asdict(standing))
    return dict(told)


def _dated(value: Any) -> Any:
    """Plain values, dates as text."""
    if isinstance(value, dict):
        return {key: _dated(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_dated(item) for item in value]
    return str(value) if isinstance(value, dt.date) else value
