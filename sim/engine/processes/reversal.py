"""Relief is reversed though nothing was broken: by a successor, after a crackdown (R29)."""

from __future__ import annotations

from functools import partial

from sim.engine.kernel.clock import Order
from sim.engine.kernel.draws import pick, uniform
from sim.engine.processes.arrivals import Arrivals
from sim.engine.processes.compliance import left_of, snap_back
from sim.engine.state.additions import impose
from sim.engine.state.agreements import Deal
from sim.engine.state.state import Process, Run
from sim.engine.state.table import Table
from sim.events.allies import DESIGNATION
from sim.events.reversal import CRACKDOWN, SUCCESSOR_REVERSES
from sim.events.war import WAR_RESUMES
from sim.events.world import NEW_PRESIDENT, SUCCESSION


def start(run: Run) -> None:
    """Set going what reverses relief beside violations."""
    if not run.rules.reversal:
        return
    for kind in (NEW_PRESIDENT, SUCCESSION):
        run.listeners.setdefault(kind.name, []).append(partial(_new_president, run))
    run.listeners.setdefault(WAR_RESUMES.name, []).append(partial(_answer, run, run.tables[0]))
    run.start(crackdowns(run))


def _new_president(run: Run, number: int) -> None:
    run.start(_review(run, run.tables[0], number))


def _review(run: Run, table: Table, cause: int) -> Process:
    """Have a new president look at what his predecessor has given, deal by deal."""
    draws = run.stream(table.stream("successor/choice"))
    u_days = draws()
    p = run.compliance.reversal
    entry = run.log[cause]
    chance = p.successor if NEW_PRESIDENT.of(entry)["change_party"] else p.heir
    given = [deal for deal in (*run.deals, *run.gestures) if deal.table == table.number]
    yield run.wait(uniform(u_days, p.review_days), Order.EFFECT)
    for deal in given:
        u = draws()
        numbers = left_of(run, deal)
        if not numbers:
            continue
        lasting = all(way.route.permanent for way, _ in deal.relief_by_option)
        odds = chance * (p.permanent if lasting else 1.0)
        if u >= odds:
            continue
        event = SUCCESSOR_REVERSES.log(
            run,
            table.sender.p.name,
            {"probability": odds, "lp": run.register.weight(numbers)},
            f"deal_{deal.number}",
            cause,
        )
        snap_back(run, deal, numbers, event)


def crackdowns(run: Run) -> Process:
    """Crackdowns come at a rate, and may be answered."""
    arrivals = Arrivals(
        run,
        "crackdown/arrival",
        partial(_crackdown_rate, run),
        "compliance.reversal.crackdown_rate",
    )
    while (yield from arrivals.next()):
        event = CRACKDOWN.log(run, "world", {})
        for table in run.tables:
            if table.number == 0:
                _answer(run, table, event)


def _crackdown_rate(run: Run) -> float:
    return run.compliance.reversal.crackdown_rate


def _answer(run: Run, table: Table, cause: int) -> None:
    """Answer a crackdown or a war that goes on: take back what was given last, else add to it."""
    draws = run.stream(table.stream("crackdown/answer"))
    u_answer, u_class, u_lp = draws(), draws(), draws()
    if u_answer >= run.compliance.reversal.answered:
        return
    last = _last_given(run, table)
    if last is not None:
        snap_back(run, last, left_of(run, last), cause)
        return
    own = table.pair.sender
    classes = run.model.targets_of[own]
    bit = run.model.bit.get(run.model.designation[own], 0) & run.register.alive
    if not classes or not bit:
        return
    p = table.sender.p
    class_, lp = pick(u_class, classes), uniform(u_lp, p.designation_lp)
    subject = f"answer_{len(run.log)}"
    impose(run.register, subject, own, class_, lp, bit, run.now)
    DESIGNATION.log(run, p.name, {"sender": own, "class_": class_, "lp": lp}, subject, cause)


def _last_given(run: Run, table: Table) -> Deal | None:
    """Return the deal or step of which something was given last and may be taken back."""
    given = [deal for deal in (*run.deals, *run.gestures) if deal.table == table.number]
    given.sort(key=lambda deal: deal.day, reverse=True)
    return next((deal for deal in given if left_of(run, deal)), None)
