"""Sanctions are wound down by the means there are: licences, delistings, orders (R27)."""

from __future__ import annotations

from functools import partial
from math import ceil
from typing import Final

from sim.engine.kernel.clock import YEAR, Order
from sim.engine.kernel.draws import beyond, uniform
from sim.engine.model.parts import ReliefOption
from sim.engine.processes.arrivals import Arrivals, place_of
from sim.engine.processes.deals import start_relief
from sim.engine.processes.lags import lag
from sim.engine.processes.law import ended_by_order
from sim.engine.state.agreements import Deal
from sim.engine.state.relief import part_by_part
from sim.engine.state.state import Process, Run
from sim.engine.state.table import Table
from sim.events.fields import Via
from sim.events.governments import FAVOUR, WIND_DOWN, HowEnded

_FIRST: Final = -2_000_000
"""Number of the first step of winding down; the others count down from it."""


def wind_down(run: Run, table: Table, cause: int) -> None:
    """Begin to wind a sender's sanctions down: in steps, and by an order in the end.

    Parameters
    ----------
    run, table
        The replication, and the table of the sender.
    cause
        Number of the event because of which it does.
    """
    stamp = table.aim.stamp
    u_order = run.stream(table.stream("wind_down/order")).next()
    years = uniform(u_order, table.sender.p.aims.order_years)
    table.aim.order = run.now + years * YEAR
    run.start(_steps(run, table, stamp, cause))
    for name, sender in run.model.declarer.items():
        if sender == table.pair.sender:
            run.start(_order(run, table, name, stamp, cause))


def _steps(run: Run, table: Table, stamp: int, cause: int) -> Process:
    """Ease step by step what the sender can ease by itself."""
    draws = run.stream(table.stream("wind_down/steps"))
    while True:
        bounds, stream = table.sender.p.aims.step_days, table.stream("wind_down/steps")
        days = uniform(draws.next(), bounds)
        yield from lag(run, days, partial(_uniform, bounds), stream, Order.EFFECT)
        if table.aim.stamp != stamp:
            return
        ways = _ways(run, table)
        if ways:
            _step(run, table, ways, cause)


def _ways(run: Run, table: Table, *, only_persons: bool = False) -> dict[int, ReliefOption]:
    """Return how the sender could ease each of its tranches by what is in its own hands.

    If only persons are asked for, of those tranches that list them.
    """
    register, model, pair = run.register, run.model, table.pair
    met, settled = run.conditions_met(), run.settlement_held()
    ways: dict[int, ReliefOption] = {}
    of_persons: dict[int, ReliefOption | None] = {}
    of_others: dict[int, ReliefOption | None] = {}
    on, promised = register.on, run.promised_tranches
    way: ReliefOption | None = None
    before, of = -1, False  # as what is held the tranche before, which the next mostly is too
    for i in register.own[pair.sender]:
        if not on[i] or i in promised:
            continue
        tranche = register.tranches[i]
        if only_persons and not tranche.persons:
            continue
        if not settled and model.classes[tranche.class_].settlement_only:
            continue
        persons, holding = tranche.persons, register.holding(i)
        if holding != before or persons != of:
            before, of = holding, persons
            known = of_persons if persons else of_others
            if holding not in known:
                known[holding] = _way(run, table, holding, persons, met)
            way = known[holding]
        if way is not None:
            ways[i] = way
    return ways


def _way(run: Run, table: Table, holding: int, persons: bool, met: int) -> ReliefOption | None:
    """Return how it could ease what these authorities hold: persons for good, if it can."""
    for ends in (persons, not persons):
        way = run.model.way(holding, "end" if ends else "suspend", met)
        if way is not None and way.deliverer in table.pair.deliverers:
            return way
    return None


def _step(run: Run, table: Table, ways: dict[int, ReliefOption], cause: int) -> None:
    """Ease a share of what can be eased: the first part of each measure before the second."""
    register = run.register
    count = max(1, ceil(table.sender.p.aims.step_share * len(ways)))
    chosen = part_by_part(register.measures, ways)[:count]
    steps: tuple[HowEnded, ...] = ("licences", "delistings")
    for step in steps:
        numbers = [i for i in chosen if ways[i].route.permanent == (step == "delistings")]
        if numbers:
            lp = register.weight(numbers)
            name = table.sender.p.name
            event = WIND_DOWN.log(run, name, {"step": step, "lp": lp, **table.marked}, name, cause)
            _ease(run, table, numbers, ways, event, "wind_down")


def _ease(
    run: Run, table: Table, numbers: list[int], ways: dict[int, ReliefOption], event: int, via: Via
) -> None:
    """Ease tranches for nothing, as a deal would ease them: with reports, reviews and delays."""
    lots: dict[int, tuple[ReliefOption, list[int]]] = {}
    for i in numbers:
        lots.setdefault(id(ways[i]), (ways[i], []))[1].append(i)
    table.aim.steps += 1
    step = Deal(
        number=_FIRST - 1000 * table.number - table.aim.steps,
        day=run.now,
        event=event,
        relief_by_option=list(lots.values()),
        concessions=(),
        lp=run.register.weight(numbers),
        table=table.number,
    )
    if table.aim.held or table.aim.why not in ("government", "settlement"):
        run.wound_down.append(step)  # who comes next may think otherwise (R29)
    start_relief(run, step, via)


def _uniform(bounds: tuple[float, float], u: float) -> float:
    return uniform(u, bounds)


def _order(run: Run, table: Table, name: str, stamp: int, cause: int) -> Process:
    """End an emergency by an order; not in a year for which the scenario has decided otherwise."""
    begun, order, before = run.now, table.aim.order, run.branched
    yield run.drawn(run.until(_spared(run, name, order), Order.LAW))
    if run.branched != before and table.aim.stamp == stamp:
        if table.aim.order == order:  # the first to be woken draws for all
            low, high = table.sender.p.aims.order_years
            bounds = low * YEAR, high * YEAR
            u = run.stream(table.stream("wind_down/order")).next()
            days = beyond(partial(_uniform, bounds), run.now - begun, u)
            table.aim.order = begun + days
        yield run.until(_spared(run, name, table.aim.order), Order.LAW)
    if table.aim.stamp == stamp:
        agent = table.sender.p.name
        ended_by_order(run, agent, name, cause)


def _spared(run: Run, name: str, day: float) -> float:
    """Return the day of an order, or one in the first later year in which none is ruled out."""
    decided = run.model.parameters.decisions.emergencies.get(name, {})
    for anniversary, year, _ in run.model.dates.anniversaries[name]:
        if anniversary - YEAR <= day < anniversary and decided.get(year) == "renew":
            day = anniversary + 1.0
    return max(day, run.model.dates.declared[name] + 1.0)


def favours(run: Run, table: Table) -> Process:
    """Free a single person or firm now and then, for nothing."""
    draws = run.stream(table.stream("favour/who"))
    place = place_of(table)
    arrivals = Arrivals(
        run,
        table.stream("favour/arrival"),
        lambda: table.sender.p.aims.favour_rate,
        f"{place}.aims.favour_rate",
        order=Order.EFFECT,
    )
    while (yield from arrivals.next()):
        u = draws.next()
        ways = {
            i: way
            for i, way in _ways(run, table, only_persons=True).items()
            if way.review is None
            and way.route.permanent
            # A finding that somebody has mended his ways is not made as a favour either (R24).
            and not any(step.procedure in run.model.barred for step in way.route.steps)
        }
        if not ways:
            continue
        i = list(ways)[min(int(u * len(ways)), len(ways) - 1)]
        lp = run.register.tranches[i].lp
        counted = lp <= table.sender.p.aims.favour_lp
        event = FAVOUR.log(
            run,
            table.sender.p.name,
            {"lp": lp if counted else 0.0, **table.marked},
            run.register.measures[i],
        )
        if counted:
            _ease(run, table, [i], ways, event, "favour")
