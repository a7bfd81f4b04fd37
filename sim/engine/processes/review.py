"""The review of relief by the legislature: filing, votes, veto, override (R11, R12)."""

from __future__ import annotations

from typing import Final, final

from sim.agents.congress import Bench, Congress
from sim.catalogue.schema import Procedure
from sim.engine.kernel.clock import Order, Steps
from sim.engine.kernel.drawn import Ahead
from sim.engine.kernel.draws import normal, uniform
from sim.engine.model.parts import ReliefOption
from sim.engine.processes.acts import approval_asked
from sim.engine.processes.lags import lag
from sim.engine.processes.roll_calls import tell
from sim.engine.state.state import Run
from sim.engine.state.table import Table
from sim.engine.valuation.ratification import climate
from sim.events.legislature import VETO
from sim.events.reviews import APPROVAL, BLOCKED, DISAPPROVAL, REPORT, REVIEW_OVER, Introducer
from sim.law.review import Review


@final
class Outcome:
    """How a review ended, and the event that says so."""

    __slots__ = ("event", "goes_ahead")

    def __init__(self, goes_ahead: bool, event: int) -> None:
        self.goes_ahead = goes_ahead
        self.event = event


# When things happen, as shares of the review; they follow the calendar of the one contested
# case: report of 19 December 2018, votes of 16 and 17 January 2019, day 28 and 29 of 30.
_FILED, _FIRST_VOTE, _SECOND_VOTE = 0.5, 0.9, 0.95
_PRESIDENT_DAYS: Final = 5.0
_OVERRIDE_DAYS: Final = 5.0


def review(
    run: Run,
    table: Table,
    procedure: Procedure,
    subject: str,
    lp: float,
    cause: int,
    whole: float = 0.0,
) -> Steps[Outcome]:
    """Report relief, wait for the review to end, and tell whether it goes ahead.

    Parameters
    ----------
    table
        The table at which the relief was promised.
    procedure
        Procedure with the review's clock.
    subject
        Measures under review.
    lp
        Their weight, LP.
    cause
        Event that occasioned the report.
    whole
        Weight of all that is reported with them, LP, if that is more.
    """
    congress = table.ratifier
    draws = run.stream(table.stream("review/votes"))
    luck = Ahead(draws, 11)
    u_file = luck.values()[0]
    sent = run.calendar.date(run.now)
    case = Review(procedure, sent)
    start = run.calendar.day(sent)
    length = (case.effective - sent).days
    sender = table.sender.p.name
    report = REPORT.log(
        run, sender, {"lp": lp, "days": length, "effective": str(case.effective)}, subject, cause
    )
    event = report
    share = lp / max(table.pair.leverage_at_start, 1e-9)
    approval = min(
        approved_on(run, procedure, subject, start + length),
        approval_asked(run, table, procedure, max(lp, whole), start),
    )
    if congress.benches and u_file < congress.filing_probability(share):
        if approval <= start + _FILED * length:
            outcome = yield from _approve(run, table, case, subject, approval, event)
            return outcome
        yield run.until(start + _FILED * length, Order.VOTE)
        event = DISAPPROVAL.log(
            run,
            congress.p.name,
            {"share": share, "introduced_by": introducer(congress, procedure)},
            subject,
            report,
        )
        passed = True
        opposition = congress.p.presidential_opposition
        pull = congress.pull(climate(run, table, lp))
        # The upper chamber votes first, as in 2019; the lower one votes all the same.
        order = [(str(name), bench) for name, bench in reversed(congress.benches.items())]
        shock: float | None = None  # the same for both chambers
        for place, ((name, bench), at) in enumerate(
            zip(order, (_FIRST_VOTE, _SECOND_VOTE), strict=False)
        ):
            if approval <= start + int(at * length):
                outcome = yield from _approve(run, table, case, subject, approval, event)
                return outcome
            yield run.until(start + int(at * length), Order.VOTE)
            us = luck.values()
            shock = normal(us[1]) if shock is None else shock
            u = us[3 + 2 * place], us[4 + 2 * place]
            ayes = congress.vote(bench, pull, shock, u, opposition)
            carried = bench.passes(ayes)
            tell(run, congress, name, bench, ayes, carried, "disapproval", subject, event)
            passed = passed and carried
        if passed:
            outcome = yield from _president(
                run, table, case, subject, opposition, pull, order, luck, event
            )
            if not outcome.goes_ahead:
                return outcome
            event = outcome.event
    elif approval < start + length:
        outcome = yield from _approve(run, table, case, subject, approval, event)
        return outcome
    over = run.calendar.day(case.effective)
    yield run.until(over, Order.VOTE)
    case.close(max(case.effective, run.calendar.date(run.now)))
    done = REVIEW_OVER.log(run, congress.p.name, {}, subject, event)
    return Outcome(True, done)


def proceed(
    run: Run,
    table: Table,
    way: ReliefOption,
    numbers: list[int],
    u_delay: float,
    cause: int,
    whole: float = 0.0,
) -> Steps[Outcome]:
    """Go through what the law asks for before relief takes effect: notice, review, drafting.

    Parameters
    ----------
    table
        The table at which the relief was promised.
    way, numbers
        The way of relief, and the tranches that it eases.
    u_delay
        A uniform: how long it takes once nothing stands in its way.
    cause
        Event that occasioned it.
    whole
        Weight of all that is reported with them, LP, if that is more.
    """
    register, before = run.register, run.branched
    if way.lead:
        yield run.wait(way.lead, Order.EFFECT)
    if way.review is not None:
        subject = subject_of(run, numbers)
        lp = register.weight(numbers)
        outcome = yield from review(run, table, way.review, subject, lp, cause, whole)
        cause = outcome.event
        if not outcome.goes_ahead:
            return outcome
    stream, bounds = table.stream("relief/delay"), way.delay
    if run.branched != before:
        u_delay = run.stream(stream).next()
    delay = uniform(u_delay, bounds)
    if delay > 0.0:
        yield from lag(run, delay, lambda u: uniform(u, bounds), stream, Order.EFFECT)
    return Outcome(True, cause)


def subject_of(run: Run, numbers: list[int]) -> str:
    """Return what the log says that an event about these tranches is about: their measures."""
    return ",".join(run.register.by_measure(numbers))


def approved_on(run: Run, procedure: Procedure, subject: str, over: float) -> float:
    """Day on which relief of these measures, now under review, is approved; else infinity."""
    if procedure.approval:
        measures = set(subject.split(","))
        for day, approved in run.model.approvals:
            if run.now <= day < over and measures <= approved:
                return day
    return float("inf")


def _approve(
    run: Run, table: Table, case: Review, subject: str, day: float, cause: int
) -> Steps[Outcome]:
    """End a review on the day on which the relief is approved."""
    yield run.until(day, Order.VOTE)
    case.approved(run.calendar.date(run.now))
    case.close(run.calendar.date(run.now))
    return Outcome(True, APPROVAL.log(run, table.ratifier.p.name, {}, subject, cause))


def introducer(congress: Congress, procedure: Procedure) -> Introducer:
    """Who introduces a disapproval: where only leaders may, that of the president's opponents."""
    if procedure.introduced_by == "members":
        return "a member"
    bench = list(congress.benches.values())[-1]  # the upper chamber votes first
    minority = 2 * bench.own >= bench.chamber.seats
    return "the minority leader" if minority else "the majority leader"


def _president(
    run: Run,
    table: Table,
    case: Review,
    subject: str,
    opposition: float,
    pull: float,
    order: list[tuple[str, Bench]],
    luck: Ahead,
    cause: int,
) -> Steps[Outcome]:
    """Veto or sign a disapproval that has passed; tell whether relief survives it."""
    case.passed()
    yield run.wait(_PRESIDENT_DAYS, Order.VOTE)
    congress = table.ratifier
    if opposition < 0.5 and not run.decided(table.pair.sender, "veto"):
        case.enacted()
        return Outcome(False, BLOCKED.log(run, congress.p.name, {"how": "signed"}, subject, cause))
    case.vetoed()
    event = VETO.log(run, table.sender.p.name, {}, subject, cause)
    yield run.wait(_OVERRIDE_DAYS, Order.VOTE)
    overridden, us = True, luck.values()
    for place, (name, bench) in enumerate(order):
        u = us[7 + 2 * place], us[8 + 2 * place]
        ayes = congress.vote(bench, pull, normal(us[2]), u, opposition)
        carried = bench.overrides(ayes)
        tell(run, congress, name, bench, ayes, carried, "override", subject, event)
        overridden = overridden and carried
    if overridden:
        case.enacted()
        event = BLOCKED.log(run, congress.p.name, {"how": "over a veto"}, subject, event)
    return Outcome(not overridden, event)
