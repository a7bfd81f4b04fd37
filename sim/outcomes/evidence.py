"""Whether a future agrees with a record so far, and how much of it that makes likely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import Final, NamedTuple

from sim.engine.lineage import Lineage
from sim.engine.model.model import Model
from sim.engine.state.filter import Filter, matches, ready_filter
from sim.engine.state.steering import Steering
from sim.engine.steering import Wanted, steering_to
from sim.events.log import Entry
from sim.scenario.facts import SOFT, Absence, Complete, Facts

__all__ = ["Evidence", "Piece", "Witness", "evidence_of"]

PIECE: Final = 91.0
"""Days of which what did not happen is looked at together."""


class _Ready(NamedTuple):
    """Something that a record says, ready to be looked for.

    Attributes
    ----------
    event
        Which events are meant.
    first, last
        From which moment on, and before which, days from the start.
    centre, sd
        Of a soft fact: the middle of its day, and in days how fast it fades; 0 for a window.
    what
        Whether it is there, is not, or is all of it.
    group
        Facts about the same events have the same: each is an event of its own.
    """

    event: Filter
    first: float
    last: float
    centre: float
    sd: float
    what: str
    group: int


class Piece(NamedTuple):
    """A moment at which it is asked how a future fares.

    Attributes
    ----------
    day
        The moment, days from the start.
    fact
        Number of the fact that is asked after then.
    """

    day: float
    fact: int


class Evidence(NamedTuple):
    """A record, ready to be held against futures.

    Attributes
    ----------
    ready
        What it says, in the order of `sim.scenario.facts.Facts.ids`.
    pieces
        When it is asked after what, in order.
    steering
        What it asks of chance.
    ends
        The moment up to which it is asked after anything, days from the start: that at which the
        record ends, or the last at which the like of a fact may come.
    """

    ready: tuple[_Ready, ...]
    pieces: tuple[Piece, ...]
    steering: Steering
    ends: float

    @property
    def steered(self) -> frozenset[int]:
        """Numbers of the facts that chance is asked for."""
        pins = [pin.fact for c in self.steering.courses.values() for pin in c.pins]
        quiet = [span.fact for c in self.steering.courses.values() for span in c.quiet]
        demands = [one.fact for each in self.steering.demands.values() for one in each]
        return frozenset((*pins, *quiet, *demands))


def evidence_of(facts: Facts, model: Model, *, steer: bool = True) -> Evidence:
    """Make a record ready for the futures of a model.

    Parameters
    ----------
    facts
        The record.
    model
        The compiled model.
    steer
        Whether chance is asked for what can be asked of it.
    """
    calendar = model.calendar
    groups: dict[Filter, int] = {}
    ready: list[_Ready] = []
    until, horizon = calendar.day(facts.until) + 1.0, calendar.horizon
    for fact in facts.facts:
        event = ready_filter(fact.event, model)
        first, last = facts.window(fact)
        group = groups.setdefault(event, len(groups))
        centre, sd = calendar.day(fact.date) + 0.5, fact.soft or 0.0
        # What a future has before its first day it does not have.
        first_day, end = max(calendar.day(first), 0.0), min(calendar.day(last) + 1.0, horizon)
        ready.append(_Ready(event, first_day, end, centre, sd, "there", group))
    entries: tuple[Absence | Complete, ...] = (*facts.absent, *facts.complete)
    for entry in entries:
        event = ready_filter(entry.event, model)
        first_day = 0.0 if entry.after is None else max(calendar.day(entry.after), 0.0)
        end = until if entry.by is None else min(calendar.day(entry.by) + 1.0, until)
        what = "absent" if isinstance(entry, Absence) else "complete"
        ready.append(_Ready(event, first_day, end, 0.0, 0.0, what, -1))
    wanted = [
        Wanted(i, one.event, one.first, one.last, one.what != "there", PIECE)
        for i, one in enumerate(ready)
    ]
    steering = steering_to(model, wanted) if steer else Steering({}, {})
    ends = max(until, *[one.last for one in ready])
    return Evidence(tuple(ready), tuple(_pieces(ready)), steering, ends)


def _pieces(ready: Sequence[_Ready]) -> list[Piece]:
    """Return when it is asked after what, in order."""
    pieces = []
    for i, one in enumerate(ready):
        if one.what != "there":
            day = one.first + PIECE
            while day < one.last - 1e-9:
                pieces.append(Piece(day, i))
                day += PIECE
        pieces.append(Piece(one.last, i))
    return sorted(pieces)


class Witness:
    """Holds one future against a record, as it goes on.

    Parameters
    ----------
    evidence
        The record.
    lineage
        The future, begun with `Evidence.steering`.
    """

    def __init__(self, evidence: Evidence, lineage: Lineage) -> None:
        self._evidence = evidence
        self._lineage = lineage
        self._run = lineage.run
        self._used: dict[int, set[int]] = {}
        self._looked: dict[int, float] = {}
        self._counted: dict[int, float] = {}

    def weights(self) -> Iterator[float]:
        """Let the future go on from piece to piece, and yield the log of the weight of each.

        It ends with minus infinity, as soon as the future contradicts the record.
        """
        for piece in self._evidence.pieces:
            if piece.day > self._run.now:
                self._lineage.reach(piece.day)
            weight = self._seen(piece) + self._asked(piece.fact)
            yield weight
            if weight == -inf:
                return

    def _asked(self, fact: int) -> float:
        """Return the log of how likely it was what chance has been asked for since."""
        asked = self._run.asked
        now = 0.0 if asked is None else asked.weights.get(fact, 0.0)
        since = now - self._counted.get(fact, 0.0) if now > -inf else -inf
        self._counted[fact] = now
        return since

    def _seen(self, piece: Piece) -> float:
        """Return the log of how well the future agrees."""
        one = self._evidence.ready[piece.fact]
        if one.what == "there":
            return self._found(one)
        # What may turn out to be the like of a fact is looked at again once that is known.
        since = self._looked.get(piece.fact, one.first) if one.what == "absent" else one.first
        self._looked[piece.fact] = piece.day
        for entry in self._meant(one.event, since, piece.day):
            if one.what == "absent" or not self._known(entry, piece.day):
                return -inf
        return 0.0

    def _found(self, one: _Ready) -> float:
        """Return the log of the weight of the event that is the like of a fact, if there is one."""
        used = self._used.setdefault(one.group, set())
        best, chosen = -inf, -1
        for entry in self._meant(one.event, one.first, one.last):
            if entry.id in used:
                continue
            off = (entry.day - one.centre) / one.sd if one.sd > 0.0 else 0.0
            weight = -0.5 * off * off if abs(off) <= SOFT else -inf
            if weight > best:
                best, chosen = weight, entry.id
        if chosen >= 0:
            used.add(chosen)
        return best

    def _known(self, entry: Entry, now: float) -> bool:
        """Return whether an event is the like of a fact, or may still turn out to be."""
        tranches = self._run.register.tranches
        for one in self._evidence.ready:
            if one.what != "there" or entry.kind not in one.event.kinds:
                continue
            if entry.id in self._used.get(one.group, ()):
                return True
            still = one.last > now and one.first <= entry.day < one.last
            if still and matches(tranches, one.event, entry):
                return True
        return False

    def _meant(self, event: Filter, first: float, last: float) -> Iterator[Entry]:
        """Yield the events that are meant, within a time."""
        tranches = self._run.register.tranches
        for entry in self._run.log:
            if (
                first <= entry.day < last
                and entry.kind in event.kinds
                and matches(tranches, event, entry)
            ):
                yield entry
