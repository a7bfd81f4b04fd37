"""What a package may be at a table: how large a step, and by which instruments (R23)."""

from __future__ import annotations

from sim.bargaining.matching import beyond
from sim.bargaining.package import Limits
from sim.engine.model.parts import ReliefOption
from sim.engine.state.state import Run
from sim.engine.state.table import OTHERWISE, Table


def limits_of(table: Table) -> Limits:
    """Return how large a package the sender's mode allows."""
    talks, step = table.talks, table.limits()
    if step is not None:
        return Limits(step.lp, step.tranches, talks.search_breadth, match=match(table))
    return Limits(breadth=min(talks.search_breadth, 6), whole_order=True)


def match(table: Table) -> float:
    """Return for how much beyond a step each LP makes up that the concessions cost, LP.

    Talks begin with small steps, whatever is given: only once one has held may they be larger.
    """
    growing = table.growing and table.talks.mode == "growing"
    return table.talks.steps.match if growing and table.step.permanent else 0.0


def too_large(table: Table, lp: float, tranches: int, worth: float, given: float) -> bool:
    """Return whether relief is larger than a step, and than what is given for it makes up for.

    Parameters
    ----------
    table
        The table.
    lp, tranches, worth
        What is to be eased, and its worth to the target, LP.
    given
        What the concessions cost the target, LP.
    """
    limits = limits_of(table)
    if limits.whole_order:
        return False
    share = beyond(limits, lp - 1e-9, tranches)
    return share > 0.0 and share * worth > limits.match * given + 1e-9


def open_ways(
    run: Run, table: Table, mask: int, met: int, instruments: tuple[str, ...] | None
) -> tuple[ReliefOption, ...]:
    """Return the ways open to the sender to ease what these authorities hold.

    With instruments for steps and others in their place, the others where the first open no way.
    """
    finder, pair = run.model.finder, table.pair
    if instruments is None or OTHERWISE not in instruments:
        return finder.easy_ways(pair, mask, met, instruments)
    at = instruments.index(OTHERWISE)
    first = finder.easy_ways(pair, mask, met, instruments[:at])
    return first or finder.easy_ways(pair, mask, met, instruments[at + 1 :])
