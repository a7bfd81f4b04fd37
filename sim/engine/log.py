"""The log of events: what happened, when, to whom, and because of what."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """One event.

    Attributes
    ----------
    id
        Its number, from 0.
    day
        Days from the start.
    agent
        Who acted; ``"world"`` or ``"law"`` if nobody did.
    kind
        What happened: a word of `sim.scenario.kinds.KINDS`.
    subject
        To what it happened, by id.
    cause
        Number of the event that caused it, or -1.
    numbers
        Whatever else there is to say.
    """

    id: int
    day: float
    agent: str
    kind: str
    subject: str
    cause: int
    numbers: dict[str, object]


class EventLog:
    """Events of one replication in the order in which they happened."""

    __slots__ = ("entries",)

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def add(
        self,
        day: float,
        agent: str,
        kind: str,
        subject: str = "",
        cause: int = -1,
        numbers: dict[str, object] | None = None,
    ) -> int:
        """Add an event and return its number."""
        entries = self.entries
        number = len(entries)
        # What Entry(...) does, without a call in between: it happens 200 times a replication.
        row = (number, day, agent, kind, subject, cause, numbers or {})
        entries.append(tuple.__new__(Entry, row))
        return number
