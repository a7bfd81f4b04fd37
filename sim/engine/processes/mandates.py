"""When the council opens a channel of its own: after a ceasefire, relief, a change (R21)."""

from __future__ import annotations

from functools import partial

from sim.engine.kernel.clock import Order
from sim.engine.kernel.draws import exponential
from sim.engine.processes.lags import lag
from sim.engine.processes.talks import options_list
from sim.engine.processes.windows import idle
from sim.engine.state.channel import open_channel, shut_channel
from sim.engine.state.state import Process, Run
from sim.engine.state.table import Table
from sim.events.channel import MANDATE, REOPENED
from sim.events.governments import GOVERNMENT_CHANGE
from sim.events.relief import EASED
from sim.events.war import CEASEFIRE, PEACE, WAR_RESUMES
from sim.events.world import LEADER_EXIT


def listen(run: Run, table: Table) -> None:
    """Have the council hear of what opens its channel and of what shuts it."""
    opened = partial(_occasion, run, table)
    run.listen(opened, CEASEFIRE.name, PEACE.name, LEADER_EXIT.name, GOVERNMENT_CHANGE.name)
    run.listen(partial(_relief, run, table), EASED.name)
    if not run.rules.windows:  # else windows see to these
        run.listen(partial(_opened, run, table), REOPENED.name)
        run.listen(partial(_war, run, table), WAR_RESUMES.name)


def _relief(run: Run, table: Table, number: int) -> None:
    """The executive's relief is an occasion once there is enough of it."""
    if table.open or EASED.of(run.log[number])["sender"] != run.model.executive:
        return
    held = run.register.lp_on[run.model.executive]
    eased = 1.0 - held / max(run.model.leverage_at_start, 1e-9)
    if eased >= run.council.p.common.relief_seen:
        _occasion(run, table, number)


def _occasion(run: Run, table: Table, number: int) -> None:
    """Something gives the council a reason to talk; some time later it has a mandate to."""
    if table.open or run.council.mandated or idle(run, table):
        return
    run.council.mandated = True
    run.start(_mandate(run, table, run.stream(table.stream("council/mandate")).next(), number))


def _mandate(run: Run, table: Table, u_days: float, cause: int) -> Process:
    closure, mean = table.closure, run.council.p.common.opening_days
    days, stream = exponential(u_days, 1.0) * mean, table.stream("council/mandate")
    yield from lag(run, days, lambda u: exponential(u, mean), stream, Order.ROUND)
    run.council.mandated = False
    if table.open or table.closure != closure or idle(run, table):
        return  # it has been opened meanwhile, the war goes on, or there is nothing left to say
    event = MANDATE.log(run, run.council.p.name, {**table.marked}, cause=cause)
    open_channel(run, table, event)


def _opened(run: Run, table: Table, number: int) -> None:
    """Now that there is somebody to talk to, draw up what could be lifted."""
    if REOPENED.of(run.log[number]).get("table", "") == table.name and not table.options_ordered:
        run.start(options_list(run, table))


def _war(run: Run, table: Table, number: int) -> None:
    """The war goes on: the channel is shut until there is another occasion."""
    shut_channel(run, table, number, "offensive")
