"""What holds a measure on a day, and what lapses if nobody acts."""

from __future__ import annotations

import datetime as dt

from sim.catalogue.forms import FORMS
from sim.catalogue.schema import Authority, Catalogue, Measure
from sim.catalogue.terms import expiries
from sim.law.clocks import next_occurrence

_DAY = dt.timedelta(days=1)


def authority_since(catalogue: Catalogue, authority: Authority) -> dt.date | None:
    """Return the first day on which an authority can hold anything, if the catalogue has it."""
    dates = [authority.since]
    if authority.emergency is not None:
        dates.append(catalogue.emergencies[authority.emergency].declared)
    if authority.act is not None:
        dates.append(catalogue.acts[authority.act].adopted)
    return max((date for date in dates if date is not None), default=None)


def ended_by(authority: Authority, on: dt.date) -> bool:
    """Return whether an authority has ended by a term that its own law sets."""
    return authority.sunset is not None and on >= authority.sunset.date


def holders(catalogue: Catalogue, measure: Measure, on: dt.date) -> tuple[str, ...]:
    """Return the authorities that hold a measure on a day, as the catalogue dates them."""
    if measure.until is not None and on > measure.until:
        return ()
    return tuple(
        layer.authority
        for layer in measure.layers
        if layer.since <= on and not ended_by(catalogue.authorities[layer.authority], on)
    )


def lapse(catalogue: Catalogue, authority: Authority, on: dt.date) -> tuple[dt.date | None, str]:
    """Return the day on which an authority lapses if nobody acts, and what would stop it.

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


def reviewed_everywhere(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue under the reading that all relief of the executive is reviewed.

    Every immediate procedure of the executive gets the longest review clock of the catalogue.
    Without any review in the catalogue nothing changes.
    """
    reviews = [p for p in catalogue.procedures.values() if FORMS[p.form].reported]
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
        name: p.model_copy(update=update)
        if FORMS[p.form].deliverer == "executive" and p.actor == "executive"
        else p
        for name, p in catalogue.procedures.items()
    }
    return catalogue.model_copy(update={"procedures": procedures})
