"""The channel of a table: closed for a time, shut, opened again."""

from __future__ import annotations

from sim.engine.kernel.clock import Order
from sim.engine.state.state import Process, Run
from sim.engine.state.table import Table
from sim.events.channel import BREAKDOWN, REOPENED, Breakdown


def close_channel(run: Run, table: Table, days: float, cause: int, why: str) -> None:
    """Close the channel for a time; it opens again by itself."""
    if not table.open:
        return
    event = _close(run, table, cause, why, {"days": round(days, 1)})
    run.start(_reopen(run, table, days, event, table.closure))


def shut_channel(run: Run, table: Table, cause: int, why: str) -> None:
    """Close the channel until somebody opens it; if it is closed, it stays so."""
    if table.open:
        _close(run, table, cause, why, {})
    else:
        table.closure += 1


def open_channel(run: Run, table: Table, cause: int) -> None:
    """Open the channel, if it is closed."""
    if table.open:
        return
    table.open = True
    table.closure += 1
    reopened = table.reopened  # whoever hears of it may shut the channel at once
    assert reopened is not None
    reopened.succeed()
    REOPENED.log(run, table.agent, table.marked, cause=cause)


def _close(run: Run, table: Table, cause: int, why: str, fields: Breakdown) -> int:
    table.open = False
    table.closure += 1
    table.reopened = run.clock.env.event()
    return BREAKDOWN.log(run, table.agent, {**fields, **table.marked}, why, cause)


def _reopen(run: Run, table: Table, days: float, cause: int, closure: int) -> Process:
    yield run.wait(days, Order.ROUND)
    if table.closure == closure:
        open_channel(run, table, cause)
