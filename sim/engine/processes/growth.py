"""Steps that grow: what has held for a year makes the next larger, or is made permanent (R23)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from math import fsum

from sim.bargaining.acceptance import acceptance_probability
from sim.bargaining.discounting import durability
from sim.bargaining.leverage import leverage
from sim.engine.kernel.clock import Order
from sim.engine.model.parts import ReliefOption
from sim.engine.processes.deals import ease_aspiration
from sim.engine.processes.review import proceed
from sim.engine.state.agreements import Deal
from sim.engine.state.course import Step
from sim.engine.state.state import Process, Run
from sim.engine.state.table import Table
from sim.events.compliance import VIOLATION
from sim.events.windows import MADE_PERMANENT, STEP


def listen(run: Run, table: Table) -> None:
    """Have steps shrink after a violation that is seen."""
    if run.rules.steps:
        run.listen(partial(_shrink, run, table), VIOLATION.name)


def hold(run: Run, table: Table, deal: Deal) -> None:
    """Begin to watch whether a step holds, where steps grow."""
    if run.rules.steps and table.talks.mode == "growing":
        run.start(_anniversaries(run, table, deal))


def _anniversaries(run: Run, table: Table, deal: Deal) -> Process:
    """Look at a step year by year for as long as it holds."""
    draws = run.stream(table.stream("steps/permanent"))
    violations = table.violations
    while True:
        yield run.wait(table.talks.steps.held_days, Order.CHECK)
        u, u_delay = draws.next(), draws.next()
        if deal.broken or deal.lost or deal.undone or table.violations != violations:
            return
        if not deal.kept or table.talks.mode != "growing":
            continue
        event = deal.event
        if deal.day >= table.step.since:  # it was of the present size
            grown = table.step.grown(table.talks.steps.growth, run.now)
            event = _resize(run, table, grown, deal.event, held=True)
        _ask(run, table, deal, event, u, u_delay)


def _shrink(run: Run, table: Table, number: int) -> None:
    """Go back to smaller steps after a violation of what was given at a table."""
    entry = run.log[number]
    live = run.live.get(entry.subject)
    if not VIOLATION.of(entry)["detected"] or live is None:
        return
    here = 0 if live.owed is None else live.owed.table
    step = table.step
    if here != table.number or not (step.permanent or step.lp > table.talks.max_lp):
        return
    shrunk = step.shrunk(table.talks.steps.growth, table.talks, run.now)
    _resize(run, table, shrunk, number, held=False)


def _resize(run: Run, table: Table, step: Step, cause: int, *, held: bool) -> int:
    """Put other limits in place, and say so; return the number of that event."""
    was, table.step = table.step.lp, step
    run.stamp += 1
    return STEP.log(
        run,
        table.sender.p.name,
        {"was": was, "lp": step.lp, "held": held, **table.marked},
        "",
        cause,
    )


# -- for good ----------------------------------------------------------------------------


def _ask(run: Run, table: Table, deal: Deal, cause: int, u: float, u_delay: float) -> None:
    """Have the sender decide whether it makes the relief of a step permanent."""
    register = run.register
    met = run.conditions_met()
    lots: dict[int, list[int]] = {}
    for i, relief in enumerate(register.relief):
        if relief is not None and relief.deal == deal.number and not relief.permanent:
            mask = register.holding(i)
            if mask:
                lots.setdefault(mask, []).append(i)
    ways: list[tuple[ReliefOption, list[int]]] = []
    for mask, numbers in lots.items():
        for way in run.model.finder.easy_ways(table.pair, mask, met, None):
            if way.route.permanent:
                ways.append((way, numbers))
                break
    for way, numbers in ways:
        worth = worth_for_good(run, table, deal, way, numbers)
        p = acceptance_probability(worth, table.sender.reservation, table.talks.temperature)
        if u < p:
            run.start(_for_good(run, table, deal, way, numbers, cause, u_delay))


def worth_for_good(
    run: Run, table: Table, deal: Deal, way: ReliefOption, numbers: list[int]
) -> float:
    """Return what it is worth to the sender to end for good what it has only suspended.

    What the target gives for it still, and the other gains, of as much of the deal as these
    tranches are; less the leverage that would be gone for as long as such relief lasts.
    """
    sender, register = table.sender, run.register
    years = table.years_left(run.now)
    lp = register.weight(numbers)
    share = min(lp / max(deal.lp, 1e-9), 1.0)
    given = fsum(
        [
            sender.worth(table.pair.entries[name], run.war, run.compliance.war_offset, years)
            for name in deal.concessions
            if (live := run.live.get(name)) is not None and live.deal == deal.number
        ]
    )
    remaining = max(register.lp_on[table.pair.sender], 0.0)
    initial, power = max(table.pair.leverage_at_start, 1e-9), sender.leverage_power
    stick = leverage(remaining + lp, initial, power) - leverage(remaining, initial, power)
    hazard = run.model.hazards[way.route.instrument]
    lasts = durability(sender.discount, hazard, years) if sender.leverage_lasts else 1.0
    return share * (given + fsum(deal.motives)) - sender.w_lev * stick * lasts


def _for_good(
    run: Run,
    table: Table,
    deal: Deal,
    way: ReliefOption,
    numbers: list[int],
    cause: int,
    u_delay: float,
) -> Process:
    """Make relief permanent by the procedure that the law has for it: consultation, review."""
    register = run.register
    outcome = yield from proceed(run, table, way, numbers, u_delay, cause)
    cause = outcome.event
    if not outcome.goes_ahead:
        return
    if way.needs & ~run.conditions_met():
        return
    numbers = [
        i
        for i in numbers
        if (relief := register.relief[i]) is not None
        and relief.deal == deal.number
        and not relief.permanent  # by what was begun a year before this and took longer
        and i not in deal.undone
        and not register.holding(i) & ~way.mask
    ]
    instrument = way.route.instrument
    hazard = run.model.hazards[instrument]
    memory, gain = table.target.memory(), 0.0
    for measure, parts in register.by_measure(numbers).items():
        first = register.tranches[parts[0]]
        relief = register.relief[parts[0]]
        assert relief is not None
        event = MADE_PERMANENT.log(
            run,
            table.sender.p.name,
            {
                "sender": first.sender,
                "class_": first.class_,
                "was": relief.instrument,
                "instrument": instrument,
                "tranches": len(parts),
                "lp": register.weight(parts),
                "authorities": [step.authority for step in way.route.steps],
            },
            measure,
            cause,
        )
        horizon = run.model.table.horizon[run.model.table.index[first.class_]]
        better = table.target.trust_in(hazard, memory, horizon)
        for i in parts:
            old = register.relief[i]
            assert old is not None
            trust = table.target.trust_in(old.hazard, memory, horizon)
            gain += register.tranches[i].lp * max(better - trust, 0.0)
            register.ease(
                i,
                replace(
                    old,
                    instrument=instrument,
                    hazard=hazard,
                    permanent=True,
                    since=run.now,
                    event=event,
                    ended=way.ended,
                    again=way.again,
                ),
            )
    if numbers:
        run.stamp += 1
        ease_aspiration(run, table, table.target, gain)
