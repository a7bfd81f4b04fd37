"""Relief of a tranche, and the points at which tranches go off and come on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple

from sim.engine.state.agreements import NO_DEAL
from sim.events.fields import Via


@dataclass(slots=True)
class Relief:
    """Relief of one tranche.

    Attributes
    ----------
    instrument
        The act that eased it.
    hazard
        Its reversal hazard, 1/y.
    permanent
        Whether the tranche's authorities were ended rather than suspended.
    since
        Day of effect.
    via
        How it came about.
    event
        Number of the event that eased it.
    deal
        Number of the deal it belongs to, or -1.
    effort
        Days of procedure it took.
    ended, again
        Masks of the authorities that it ended, and of those of them that whoever eased it may
        put back by an act of its own.
    """

    instrument: str
    hazard: float
    permanent: bool
    since: float
    via: Via
    event: int
    deal: int = NO_DEAL
    effort: float = 0.0
    ended: int = 0
    again: int = 0


class Change(NamedTuple):
    """A tranche goes off or comes on: a point at which a trajectory changes."""

    day: float
    tranche: int
    on: bool
    instrument: str
    via: str


change: Final = partial(tuple.__new__, Change)
"""A change from a row of its values, without a call in between."""
