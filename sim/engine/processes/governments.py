"""Governments of the target: heirs and others, and those that meet the aims of sanctions (R27)."""

from __future__ import annotations

from typing import Final, get_args

from sim.engine.kernel.clock import Order
from sim.engine.kernel.draws import uniform
from sim.engine.processes.aims import hold, release
from sim.engine.processes.lags import lag
from sim.engine.processes.war import give
from sim.engine.state.aims import BY_GOVERNMENT
from sim.engine.state.state import Process, Run
from sim.events.compliance import DELIVERED, WITHDRAWN
from sim.events.governments import GOVERNMENT_CHANGE, Regime
from sim.scenario.aims import Governments, Kind
from sim.scenario.aims import Regime as Parameters

RATES: Final = ("kind", *[f"{kind}.exits" for kind in get_args(Kind)])
"""Parameters on which it depends how often leaders leave."""


def regime(governments: Governments) -> Parameters:
    """Return how leaders of the target's kind of regime leave."""
    of: Parameters = getattr(governments, governments.kind)
    return of


def exit_rate(run: Run) -> float:
    """Return how often the target's leader leaves, 1/y."""
    rate = run.world.shocks.target_exit_rate
    return rate * regime(run.world.governments).exits if run.rules.aims else rate


def after_leader(run: Run, cause: int, u_new: float, u_meets: float, u_days: float) -> None:
    """Draw who follows a leader: an heir, or a government of another kind.

    Parameters
    ----------
    run
        The replication.
    cause
        Number of the event with which the leader left.
    u_new, u_meets, u_days
        Uniforms: whether it is of another kind, whether it meets the aims, and when it has.
    """
    governments = run.world.governments
    new = u_new < regime(governments).new
    if not new and run.government.meets_aims:
        return  # an heir of the government that met the aims
    meets = u_meets < (governments.meets if new else governments.heir_meets)
    if new or meets:
        change(run, "new" if new else "heir", cause, u_days, meets=meets)


def change(run: Run, kind: Regime, cause: int, u_days: float, *, meets: bool) -> None:
    """Give the target a government that meets the aims of the sanctions, or one that does not.

    Parameters
    ----------
    run
        The replication.
    kind
        Whether it is of the same regime as the last one.
    cause
        Number of the event that brings it to power.
    u_days
        A uniform: when it has done what was asked for, if it does.
    meets
        Whether it does.
    """
    government, before = run.government, run.government.meets_aims
    government.meets_aims, government.since = meets, run.now
    government.number += 1
    run.stamp += 1
    target = run.tables[0].target.p.name
    event = GOVERNMENT_CHANGE.log(
        run, "world", {"regime": kind, "meets_aims": meets}, target, cause
    )
    if meets:
        run.start(_meets(run, event, uniform(u_days, run.world.governments.meets_days)))
    elif before:
        _takes_back(run, event)


def aims(run: Run) -> list[str]:
    """Return the concessions in which the aims of sanctions consist, in the catalogue's order.

    Those that end the war or are part of a settlement, or that a statute names; all standing ones
    in a catalogue without such.
    """
    model = run.model
    named = {name for _, names in model.by_concessions for name in names}
    standing = [name for name, c in model.concessions.items() if c.kind == "standing"]
    asked = [
        name
        for name in standing
        if (c := model.concessions[name]).ceasefire or c.settlement > 0.0 or name in named
    ]
    return asked or standing


def _meets(run: Run, cause: int, days: float) -> Process:
    """Do by itself, after some time, what the sanctions are meant to bring about."""
    government = run.government
    number = government.number
    bounds = run.world.governments.meets_days
    yield from lag(run, days, lambda u: uniform(u, bounds), "government/next", Order.EFFECT)
    if government.number != number:
        return
    target = run.tables[0].target.p.name
    names = [name for name in aims(run) if name not in run.live]
    for name in names:
        DELIVERED.log(run, target, {"until_days": None}, name, cause)
    run.fulfilled |= run.model.by_government
    give(run, names, cause, "government", BY_GOVERNMENT)
    for table in run.tables:
        release(run, table, "government", cause)


def _takes_back(run: Run, cause: int) -> None:
    """Take back what the last government gave by itself: the next one thinks otherwise."""
    run.fulfilled &= ~run.model.by_government
    target = run.tables[0].target.p.name
    for name, live in list(run.live.items()):
        if live.deal == BY_GOVERNMENT:
            del run.live[name]
            WITHDRAWN.log(run, target, {}, name, cause)
    run.concessions_changed(cause)
    for table in run.tables:
        if table.aim.why == "government":
            hold(run, table)


def start_afresh(run: Run) -> None:
    """Have both sides of every table begin anew: a new leader of the target has no record."""
    for table in run.tables:
        target, sender = table.target, table.sender
        target.dealer = target.p.prior_dealer
        sender.dealer = sender.p.prior_dealer
        target.relaxed = 0.0
        target.since = run.now
    run.stamp += 1


def put_in_power(run: Run, cause: int, *, meets: bool) -> None:
    """Have the scenario give the target another government."""
    start_afresh(run)
    if run.rules.aims:
        u_days = run.stream("government/scenario").next()
        change(run, "new", cause, u_days, meets=meets)
