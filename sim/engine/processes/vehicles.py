"""Acts that must pass, and the bills of new sanctions that ride on them (R28)."""

from __future__ import annotations

from sim.engine.kernel.clock import Order
from sim.engine.kernel.drawn import Ahead
from sim.engine.processes.arrivals import Arrivals
from sim.engine.processes.enacting import enact
from sim.engine.processes.floor import drop, leaning
from sim.engine.processes.stance import stance
from sim.engine.state.state import Process, Run
from sim.engine.state.table import Table
from sim.events.lawmaking import RIDER


def dated(run: Run, table: Table) -> Process:
    """Let acts pass on their days of the year."""
    for day, name in run.model.dates.vehicles[table.pair.sender]:
        if day < run.now:
            continue
        draws = run.stream(table.stream(f"vehicle/{name}"))
        luck = Ahead(draws, 2)
        yield run.until(day, Order.VOTE)
        u_passes, u_veto = luck.values()
        if u_passes < run.model.law.vehicles[name].probability:
            _carry(run, table, name, u_veto)


def undated(run: Run, table: Table, name: str) -> Process:
    """Let an act come at its rate."""
    vehicle = run.model.law.vehicles[name]
    draws = run.stream(table.stream(f"vehicle/{name}"))
    arrivals = Arrivals(
        run, table.stream(f"vehicle/{name}/arrival"), lambda: vehicle.rate, order=Order.VOTE
    )
    while (yield from arrivals.next()):
        _carry(run, table, name, draws.next())


def _carry(run: Run, table: Table, name: str, u_veto: float) -> None:
    """Take bills that have the votes into an act that must pass, or not; it passes with them.

    The president's word does not count in the votes for such an act; he bargains about what
    is in it, and hardly ever vetoes it.
    """
    congress = table.ratifier
    lawmaking = congress.p.lawmaking
    draws = run.stream(table.stream("vehicles/riders"))
    stands = stance(table, run.now)
    chance = lawmaking.rides
    if stands == "opposed":
        chance *= lawmaking.rides_opposed
    vetoed = stands == "opposed" and u_veto < lawmaking.vehicle_veto
    vehicle = run.model.law.vehicles[name].name
    for bill in list(congress.docket):
        u = draws.next()
        if u >= chance or not congress.has_votes(leaning(run, table, bill), 0.0):
            continue
        event = RIDER.log(
            run,
            congress.p.name,
            {"vehicle": vehicle, "vetoed": vetoed, "stance": stands, **bill.named()},
            bill.subject,
            bill.event,
        )
        if not vetoed:
            drop(table, bill)
            enact(run, table, bill, event)
