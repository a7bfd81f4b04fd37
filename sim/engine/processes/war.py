"""The war pauses, ends and begins again by itself: truces, ceasefires, peace (R26)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from math import fsum, inf

from sim.engine.kernel.clock import QUARTER, YEAR, Order
from sim.engine.kernel.drawn import Ahead
from sim.engine.kernel.draws import exponential, lomax, uniform
from sim.engine.processes.compliance import respond
from sim.engine.processes.lags import lag
from sim.engine.state.agreements import Live
from sim.engine.state.fighting import ITSELF, ceasefire_rate, consent
from sim.engine.state.state import Process, Run
from sim.events.compliance import VIOLATION
from sim.events.war import How
from sim.events.world import LEADER_EXIT, NEW_PRESIDENT, OFFENSIVE, SUCCESSION


def start(run: Run) -> None:
    """Set the war going, in the state that it is in on the first day."""
    fighting = run.fighting
    if fighting.state == "none":
        return
    run.listen(partial(_offensive, run), OFFENSIVE.name)
    run.listen(partial(_leader, run), LEADER_EXIT.name, NEW_PRESIDENT.name, SUCCESSION.name)
    state = fighting.state
    fighting.state = "war"
    fighting.begin = partial(_begin, run)
    if state == "war":
        _begin(run)
    else:
        give(run, _names(run, state), -1, "scenario")


def give(run: Run, names: Iterable[str], cause: int, by: How, deal: int = ITSELF) -> None:
    """Put concessions in force that come without a deal, such as a ceasefire.

    Parameters
    ----------
    run
        The replication.
    names
        The concessions; what is in force already stays as it is.
    cause
        Number of the event that brings them about, or -1.
    by
        How they come about.
    deal
        What stands in the place of the number of a deal.
    """
    for name in names:
        if name not in run.live:
            run.live[name] = Live(name, run.now, cause, deal)
            run.last_given[name] = run.now
    run.concessions_changed(cause, by)


def set_state(run: Run, state: str, cause: int) -> None:
    """Have the scenario put the war into a state."""
    if run.fighting.state == "none":
        return
    kept = set(_names(run, state))
    for name, concession in run.model.concessions.items():
        stops = concession.ceasefire or concession.truce or _came_by_itself(run, name)
        if stops and name in run.live and name not in kept:
            del run.live[name]
    give(run, _names(run, state), cause, "scenario")


def _names(run: Run, state: str) -> list[str]:
    """Return the concessions of which a state of the war consists."""
    concessions = run.model.concessions.items()
    if state == "truce":
        return [name for name, c in concessions if c.truce]
    if state == "ceasefire":
        return [name for name, c in concessions if c.ceasefire]
    if state == "settled":
        return [name for name, c in concessions if c.settlement > 0.0 or c.ceasefire]
    return []


def _offensive(run: Run, number: int) -> None:
    run.fighting.last_offensive = run.now


def _leader(run: Run, number: int) -> None:
    run.fighting.last_leader = run.now


def _begin(run: Run) -> None:
    """Wait for the end of the state that has just begun."""
    state = run.fighting.state
    if state == "war":
        run.start(_war(run))
    elif state == "truce":
        run.start(_truce(run))
    else:
        run.start(_ceasefire(run))


def _war(run: Run) -> Process:
    """Wait for a truce or a ceasefire, whichever comes first."""
    stamp = run.fighting.stamp
    truce = exponential(run.stream("war/truce").next(), 1.0)
    ceasefire = exponential(run.stream("war/ceasefire").next(), 1.0)
    pauses = bool(_names(run, "truce"))
    while True:
        often = run.world.war.truce_rate if pauses else 0.0
        ends = ceasefire_rate(run)
        begun = run.now
        while True:
            until_truce = truce / often * YEAR if often > 0.0 else inf
            until_ceasefire = ceasefire / ends * YEAR if ends > 0.0 else inf
            wait, before = min(until_truce, until_ceasefire, QUARTER), run.branched
            yield run.drawn(run.wait(wait - (run.now - begun), Order.SHOCK))
            if run.fighting.stamp != stamp:
                return
            if run.branched == before:
                break
            years = (run.now - begun) / YEAR  # what is still to gather is drawn anew
            truce = often * years + exponential(run.stream("war/truce").next(), 1.0)
            ceasefire = ends * years + exponential(run.stream("war/ceasefire").next(), 1.0)
        if wait == until_ceasefire:
            give(run, _names(run, "ceasefire"), -1, "itself")
            return
        if wait == until_truce:
            give(run, _names(run, "truce"), -1, "itself")
            return
        truce -= often * wait / YEAR
        ceasefire -= ends * wait / YEAR


def _truce(run: Run) -> Process:
    """End a truce that came by itself; one that was agreed has its term."""
    stamp = run.fighting.stamp
    u_days, luck = run.stream("war/truce_days").next(), Ahead(run.stream("war/truce_holds"), 1)
    by_itself = [name for name in _names(run, "truce") if _came_by_itself(run, name)]
    if not by_itself:
        return
    bounds = run.world.war.truce_days
    days = uniform(u_days, bounds)
    yield from lag(run, days, lambda u: uniform(u, bounds), "war/truce_days", Order.SHOCK)
    if run.fighting.stamp != stamp:
        return
    for name in by_itself:
        if name in run.live and _came_by_itself(run, name):
            del run.live[name]
    holds = luck.values()[0] < run.world.war.truce_holds
    give(run, _names(run, "ceasefire") if holds else (), -1, "itself")


def _came_by_itself(run: Run, name: str) -> bool:
    return name in run.live and run.live[name].deal == ITSELF


def _ceasefire(run: Run) -> Process:
    """Wait until a ceasefire breaks or the war is settled, whichever comes first.

    The hazard of breaking falls with the age of the ceasefire; a settlement lowers it further.
    """
    fighting = run.fighting
    if run.government.meets_aims and fighting.state == "settled":
        return  # only another government takes that back
    stamp, settled = fighting.stamp, fighting.state == "settled"
    breaks = exponential(run.stream("war/break").next(), 1.0)
    settles = exponential(run.stream("war/settle").next(), 1.0)
    war = run.world.war
    age = (run.now - fighting.since) / YEAR
    rate = war.break_rate * (war.settled_breaks if settled else 1.0)
    speed = 0.0 if settled or not _may_settle(run) else war.settle_rate * consent(run)
    broken = run.now + lomax(breaks, rate, war.break_years, age) * YEAR
    while True:
        until_settled = settles / speed * YEAR if speed > 0.0 else inf
        until_broken = broken - run.now
        wait, before = min(until_broken, until_settled), run.branched
        if wait == inf:
            return
        yield run.drawn(run.wait(wait, Order.SHOCK))
        if fighting.stamp != stamp:
            return
        if run.branched == before:
            break
        age = (run.now - fighting.since) / YEAR  # both are drawn afresh
        breaks = exponential(run.stream("war/break").next(), 1.0)
        broken = run.now + lomax(breaks, rate, war.break_years, age) * YEAR
        settles = exponential(run.stream("war/settle").next(), 1.0)
    if wait == until_broken:
        _break(run)
    else:
        give(run, _names(run, "settled"), -1, "itself")


def _may_settle(run: Run) -> bool:
    """Whether the catalogue has what a whole settlement consists of."""
    concessions = run.model.concessions
    return fsum([concessions[name].settlement for name in _names(run, "settled")]) >= 1.0 - 1e-9


def _break(run: Run) -> None:
    """Break the ceasefire; one that is owed to a sender is answered as a violation is.

    Of a settlement that came by itself nothing is left.
    """
    for name in _names(run, "settled"):
        if _came_by_itself(run, name):
            del run.live[name]
    for name in _names(run, "ceasefire"):
        live = run.live.get(name)
        if live is None:
            continue
        deal = live.owed
        if deal is None:  # given for nothing
            del run.live[name]
            continue
        target = run.tables[deal.table].target.p.name
        event = VIOLATION.log(run, target, {"detected": True}, name, live.event)
        respond(run, live, deal, event)
    run.last_violation = run.now
    run.concessions_changed(-1)
