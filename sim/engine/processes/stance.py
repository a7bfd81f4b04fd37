"""The president's stance on new sanctions, which moves: opposed, neutral, asking for more (R28)."""

from __future__ import annotations

from sim.agents.congress import STANCES, Stance
from sim.engine.state.state import Run
from sim.engine.state.table import Table
from sim.events.lawmaking import STANCE


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
