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

__all__ = ["Fork", "Lineage", "redraw"]


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


class Lineage:
    """A future that goes over to other streams on its way.

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

    Attributes
    ----------
    begun
        The future.

    Raises
    ------
    BudgetError
        If it takes more events than a replication may.
    """

    def __init__(
        self,
        model: Model,
        chance: Chance,
        replication: int,
        forks: Sequence[Fork] = (),
        *,
        steering: Steering | None = None,
    ) -> None:
        self._forks = list(reversed(forks))
        branches = bool(forks)
        self.begun = begin(model, chance, replication, branches=branches, steering=steering)

    @property
    def run(self) -> Run:
        """Its state."""
        return self.begun.run

    def reach(self, day: float) -> None:
        """Let time pass until a day begins; a fork with this very day is still to come."""
        while self._forks and self._forks[-1].day < day:
            self._fork()
        self._pass(day)

    def fork(self) -> Begun:
        """Let time pass until the last fork, and go over to its streams."""
        while self._forks:
            self._fork()
        return self.begun

    def _fork(self) -> None:
        fork, run = self._forks.pop(), self.run
        self._pass(fork.day)
        run.branch(fork.chance, fork.number, again=bool(self._forks))
        redraw(run)

    def _pass(self, day: float) -> None:
        self.run.clock.reach(day, URGENT)
        self.run.clock.reach(day, URGENT)  # what has begun on the way to come first that day


def redraw(run: Run) -> None:
    """Have everybody who waits for a moment that was drawn draw it anew, once it has branched."""
    run.clock.reach(run.now, URGENT)  # what the same stroke has begun
    run.clock.wake()
    run.clock.reach(run.now, URGENT)
