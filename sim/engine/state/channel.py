"""The channel of a table: closed for a time, shut, opened again."""

from __future__ import annotations

from sim.engine.kernel.clock import Order
from sim.engine.state.state import Process, Run
from sim.engine.state.table import Table
from sim.events.channel import BREAKDOWN, REOPENED, Breakdown
from sim.events.windows import WINDOW, State


def close_channel(run: Run, table: Table, days: float, cause: int, why: str) -> None:
    """Close the channel for a time; it opens again by itself.

    With windows (R22) only the scenario closes it for a time: after anything else there are
    contacts, or none, until it opens again.
    """
    if run.rules.windows and why != "intervention":
        _break_down(run, table, cause, why)
        return
    if not table.open:
        return
    table.course.held = True
    event = _close(run, table, cause, why, {"days": round(days, 1)}, "shut")
    run.start(_reopen(run, table, days, event, table.closure))


def shut_channel(run: Run, table: Table, cause: int, why: str) -> None:
    """Close the channel until somebody opens it; if it is closed, it stays so."""
    table.course.held = True
    if table.open:
        _close(run, table, cause, why, {}, "shut")
    else:
        table.closure += 1
        if table.window != "shut":
            set_window(run, table, "shut", cause)


def leave_channel(run: Run, table: Table, cause: int) -> None:
    """Close the channel of a sender that has nothing left to keep or to lift."""
    if table.open:
        _close(run, table, cause, "powerless", {}, "shut")
    elif table.window != "shut":
        table.closure += 1
        set_window(run, table, "shut", cause)


def open_channel(run: Run, table: Table, cause: int) -> None:
    """Open the channel, if it is closed."""
    if table.open:
        return
    table.open = True
    table.closure += 1
    table.course.held = False
    reopened = table.reopened  # whoever hears of it may shut the channel at once
    assert reopened is not None
    if run.rules.windows:
        cause = set_window(run, table, "open", cause)
    reopened.succeed()
    REOPENED.log(run, table.agent, table.marked, cause=cause)


def set_window(run: Run, table: Table, to: State, cause: int) -> int:
    """Have a window open or shut; return the number of the event that says so."""
    was, table.window = table.window, to
    return WINDOW.log(run, table.agent, {"was": was, "to": to, **table.marked}, "", cause)


def _break_down(run: Run, table: Table, cause: int, why: str) -> None:
    """Have talks break down, or contacts end; contacts may outlive the talks (R22)."""
    stay = run.stream(table.stream("window/contacts")).next() < table.talks.windows.contacts_stay
    if table.open:
        to: State = "exploring" if stay else "shut"
        _close(run, table, cause, why, {"contacts": stay}, to)
    elif table.window == "exploring" and not stay:
        set_window(run, table, "shut", cause)


def _close(run: Run, table: Table, cause: int, why: str, fields: Breakdown, to: State) -> int:
    table.open = False
    table.closure += 1
    table.reopened = run.clock.env.event()
    event = BREAKDOWN.log(run, table.agent, {**fields, **table.marked}, why, cause)
    if run.rules.windows:
        set_window(run, table, to, event)
    return event


def _reopen(run: Run, table: Table, days: float, cause: int, closure: int) -> Process:
    yield run.wait(days, Order.ROUND)
    if table.closure == closure:
        open_channel(run, table, cause)
