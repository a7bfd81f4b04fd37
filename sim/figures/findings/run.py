"""What figures of one replication found."""

from __future__ import annotations

from sim.engine.state.record import Record
from sim.figures.run.lanes import Lane, lanes
from sim.outcomes.trajectories import steps
from sim.wording.rounding import number
from sim.wording.words import count, date, joined


def timeline(record: Record) -> str:
    """Say when relief begins and how much of it there is at the end."""
    series = steps(record)
    days, lp = series["legal"]
    in_force = number(float(series["in_force"].values[-1]))
    if not lp.any():
        return f"Nothing is eased by the end; {in_force} LP are in force, 100 on the first day"
    begun = date(record.model.calendar.date(float(days[lp > 0.0][0])))
    end = float(lp[-1])
    if not end:
        return f"Relief begins on {begun}, and all of it is gone at the end"
    return f"Relief begins on {begun}, and {number(end)} LP are eased in law at the end"


def swimlane(record: Record) -> str:
    """Say how many measures are no longer in force at the end, and how many were added."""
    every = lanes(record)
    old = [lane for lane in every if _from_the_start(lane)]
    whole = sum(_in_force(lane) > 1.0 - 1e-9 for lane in old)
    parts = [f"{whole:,} of {count(len(old), 'measure')} are in force in full at the end"]
    if eased := sum(1e-9 < _in_force(lane) <= 1.0 - 1e-9 for lane in old):
        parts.append(f"{eased:,} in part")
    if gone := len(old) - whole - eased:
        parts.append(f"{gone:,} not")
    new = len(every) - len(old)
    text = joined(parts)
    return f"{text}; new since the start: {new:,}" if new else text


def _from_the_start(lane: Lane) -> bool:
    return bool(lane.spans) and lane.spans[0].begin == 0.0


def _in_force(lane: Lane) -> float:
    """Return which share of a measure is in force at the end."""
    last = max(span.end for span in lane.spans)
    return sum(
        span.high - span.low
        for span in lane.spans
        if span.end == last and span.state in ("in force", "in force again")
    )
