"""What is observed, and what that came to, in words."""

from __future__ import annotations

from typing import Final

from sim.analysis.signposts.signposts import Signposts
from sim.engine.model.model import Model
from sim.events.compliance import VIOLATION
from sim.events.registry import KINDS
from sim.events.windows import WINDOW
from sim.outcomes.observables import Observable
from sim.wording.rounding import number
from sim.wording.words import brief, count, date

__all__ = ["headline", "label"]

_SEEN: Final = {WINDOW.name: "talks open, or end", VIOLATION.name: "a violation is alleged"}
"""What is seen of events of which some are hidden, or are taken for others."""


def label(model: Model, what: Observable) -> str:
    """Return what is observed: ``an emergency is continued for a year: EO 14024``.

    Parameters
    ----------
    model
        The model, for names.
    what
        The observable.
    """
    kind, catalogue = KINDS[what.kind], model.source
    text = _SEEN.get(what.kind, kind.meaning)
    if what.subject:
        section = kind.about.section or "members"
        named = getattr(catalogue, section).get(what.subject)
        return f"{text}: {brief(named.name) if named is not None else what.subject}"
    if what.sender:
        sender = catalogue.senders.get(what.sender)
        return f"{text} ({sender.name if sender is not None else what.sender})"
    return text


def headline(found: Signposts) -> str:
    """Say how many observables say something of the answer, and which says most."""
    first, last = (found.batch.model.calendar.date(day) for day in found.days)
    what = f"Of {count(len(found.signs), 'observable')} from {date(first)} to {date(last)}"
    telling = found.telling
    if not telling:
        return f"{what}, none says anything of the answer before that is there"
    say = f"{len(telling):,} say" if len(telling) > 1 else "one says"
    most = "; most: " if len(telling) > 1 else ": "
    sign = telling[0]
    return (
        f"{what}, {say} something of the answer before that is there{most}"
        f"{label(found.batch.model, sign.what)} ({number(sign.information.bits, 3)} bits)"
    )
