"""What is observed, in words."""

from __future__ import annotations

from sim.engine.model.model import Model
from sim.events.registry import KINDS
from sim.outcomes.observables import Observable
from sim.wording.words import brief, capital

__all__ = ["label"]


def label(model: Model, what: Observable) -> str:
    """Return what is observed: ``An emergency is continued for a year: EO 14024``.

    Parameters
    ----------
    model
        The model, for names.
    what
        The observable.
    """
    kind, catalogue = KINDS[what.kind], model.source
    text = capital(kind.meaning)
    if what.subject:
        section = kind.about.section or "members"
        named = getattr(catalogue, section).get(what.subject)
        return f"{text}: {brief(named.name) if named is not None else what.subject}"
    if what.sender:
        sender = catalogue.senders.get(what.sender)
        return f"{text} ({sender.name if sender is not None else what.sender})"
    return text
