"""Misspelt kinds and fields, each of which mypy must find: where one is not, its mark is unused."""

from __future__ import annotations

from sim.events.law import CONTINUED, CONTINUES  # type: ignore[attr-defined]  # noqa: F401
from sim.events.log import Entry, Log
from sim.events.relief import LICENCE_LAPSE


def misspelt(log: Log, entry: Entry) -> None:
    """Log and read what is not declared."""
    LICENCE_LAPSE.log(log, "law", {"why": "violation", "via": "oil"})
    LICENCE_LAPSE.log(log, "law", {"why": "violation", "road": "oil"})  # type: ignore[typeddict-item, typeddict-unknown-key]
    LICENCE_LAPSE.log(log, "law", {"why": "violation", "via": "sea"})  # type: ignore[typeddict-item]
    LICENCE_LAPSE.log(log, "law", {"why": "violation"})  # type: ignore[typeddict-item]
    CONTINUED.log(log, "law", {"until": 1.0, "probability": 0.9, "decided": False})  # type: ignore[typeddict-item]
    LICENCE_LAPSE.of(entry)["reason"]  # type: ignore[typeddict-item]
