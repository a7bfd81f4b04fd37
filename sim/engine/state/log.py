"""The log of events: what happened, when, to whom, and because of what."""

from __future__ import annotations

from functools import partial
from typing import Final, NamedTuple


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


entry: Final = partial(tuple.__new__, Entry)
"""An entry from a row of its values: ``Entry(*row)`` without a call in between.

It happens 150 times and more in a replication.
"""
