"""A concession that is owed: in force, watched, and over with its term (R19)."""

from __future__ import annotations

from sim.engine.kernel.clock import Order
from sim.engine.processes.compliance import watch
from sim.engine.state.agreements import Deal, Live
from sim.engine.state.state import Process, Run
from sim.events.compliance import DELIVERED, EXPIRED
from sim.events.war import How

__all__ = ["delivered"]


def delivered(run: Run, deal: Deal, name: str, cause: int, by: How = "bargain") -> None:
    """Have the target give a concession that it owes, by a deal or under a threat.

    Parameters
    ----------
    run
        The replication.
    deal
        By what it is owed; a violation is answered under it.
    name
        The concession.
    cause
        Number of the event that brings it about.
    by
        How a state of the war comes about that begins with it.
    """
    table = run.tables[deal.table]
    entry = table.pair.entries[name]
    event = DELIVERED.log(
        run, table.target.p.name, {"until_days": entry.term_days or None}, name, cause
    )
    run.last_given[name] = run.now
    if entry.kind == "one_off":
        return
    live = Live(name, run.now, event, deal.number, deal)
    run.live[name] = live
    run.concessions_changed(event, by)
    run.start(watch(run, live, deal))
    if entry.kind == "dated":
        run.start(_term(run, live, float(entry.term_days)))


def _term(run: Run, live: Live, days: float) -> Process:
    """End a concession with its term, if it has not ended before."""
    yield run.wait(days, Order.LAW)
    if run.live.get(live.name) is live:
        del run.live[live.name]
        EXPIRED.log(run, "law", {}, live.name, live.event)
        run.concessions_changed(live.event)
