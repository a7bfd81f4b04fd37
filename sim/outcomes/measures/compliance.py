"""Compliance: concessions given, kept and broken; relief reversed; truces and ceasefires."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum
from typing import Final

from sim.events.compliance import (
    DELIVERED,
    EXPIRED,
    FALSE_ALARM,
    SETTLEMENT,
    SNAPBACK_DECIDED,
    TOLERATED,
    VIOLATION,
    WITHDRAWN,
)
from sim.events.log import Entry
from sim.events.relief import SNAPBACK, WITHHELD
from sim.events.war import CEASEFIRE, PEACE, TRUCE, WAR_RESUMES
from sim.outcomes.measures.column import Column
from sim.outcomes.measures.group import Group
from sim.outcomes.measures.history import History, first_day

HELD_DAYS: Final = 180.0
"""Days after which a ceasefire counts as one that held, not as a truce (model, section 5)."""

measures = Group()

measures.count("delivered", DELIVERED, "concessions delivered")


def _seen(history: History) -> list[Entry]:
    return [e for e in history.entries(VIOLATION) if VIOLATION.of(e)["detected"]]


def _in_force(history: History) -> Iterator[tuple[float, set[str]]]:
    """Yield the days on which concessions come or go, and those then in force."""
    concessions = history.record.model.concessions
    in_force: set[str] = set()
    gone = (*_seen(history), *history.entries(WITHDRAWN), *history.entries(EXPIRED))
    for entry in sorted((*history.entries(DELIVERED), *gone), key=lambda e: e.id):
        if entry.kind != DELIVERED.name:
            in_force.discard(entry.subject)
        elif concessions[entry.subject].kind != "one_off":
            in_force.add(entry.subject)
        yield entry.day, in_force


@measures(Column("live_end", "int", "", "concessions in force at the end"))
def live_end(history: History) -> int:
    """Return how many concessions are in force at the end."""
    count = 0
    for _, in_force in _in_force(history):
        count = len(in_force)
    return count


measures.count("violations", VIOLATION, "violations of concessions, seen or not")


@measures(Column("violations_detected", "int", "", "violations that were seen"))
def violations_detected(history: History) -> int:
    """Return how many violations were seen."""
    return len(_seen(history))


measures.count("false_alarms", FALSE_ALARM, "violations alleged that were none")


@measures(Column("broken", "int", "", "concessions that ended by violation or withdrawal"))
def broken(history: History) -> int:
    """Return how many concessions ended before their time."""
    return len(_seen(history)) + len(history.entries(WITHDRAWN))


measures.count("expired", EXPIRED, "dated concessions that ran out")
measures.count("tolerated", TOLERATED, "violations seen and not answered")
measures.count(
    "snapbacks",
    SNAPBACK_DECIDED,
    "decisions to reverse relief",
    primary=True,
    short="reversals of relief",
)


@measures(
    Column("snapbacks_violation", "int", "", "of these, after a violation"),
    Column("snapbacks_false_alarm", "int", "", "of these, after a false alarm"),
)
def snapback_causes(history: History) -> tuple[int, int]:
    """Return decisions to reverse relief by what they answer."""
    decided = history.entries(SNAPBACK_DECIDED)
    alarms = {e.id for e in history.entries(FALSE_ALARM)}
    after_alarm = sum(e.cause in alarms for e in decided)
    return len(decided) - after_alarm, after_alarm


@measures(Column("snapback_lp", "float", "LP", "reversed by them"))
def snapback_lp(history: History) -> float:
    """Return LP of relief reversed."""
    return fsum(snapback["lp"] for snapback in history.fields(SNAPBACK))


measures.count("withheld", WITHHELD, "agreed relief that was not given")


@measures(
    Column("days_to_truce", "float", "d", "until a short truce is announced"),
    Column("truce", "bool", "", "a short truce was announced", primary=True, short="a short truce"),
)
def truce(history: History) -> tuple[float | None, bool]:
    """Return the day of the first short truce, and whether there was one."""
    concessions = history.record.model.concessions
    given = [e.day for e in history.entries(DELIVERED) if concessions[e.subject].truce]
    given += [e.day for e in history.entries(TRUCE)]
    return (min(given), True) if given else (None, False)


@measures(Column("days_to_lull", "float", "d", "until the guns fall silent: truce or ceasefire"))
def lull(history: History) -> float | None:
    """Return the day of the first truce or ceasefire, whichever comes first."""
    concessions = history.record.model.concessions
    days = [
        e.day
        for e in history.entries(DELIVERED)
        if concessions[e.subject].truce or concessions[e.subject].ceasefire
    ]
    days += [e.day for kind in (TRUCE, CEASEFIRE, PEACE) for e in history.entries(kind)]
    return min(days, default=None)


@measures(
    Column("ceasefire_days", "float", "d", "longest time for which a ceasefire held"),
    Column(
        "ceasefire_held",
        "bool",
        "",
        "a ceasefire held for more than 180 days",
        primary=True,
        short="a ceasefire held",
    ),
)
def ceasefire(history: History) -> tuple[float, bool]:
    """Return the longest time for which a ceasefire held, and whether that counts as held."""
    concessions = history.record.model.concessions
    since: float | None = None
    longest = 0.0
    if any(history.entries(kind) for kind in (CEASEFIRE, WAR_RESUMES, PEACE)):
        return _ceasefire_of_state(history)
    for day, in_force in _in_force(history):
        holds = any(concessions[name].ceasefire for name in in_force)
        if holds and since is None:
            since = day
        elif not holds and since is not None:
            longest, since = max(longest, day - since), None
    if since is not None:
        longest = max(longest, history.record.horizon - since)
    return longest, longest > HELD_DAYS


def _ceasefire_of_state(history: History) -> tuple[float, bool]:
    """Return the same from the state of the war, which ceasefires without a deal change too."""
    spans, since = [0.0], None
    entries = [e for kind in (CEASEFIRE, PEACE, WAR_RESUMES) for e in history.entries(kind)]
    for entry in sorted(entries, key=lambda entry: entry.id):
        if entry.kind != WAR_RESUMES.name:
            since = entry.day if since is None else since
        elif since is not None:
            spans.append(entry.day - since)
            since = None
    if since is not None:
        spans.append(history.record.horizon - since)
    return max(spans), max(spans) > HELD_DAYS


@measures(
    Column("days_to_settlement", "float", "d", "until a comprehensive settlement is in place")
)
def days_to_settlement(history: History) -> float | None:
    """Return the day of the comprehensive settlement."""
    return first_day(history.entries(SETTLEMENT))
