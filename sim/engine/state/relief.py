"""Relief of a tranche, and the points at which tranches go off and come on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sim.engine.state.agreements import NO_DEAL
from sim.events.fields import Via


@dataclass(slots=True, init=False)
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
    deal: int
    effort: float
    ended: int
    again: int

    def __init__(
        self,
        instrument: str,
        hazard: float,
        permanent: bool,
        since: float,
        via: Via,
        event: int,
        deal: int = NO_DEAL,
        effort: float = 0.0,
        ended: int = 0,
        again: int = 0,
    ) -> None:
        # Compiled, this is several times as fast as what `dataclass` would write.
        self.instrument = instrument
        self.hazard = hazard
        self.permanent = permanent
        self.since = since
        self.via = via
        self.event = event
        self.deal = deal
        self.effort = effort
        self.ended = ended
        self.again = again


@dataclass(slots=True, init=False)
class Change:
    """A tranche goes off or comes on: a point at which a trajectory changes."""

    day: float
    tranche: int
    on: bool
    instrument: str
    via: str

    def __init__(self, day: float, tranche: int, on: bool, instrument: str, via: str) -> None:
        self.day = day
        self.tranche = tranche
        self.on = on
        self.instrument = instrument
        self.via = via


def part_by_part(measures: Sequence[str], numbers: Iterable[int]) -> list[int]:
    """Return tranches in the order in which they are eased by shares: all first parts, then others.

    Parameters
    ----------
    measures
        The measure of each tranche there is.
    numbers
        The tranches. The first part of each measure comes before the second of any, and of the
        same part the lower number first.
    """
    seen: dict[str, int] = {}
    parts: list[list[int]] = []  # all first parts, all second ones, and so on
    for i in numbers:
        measure = measures[i]
        rank = seen.get(measure, 0)
        seen[measure] = rank + 1
        if rank == len(parts):
            parts.append([])
        parts[rank].append(i)
    ranked: list[int] = []
    for same in parts:
        same.sort()
        ranked.extend(same)
    return ranked
