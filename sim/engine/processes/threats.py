"""Threats and deadlines: X by a date, or else Y (R25)."""

from __future__ import annotations

from functools import partial
from math import inf

from sim.bargaining.acceptance import logistic
from sim.engine.kernel.clock import Order
from sim.engine.kernel.drawn import Ahead
from sim.engine.kernel.draws import pick, uniform
from sim.engine.kernel.streams import Draw
from sim.engine.processes.arrivals import Arrivals, place_of
from sim.engine.processes.giving import delivered
from sim.engine.processes.pendulum import aimed, designates
from sim.engine.processes.stance import toughen
from sim.engine.state.additions import impose
from sim.engine.state.agreements import UNDER_THREAT, Deal
from sim.engine.state.state import Process, Run
from sim.engine.state.table import Table
from sim.engine.state.threats import Deadline
from sim.engine.valuation.concessions import available, price_now
from sim.events.threats import THREAT, THREAT_CARRIED_OUT, THREAT_DROPPED, THREAT_MET
from sim.scenario.threats import Threat


def start(run: Run, table: Table) -> None:
    """Set going the threats of a sender: those of the scenario, and its own."""
    if not run.rules.threats:
        return
    for threat in table.sender.p.threats.stated:
        run.start(_stated(run, table, threat))
    run.start(_of_its_own(run, table))


def _stated(run: Run, table: Table, threat: Threat) -> Process:
    draws = run.stream(table.stream(f"threat/{threat.demand}"))
    day = run.calendar.day(threat.on)
    if day < 0.0:
        return
    yield run.until(day, Order.ROUND)
    last = run.calendar.day(threat.by) + 1.0
    yield from _threaten(run, table, threat.demand, last, threat.class_, threat.lp, draws)


def _of_its_own(run: Run, table: Table) -> Process:
    """Threaten now and then while talks stall, one threat at a time.

    What is threatened is what would be imposed: a large target is spared the systemic (R32).
    """
    draws = run.stream(table.stream("threat/size"))
    spares = run.stream(table.stream("threat/spared"))
    classes = run.model.targets_of[table.pair.sender]
    if not classes:
        return
    place = place_of(table)
    arrivals = Arrivals(
        run,
        table.stream("threat/arrival"),
        partial(_rate, table),
        f"{place}.threats.rate",
        order=Order.ROUND,
    )
    while (yield from arrivals.next()):
        u_days, u_class, u_lp = draws.next(), draws.next(), draws.next()
        p = table.sender.p.threats
        class_, share = aimed(run, table, pick(u_class, classes), spares.next())
        lp = share * uniform(u_lp, p.lp)
        demand = _wanted(run, table, lp)
        if (
            not demand
            or not designates(run, table)
            or table.threats.deadline is not None
            or table.talks.mode == "hold"
            or not table.stalled(run.now)
            or not run.wants(table)
            or run.war_state == "settled"
        ):
            continue
        last = run.now + max(uniform(u_days, p.days), 1.0)
        run.start(_threaten(run, table, demand, last, class_, lp, draws))


def _rate(table: Table) -> float:
    return table.sender.p.threats.rate


def _wanted(run: Run, table: Table, lp: float) -> str:
    """Return what a threat of so many LP is to bring about, or nothing if there is nothing.

    Of what costs the target no more than is threatened, what is worth most if it is kept; if
    there is no such concession, the cheapest.
    """
    best, name = 0.0, ""
    least, cheapest = inf, ""
    for concession, entry in table.pair.entries.items():
        if entry.value <= 0.0 or concession not in table.pair.order:
            continue
        if not available(run, concession):
            continue
        price = price_now(run, table, concession, feared=False)
        if price <= lp and entry.value > best:
            best, name = entry.value, concession
        if price < least:
            least, cheapest = price, concession
    return name or cheapest


def _threaten(
    run: Run, table: Table, demand: str, last: float, class_: str, lp: float, draws: Draw
) -> Process:
    """Make a threat, wait for its day, and carry it out or not."""
    luck = Ahead(draws, 2)
    if table.threats.deadline is not None:
        return
    threats, agent, marked = table.threats, table.sender.p.name, table.marked
    event = THREAT.log(
        run,
        agent,
        {
            "by": run.calendar.date(last - 1.0).isoformat(),
            "class_": class_,
            "lp": lp,
            "credibility": threats.credibility(),
            "carried_out": threats.carried_out,
            "decided": threats.carried_out + threats.dropped,
            **marked,
        },
        demand,
    )
    threats.deadline = Deadline(demand, last, class_, lp, event)
    run.stamp += 1
    alone = available(run, demand) and price_now(run, table, demand, feared=False) < threats.spares(
        demand
    )
    if alone:  # to give way costs it less than what it fears
        owed = Deal(UNDER_THREAT, run.now, event, [], (demand,), 0.0, table=table.number)
        delivered(run, owed, demand, event, "threat")
    made = run.now
    if not alone:
        yield run.until(last, Order.CHECK)
    threats.deadline = None
    run.stamp += 1
    if demand in run.live or run.last_given.get(demand, -1e9) >= made:
        THREAT_MET.log(run, agent, {"alone": alone}, demand, event)
        return
    p = table.sender.p.threats
    probability = logistic(
        p.carry
        + p.carry_stalled * table.stalled(run.now)
        + p.carry_audience * table.sender.w_aud
        + p.carry_oil * table.sender.oil_pressure(run.oil)
    )
    u_carry, u_tough = luck.values()
    own, bit = table.pair.sender, designates(run, table)
    if u_carry < probability and bit:
        threats.carried_out += 1
        done = THREAT_CARRIED_OUT.log(
            run,
            agent,
            {"sender": own, "class_": class_, "lp": lp, "probability": probability, **marked},
            demand,
            event,
        )
        subject = f"threat{table.suffix}_{threats.carried_out}"
        impose(run.register, subject, own, class_, lp, bit, run.now)
    else:
        threats.dropped += 1
        done = THREAT_DROPPED.log(
            run,
            agent,
            {"probability": probability, "credibility": threats.credibility(), **marked},
            demand,
            event,
        )
    if u_tough < p.toughens:
        toughen(run, table, done)
