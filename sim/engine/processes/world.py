"""The world around the talks: war by quarters, oil, shocks, new designations (R20)."""

from __future__ import annotations

from functools import partial

from sim.engine.kernel.clock import Order
from sim.engine.kernel.draws import exponential, normal
from sim.engine.processes import governments
from sim.engine.processes.arrivals import Arrivals, place_of
from sim.engine.processes.congress import new_president
from sim.engine.processes.council import review_relief
from sim.engine.processes.pendulum import by_chance, designate, designates, pendulum, pressing
from sim.engine.state.alignment import aligned
from sim.engine.state.channel import close_channel
from sim.engine.state.record import Point
from sim.engine.state.state import Process, Run
from sim.engine.state.table import REFUSED, Table
from sim.engine.valuation.offers import Offers
from sim.events.world import (
    CRISIS,
    CRISIS_OVER,
    LEADER_EXIT,
    OFFENSIVE,
    SUCCESSION,
)


def quarters(run: Run, offers: list[Offers], points: list[Point]) -> Process:
    """Every quarter: the war moves, beliefs take in refusals, values are brought up to date."""
    draws = run.stream("war/step")
    concessions = run.model.concessions
    days = run.model.parameters.values.refresh_days
    note(run, offers, points)
    while True:
        yield run.wait(days, Order.WATCH)
        war = run.world.war
        level = war.mean
        fought = run.war_state == "war"
        for name in run.live:
            restrained = concessions[name].war_level
            if fought and concessions[name].settlement > 0.0:
                continue  # a withdrawal without a ceasefire: the war goes on along another line
            if restrained is not None:
                level = min(level, restrained)
        moved = run.war + (war.reversion * (level - run.war) + war.step_sd * normal(draws.next()))
        run.war = min(max(moved, 0.0), 1.0)
        _beliefs(run)
        run.stamp += 1
        if run.model.undated:
            review_relief(run, run.model.undated, -1)
        note(run, offers, points)


def _beliefs(run: Run) -> None:
    """A quarter with a refusal speaks for a staller (R10)."""
    for table in run.tables:
        if table.refused_by_target:
            table.learn(table.sender, REFUSED)
        if table.refused_by_sender:
            table.learn(table.target, REFUSED)
        table.refused_by_target = table.refused_by_sender = False


def note(run: Run, offers: list[Offers], points: list[Point]) -> None:
    """Note the series that move between events, and bring overcompliance up to date."""
    offers[0].overcompliance.refresh()
    day = run.now
    points.append(Point(day, "war", run.war))
    points.append(Point(day, "oil", run.oil))
    points.append(Point(day, "alignment", aligned(run)))
    for values in offers:
        table = values.table
        sender, target = table.sender, table.target
        executive_wants = sender.aspiration(day - sender.since)
        target_wants = target.aspiration(day - target.since)
        points.append(Point(day, table.series("trust_executive"), sender.dealer))
        points.append(Point(day, table.series("trust_target"), target.dealer))
        points.append(Point(day, table.series("aspiration_executive"), executive_wants))
        points.append(Point(day, table.series("aspiration_target"), target_wants))
        points.append(Point(day, table.series("leverage"), values.leverage()))


def offensives(run: Run, points: list[Point]) -> Process:
    """Offensives and atrocities: the war grows fiercer, and the channel may close."""
    draws = [run.stream(table.stream("offensive/channel")) for table in run.tables]
    arrivals = Arrivals(
        run,
        "offensive/arrival",
        lambda: run.world.shocks.offensive_rate,
        "world.shocks.offensive_rate",
        keep=lambda: float(run.ceasefire_since is None and run.war_state != "truce"),
    )
    while (yield from arrivals.next()):
        uniforms = [(draw.next(), draw.next()) for draw in draws]
        if not arrivals.kept():
            continue  # a ceasefire that holds: its violations are counted by themselves
        run.war = min(1.0, run.war + run.world.shocks.offensive_war)
        run.stamp += 1
        points.append(Point(run.now, "war", run.war))
        event = OFFENSIVE.log(run, "world", {"war": run.war})
        for table, (u_close, u_days) in zip(run.tables, uniforms, strict=True):
            if u_close < table.talks.breakdown_violation:
                days = exponential(u_days, table.talks.closed_days)
                close_channel(run, table, days, event, "offensive")


def crises(run: Run) -> Process:
    """Market crises in the target country: banks and capital are worth more for a time."""
    arrivals = Arrivals(
        run, "crisis/arrival", lambda: run.world.shocks.crisis_rate, "world.shocks.crisis_rate"
    )
    while (yield from arrivals.next()):
        run.crisis += 1
        run.stamp += 1
        event = CRISIS.log(run, "world", {"gain": run.world.shocks.crisis_gain})
        run.start(_crisis_over(run, event))


def _crisis_over(run: Run, cause: int) -> Process:
    yield run.wait(run.world.shocks.crisis_days, Order.SHOCK)
    run.crisis -= 1
    run.stamp += 1
    CRISIS_OVER.log(run, "world", {}, cause=cause)


def leader_exits(run: Run) -> Process:
    """The target's leader leaves: talks start anew on its side."""
    arrivals = Arrivals(
        run,
        "exit/arrival",
        lambda: governments.exit_rate(run),
        "world.shocks.target_exit_rate",
        *[f"world.governments.{path}" for path in governments.RATES],
    )
    draws = run.stream("government/next")
    while (yield from arrivals.next()):
        governments.start_afresh(run)
        event = LEADER_EXIT.log(run, "world", {}, run.tables[0].target.p.name)
        u_new, u_meets, u_days = draws.next(), draws.next(), draws.next()
        if run.rules.aims:
            governments.after_leader(run, event, u_new, u_meets, u_days)


def successions(run: Run) -> Process:
    """The executive changes hands between elections."""
    draws = run.stream("succession/will")
    arrivals = Arrivals(
        run,
        "succession/arrival",
        lambda: run.world.shocks.succession_rate,
        "world.shocks.succession_rate",
    )
    while (yield from arrivals.next()):
        z_lev, z_aud = normal(draws.next()), normal(draws.next())
        new_president(run, run.tables[0], SUCCESSION, z_lev, z_aud, change_party=False)


def designations(run: Run, table: Table) -> Process:
    """New designations by a sender alone: more while talks stall, more while war rages."""
    draws = run.stream(table.stream("designation/size"))
    place = place_of(table)
    made = f"designation_{table.name}" if table.name else "designation"
    spares = run.stream(table.stream("designation/spared"))
    number = 0
    arrivals = Arrivals(
        run,
        table.stream("designation/arrival"),
        partial(_highest, run, table),
        f"{place}.designation_stalled",
        f"{place}.designation_talking",
        f"{place}.size.rivalry",
        f"{place}.size.rivalry_raises",
        keep=partial(_kept, run, table),
    )
    while (yield from arrivals.next()):
        u_keep, u_class, u_lp = draws.next(), draws.next(), draws.next()
        # Thinning: arrivals come at the highest rate and are kept in proportion (Lewis &
        # Shedler 1979), so that two scenarios under one seed see the same moments.
        if not arrivals.kept(u_keep):
            continue
        number += 1
        designate(run, table, f"{made}_{number}", (u_class, u_lp, spares.next()))


def _highest(run: Run, table: Table) -> float:
    """Return how many designations of a sender there are at most, 1/y."""
    p = table.sender.p
    return max(p.designation_stalled, p.designation_talking) * pendulum(run, table)


def _kept(run: Run, table: Table) -> float:
    """Return the share of designations at the highest rate that are made now."""
    p = table.sender.p
    rate = (p.designation_stalled if table.stalled(run.now) else p.designation_talking) * (
        pendulum(run, table) * pressing(run, table) * by_chance(run, table)
    )
    may = run.wants(table) and run.model.targets_of[table.pair.sender] and designates(run, table)
    return min(rate / _highest(run, table), 1.0) if may and rate > 0.0 else 0.0
