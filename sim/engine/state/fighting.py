"""Which state the war is in: it follows from the concessions in force (R26)."""

from __future__ import annotations

from math import exp, log1p
from typing import TYPE_CHECKING, Final

from sim.bargaining.acceptance import logistic
from sim.bargaining.discounting import durability
from sim.events.war import OF_STATE, TRUCE_OVER, WAR_RESUMES, How

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.engine.state.state import Run

__all__ = [
    "ITSELF",
    "Fighting",
    "breaking",
    "ceasefire_rate",
    "consent",
    "follow",
    "spared",
    "state_at_start",
]

ITSELF: Final = -1_000_001
"""Number of the deal behind concessions that came without one, such as a ceasefire."""

NEVER: Final = -1e9


class Fighting:
    """The war's state in a replication, and since when.

    The state follows from the concessions in force: a ceasefire is one whether it was bargained
    for, came by itself, or the scenario has it.

    Attributes
    ----------
    state
        ``none``, ``war``, ``truce``, ``ceasefire`` or ``settled``.
    since
        Day on which it began.
    stamp
        Goes up with each change, so that what waited for the end of a state knows that it is over.
    begin
        What is done as a state begins, once the processes are going.
    last_offensive, last_leader
        Days of the last offensive, and of the last change of leader on either side.
    """

    __slots__ = ("begin", "last_leader", "last_offensive", "since", "stamp", "state")

    def __init__(self, state: str) -> None:
        self.state = state
        self.since = 0.0
        self.stamp = 0
        self.begin: Callable[[], None] | None = None
        self.last_offensive = NEVER
        self.last_leader = NEVER


def state_at_start(run: Run) -> str:
    """Return the state of the war on the first day."""
    war = run.world.war
    if not run.rules.war or war.state == "none":
        return "none"
    fights = any(c.ceasefire for c in run.model.concessions.values())
    if war.state == "auto":
        return "war" if fights and war.start > 0.0 else "none"
    return war.state if fights else "none"


def follow(run: Run, cause: int, by: How) -> None:
    """Bring the state of the war in line with the concessions in force, and say if it changes.

    Parameters
    ----------
    run
        The replication.
    cause
        Number of the event that changed them.
    by
        How a state that begins came about.
    """
    fighting = run.fighting
    if fighting.state == "none":
        return
    state = _held(run)
    if state == fighting.state:
        return
    now, before = run.now, fighting.state
    lasted = now - fighting.since
    fighting.state, fighting.since = state, now
    fighting.stamp += 1
    run.stamp += 1
    if state == "war":
        kind = TRUCE_OVER if before == "truce" else WAR_RESUMES
        kind.log(run, "world", {"lasted": lasted}, cause=cause)
    elif state == "ceasefire" and before == "settled":
        fighting.since = now - lasted  # the guns are as silent as they were
    else:
        OF_STATE[state].log(run, "world", {"by": by}, cause=cause)
        if state == "settled" and before == "ceasefire":
            fighting.since = now - lasted
    if fighting.begin is not None:
        fighting.begin()


def _held(run: Run) -> str:
    concessions = run.model.concessions
    if any(concessions[name].ceasefire for name in run.live):
        return "settled" if run.settlement() >= 1.0 - 1e-9 else "ceasefire"
    return "truce" if any(concessions[name].truce for name in run.live) else "war"


def spared(run: Run, discount: float, years: float) -> float:
    """Return the share of a ceasefire that would not have come anyway (R26).

    One that would come by itself with the hazard h is worth, and costs, only what lies before
    that: A(r + h, H)/A(r, H) of it.

    Parameters
    ----------
    run
        The replication.
    discount
        Discount rate r of the side that asks, 1/y.
    years
        How far that side looks ahead, years.
    """
    if run.fighting.state not in ("war", "truce"):
        return 1.0
    war = run.world.war
    return durability(discount, war.ceasefire_rate, min(years, war.foresight_years))


def breaking(run: Run, years: float) -> float:
    """Return the mean hazard with which a ceasefire breaks in its first years, 1/y.

    Parameters
    ----------
    run
        The replication.
    years
        How many years.
    """
    war = run.world.war
    return war.break_rate * war.break_years * log1p(years / war.break_years) / years


def ceasefire_rate(run: Run) -> float:
    """Return the hazard with which the main fighting ends by itself now, 1/y."""
    war, fighting, now = run.world.war, run.fighting, run.now
    rate = war.ceasefire_rate * exp(-war.fierce * (run.war - war.fierce_at))
    if now - fighting.last_offensive <= war.offensive_days:
        rate *= war.after_offensive
    if any(table.open for table in run.tables):
        rate *= war.talking
    if now - fighting.last_leader <= war.new_leader_days:
        rate *= war.new_leader
    return rate * consent(run)


def consent(run: Run) -> float:
    """Return the factor by which partners at war move peace: twice the odds of their consent.

    One that is as likely as not to consent leaves the rate where its source has it.
    """
    factor = 1.0
    for party in run.partners:
        lean = party.consent
        if lean is not None:
            factor *= 2.0 * logistic(lean)
    return factor
