"""Who tells which kind of event."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sim.engine.state.log import Entry
from sim.story import words
from sim.story.tale import Tale

__all__ = ["SENTENCES", "Teller", "sentence", "tells"]

Teller = Callable[[Tale, Entry], str]

SENTENCES: Final[dict[str, Teller]] = {}
"""For each kind of event the function that puts it into a sentence."""


def tells(*kinds: str) -> Callable[[Teller], Teller]:
    """Register a function as the teller of some kinds of events."""

    def register(teller: Teller) -> Teller:
        for kind in kinds:
            SENTENCES[kind] = teller
        return teller

    return register


def sentence(tale: Tale, entry: Entry) -> str:
    """One event as a sentence; one of an unknown kind in the words of the log."""
    teller = SENTENCES.get(entry.kind)
    if teller is None:
        return words.capital(f"{entry.agent}: {entry.kind} {entry.subject}".strip()) + "."
    return words.capital(teller(tale, entry))
