"""A partner of the executive, at war with the target: agreements on minerals or aid (R21)."""

from __future__ import annotations

from functools import partial

from sim.agents.consenter import Consenter
from sim.engine.kernel.clock import Order
from sim.engine.processes.arrivals import Arrivals
from sim.engine.state.state import Process, Run
from sim.events.war import PARTNER_AGREEMENT


def start(run: Run) -> None:
    """Set going the agreements of partners with the executive."""
    if not run.rules.tables:
        return
    for place, party in run.parties.items():
        if isinstance(party, Consenter) and party.p.partner is not None:
            run.start(_agreement(run, place, party))


def _agreement(run: Run, place: str, party: Consenter) -> Process:
    """Wait for an agreement; from then on relief costs the executive less in public."""
    arrivals = Arrivals(
        run,
        f"partner/{party.p.name}/agreement",
        partial(_rate, party),
        f"agents.{place}.partner.agreement_rate",
        order=Order.ROUND,
    )
    while True:
        if not (yield from arrivals.next()):
            return
        if run.war_state != "settled":  # with peace there is nothing to stand by it for
            break
    p = party.p.partner
    run.audience_eased *= 1.0 - (0.0 if p is None else p.agreement_eases)
    run.stamp += 1
    PARTNER_AGREEMENT.log(run, party.p.name, {}, run.tables[0].sender.p.name)


def _rate(party: Consenter) -> float:
    p = party.p.partner
    return 0.0 if p is None else p.agreement_rate
