"""The legislature's own time: bills, elections, repeals (R13-R15)."""

from __future__ import annotations

import datetime as dt
from math import exp
from typing import Final

from sim.agents.congress import NAMES, Stance
from sim.engine.kernel.clock import Order
from sim.engine.kernel.drawn import Ahead
from sim.engine.kernel.draws import normal, uniform
from sim.engine.processes.arrivals import Arrivals
from sim.engine.processes.law import lapse
from sim.engine.processes.roll_calls import tell
from sim.engine.state.state import Process, Run
from sim.engine.state.table import Table
from sim.engine.valuation.ratification import climate
from sim.events.kind import Kind
from sim.events.law import REPEAL
from sim.events.lawmaking import LAW
from sim.events.legislature import BILL_DIES, BILL_FLOOR, BILL_INTRODUCED, ELECTION, VETO
from sim.events.world import NEW_PRESIDENT, President

_MONTH: Final = 365.25 / 12.0


def bills(run: Run, table: Table) -> Process:
    """Introduce bills of new sanctions while talks stall or after a violation."""
    number = 0
    arrivals = Arrivals(
        run,
        table.stream("bill/arrival"),
        lambda: table.ratifier.p.bill_rate,
        f"agents.{table.ratified_by}.bill_rate",
        order=Order.VOTE,
    )
    while (yield from arrivals.next()):
        recent = run.now - run.last_violation <= table.ratifier.p.vote_violation_days
        if table.ratifier.benches and (table.stalled(run.now) or recent):
            number += 1
            run.start(_bill(run, table, number))


def _bill(run: Run, table: Table, number: int) -> Process:
    """Wait month by month for floor time, until the bill is voted on or its Congress ends.

    The leadership gives floor time to a bill that has the votes, more easily if the president
    asks for it. A discharge petition gets it through the lower house without them; then it
    waits for the upper one all the same.
    """
    congress = table.ratifier
    subject = f"bill_{table.name}_{number}" if table.name else f"bill_{number}"
    draws = run.stream(table.stream("bill/fate"))
    event = BILL_INTRODUCED.log(run, congress.p.name, {}, subject)
    ends = next(day for day in run.model.dates.legislatures[table.pair.sender] if day > run.now)
    discharged = not congress.lower
    while True:
        yield run.wait(min(_MONTH, ends - run.now), Order.VOTE)
        u_gate, u_discharge = draws.next(), draws.next()
        p = congress.p
        if run.now >= ends - 1e-9:
            BILL_DIES.log(run, p.name, {}, subject, event)
            return
        stance: Stance = p.stance_stalled if table.stalled(run.now) else p.stance
        gate = u_gate < congress.gate_probability(stance)
        petition = not discharged and u_discharge < p.discharge
        if not gate and not petition:
            continue
        shock = normal(draws.next())
        floor = BILL_FLOOR.log(
            run,
            congress.p.name,
            {"how": "leadership" if gate else "discharge petition"},
            subject,
            event,
        )
        opposition = 1.0 if stance == "opposed" else 0.0
        pull = congress.pull(climate(run, table, 0.0))
        benches = congress.benches if gate else {congress.lower: congress.benches[congress.lower]}
        carried = overridden = True
        for name, bench in benches.items():
            ayes = congress.vote(bench, pull, shock, (draws.next(), draws.next()), opposition)
            passes = bench.passes(ayes)
            tell(run, congress, str(name), bench, ayes, passes, "bill", subject, floor)
            carried = carried and passes
            overridden = overridden and bench.overrides(ayes)
        if not gate:
            discharged = carried
            continue
        if not carried:
            BILL_DIES.log(run, congress.p.name, {}, subject, floor)
            return
        if stance == "opposed" or run.decided(table.pair.sender, "veto"):
            floor = VETO.log(run, table.sender.p.name, {}, subject, floor)
            if not overridden:
                BILL_DIES.log(run, congress.p.name, {}, subject, floor)
                return
        _law(run, table, subject, floor, uniform(draws.next(), congress.p.bill_lp))
        return


def _law(run: Run, table: Table, subject: str, cause: int, lp: float) -> None:
    """Enact a bill: it puts a statute, to be repealed only, under measures held by orders."""
    register = run.register
    own = run.model.statute and run.model.authorities[run.model.statute].sender == table.pair.sender
    bit = run.model.bit[run.model.statute] if own else 0
    register.alive |= bit
    chosen: list[int] = []
    rest = lp
    for i, tranche in enumerate(register.tranches):
        if tranche.sender != table.pair.sender or not register.on[i]:
            continue
        if register.holding(i) & run.model.statutes:
            continue  # it is held by statute already
        if bit and tranche.lp <= rest:
            chosen.append(i)
            rest -= tranche.lp
    register.add_layer(chosen, bit)
    measures = list(dict.fromkeys(register.tranches[i].measure for i in chosen))
    LAW.log(run, table.ratifier.p.name, {"lp": lp - rest, "measures": measures}, subject, cause)
    run.stamp += 1


def elections(run: Run, table: Table) -> Process:
    """Elect the chambers when the catalogue says so; their seats change later (R14)."""
    draws = run.stream(table.stream("election"))
    if not table.ratifier.benches:
        return
    names = dict.fromkeys((*NAMES, *table.ratifier.benches))
    for day, year, change in run.model.dates.elections[table.pair.sender]:
        luck = Ahead(draws, len(names))
        if day < run.now:
            continue
        yield run.until(day, Order.VOTE)
        z = dict(zip(names, luck.values(), strict=True))
        if not run.world.elections:
            continue
        event = ELECTION.log(run, "world", {}, year)
        yield run.until(change, Order.VOTE)
        for name in table.ratifier.benches:
            seats = table.ratifier.swing(name, normal(z[name]))
            ELECTION.log(run, "world", {"seats": seats}, str(name), event)
        run.stamp += 1


def repeals(run: Run, table: Table) -> Process:
    """Once in each Congress decide whether it repeals sanctions statutes (R15).

    A repeal that nothing on the ground has earned takes one statute; after two years of a
    settlement that was kept, an act clears away all of them.
    """
    draws = run.stream(table.stream("repeal"))
    for day in run.model.dates.repeals[table.pair.sender]:
        luck = Ahead(draws, 2)
        if day < run.now:
            continue
        yield run.until(day, Order.VOTE)
        u, u_which = luck.values()
        compliant = run.settlement_held(730.0) and run.now - run.last_violation > 730.0
        congress = table.ratifier.p
        p = congress.repeal_compliant if compliant else congress.repeal
        if u >= p:
            continue
        register = run.register
        standing = [
            name
            for name in run.model.statute_names[table.pair.sender]
            if (bit := run.model.bit[name]) & register.alive
            and any(layers & bit for layers in register.layers)
        ]
        if not standing:
            continue
        if not compliant:
            standing = [standing[int(u_which * len(standing))]]
        for name in standing:
            event = REPEAL.log(run, congress.name, {"probability": p}, name)
            lapse(run, run.model.bit[name], event)


def terms(run: Run, table: Table, ends: dt.date) -> Process:
    """Let a new president take office at the end of a term, with a will of his own.

    Parameters
    ----------
    run, table
        The replication, and the table of whose sender it is.
    ends
        Day on which the present term ends.
    """
    draws = run.stream(table.stream("president"))
    years = run.model.law.senders[table.pair.sender].term_years
    year, month, day = ends.year, ends.month, ends.day
    table.term_ends = run.calendar.day(dt.date(year, month, day))
    while True:
        date = dt.date(year, month, day)
        luck = Ahead(draws, 3)
        if date >= run.model.parameters.end:
            return
        if run.calendar.day(date) > run.now:
            yield run.until(run.calendar.day(date), Order.VOTE)
            u_lev, u_aud, u_party = luck.values()
            z_lev, z_aud = normal(u_lev), normal(u_aud)
            new_president(run, table, NEW_PRESIDENT, z_lev, z_aud, change_party=u_party < 0.5)
        year += years
        table.term_ends = run.calendar.day(dt.date(year, month, day))


def new_president(
    run: Run,
    table: Table,
    kind: Kind[President],
    z_lev: float,
    z_aud: float,
    *,
    change_party: bool,
) -> None:
    """Redraw the will of the executive (R19): its weights, and its patience begins anew."""
    executive = table.sender
    office, sd = executive.office, run.world.shocks.redraw_sd
    executive.p = office.model_copy(
        update={"w_lev": office.w_lev * exp(sd * z_lev), "w_aud": office.w_aud * exp(sd * z_aud)}
    )
    executive.relaxed = 0.0
    executive.since = run.now
    table.ratifier.shift = 0
    if change_party:
        table.ratifier.change_party()
    run.stamp += 1
    kind.log(
        run,
        "world",
        {"w_lev": executive.p.w_lev, "w_aud": executive.p.w_aud, "change_party": change_party},
        executive.p.name,
    )
