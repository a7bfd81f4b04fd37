"""Senders give up what their sanctions were for, or see it come about (R27)."""

from __future__ import annotations

from functools import partial
from math import inf
from typing import Final

from sim.engine.kernel.clock import YEAR, Order
from sim.engine.kernel.draws import exponential
from sim.engine.processes.wind_down import wind_down
from sim.engine.state.state import Process, Run
from sim.engine.state.table import Table
from sim.events.compliance import SETTLEMENT
from sim.events.governments import AIM_GIVEN_UP, AIM_MET, GOVERNMENT_CHANGE, Why
from sim.events.war import CEASEFIRE, PEACE, TRUCE, TRUCE_OVER, WAR_RESUMES
from sim.events.world import INTERVENTION, LEADER_EXIT, NEW_PRESIDENT, SUCCESSION

HELD_DAYS: Final = 180.0
"""Days for which a settlement must have held."""

_LEADERS: Final = (NEW_PRESIDENT, SUCCESSION, LEADER_EXIT, GOVERNMENT_CHANGE)
_OTHERS: Final = (TRUCE, TRUCE_OVER, CEASEFIRE, WAR_RESUMES, PEACE, SETTLEMENT, INTERVENTION)


def has_aims(table: Table) -> bool:
    """Whether whoever sits at a table has aims of its own: a council has those of its members."""
    return table.pair.points != "EP"


def start(run: Run, table: Table) -> None:
    """Have a sender hold its sanctions for their aim, until it gives it up or it is met."""
    aim = table.aim
    run.listen(partial(_leader, run, table), *[kind.name for kind in _LEADERS])
    run.listen(partial(_look, run, table), *[kind.name for kind in _OTHERS])
    aim.held = False
    hold(run, table)


def hold(run: Run, table: Table) -> None:
    """Have a sender take up its aim, for the first time or anew."""
    aim = table.aim
    if aim.held:
        return
    aim.held, aim.since, aim.at = True, run.now, run.now
    _draw(run, table)
    aim.rate = aim.rate_met = 0.0
    _refresh(run, table)


def _draw(run: Run, table: Table) -> None:
    """Draw how much hazard an aim can bear, until it is given up and until it is met."""
    aim = table.aim
    aim.due = exponential(run.stream(table.stream("aim/given_up")).next(), 1.0)
    aim.due_met = exponential(run.stream(table.stream("aim/met")).next(), 1.0)


def release(run: Run, table: Table, why: Why, cause: int) -> None:
    """Have a sender hold its aim no more, and begin to wind its sanctions down."""
    aim = table.aim
    if not (aim.held and has_aims(table)):
        return
    aim.held, aim.since, aim.why = False, run.now, why
    aim.stamp += 1
    run.stamp += 1
    kind = AIM_MET if why in ("government", "settlement") else AIM_GIVEN_UP
    name = table.sender.p.name
    event = kind.log(run, name, {"why": why, **table.marked}, name, cause)
    wind_down(run, table, event)


def rate(run: Run, table: Table) -> float:
    """Return the hazard with which a sender gives up its aim now, 1/y."""
    aims = table.sender.p.aims
    soon = run.now < _calm(table)
    # Its mean over all years is what the sources say, so that others are below it.
    share = (aims.new_leader if soon else 1.0) / (1.0 + aims.recent * (aims.new_leader - 1.0))
    war = aims.at_war if run.war_state in ("war", "truce") else 1.0
    return (aims.give_in + aims.stalemate) * share * war


def _calm(table: Table) -> float:
    """Return the day from which the last change of leader is no longer recent."""
    return table.aim.last_leader + table.sender.p.aims.new_leader_days


def _leader(run: Run, table: Table, number: int) -> None:
    entry = run.log[number]
    kinds = (NEW_PRESIDENT.name, SUCCESSION.name)
    if entry.kind in kinds and entry.subject != table.sender.p.name:
        return  # somebody else's president
    _gather(run, table)
    table.aim.last_leader, table.aim.leader_event = run.now, number
    _refresh(run, table)


def _look(run: Run, table: Table, number: int) -> None:
    _refresh(run, table)


def _gather(run: Run, table: Table) -> None:
    """Gather what the hazards have come to since one looked last."""
    aim = table.aim
    years = (run.now - aim.at) / YEAR
    aim.due -= aim.rate * years
    if aim.settled is not None and aim.settled == run.settled_since:
        aim.due_met -= aim.rate_met * years
    aim.at = run.now


def _refresh(run: Run, table: Table) -> None:
    """Bring the hazards up to date, and wait anew."""
    aim = table.aim
    if not aim.held:
        return
    _gather(run, table)
    aim.rate = rate(run, table)
    aim.settled = run.settled_since
    ripe = aim.settled is not None and run.now >= aim.settled + HELD_DAYS
    aim.rate_met = table.sender.p.aims.settled if ripe else 0.0
    aim.stamp += 1
    run.start(_wait(run, table, aim.stamp))


def _wait(run: Run, table: Table, stamp: int) -> Process:
    """Wait until the aim is given up or met, or one of the hazards changes by the lapse of time."""
    aim, before = table.aim, run.branched
    given_up = run.now + max(aim.due, 0.0) / aim.rate * YEAR if aim.rate > 0.0 else inf
    met = run.now + max(aim.due_met, 0.0) / aim.rate_met * YEAR if aim.rate_met > 0.0 else inf
    ripe = inf if aim.settled is None else aim.settled + HELD_DAYS
    days = [given_up, met, *[day for day in (_calm(table), ripe) if day > run.now]]
    day = min(days)
    if day >= run.calendar.horizon and not run.branching:
        return
    yield run.drawn(run.until(day, Order.VOTE))
    if aim.stamp != stamp:
        return
    if run.branched != before:
        _gather(run, table)
        _draw(run, table)
        run.start(_wait(run, table, stamp))
        return
    if day == given_up:
        aims = table.sender.p.aims
        u = run.stream(table.stream("aim/why")).next()
        gives_in = u * (aims.give_in + aims.stalemate) < aims.give_in
        cause = aim.leader_event if run.now < _calm(table) else -1
        release(run, table, "gives in" if gives_in else "stalemate", cause)
    elif day == met and aim.settled == run.settled_since:
        release(run, table, "settlement", _settlement(run))
    else:
        _refresh(run, table)


def _settlement(run: Run) -> int:
    """Return the number of the event with which the present settlement came into place."""
    for entry in reversed(run.log):
        if entry.kind == SETTLEMENT.name:
            return entry.id
    return -1
