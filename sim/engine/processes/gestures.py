"""Unilateral steps while trust is low (R9)."""

from __future__ import annotations

from sim.engine.kernel.clock import Order
from sim.engine.kernel.draws import uniform
from sim.engine.processes.arrivals import Arrivals, place_of
from sim.engine.processes.deals import ease_aspiration, start_relief
from sim.engine.state.agreements import Deal
from sim.engine.state.state import Process, Run
from sim.engine.valuation.offers import Offers
from sim.events.talks import GESTURE


def gestures(run: Run, values: Offers) -> Process:
    """Make a unilateral step now and then while trust is low (GRIT; Osgood 1962)."""
    table = values.table
    draws = run.stream(table.stream("gesture/size"))
    place = place_of(table)

    def would() -> float:
        """Return 1 where the sender would make a step now, else 0."""
        sender = table.sender
        return float(
            sender.p.conciliatory
            and table.talks.mode != "hold"
            and (table.open or (run.rules.signals and table.window == "exploring"))
            and table.aim.held
            and table.options_ready
            and sender.dealer < table.talks.trust_low
        )

    arrivals = Arrivals(
        run,
        table.stream("gesture/arrival"),
        lambda: table.sender.p.grit_rate,
        f"{place}.grit_rate",
        order=Order.ROUND,
        keep=would,
    )
    while (yield from arrivals.next()):
        u = draws.next()
        if arrivals.kept():
            _gesture(run, values, uniform(u, table.sender.p.grit_lp))


def _gesture(run: Run, values: Offers, size: float) -> None:
    """Ease a little, by what the sender can do alone, and expect something in return."""
    chosen = tuple(values.cheapest(size, alone=True))
    if not chosen:
        return
    package = values.package(chosen, ())
    # Both its costs and its worth are told: it is a gift, and asks nothing.
    event = GESTURE.log(run, values.table.sender.p.name, values.described(package))
    # A gesture is carried out like a deal against nothing.
    step = Deal(
        number=-2 - len(run.gestures),
        day=run.now,
        event=event,
        relief_by_option=values.relief_by_option(chosen),
        concessions=(),
        lp=package.lp,
        own=package.own,
        other=package.other,
        motives=values.motives(chosen),
        table=values.table.number,
    )
    run.gestures.append(step)
    worth = values.worth(chosen)
    start_relief(run, step, "gesture")
    ease_aspiration(run, values.table, values.table.target, worth)
