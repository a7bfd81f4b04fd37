"""What the engine needs of a route of relief, and which procedures are not for sale."""

from __future__ import annotations

from typing import Final

from sim.catalogue.forms import FORMS
from sim.catalogue.schema import Catalogue, Procedure
from sim.engine.model.parts import ReliefOption
from sim.law.routes import Route, conditions_of

_GOVERNMENTS: Final = ("executive", "government")
"""Actors that can put back by an act of their own what they have ended."""


def way_of(
    route: Route, catalogue: Catalogue, bit: dict[str, int], condition: dict[str, int]
) -> ReliefOption:
    """Return a route with its clocks, its conditions and masks of its authorities.

    Parameters
    ----------
    route
        The route.
    catalogue
        The catalogue.
    bit, condition
        Bits of authorities, and of the conditions that wait for more than a finding.
    """
    procedures = [catalogue.procedures[step.procedure] for step in route.steps]
    mask = ended = again = needs = 0
    for step, procedure in zip(route.steps, procedures, strict=True):
        own = bit[step.authority]
        mask |= own
        if catalogue.instruments[procedure.instrument].permanent:
            ended |= own
            if procedure.actor in _GOVERNMENTS and FORMS[procedure.form].restorable:
                again |= own
    reviewed = [p for p in procedures if p.review_days > 0]
    wanted = tuple([name for name in conditions_of(catalogue, route.steps) if name in condition])
    for name in wanted:
        needs |= condition[name]
    return ReliefOption(
        route=route,
        mask=mask,
        delay=(
            float(max(p.delay_days[0] - _concurrent(p) for p in procedures)),
            float(max(p.delay_days[1] - _concurrent(p) for p in procedures)),
        ),
        review=max(reviewed, key=lambda p: p.review_days, default=None),
        lead=float(max(p.consult_days for p in procedures)),
        conditions=wanted,
        needs=needs,
        ended=ended,
        again=again,
    )


def _concurrent(procedure: Procedure) -> int:
    """Days of the delay that pass during the review: a certification's run at once."""
    if not FORMS[procedure.form].certified:
        return 0
    return min(procedure.review_days, procedure.delay_days[0])


def untraded(catalogue: Catalogue) -> frozenset[str]:
    """Return procedures that rest on a finding which is not made for something else (R24)."""
    return frozenset(
        name
        for name, entry in catalogue.procedures.items()
        if not all(catalogue.conditions[wanted].traded for wanted in entry.conditions)
    )
