"""The stock of bills of new sanctions: those with a chance one by one, the others counted (R28)."""

from __future__ import annotations

from typing import Final

from sim.agents.bill import Bill
from sim.agents.congress import STANCES
from sim.engine.kernel.clock import QUARTER, YEAR, Order
from sim.engine.kernel.draws import exponential, hazard, normal, pick, uniform
from sim.engine.kernel.streams import Draw
from sim.engine.processes.arrivals import Arrivals
from sim.engine.processes.floor import drop, leaning, vote_all, vote_lower
from sim.engine.processes.lags import lag
from sim.engine.processes.stance import stance
from sim.engine.state.state import Process, Run
from sim.engine.state.table import Table
from sim.engine.valuation.ratification import climate
from sim.events.lawmaking import BILL_MOVES
from sim.events.legislature import BILL_DIES
from sim.scenario.legislature import PendingBill

_PETITION_DAYS: Final = (10.0, 45.0)
"""Days until the lower house votes on a petition that has all signatures."""


def tension(run: Run, table: Table) -> float:
    """Return how many bills have a chance, as a share of those in a war as fierce as usual.

    Few have one against a target whose sanctions have lost their aim: the sender has given it up,
    or a government does by itself what was asked of it (R27).
    """
    p = table.ratifier.p
    if run.now - run.last_violation <= p.vote_violation_days:
        return 1.0
    usual = run.war / p.vote_war_at if p.vote_war_at > 0.0 else 1.0
    calm = p.lawmaking.calm
    share = calm + (1.0 - calm) * min(usual, 1.0)
    aimless = run.government.meets_aims or not table.aim.held
    return p.lawmaking.met * share if aimless else share


def stock(run: Run, table: Table) -> Process:
    """Take up bills of new sanctions, those pending on the first day first."""
    congress = table.ratifier
    if not congress.benches:
        return
    if table.number == 0:
        for number, entry in enumerate(run.model.parameters.at_start.bills, 1):
            _pending(run, table, entry, number)

    def rate() -> float:
        lawmaking = congress.p.lawmaking
        return lawmaking.bills * lawmaking.reported

    at = f"agents.{table.ratified_by}.lawmaking"
    arrivals = Arrivals(
        run,
        table.stream("bills/arrival"),
        rate,
        f"{at}.bills",
        f"{at}.reported",
        order=Order.VOTE,
    )
    number = len(run.model.parameters.at_start.bills) if table.number == 0 else 0
    while (yield from arrivals.next()):
        number += 1
        draws = run.stream(table.stream(f"bill/{number}"))
        u_kept = draws.next()
        bill = _bill(run, table, number, draws)
        if u_kept >= tension(run, table):
            continue
        bill.appeal = normal(draws.next())
        bill.event = BILL_MOVES.log(
            run,
            congress.p.name,
            {"does": bill.kind, "supporters": _supporters(run, table, bill)},
            bill.subject,
        )
        congress.docket.append(bill)
        run.start(_floor(run, table, bill, draws))


def _bill(run: Run, table: Table, number: int, draws: Draw) -> Bill:
    """Draw what a bill is about."""
    congress = table.ratifier
    lawmaking = congress.p.lawmaking
    u_kind, size, u_waiver = draws.next(), draws.next(), draws.next()
    u_mandatory, class_at = draws.next(), draws.next()
    votes = draws.next(), draws.next(), draws.next(), draws.next()
    bill = Bill(
        f"bill_{table.name}_{number}" if table.name else f"bill_{number}",
        pick(u_kind, list(lawmaking.kinds.items())),
        "",
        _ends(run, table),
        lower=bool(congress.lower),
    )
    bill.size, bill.class_at, bill.votes = size, class_at, votes
    bill.waiver = u_waiver < lawmaking.waiver
    bill.mandatory = u_mandatory < lawmaking.mandatory
    return bill


def _pending(run: Run, table: Table, entry: PendingBill, number: int) -> None:
    """Put a bill that is pending on the first day on the docket."""
    congress = table.ratifier
    draws = run.stream(table.stream(f"bill/{number}"))
    draws.next()
    bill = _bill(run, table, number, draws)
    bill.kind, bill.title = entry.kind, entry.title
    bill.appeal = _appeal(run, table, entry, normal(draws.next()))
    bill.event = BILL_MOVES.log(
        run,
        congress.p.name,
        {
            "does": bill.kind,
            "supporters": dict(entry.sponsors),
            "title": entry.title,
            "signatures": entry.signatures,
        },
        bill.subject,
    )
    congress.docket.append(bill)
    u_days = draws.next()
    if congress.lower and entry.signatures >= congress.benches[congress.lower].chamber.majority:
        days = uniform(u_days, _PETITION_DAYS)
        run.start(_discharged(run, table, bill, days, table.stream(f"bill/{number}")))
    run.start(_floor(run, table, bill, draws))


def _appeal(run: Run, table: Table, entry: PendingBill, typical: float) -> float:
    """Return the appeal at which as many as sponsor a bill are to be expected to vote for it."""
    congress = table.ratifier
    sd = congress.p.shock_sd
    if not entry.sponsors or sd <= 0.0:
        return typical
    pull = congress.pull(climate(run, table, 0.0))
    benches = congress.benches
    name = max(entry.sponsors, key=lambda key: entry.sponsors[key] / benches[key].chamber.seats)
    low, high = -8.0, 8.0
    for _ in range(24):
        middle = 0.5 * (low + high)
        if congress.expected(benches[name], pull + sd * middle, 0.0) < entry.sponsors[name]:
            low = middle
        else:
            high = middle
    return low


def _ends(run: Run, table: Table) -> float:
    """Return the day on which the present legislature ends, and its bills with it."""
    return next(day for day in run.model.dates.legislatures[table.pair.sender] if day > run.now)


def _supporters(run: Run, table: Table, bill: Bill) -> dict[str, int]:
    """Return how many members of each chamber are for a bill, if the president lets them."""
    congress = table.ratifier
    z = leaning(run, table, bill)
    return {
        name: int(congress.expected(bench, z, 0.0) + 0.5)
        for name, bench in congress.benches.items()
    }


def _floor(run: Run, table: Table, bill: Bill, draws: Draw) -> Process:
    """Wait for floor time until a bill is voted on, rides on another, or its Congress ends.

    Occasions come at the highest hazard there is and are taken in proportion to the present one
    (thinning), which depends on the president's stance and on whether the bill has the votes.
    """
    congress = table.ratifier
    p, most, total = congress.p, -1.0, 0.0
    while True:
        if most < 0.0 or congress.p is not p:  # they may have been replaced
            p = congress.p
            most = max([hazard(congress.gate_probability(one)) for one in STANCES])
            total = most + p.lawmaking.petition
        wait = exponential(draws.next(), YEAR / total) if total > 0.0 else QUARTER
        over, before = run.now + min(wait, QUARTER) >= bill.ends, run.branched
        moment = (
            run.until(bill.ends, Order.VOTE) if over else run.wait(min(wait, QUARTER), Order.VOTE)
        )
        yield run.drawn(moment)
        if run.branched != before and bill.pending:
            bill.votes = draws.next(), draws.next(), draws.next(), draws.next()
            continue
        if over:
            if bill.pending:
                drop(table, bill)
                BILL_DIES.log(run, congress.p.name, bill.named(), bill.subject, bill.event)
            return
        if not bill.pending:
            return
        if wait > QUARTER:
            continue
        point = draws.next() * total
        stands = stance(table, run.now)
        gate = hazard(congress.gate_probability(stands))
        opposition = 1.0 if stands == "opposed" else 0.0
        z = leaning(run, table, bill)
        if point < gate:
            left = [
                name
                for name in congress.benches
                if not (bill.passed_lower and name == congress.lower)
            ]
            if congress.has_votes(z, opposition, left):
                yield from vote_all(run, table, bill, z, stands, left)
                return
        elif (
            point >= most
            and not bill.passed_lower
            and congress.has_votes(z, opposition, [congress.lower])
        ):
            vote_lower(run, table, bill, z, stands)


def _discharged(run: Run, table: Table, bill: Bill, days: float, stream: str) -> Process:
    """Have the lower house vote on a bill whose petition has all signatures."""
    yield from lag(run, days, lambda u: uniform(u, _PETITION_DAYS), stream, Order.VOTE)
    if bill.pending and not bill.passed_lower:
        vote_lower(run, table, bill, leaning(run, table, bill), stance(table, run.now))
