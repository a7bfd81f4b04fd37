"""What mattered most in a future: the few events on which it turned."""

from __future__ import annotations

from collections.abc import Callable
from math import fsum
from typing import Any, Final

from sim.engine.state.record import Record
from sim.events.compliance import DELIVERED, SETTLEMENT, SNAPBACK_DECIDED
from sim.events.governments import AIM_GIVEN_UP, AIM_MET, GOVERNMENT_CHANGE
from sim.events.kind import Kind
from sim.events.law import ACT_LAPSE, EMERGENCY_ENDED, EMERGENCY_LAPSE, ENDED, REPEAL
from sim.events.lawmaking import LAW
from sim.events.log import Entry
from sim.events.registry import KINDS, sentence
from sim.events.relief import EASED
from sim.events.reversal import SUCCESSOR_REVERSES
from sim.events.talks import DEAL
from sim.events.threats import THREAT_CARRIED_OUT, THREAT_MET
from sim.events.war import CEASEFIRE, PEACE, WAR_RESUMES
from sim.events.windows import MADE_PERMANENT, WINDOW
from sim.events.world import LEADER_EXIT, NEW_PRESIDENT
from sim.story.tale import Tale
from sim.story.telling import Line

__all__ = ["turn_words", "turning_points", "turns"]

LEAST: Final = 1.0
"""Weight below which an event is no turning point."""

_OF_ONE_LP: Final = 0.2
"""Weight of one leverage point that is eased, ended or reversed."""


def turning_points(record: Record, most: int = 3) -> list[Line]:
    """Return the events on which a future turned, in the order of time.

    Parameters
    ----------
    record
        The record of one replication.
    most
        How many there may be.

    Notes
    -----
    A peace and a change of government weigh what they are, relief and its reversal their LP; the
    heaviest events are the turning points. The weights only order events for a reader.
    """
    tale = Tale(record)
    weighed = sorted(_weighed(tale), key=lambda pair: -pair[0])
    chosen = sorted((entry for _, entry in weighed[:most]), key=lambda entry: entry.id)
    return [
        Line(tale.date(entry.day), sentence(tale, entry), (entry.id,), entry.kind, "")
        for entry in chosen
    ]


def turns(tale: Tale) -> list[Entry]:
    """Return all events that may turn a future, in the order of time."""
    return [entry for _, entry in _weighed(tale)]


def turn_words(kind: str) -> str:
    """Say in a few words what an event that may turn a future is."""
    return _IN_WORDS.get(kind) or KINDS[kind].meaning.partition(", or ")[0].partition(":")[0]


def _weighed(tale: Tale) -> list[tuple[float, Entry]]:
    """Return events that may turn a future with their weights, in the order of time."""
    return [
        (weight, entry)
        for entry in tale.entries
        if entry.kind in _WEIGHTS and (weight := _WEIGHTS[entry.kind](tale, entry)) >= LEAST
    ]


def _by_size(kind: Kind[Any], base: float) -> Callable[[Tale, Entry], float]:
    """Return a weight that grows with the LP of an event."""
    return lambda tale, entry: base + _OF_ONE_LP * float(kind.of(entry)["lp"])


def _deal(tale: Tale, entry: Entry) -> float:
    first = tale.earlier(entry, DEAL) is None
    return _OF_ONE_LP * DEAL.of(entry)["lp"] + (1.0 if first else 0.0)


def _relief(tale: Tale, entry: Entry) -> float:
    """Weigh relief that was not agreed; what was agreed weighs as a deal does already."""
    fields = EASED.of(entry)
    return 0.0 if fields["via"] == "bargain" else _OF_ONE_LP * fields["lp"]


def _end(tale: Tale, entry: Entry) -> float:
    """Weigh the end of an authority by what ends with it."""
    ended = fsum(ENDED.of(other)["lp"] for other in tale.following(entry, ENDED))
    return 1.0 + _OF_ONE_LP * ended if ended > 0.0 else 0.0


def _concession(tale: Tale, entry: Entry) -> float:
    concession = tale.catalogue.concessions.get(entry.subject)
    return 4.0 if concession is not None and concession.ceasefire and entry.cause >= 0 else 0.0


def _government(tale: Tale, entry: Entry) -> float:
    return 6.0 if GOVERNMENT_CHANGE.of(entry)["meets_aims"] else 2.5


def _window(tale: Tale, entry: Entry) -> float:
    """Weigh that talks open; contacts, and what a breakdown tells already, weigh nothing."""
    return 1.5 if WINDOW.of(entry)["to"] == "open" else 0.0


def _president(tale: Tale, entry: Entry) -> float:
    return 1.5 if NEW_PRESIDENT.of(entry)["change_party"] else 1.0


_WEIGHTS: Final[dict[str, Callable[[Tale, Entry], float]]] = {
    DEAL.name: _deal,
    EASED.name: _relief,
    SNAPBACK_DECIDED.name: _by_size(SNAPBACK_DECIDED, 1.0),
    EMERGENCY_LAPSE.name: _end,
    EMERGENCY_ENDED.name: _end,
    ACT_LAPSE.name: _end,
    REPEAL.name: _end,
    LAW.name: _by_size(LAW, 1.0),
    WINDOW.name: _window,
    MADE_PERMANENT.name: _by_size(MADE_PERMANENT, 0.5),
    SETTLEMENT.name: lambda tale, entry: 0.0 if tale.with_it(entry, PEACE) else 6.0,
    DELIVERED.name: _concession,
    SUCCESSOR_REVERSES.name: _by_size(SUCCESSOR_REVERSES, 2.0),
    LEADER_EXIT.name: lambda tale, entry: 2.0,
    GOVERNMENT_CHANGE.name: _government,
    AIM_GIVEN_UP.name: lambda tale, entry: 5.0,
    AIM_MET.name: lambda tale, entry: 3.0,
    NEW_PRESIDENT.name: _president,
    CEASEFIRE.name: lambda tale, entry: 4.0,
    WAR_RESUMES.name: lambda tale, entry: 3.5,
    PEACE.name: lambda tale, entry: 6.0,
    THREAT_MET.name: lambda tale, entry: 2.0,
    THREAT_CARRIED_OUT.name: _by_size(THREAT_CARRIED_OUT, 1.0),
}
"""How much of a turning point an event is, by kind; others are none."""

_IN_WORDS: Final = {
    WINDOW.name: "talks open",
    EASED.name: "relief that was not agreed",
    DELIVERED.name: "the target keeps a ceasefire",
}
"""What events of some kinds are of which only certain ones turn anything."""
