"""Authorities that stand for the sanctions laws that are passed during a scenario."""

from __future__ import annotations

from collections import Counter
from typing import Final

from sim.catalogue.forms import FORMS
from sim.catalogue.schema import Authority, Catalogue

NEW_STATUTE: Final = "NEW_STATUTE"
"""Authority that stands for whatever sanctions laws are passed during a scenario."""

NEW_STATUTE_WITH_WAIVER: Final = "NEW_STATUTE_WITH_WAIVER"
"""The same for laws that let the president waive what they hold."""


def with_new_statutes(catalogue: Catalogue, *, waivable: bool) -> tuple[Catalogue, str, str]:
    """Add the authorities on which new laws put measures: only a repeal ends them.

    One of them may be waived besides, by the procedures by which most statutes of the executive's
    legislature are suspended.
    """
    repeals = [
        name for name, p in catalogue.procedures.items() if FORMS[p.form].deliverer == "congress"
    ]
    sender = next((key for key, s in catalogue.senders.items() if s.role == "executive"), "")
    if not repeals or not sender or NEW_STATUTE in catalogue.authorities:
        known = catalogue.authorities
        first = NEW_STATUTE if NEW_STATUTE in known else ""
        second = NEW_STATUTE_WITH_WAIVER if NEW_STATUTE_WITH_WAIVER in known else ""
        return catalogue, first, second
    entry = Authority(name="a new statute", sender=sender, end=(repeals[0],), statute=True)
    authorities = {**catalogue.authorities, NEW_STATUTE: entry}
    second = ""
    usual = _usual_waiver(catalogue, sender)
    if waivable and usual:
        second = NEW_STATUTE_WITH_WAIVER
        authorities[second] = entry.model_copy(
            update={"name": "a new statute with a waiver", "suspend": usual}
        )
    catalogue = catalogue.model_copy(update={"authorities": authorities})
    return catalogue, NEW_STATUTE, second


def _usual_waiver(catalogue: Catalogue, sender: str) -> tuple[str, ...]:
    """Return how statutes of a sender's legislature are suspended, most of those that are."""
    ways = Counter(
        entry.suspend
        for entry in catalogue.authorities.values()
        if entry.statute and entry.sender == sender and entry.suspend
    )
    return max(ways, key=ways.__getitem__, default=())
