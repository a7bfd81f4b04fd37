"""Violations, what is seen of them, and whether relief is reversed (R19)."""

from __future__ import annotations

from typing import Final

from sim.bargaining.acceptance import logistic
from sim.engine.agreements import Deal, Live
from sim.engine.clock import YEAR, Order
from sim.engine.draws import exponential, uniform
from sim.engine.run import BROKEN, Process, Run

_STEP: Final = 91.3125
"""Days over which the rate of violation is taken as constant: the war moves by quarters."""


def watch(run: Run, live: Live, deal: Deal) -> Process:
    """Watch a concession: violations at lambda*(offset + W), and false alarms."""
    entry = run.model.concessions[live.name]
    draws = run.stream(f"violation/{live.name}")
    due = exponential(draws(), 1.0)  # violation, in units of the accumulated hazard
    alarm = exponential(draws(), 1.0)
    while True:
        violation_rate = entry.violation_rate * (run.compliance.war_offset + run.war)
        alarm_rate = run.compliance.false_alarm
        until_violation = due / violation_rate * YEAR if violation_rate > 0.0 else float("inf")
        until_alarm = alarm / alarm_rate * YEAR if alarm_rate > 0.0 else float("inf")
        wait = min(until_violation, until_alarm, _STEP)
        yield run.wait(wait, Order.CHECK)
        if run.live.get(live.name) is not live:
            return
        due -= violation_rate * wait / YEAR
        alarm -= alarm_rate * wait / YEAR
        if wait == until_violation:
            detected = draws() < entry.detection
            event = run.tell(
                run.kremlin.p.name, "violation", live.name, live.event, detected=detected
            )
            if detected:
                respond(run, live, deal, event)
                return
            due = exponential(draws(), 1.0)
        elif wait == until_alarm:
            event = run.tell(run.executive.p.name, "false_alarm", live.name, live.event)
            alarm = exponential(draws(), 1.0)
            if _reverses(run, live, deal):
                snap_back(run, deal, event)
                run.learn(run.kremlin, BROKEN)
                del run.live[live.name]
                run.tell(run.kremlin.p.name, "withdrawn", live.name, event)
                run.concessions_changed(event)
                return


def respond(run: Run, live: Live, deal: Deal, event: int) -> None:
    """React to a violation that was seen: the concession is over, and relief perhaps too."""
    del run.live[live.name]
    run.last_violation = run.now
    run.violations += 1
    executive = run.executive
    run.learn(executive, BROKEN)
    run.concessions_changed(event)
    draws = run.stream("breakdown/violation")
    u_close, u_days = draws(), draws()
    if u_close < run.talks.breakdown_violation:
        run.close_channel(exponential(u_days, run.talks.closed_days), event, "violation")
    if _reverses(run, live, deal):
        snap_back(run, deal, event)
    else:
        run.tell(executive.p.name, "tolerated", live.name, event)


def _reverses(run: Run, live: Live, deal: Deal) -> bool:
    """Whether the executive reverses the relief of a deal, if there is any left to reverse."""
    if not deal.lots or deal.reversed:
        return False
    c = run.compliance
    worth = run.model.concessions[live.name].us_value
    permanent = any(way.route.permanent for way, _ in deal.lots)
    p = logistic(
        c.snap_base
        + c.snap_worth * worth
        + c.snap_permanent * permanent
        + c.snap_effort * deal.effort
    )
    return run.stream("snapback/choice")() < p


def snap_back(run: Run, deal: Deal, cause: int) -> None:
    """Decide to reverse the relief of a deal; it takes effect after a wind-down."""
    deal.broken = deal.reversed = True
    run.kremlin.snapbacks += 1.0
    run.stamp += 1
    days = uniform(run.stream("snapback/wind_down")(), run.compliance.wind_down_days)
    event = run.tell(
        run.executive.p.name, "snapback_decided", f"deal_{deal.number}", cause, days=days
    )
    run.start(_wind_down(run, deal, days, event))


def _wind_down(run: Run, deal: Deal, days: float, cause: int) -> Process:
    yield run.wait(days, Order.EFFECT)
    register = run.register
    # What was terminated does not revive: it is imposed anew under an order that still holds.
    anew = run.model.bit.get(run.model.designation, 0) & register.alive
    back = [
        i
        for i, relief in enumerate(register.relief)
        if relief is not None
        and relief.deal == deal.number
        and register.restore(i, run.now, "snapback", anew if relief.permanent else 0)
    ]
    for measure, parts in register.by_measure(back).items():
        first = register.tranches[parts[0]]
        run.tell(
            run.executive.p.name, "snapback", measure, cause, sender=first.sender,
            class_=first.class_, tranches=len(parts),
            lp=register.weight(parts),
        )  # fmt: skip
