"""Violations, what is seen of them, and whether relief is reversed (R19)."""

from __future__ import annotations

from math import fsum

from sim.bargaining.acceptance import logistic
from sim.engine.kernel.clock import QUARTER, YEAR, Order
from sim.engine.kernel.draws import exponential, uniform
from sim.engine.state.agreements import Deal, Live
from sim.engine.state.channel import close_channel
from sim.engine.state.state import Process, Run
from sim.engine.state.table import BROKEN, Table
from sim.events.compliance import FALSE_ALARM, SNAPBACK_DECIDED, TOLERATED, VIOLATION, WITHDRAWN
from sim.events.relief import SNAPBACK


def watch(run: Run, live: Live, deal: Deal) -> Process:
    """Watch a concession: violations at lambda*(offset + W), and false alarms."""
    table = run.tables[deal.table]
    entry = table.pair.entries[live.name]
    draws = run.stream(table.stream(f"violation/{live.name}"))
    due = exponential(draws.next(), 1.0)  # violation, in units of the accumulated hazard
    alarm = exponential(draws.next(), 1.0)
    while True:
        violation_rate = entry.violation_rate * (run.compliance.war_offset + run.war)
        if entry.ceasefire and run.war_state != "none":
            violation_rate = 0.0  # ceasefires break as R26 says
        alarm_rate = run.compliance.false_alarm
        begun = run.now
        while True:
            until_violation = due / violation_rate * YEAR if violation_rate > 0.0 else float("inf")
            until_alarm = alarm / alarm_rate * YEAR if alarm_rate > 0.0 else float("inf")
            wait, before = min(until_violation, until_alarm, QUARTER), run.branched
            yield run.drawn(run.wait(wait - (run.now - begun), Order.CHECK))
            if run.live.get(live.name) is not live:
                return
            if run.branched == before:
                break
            years = (run.now - begun) / YEAR  # what is still to gather is drawn anew
            due = violation_rate * years + exponential(draws.next(), 1.0)
            alarm = alarm_rate * years + exponential(draws.next(), 1.0)
        due -= violation_rate * wait / YEAR
        alarm -= alarm_rate * wait / YEAR
        if wait == until_violation:
            detected = draws.next() < entry.detection
            event = VIOLATION.log(
                run, table.target.p.name, {"detected": detected}, live.name, live.event
            )
            if detected:
                respond(run, live, deal, event)
                return
            due = exponential(draws.next(), 1.0)
        elif wait == until_alarm:
            event = FALSE_ALARM.log(run, table.sender.p.name, {}, live.name, live.event)
            alarm = exponential(draws.next(), 1.0)
            if _reverses(run, live, deal, alleged=True):
                taken = _taken_back(run, live, deal, alleged=True)
                snap_back(run, deal, taken, event)
                table.learn(table.target, BROKEN)
                if run.register.weight(list(deal.undone)) > 0.5 * deal.lp + 1e-9:
                    del run.live[live.name]
                    WITHDRAWN.log(run, table.target.p.name, {}, live.name, event)
                    run.concessions_changed(event)
                    _lose(deal, live)
                    return


def respond(run: Run, live: Live, deal: Deal, event: int) -> None:
    """React to a violation that was seen: the concession is over, and relief perhaps too."""
    del run.live[live.name]
    run.last_violation = run.now
    table = run.tables[deal.table]
    table.violations += 1
    sender = table.sender
    table.learn(sender, BROKEN)
    run.concessions_changed(event)
    draws = run.stream(table.stream("breakdown/violation"))
    u_close, u_days = draws.next(), draws.next()
    if u_close < table.talks.breakdown_violation:
        close_channel(run, table, exponential(u_days, table.talks.closed_days), event, "violation")
    if _reverses(run, live, deal):
        snap_back(run, deal, _taken_back(run, live, deal, alleged=False), event)
        _lose(deal, live)
    else:
        deal.lost.add(live.name)
        TOLERATED.log(run, sender.p.name, {}, live.name, event)


def _lose(deal: Deal, live: Live) -> None:
    """Note that a concession of a deal is lost; with the last of them the deal is broken."""
    deal.lost.add(live.name)
    if deal.lost.issuperset(deal.concessions):
        deal.broken = True


def _reverses(run: Run, live: Live, deal: Deal, *, alleged: bool = False) -> bool:
    """Whether the executive reverses relief of a deal, if there is any left to reverse.

    For what is only alleged the odds are a fraction of those for what was broken (R29).
    """
    if not deal.relief_by_option or not left_of(run, deal):
        return False
    c = run.compliance
    table = run.tables[deal.table]
    worth = table.pair.entries[live.name].value
    permanent = ends(run, deal)
    p: float = logistic(
        c.snap_base
        + c.snap_worth * worth
        + c.snap_permanent * permanent
        + c.snap_effort * deal.effort
    )
    if run.rules.reversal:
        p *= uncourted(run, table)
    if alleged and run.rules.reversal:
        odds = c.reversal.alleged * p
        p = odds / (odds + 1.0 - p)
    return run.stream(table.stream("snapback/choice")).next() < p


def ends(run: Run, deal: Deal) -> bool:
    """Whether any relief of a deal ends something: as agreed, or made permanent since (R23)."""
    return any(way.route.permanent for way, _ in deal.relief_by_option) or any(
        relief is not None and relief.deal == deal.number and relief.permanent
        for relief in run.register.relief
    )


def uncourted(run: Run, table: Table) -> float:
    """Return the factor by which rivalry with a third party keeps a sender from reversing (R29)."""
    rivalry: float = table.sender.rivalry
    return 1.0 - run.compliance.reversal.courted * rivalry


def left_of(run: Run, deal: Deal) -> list[int]:
    """Tranches of a deal that can be taken back, what was given last first.

    What has been promised and not yet given comes before that; what no law that still holds
    would bring back is not among them.
    """
    register = run.register
    due: list[int] = []
    if deal.pending:  # of a stage that is not verified yet nothing is due
        promised = run.promised_tranches
        due = [i for _, numbers in deal.relief_by_option for i in numbers if i in promised]
    given = [
        (relief.since, relief.event, i)
        for i, relief in enumerate(register.relief)
        if relief is not None and relief.deal == deal.number and register.returns(i)
    ]
    given.sort(reverse=True)
    found = [*due, *[i for _, _, i in given]]
    return [i for i in found if i not in deal.undone]


def _taken_back(run: Run, live: Live, deal: Deal, *, alleged: bool) -> list[int]:
    """What is taken back: in proportion to what was broken, the last step first.

    Of the deal's LP as large a share as the concession has of what the executive counts all of
    the deal's concessions to be worth, in whole tranches. For what is only alleged it is one
    tranche, the least there is.
    """
    left = left_of(run, deal)
    if alleged:
        return left[:1]
    concessions = run.tables[deal.table].pair.entries
    whole = fsum([concessions[name].value for name in deal.concessions])
    share = concessions[live.name].value / whole if whole > 0.0 else 1.0
    due = share * deal.lp - 1e-9
    taken: list[int] = []
    lp = 0.0
    for i in left:
        if taken and lp >= due:
            break
        taken.append(i)
        lp += run.register.tranches[i].lp
    return taken


def snap_back(run: Run, deal: Deal, numbers: list[int], cause: int) -> None:
    """Decide to take relief of a deal back; what was given bites again after a wind-down."""
    deal.reversed = True
    deal.undone.update(numbers)
    table = run.tables[deal.table]
    table.target.snapbacks += 1.0
    run.stamp += 1
    days = uniform(
        run.stream(table.stream("snapback/wind_down")).next(), run.compliance.wind_down_days
    )
    event = SNAPBACK_DECIDED.log(
        run,
        table.sender.p.name,
        {"days": days, "lp": run.register.weight(numbers), "of": deal.lp},
        f"deal_{deal.number}",
        cause,
    )
    run.start(_wind_down(run, deal, numbers, days, event))


def _wind_down(run: Run, deal: Deal, numbers: list[int], days: float, cause: int) -> Process:
    yield run.wait(days, Order.EFFECT)
    register = run.register
    back = [
        i
        for i in sorted(numbers)
        if (relief := register.relief[i]) is not None
        and relief.deal == deal.number
        and register.restore(i, run.now, "snapback", relief.again & register.alive)
    ]
    for measure, parts in register.by_measure(back).items():
        first = register.tranches[parts[0]]
        SNAPBACK.log(
            run,
            run.tables[deal.table].sender.p.name,
            {
                "sender": first.sender,
                "class_": first.class_,
                "tranches": len(parts),
                "lp": register.weight(parts),
                "held_by": [
                    run.model.authorities[a].name
                    for a in run.model.named(register.holding(parts[0]))
                ],
            },
            measure,
            cause,
        )
