"""The log of events: what happened, when, to whom, and because of what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True, init=False)
class Entry:
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
        What happened: the name of a `sim.events.kind.Kind`.
    subject
        To what it happened, by id.
    cause
        Number of the event that caused it, or -1.
    numbers
        Whatever else there is to say: the fields of its kind.
    """

    id: int
    day: float
    agent: str
    kind: str
    subject: str
    cause: int
    numbers: dict[str, object]

    def __init__(
        self,
        id: int,
        day: float,
        agent: str,
        kind: str,
        subject: str,
        cause: int,
        numbers: dict[str, object],
    ) -> None:
        # Compiled, this takes a fifth of what a tuple with names does, or what `dataclass` writes.
        self.id = id
        self.day = day
        self.agent = agent
        self.kind = kind
        self.subject = subject
        self.cause = cause
        self.numbers = numbers


class Log:
    """What has happened in one replication, and who waits for it to happen.

    Attributes
    ----------
    log
        All events, in order.
    listeners
        By kind of event, what is called with the number of each such event.
    """

    def __init__(self) -> None:
        self.log: list[Entry] = []
        self.listeners: dict[str, list[Callable[[int], None]]] = {}

    @property
    def now(self) -> float:
        """Days from the start."""
        raise NotImplementedError

    def listen(self, listener: Callable[[int], None], *kinds: str) -> None:
        """Have a function called with the number of each event of some kinds, from now on.

        Parameters
        ----------
        listener
            What is called; of several, in the order in which they began to listen.
        kinds
            Names of kinds of events.
        """
        for kind in kinds:
            self.listeners.setdefault(kind, []).append(listener)

    def log_event(
        self, agent: str, kind: str, subject: str, cause: int, numbers: dict[str, object]
    ) -> int:
        """Log an event, wake whoever waits for its kind, and return its number.

        The numbers are logged as they are and must not change afterwards. Events are logged by
        `sim.events.kind.Kind.log`, which knows what they carry.
        """
        entries = self.log
        number = len(entries)
        entries.append(Entry(number, self.now, agent, kind, subject, cause, numbers))
        if kind in self.listeners:
            for listener in self.listeners[kind]:
                listener(number)
        return number
