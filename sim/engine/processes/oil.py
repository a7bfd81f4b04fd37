"""Shocks of the price of oil, and the licences that the executive gives while it is dear (R20)."""

from __future__ import annotations

from functools import partial
from math import exp, log
from typing import Final

from sim.agents.executive import Executive
from sim.engine.kernel.clock import QUARTER, Order
from sim.engine.kernel.draws import beyond, exponential, normal, positive_normal, uniform
from sim.engine.model.parts import ReliefOption
from sim.engine.processes.arrivals import Arrivals
from sim.engine.processes.lags import lag
from sim.engine.state.record import Point
from sim.engine.state.relief import Relief
from sim.engine.state.state import Process, Run
from sim.events.relief import EASED, LICENCE_LAPSE, LICENCE_RENEWED
from sim.events.world import OIL_CALM, OIL_HIGH, OIL_SHOCK

HIGHEST: Final = 10_000.0
"""Price of oil above which no jump goes, $/bbl: ten times the highest that may be at rest."""


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
        rise = positive_normal(jump.next(), mean, sd)
        days = exponential(life.next(), run.world.oil.life_days)
        u_licence, u_lag = licence.next(), licence.next()
        run.oil = _risen(max(run.oil, rest(run)), rise)
        run.oil_dear = True
        run.stamp += 1
        event = OIL_SHOCK.log(run, "world", {"price": run.oil, "days": days})
        run.oil_event = event
        points.append(Point(run.now, "oil", run.oil))
        run.start(_calm(run, days, event, points))
        _consider(run, u_licence, u_lag, event)


def rest(run: Run) -> float:
    """Return the price at which oil would be without a shock, with what is supplied, $/bbl."""
    return float(run.world.oil.price) * exp(run.oil_level) * run.oil_left


def levels(run: Run, points: list[Point]) -> Process:
    """Have the price at rest move each quarter, and license oil while it is dear (R30).

    The log of the price reverts to that of the scenario (Ornstein & Uhlenbeck 1930, by quarters).
    """
    steps, licence = run.stream("oil/level"), run.stream("oil/level_licence")
    was_dear = False
    while True:
        sender = run.tables[0].sender
        dear = sender.oil_pressure(run.oil) > 0.0
        u_licence, u_lag = licence.next(), licence.next()
        if dear and not run.oil_licensed:
            event = run.oil_event
            if not run.oil_dear:
                event = run.oil_high
                if not was_dear or event < 0:
                    event = OIL_HIGH.log(
                        run, "world", {"price": run.oil, "hurts": sender.oil_threshold}
                    )
                    run.oil_high = event
            _consider(run, u_licence, u_lag, event)
        was_dear = dear
        yield run.wait(QUARTER, Order.WATCH)
        oil = run.world.oil
        before = rest(run)
        run.oil_level += oil.level_sd * normal(steps.next()) - oil.level_reversion * run.oil_level
        run.oil = min(run.oil * rest(run) / before, HIGHEST)
        run.stamp += 1
        points.append(Point(run.now, "oil", run.oil))


def _consider(run: Run, u_licence: float, u_lag: float, cause: int) -> None:
    """License oil if it is dear and the sender wants to, unless it is licensed already."""
    executive = run.tables[0].sender
    if (
        executive.oil_pressure(run.oil) > 0.0
        and u_licence < executive.p.oil_licence
        and not run.oil_licensed
    ):
        run.oil_licensed = True
        run.start(oil_licence(run, u_lag, cause))


def _risen(price: float, rise: float) -> float:
    """The price after a jump upwards by so much in logs, $/bbl; there is a highest."""
    return HIGHEST if rise > log(HIGHEST / price) else price * exp(rise)


def _calm(run: Run, days: float, cause: int, points: list[Point]) -> Process:
    mean = run.world.oil.life_days
    yield from lag(run, days, lambda u: exponential(u, mean), "oil/life", Order.SHOCK)
    if run.oil_event != cause:
        return  # another shock has come meanwhile: it ends with that one
    run.oil = rest(run)
    run.oil_dear = False
    run.stamp += 1
    OIL_CALM.log(run, "world", {"price": run.oil}, cause=cause)
    points.append(Point(run.now, "oil", run.oil))


def oil_licence(run: Run, u_lag: float, cause: int) -> Process:
    """License oil for a time while it is dear, with nothing asked in return; roll it over.

    Parameters
    ----------
    run
        The replication.
    u_lag
        A uniform: how long it takes.
    cause
        Number of the event that has made oil dear.
    """
    draws, terms = run.stream("oil/rollover"), run.stream("oil/term")
    executive = run.tables[0].sender
    register = run.register
    bounds = executive.p.oil_licence_lag
    days = uniform(u_lag, bounds)
    yield from lag(run, days, lambda u: uniform(u, bounds), "oil/licence", Order.EFFECT)
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
            instrument = way.route.instrument
            for i in parts:
                relief = Relief(
                    instrument, run.model.hazards[instrument], False, run.now, "oil", event
                )
                register.ease(i, relief)
        if not chosen:
            break
        subject = ",".join(measure for measure, _, _ in chosen)
        while True:
            days = executive.p.oil_licence_days
            if run.rules.oil_levels:
                days = _term(terms.next(), executive.p.oil_licence_terms)
            yield run.wait(days, Order.LAW)
            u_renew, u_gap = draws.next(), draws.next()
            dear = executive.oil_pressure(run.oil) > 0.0
            gap = uniform(u_gap, executive.p.oil_licence_gap)
            renewed = dear and u_renew < executive.p.oil_licence_renewal
            if not renewed or gap >= 1.0:
                break
            event = LICENCE_RENEWED.log(
                run,
                executive.p.name,
                {"via": "oil", "days": days},
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
        # It lapses, and comes again a few days later, but not on the same day.
        yield from lag(run, gap, partial(_gap, executive), "oil/rollover", Order.EFFECT)
    run.oil_licensed = False


def _gap(executive: Executive, u: float) -> float:
    """Return how long it takes until a licence that has lapsed comes again, days."""
    bounds = executive.p.oil_licence_gap
    return beyond(lambda v: uniform(v, bounds), 1.0, u)


def _term(u: float, terms: tuple[int, ...]) -> float:
    """Return one of several terms, each as likely, at least a day."""
    return max(float(terms[min(int(u * len(terms)), len(terms) - 1)]), 1.0)


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
