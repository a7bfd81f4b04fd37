"""Procedures, routes and deadlines in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.catalogue.schema import Catalogue, Procedure
    from sim.law.routes import Route
    from sim.scenario.agents import Agents

__all__ = ["by_whom", "clock", "hurdle", "refused_meaning", "route_text", "silence"]

_SILENCE = {
    "stays": "it stays",
    "goes_ahead": "the relief goes ahead",
    "lapses": "the relief lapses at its term",
}


def silence(procedure: Procedure) -> str:
    """What happens to relief by a procedure if nobody acts."""
    if procedure.form in ("unanimity", "qualified_majority"):
        # Of the council's own act: it lapses unless renewed.
        return "the act lapses" if procedure.silence == "lapses" else "it stays"
    return _SILENCE[procedure.silence]


def by_whom(procedure: Procedure, agents: Agents) -> str:
    """Who takes an act, and with whom."""
    executive, congress = agents.executive.name, agents.congress.name
    return {
        "immediate": f"{executive}, alone",
        "review": f"{executive}; {congress} reviews",
        "certification": f"{executive}, on conditions",
        "repeal": congress,
        "unanimity": f"{agents.council.name}, all members",
        "qualified_majority": f"{agents.council.name}, by majority",
        "government": "its government, alone",
    }[procedure.form]


def clock(procedure: Procedure) -> str:
    """The days that a procedure takes at least, in words."""
    parts = []
    if procedure.consult_days:
        parts.append(f"{procedure.consult_days} d of consultation")
    if procedure.review_days:
        recess = ""
        if procedure.review_days_recess and procedure.recess is not None:
            first, last = procedure.recess
            recess = f" ({procedure.review_days_recess} d if sent {first} to {last})"
        parts.append(f"review {procedure.review_days} d{recess}")
    low, high = procedure.delay_days
    if high:
        parts.append(f"{low} d" if low == high else f"{low}–{high} d to effect")
    return ", ".join(parts) or "at once"


def hurdle(route: Route | None, agents: Agents) -> str:
    """Who must act for a whole measure, the hardest of the steps."""
    if route is None:
        return "nobody"
    return {
        "executive": f"{agents.executive.name} alone",
        "review": f"review by {agents.congress.name}",
        "certification": "certified conditions",
        "congress": f"act of {agents.congress.name}",
        "council": agents.council.name,
        "government": "its government",
    }[route.deliverer]


def route_text(catalogue: Catalogue, route: Route) -> str:
    """The steps of a route, authority by authority."""
    from sim.analysis.story.words import brief

    return "; ".join(
        f"{brief(catalogue.authorities[step.authority].name)}: "
        f"{catalogue.procedures[step.procedure].name}"
        for step in route.steps
    )


def refused_meaning(permanent: bool) -> str:
    """Whether relief by a route can simply run out again."""
    return "for good" if permanent else "until it is undone or runs out"
