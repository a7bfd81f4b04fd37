"""Futures that have branched more than once: each time the likelier ones are continued anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sim.engine.kernel.clock import URGENT
from sim.engine.kernel.streams import Chance
from sim.engine.model.model import Model
from sim.engine.replication import Begun, begin
from sim.engine.state.state import Run
from sim.engine.state.steering import Steering

__all__ = ["Fork", "begin_lineage", "redraw"]


class Fork(NamedTuple):
    """Where a future goes over to other streams.

    Attributes
    ----------
    day
        The day with which it does, days from the start.
    chance, number
        Those streams, and its number among their replications.
    """

    day: float
    chance: Chance
    number: int


def begin_lineage(
    model: Model,
    chance: Chance,
    replication: int,
    forks: Sequence[Fork] = (),
    *,
    steering: Steering | None = None,
) -> Begun:
    """Play a future through its forks, up to the last of them.

    Parameters
    ----------
    model
        The compiled model.
    chance, replication
        Uniforms of the first days, and its number there.
    forks
        Where it goes over to others, in order.
    steering
        What chance is asked for.

    Raises
    ------
    BudgetError
        If it takes more events than a replication may.
    """
    begun = begin(model, chance, replication, branches=bool(forks), steering=steering)
    run = begun.run
    for place, fork in enumerate(forks):
        run.clock.reach(fork.day, URGENT)
        run.branch(fork.chance, fork.number, again=place + 1 < len(forks))
        redraw(run)
    return begun


def redraw(run: Run) -> None:
    """Have everybody who waits for a moment that was drawn draw it anew, once it has branched."""
    run.clock.reach(run.now, URGENT)  # what the same stroke has begun
    run.clock.wake()
    run.clock.reach(run.now, URGENT)
