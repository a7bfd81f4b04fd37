"""The world around the talks: war by quarters, oil, shocks, new designations (R20)."""

from __future__ import annotations

from math import exp, log
from typing import Final

from sim.engine.kernel.clock import Order
from sim.engine.kernel.draws import exponential, normal, pick, positive_normal, uniform
from sim.engine.model.parts import ReliefOption
from sim.engine.processes.arrivals import Arrivals
from sim.engine.processes.congress import new_president
from sim.engine.processes.council import review_relief
from sim.engine.state.channel import close_channel
from sim.engine.state.record import Point, point
from sim.engine.state.relief import Relief
from sim.engine.state.state import Process, Run
from sim.engine.state.table import REFUSED, Table
from sim.engine.valuation.offers import Offers
from sim.events.allies import DESIGNATION
from sim.events.relief import EASED, LICENCE_LAPSE, LICENCE_RENEWED
from sim.events.world import (
    CRISIS,
    CRISIS_OVER,
    LEADER_EXIT,
    OFFENSIVE,
    OIL_CALM,
    OIL_SHOCK,
    SUCCESSION,
)

HIGHEST: Final = 10_000.0
"""Price of oil above which no jump goes, $/bbl: ten times the highest that may be at rest."""


def quarters(run: Run, offers: list[Offers], points: list[Point]) -> Process:
    """Every quarter: the war moves, beliefs take in refusals, values are brought up to date."""
    draws = run.stream("war/step")
    concessions = run.model.concessions
    days = run.model.scenario.values.refresh_days
    note(run, offers, points)
    while True:
        yield run.wait(days, Order.WATCH)
        war = run.world.war
        level = war.mean
        for name in run.live:
            restrained = concessions[name].war_level
            if restrained is not None:
                level = min(level, restrained)
        moved = run.war + (war.reversion * (level - run.war) + war.step_sd * normal(draws()))
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
    points += (point((day, "war", run.war)), point((day, "oil", run.oil)))
    for values in offers:
        table = values.table
        sender, target = table.sender, table.target
        name = f"_{table.name}" if table.name else ""
        points += (
            point((day, f"trust_executive{name}", sender.dealer)),
            point((day, f"trust_target{name}", target.dealer)),
            point((day, f"aspiration_executive{name}", sender.aspiration(day - sender.since))),
            point((day, f"aspiration_target{name}", target.aspiration(day - target.since))),
            point((day, f"leverage{name}", values.leverage())),
        )


def oil(run: Run, points: list[Point]) -> Process:
    """Let the price of oil jump now and then, and come back."""
    jump = run.stream("oil/jump")
    life = run.stream("oil/life")
    licence = run.stream("oil/licence")
    arrivals = Arrivals(
        run, "oil/arrival", lambda: run.world.oil.shock_rate, "world.oil.shock_rate"
    )
    while (yield from arrivals.next()):
        mean, sd = run.world.oil.jump
        rise = positive_normal(jump(), mean, sd)
        days = exponential(life(), run.world.oil.life_days)
        u_licence, u_lag = licence(), licence()
        base = run.world.oil.price
        run.oil = _risen(max(run.oil, base), rise)
        run.oil_dear = True
        run.stamp += 1
        event = OIL_SHOCK.log(run, "world", {"price": run.oil, "days": days})
        run.oil_event = event
        points.append(Point(run.now, "oil", run.oil))
        run.start(_calm(run, days, event, points))
        executive = run.tables[0].sender
        if (
            executive.oil_pressure(run.oil) > 0.0
            and u_licence < executive.p.oil_licence
            and not run.oil_licensed
        ):
            run.oil_licensed = True
            run.start(oil_licence(run, uniform(u_lag, executive.p.oil_licence_lag), event))


def _risen(price: float, rise: float) -> float:
    """The price after a jump upwards by so much in logs, $/bbl; there is a highest."""
    return HIGHEST if rise > log(HIGHEST / price) else price * exp(rise)


def _calm(run: Run, days: float, cause: int, points: list[Point]) -> Process:
    yield run.wait(days, Order.SHOCK)
    if run.oil_event != cause:
        return  # another shock has come meanwhile: it ends with that one
    run.oil = float(run.world.oil.price)
    run.oil_dear = False
    run.stamp += 1
    OIL_CALM.log(run, "world", {"price": run.oil}, cause=cause)
    points.append(Point(run.now, "oil", run.oil))


def oil_licence(run: Run, lag: float, cause: int) -> Process:
    """License oil for a time while it is dear, with nothing asked in return; roll it over."""
    draws = run.stream("oil/rollover")
    executive = run.tables[0].sender
    register = run.register
    yield run.wait(lag, Order.EFFECT)
    event = cause
    while True:
        chosen = _licensable(run)
        for measure, parts, way in chosen:
            first = register.tranches[parts[0]]
            event = EASED.log(
                run,
                executive.p.name,
                {
                    "sender": first.sender,
                    "class_": first.class_,
                    "instrument": way.route.instrument,
                    "tranches": len(parts),
                    "lp": register.weight(parts),
                    "via": "oil",
                    "authorities": [step.authority for step in way.route.steps],
                },
                measure,
                event,
            )
            for i in parts:
                relief = Relief(
                    way.route.instrument, way.route.hazard, False, run.now, "oil", event
                )
                register.ease(i, relief)
        if not chosen:
            break
        subject = ",".join(measure for measure, _, _ in chosen)
        while True:
            yield run.wait(executive.p.oil_licence_days, Order.LAW)
            u_renew, u_gap = draws(), draws()
            dear = executive.oil_pressure(run.oil) > 0.0
            gap = uniform(u_gap, executive.p.oil_licence_gap)
            renewed = dear and u_renew < executive.p.oil_licence_renewal
            if not renewed or gap >= 1.0:
                break
            event = LICENCE_RENEWED.log(
                run,
                executive.p.name,
                {"via": "oil", "days": executive.p.oil_licence_days},
                subject,
                event,
            )
        lapsed = LICENCE_LAPSE.log(run, "law", {"why": "policy", "via": "oil"}, subject, event)
        for _, parts, _ in chosen:
            for i in parts:
                held = register.relief[i]
                if held is not None and held.via == "oil":
                    register.restore(i, run.now, "lapse")
        event = lapsed
        if not renewed:
            break
        yield run.wait(gap, Order.EFFECT)  # it lapses, and comes again a few days later
    run.oil_licensed = False


def _licensable(run: Run) -> list[tuple[str, list[int], ReliefOption]]:
    """Measures on oil that the executive can license alone, a share of each."""
    register, model, met = run.register, run.model, run.conditions_met()
    oil = model.oil_classes
    by_measure: dict[str, tuple[list[int], ReliefOption]] = {}
    for i in register.own[model.executive]:
        tranche = register.tranches[i]
        if tranche.class_ not in oil or not register.on[i] or i in run.promised_tranches:
            continue
        way = model.way(register.holding(i), "suspend", met)
        if way is None or way.deliverer != "executive" or way.ended:
            continue
        by_measure.setdefault(tranche.measure, ([], way))[0].append(i)
    share = run.tables[0].sender.p.oil_licence_share
    result = []
    for measure, (parts, way) in by_measure.items():
        n = round(share * len(parts))
        if n:
            result.append((measure, parts[:n], way))
    return result


def offensives(run: Run, points: list[Point]) -> Process:
    """Offensives and atrocities: the war grows fiercer, and the channel may close."""
    draws = [run.stream(table.stream("offensive/channel")) for table in run.tables]
    arrivals = Arrivals(
        run,
        "offensive/arrival",
        lambda: run.world.shocks.offensive_rate,
        "world.shocks.offensive_rate",
    )
    while (yield from arrivals.next()):
        uniforms = [(draw(), draw()) for draw in draws]
        if run.ceasefire_since is not None:
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
        lambda: run.world.shocks.target_exit_rate,
        "world.shocks.target_exit_rate",
    )
    while (yield from arrivals.next()):
        for table in run.tables:
            target, sender = table.target, table.sender
            target.dealer = target.p.prior_dealer
            sender.dealer = sender.p.prior_dealer
            target.relaxed = 0.0
            target.since = run.now
        run.stamp += 1
        LEADER_EXIT.log(run, "world", {}, run.tables[0].target.p.name)


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
        z_lev, z_aud = normal(draws()), normal(draws())
        new_president(run, run.tables[0], SUCCESSION, z_lev, z_aud, change_party=False)


def designations(run: Run, table: Table) -> Process:
    """New designations by a sender alone: more while talks stall, more while war rages."""
    draws = run.stream(table.stream("designation/size"))
    own = table.pair.sender
    agent = f"senders.{table.name}" if table.name else "executive"
    made = f"designation_{table.name}" if table.name else "designation"

    def highest() -> float:
        p = table.sender.p
        return max(p.designation_stalled, p.designation_talking)

    classes = run.model.targets_of[own]
    number = 0
    arrivals = Arrivals(
        run,
        table.stream("designation/arrival"),
        highest,
        f"agents.{agent}.designation_stalled",
        f"agents.{agent}.designation_talking",
    )
    while (yield from arrivals.next()):
        u_keep, u_class, u_lp = draws(), draws(), draws()
        p = table.sender.p
        rate = (
            p.designation_stalled if table.stalled(run.now) else p.designation_talking
        ) * run.war
        # Thinning: arrivals come at the highest rate and are kept in proportion (Lewis &
        # Shedler 1979), so that two scenarios under one seed see the same moments.
        if u_keep * highest() >= rate or not classes:
            continue
        bit = run.model.bit.get(run.model.designation[own], 0) & run.register.alive
        if not bit:
            continue
        class_ = pick(u_class, classes)
        number += 1
        lp = uniform(u_lp, p.designation_lp)
        subject = f"{made}_{number}"
        added = run.model.added(subject, own, class_, lp, run.now)
        run.register.add(added, bit, run.now)
        DESIGNATION.log(run, p.name, {"sender": own, "class_": class_, "lp": lp}, subject)
