"""Procedures, routes and deadlines in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sim.catalogue.forms import DELIVERERS, FORMS, delivery
from sim.catalogue.schema import Catalogue, Procedure
from sim.law.answers import ConditionAnswer
from sim.law.routes import Route
from sim.law.standing import Standing
from sim.scenario.parties import Agents
from sim.wording.words import brief, capital, count, date, lower

__all__ = [
    "by_whom",
    "cited_text",
    "clock",
    "days_on",
    "doer",
    "how_long",
    "hurdle",
    "kept_to",
    "route_text",
    "silence",
    "standing_text",
    "wanted_text",
    "when_text",
]

_SILENCE = {
    "stays": "it stays",
    "goes_ahead": "the relief goes ahead",
    "lapses": "the relief lapses at its term",
}


def silence(procedure: Procedure) -> str:
    """Say what happens to relief by a procedure if nobody acts."""
    if FORMS[procedure.form].vote:
        # Of the council's own act: it lapses unless renewed.
        return "the act lapses" if procedure.silence == "lapses" else "it stays"
    return _SILENCE[procedure.silence]


def by_whom(procedure: Procedure, agents: Agents) -> str:
    """Say who takes an act, and with whom."""
    return _with_names(FORMS[procedure.form].by_whom, agents)


def clock(procedure: Procedure) -> str:
    """Say how many days a procedure takes at least; empty if it takes none."""
    parts = []
    if procedure.consult_days:
        parts.append(f"consultation of {procedure.consult_days} days")
    if procedure.review_days:
        recess = ""
        if procedure.review_days_recess and procedure.recess is not None:
            first, last = (_day_of_year(day) for day in procedure.recess)
            recess = f", {procedure.review_days_recess} if sent from {first} to {last}"
        parts.append(f"review of {procedure.review_days} days{recess}")
    low, high = procedure.delay_days
    if high and delivery(procedure.form).dated:
        parts.append(f"{low} days to effect" if low == high else f"{low} to {high} days to effect")
    return "; ".join(parts)


def _day_of_year(day: str) -> str:
    """Write ``10 Jul`` for ``07-10``."""
    return date(dt.date.fromisoformat(f"2000-{day}")).removesuffix(" 2000")


def hurdle(route: Route | None, agents: Agents) -> str:
    """Say who must act for a whole measure, the hardest of the steps."""
    if route is None:
        return "nobody"
    return _with_names(DELIVERERS[route.deliverer].hurdle, agents)


def doer(route: Route, agents: Agents) -> str:
    """Say who acts for a whole measure, where its conditions are told already."""
    row = DELIVERERS[route.deliverer]
    return _with_names(row.agent or row.hurdle, agents)


def _with_names(text: str, agents: Agents) -> str:
    return text.format(
        executive=agents.executive.name, congress=agents.congress.name, council=agents.council.name
    )


def route_text(catalogue: Catalogue, route: Route) -> str:
    """Say the steps of a route, authority by authority."""
    return "; ".join(
        f"{brief(catalogue.authorities[step.authority].name)}: "
        f"{catalogue.procedures[step.procedure].name}"
        for step in route.steps
    )


def how_long(catalogue: Catalogue, route: Route) -> str:
    """Say how long relief by a route holds."""
    hazard = catalogue.instruments[route.instrument].hazard
    if hazard <= 0.0:
        return "which nothing undoes"
    years = 1.0 / hazard
    length = f"{years:.0f} years" if years >= 1.5 else f"{12.0 * years:.0f} months"
    lasts = "for good in law" if route.permanent else "until it is undone or runs out"
    return f"{lasts}; relief of this kind is undone after {length} on average"


def days_on(on: dt.date, earliest: dt.date) -> str:
    """Say the earliest day of effect, and how far off it is."""
    days = (earliest - on).days
    return f"{date(earliest)} at the earliest ({count(days, 'day')})" if days else "at once"


def standing_text(catalogue: Catalogue, standing: Standing) -> list[str]:
    """Say what relief a measure has on a day of a simulated future, in sentences."""
    whole = standing.tranches
    sentences = []
    for eased in standing.eased:
        part = "all of it" if eased.tranches == whole else f"{eased.tranches} of its {whole} parts"
        verb = "is" if eased.tranches in (1, whole) else "are"
        name = lower(catalogue.instruments[eased.instrument].name)
        ended = "ended" if eased.permanent else "eased"
        via = "a licence of the first day" if eased.via == "start" else eased.via
        sentences.append(
            capital(f"{part} {verb} {ended} by {name} since {date(eased.since)} ({via}).")
        )
    gone = whole - standing.on - sum(eased.tranches for eased in standing.eased)
    if gone:
        sentences.append(f"{count(gone, 'part')} of {whole} ended for want of a legal basis.")
    return sentences


def kept_to(catalogue: Catalogue, on: dt.date) -> str:
    """Warn if a day lies beyond the day to which the catalogue is kept."""
    as_of = catalogue.as_of
    if as_of is None or on <= as_of:
        return ""
    return f"The catalogue is kept to {date(as_of)}: what came later it does not know."


def cited_text(sources: Iterable[str]) -> str:
    """Name what a claim is known from, behind it."""
    named = ", ".join(dict.fromkeys(sources))
    return f" [{named}]" if named else ""


def wanted_text(wanted: ConditionAnswer) -> str:
    """Say a condition with its section, what fulfils it in the model, and its sources."""
    met = {
        "finding": "",
        "settlement": "; in the model once a settlement has held",
        "concessions": f"; in the model by {', '.join(wanted.concessions)}",
        "government": "; fulfilled once the target has a government that meets the aims",
        "date": "; for as long as it says",
        "scenario": "; nothing in the model fulfils it but a scenario that says so",
    }[wanted.met_by]
    party = f"; {wanted.party} must accept it" if wanted.party else ""
    note = f" {wanted.note}" if wanted.note else ""
    return f"{wanted.text} ({wanted.section}{party}{met}){cited_text(wanted.sources)}{note}"


def when_text(on: dt.date, earliest: dt.date | None, days: int) -> str:
    """Say the earliest day, or that it waits for its conditions."""
    if earliest is not None:
        return days_on(on, earliest)
    then = f", then {days} days" if days else ", then at once"
    return f"once its conditions are fulfilled{then}"
