"""All kinds of events by name."""

from __future__ import annotations

from types import ModuleType
from typing import Any, Final

from sim.events import (
    allies,
    channel,
    compliance,
    governments,
    law,
    lawmaking,
    legislature,
    licences,
    relief,
    reversal,
    reviews,
    road_maps,
    talks,
    threats,
    war,
    windows,
    world,
)
from sim.events.kind import Kind, in_log_words
from sim.events.log import Entry
from sim.events.narrator import Narrator

__all__ = ["KINDS", "THEMES", "sentence"]

THEMES: Final[tuple[ModuleType, ...]] = (
    law,
    talks,
    road_maps,
    channel,
    windows,
    licences,
    relief,
    reviews,
    legislature,
    lawmaking,
    compliance,
    allies,
    world,
    war,
    reversal,
    threats,
    governments,
)
"""The modules that declare kinds."""

KINDS: Final[dict[str, Kind[Any]]] = {
    kind.name: kind for theme in THEMES for kind in vars(theme).values() if isinstance(kind, Kind)
}
"""Every kind of event by its name, theme by theme."""


def sentence(tale: Narrator, entry: Entry) -> str:
    """Return an event as a sentence; one of an unknown kind in the words of the log."""
    kind = KINDS.get(entry.kind)
    return in_log_words(entry) if kind is None else kind.tell(tale, entry)
