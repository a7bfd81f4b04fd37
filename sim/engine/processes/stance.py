"""The president's stance on new sanctions, which moves: opposed, neutral, asking for more (R28)."""

from __future__ import annotations

from functools import partial

from sim.agents.congress import STANCES, Stance
from sim.engine.kernel.clock import Order
from sim.engine.kernel.streams import Draw
from sim.engine.processes.arrivals import Arrivals
from sim.engine.state.state import Process, Run
from sim.engine.state.table import Table
from sim.events.compliance import VIOLATION
from sim.events.lawmaking import STANCE
from sim.events.road_maps import STAGE
from sim.events.talks import DEAL
from sim.events.war import CEASEFIRE
from sim.events.world import OFFENSIVE


def stance(table: Table, now: float) -> Stance:
    """Return where the sender of a table stands on new sanctions by its legislature now."""
    p = table.ratifier.p
    return table.ratifier.moved(p.stance_stalled if table.stalled(now) else p.stance)


def toughen(run: Run, table: Table, cause: int) -> bool:
    """Move the sender of a table a step towards asking for new sanctions.

    Parameters
    ----------
    run, table
        The replication, and the table of whose sender it is.
    cause
        Number of the event that moves it.

    Returns
    -------
    bool
        Whether it has moved: not if it asks for them already, or where stances stay as they are.
    """
    return _move(run, table, cause, 1)


def soften(run: Run, table: Table, cause: int) -> bool:
    """Move the sender of a table a step towards opposing new sanctions; else as `toughen`."""
    return _move(run, table, cause, -1)


def _move(run: Run, table: Table, cause: int, step: int) -> bool:
    congress = table.ratifier
    if not (run.rules.legislation and congress.benches):
        return False
    before = stance(table, run.now)
    place = STANCES.index(before) + step
    if not 0 <= place < len(STANCES):
        return False
    congress.shift += step
    run.stamp += 1
    STANCE.log(
        run, table.sender.p.name, {"was": before, "to": STANCES[place], **table.marked}, "", cause
    )
    return True


def listen(run: Run, table: Table) -> None:
    """Have the president's stance move by what happens: violations, offensives, deals, peace."""
    if not table.ratifier.benches:
        return
    for kind in (VIOLATION.name, OFFENSIVE.name, DEAL.name, STAGE.name, CEASEFIRE.name):
        draws = run.stream(table.stream(f"stance/{kind}"))
        run.listen(partial(_hear, run, table, draws), kind)


def _hear(run: Run, table: Table, draws: Draw, number: int) -> None:
    """Move the president's stance, or not, by an event."""
    entry = run.log[number]
    lawmaking = table.ratifier.p.lawmaking
    u = draws.next()
    if entry.kind == VIOLATION.name:
        if u < lawmaking.tougher_violation and VIOLATION.of(entry)["detected"]:
            toughen(run, table, number)
    elif entry.kind == OFFENSIVE.name:
        if u < lawmaking.tougher_offensive:
            toughen(run, table, number)
    elif entry.kind == CEASEFIRE.name:
        if u < lawmaking.softer_ceasefire:
            soften(run, table, number)
    elif entry.numbers.get("table", "") == table.name and u < lawmaking.softer_deal:
        soften(run, table, number)


def stalling(run: Run, table: Table) -> Process:
    """Have the president lose patience while talks stall."""
    if not table.ratifier.benches:
        return
    arrivals = Arrivals(
        run,
        table.stream("stance/stalled"),
        lambda: table.ratifier.p.lawmaking.tougher_stalled,
        f"agents.{table.ratified_by}.lawmaking.tougher_stalled",
        order=Order.WATCH,
    )
    while (yield from arrivals.next()):
        if table.stalled(run.now):
            toughen(run, table, -1)
