"""The law of one measure on one day."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sim.cli.console import print_table, say
from sim.cli.law_words import by_whom, clock, hurdle, refused_meaning, route_text, silence

if TYPE_CHECKING:
    from sim.cli.law import Law
    from sim.law.answers import Answer, LayerAnswer
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
        _holders(law, answer)
        _ways(law, answer)
        _whole(law, answer)
    _sources(law, answer)
    return {}


def _date(day: dt.date) -> str:
    from sim.analysis.story.words import date

    return date(day)


def _short(law: Law, authority: str) -> str:
    from sim.analysis.story.words import brief

    return brief(law.catalogue.authorities[authority].name)


def _head(law: Law, answer: Answer) -> None:
    entry = law.catalogue.measures[answer.measure]
    sender = law.catalogue.senders[answer.sender].name
    kind = law.catalogue.classes[entry.class_].name
    say(f"{answer.name}")
    say(f"{answer.measure}  {sender} · {kind} · {entry.weight_lp:g} LP in the catalogue")
    say()
    if answer.in_force:
        n = len(answer.layers)
        say(
            f"On {_date(answer.on)} it is in force and rests on "
            f"{'one authority' if n == 1 else f'{n} authorities, any of which is enough'}."
        )
    elif entry.until is not None and answer.on > entry.until:
        say(f"On {_date(answer.on)} it is not in force: it ended on {_date(entry.until)}.")
    else:
        say(f"On {_date(answer.on)} it is not in force: it begins on {_date(entry.imposed)}.")
    say()


def _holders(law: Law, answer: Answer) -> None:
    say("What holds it, and what happens if nobody acts")
    rows = []
    for layer in answer.layers:
        entry = law.catalogue.authorities[layer.authority]
        kind = "codified" if entry.codified else "statute" if entry.statute else "act or order"
        rows.append((layer.name, kind, _date(layer.since), _lapses(law, answer, layer)))
    print_table(rows, ("authority", "kind", "holds it since", "if nobody acts"), whole=(2,))


def _lapses(law: Law, answer: Answer, layer: LayerAnswer) -> str:
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


def _ways(law: Law, answer: Answer) -> None:
    say(f"Who may lift each authority, asked on {_date(answer.on)}")
    rows = []
    for layer in answer.layers:
        for option in layer.options:
            procedure = law.catalogue.procedures[option.procedure]
            rest = ", ".join(_short(law, name) for name in option.then_held_by)
            rows.append(
                (
                    _short(law, layer.authority),
                    f"{option.kind}: {option.name}",
                    by_whom(procedure, law.agents),
                    clock(procedure) + (f"; once {option.condition}" if option.condition else ""),
                    _date(option.earliest),
                    silence(procedure),
                    rest or "nothing",
                )
            )
        if not layer.options:
            rows.append((_short(law, layer.authority), "nobody can", "", "", "", "", ""))
    print_table(
        rows,
        ("authority", "act", "who", "clock", "earliest", "on silence", "still held by"),
        whole=(4,),
    )


def _whole(law: Law, answer: Answer) -> None:
    say("The whole measure")
    for verb, route, earliest in (
        ("suspend", answer.suspend, answer.suspend_earliest),
        ("end", answer.end, answer.end_earliest),
    ):
        say(f"  To {verb} it: {_route(law, answer, route, earliest)}")
    if answer.survives:
        names = ", ".join(_short(law, name) for name in answer.survives)
        say(f"  If every dated authority lapsed, it would still rest on {names}.")
    else:
        say("  If every dated authority lapsed, nothing would hold it.")
    say()


def _route(law: Law, answer: Answer, route: Route | None, earliest: dt.date | None) -> str:
    if route is None or earliest is None:
        return "there is no way that covers every authority."
    instrument = law.catalogue.instruments[route.instrument]
    conditions = any(law.catalogue.procedures[s.procedure].needs_settlement for s in route.steps)
    days = (earliest - answer.on).days
    return (
        f"{_date(earliest)} at the earliest ({days} days), by {hurdle(route, law.agents)}"
        f"{', once a settlement holds' if conditions else ''}; "
        f"{refused_meaning(route.permanent)} (counts as {instrument.name.lower()}, undone at "
        f"{route.hazard:g} a year).\n    {route_text(law.catalogue, route)}."
    )


def _sources(law: Law, answer: Answer) -> None:
    if answer.note:
        say(f"Note: {answer.note}")
    say(f"Confidence: {answer.confidence.replace('_', ' ')}")
    cited: dict[str, None] = dict.fromkeys(answer.sources)
    for layer in answer.layers:
        cited.update(dict.fromkeys(layer.sources))
        for option in layer.options:
            cited.update(dict.fromkeys(law.catalogue.procedures[option.procedure].sources))
    if cited:
        say("Sources")
        for name in cited:
            full = law.catalogue.sources.get(name)
            say(f"  [{name}] {full}" if full else f"  {name}")


def _plain(law: Law, answer: Answer) -> dict[str, Any]:
    told = _dated(asdict(answer))
    cited = [*answer.sources, *(name for layer in answer.layers for name in layer.sources)]
    told["references"] = {
        name: law.catalogue.sources[name]
        for name in dict.fromkeys(cited)
        if name in law.catalogue.sources
    }
    return dict(told)


def _dated(value: Any) -> Any:
    """Plain values, dates as text."""
    if isinstance(value, dict):
        return {key: _dated(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_dated(item) for item in value]
    return str(value) if isinstance(value, dt.date) else value
