"""A legislature convenes and says what it would accept; in the end its bills are counted (R28)."""

from __future__ import annotations

from sim.engine.kernel.clock import YEAR, Order
from sim.engine.kernel.draws import poisson
from sim.engine.processes.bills import tension
from sim.engine.state.state import Process, Run
from sim.engine.state.table import Table
from sim.engine.valuation.ratification import climate
from sim.events.lawmaking import ACCEPTS, BILL_MOVES, BILLS, LAW
from sim.events.legislature import BILL_FLOOR


def tallies(run: Run, table: Table) -> Process:
    """At the end of each Congress, and of the scenario, count the bills that came to nothing."""
    congress = table.ratifier
    if not congress.benches:
        return
    draws = run.stream(table.stream("bills/others"))
    begins, horizon = 0.0, run.calendar.horizon
    for end in run.model.dates.legislatures[table.pair.sender]:
        _convene(run, table)
        since = len(run.log)
        yield run.until(min(end, horizon), Order.EFFECT)
        p = congress.p
        few = p.lawmaking.bills * (1.0 - p.lawmaking.reported) * tension(run, table)
        others = poisson(draws.next(), few * (run.now - begins) / YEAR)
        name, moved, laws = p.name, 0, 0
        floor: set[str] = set()
        to_floor, moves, law = BILL_FLOOR.name, BILL_MOVES.name, LAW.name
        for entry in run.log[since:]:
            kind = entry.kind
            if kind == to_floor:
                floor.add(entry.subject)
            elif entry.agent == name:
                moved += kind == moves
                laws += kind == law
        if others + moved:
            BILLS.log(
                run,
                p.name,
                {
                    "introduced": others + moved,
                    "moved": moved,
                    "floor": len(floor),
                    "laws": laws,
                    "over": end <= horizon,
                    **table.marked,
                },
            )
        if end >= horizon:
            return
        begins = end


def _convene(run: Run, table: Table) -> None:
    """Say how much relief the chambers would let pass, now that they sit."""
    congress = table.ratifier
    pull = congress.pull(climate(run, table, 0.0))
    share = congress.accepted(pull, congress.presidential_opposition)
    leverage = table.pair.leverage_at_start
    ACCEPTS.log(run, congress.p.name, {"lp": share * leverage, "share": share, **table.marked})
