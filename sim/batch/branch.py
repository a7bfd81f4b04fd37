"""Where the futures of a batch branch off another one, and what is changed there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from pydantic import BaseModel, ConfigDict, Field

from sim.batch.continuing import continued_to, continuing
from sim.engine.branching import Decision, What, branch, branch_off, chance_of_branches
from sim.engine.kernel.streams import Chance
from sim.engine.model.model import Model
from sim.engine.replication import Begun, begin, replicate
from sim.engine.state.record import Node, Record
from sim.engine.state.steering import Steering
from sim.results.limits import LAST_REPLICATION, MOST
from sim.scenario.events import Intervention

__all__ = ["Branch", "Design", "begins_on", "begun", "design_of", "future_of", "simulator"]


class Branch(BaseModel):
    """Where the futures of a batch branch off another one under its seed.

    Attributes
    ----------
    replication, antithetic, repeats
        Number of that future, and the design of the batch that it belongs to.
    day, event, kind
        The moment, see `sim.engine.state.record.Node`.
    changes
        What is set from then on: paths and values.
    decide, about
        What is decided when it next comes up, and on what, see `sim.engine.branching.Decision`.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    replication: int = Field(ge=0, le=LAST_REPLICATION)
    antithetic: bool = False
    repeats: int = Field(1, ge=1, le=MOST)
    day: float = Field(ge=0.0, allow_inf_nan=False)
    event: int = Field(-1, ge=-1)
    kind: str = ""
    changes: tuple[tuple[str, bool | int | float | str], ...] = ()
    decide: What | None = None
    about: str = ""

    @property
    def node(self) -> Node:
        """The moment."""
        return Node(self.replication, self.day, self.event, self.kind)

    @property
    def unchanged(self) -> Branch:
        """The same without any change: what it is compared with."""
        return self.model_copy(update={"changes": (), "decide": None, "about": ""})

    @property
    def decision(self) -> Decision | None:
        """What is decided; None for nothing."""
        return None if self.decide is None else Decision(self.decide, self.about)

    def parent(self, seed: int) -> Chance:
        """Return the uniforms of the future that these branch off."""
        return Chance(seed, self.replication, 1, antithetic=self.antithetic, repeats=self.repeats)

    def change(self, model: Model) -> Intervention | None:
        """Return what is set, as an intervention of that day."""
        if not self.changes:
            return None
        on = model.calendar.date(self.day)
        return Intervention(id="branch", on=on, set=dict(self.changes))


class Design(BaseModel):
    """What of a plan decides which future a number stands for.

    Attributes
    ----------
    seed, antithetic, repeats
        As in `sim.batch.plan.Plan`.
    branch
        Where the futures branch off another one; None if they begin on the first day.
    """

    model_config = ConfigDict(frozen=True)

    seed: int
    antithetic: bool = False
    repeats: int = 1
    branch: Branch | None = None

    def chance(self, first: int, count: int) -> Chance:
        """Return the uniforms of a chunk of futures."""
        if self.branch is None:
            return Chance(self.seed, first, count, antithetic=self.antithetic, repeats=self.repeats)
        node = self.branch.node
        return chance_of_branches(self.seed, node, first, count, antithetic=self.antithetic)


class _Designed(Protocol):
    """What has a design: a plan, or a batch."""

    @property
    def seed(self) -> int: ...
    @property
    def antithetic(self) -> bool: ...
    @property
    def repeats(self) -> int: ...
    @property
    def branch(self) -> Branch | None: ...


def design_of(what: _Designed) -> Design:
    """Return the design of a plan or a batch."""
    return Design(
        seed=what.seed, antithetic=what.antithetic, repeats=what.repeats, branch=what.branch
    )


def simulator(model: Model, design: Design, first: int, count: int) -> Callable[[int], Record]:
    """Return what simulates each future of a chunk, given its number."""
    if model.scenario.conditioned is not None:
        return continuing(model, design.seed, first, count)
    chance, off = design.chance(first, count), design.branch
    if off is None:
        return partial(replicate, model, chance)
    parent, change = off.parent(design.seed), off.change(model)
    return partial(branch, model, parent, off.node, chance, change=change, decision=off.decision)


def future_of(model: Model, seed: int, replication: int) -> Record:
    """Simulate one future of a scenario, alone."""
    return simulator(model, Design(seed=seed), replication, 1)(replication)


def begins_on(batch: _Designed, model: Model) -> float | None:
    """Return the day with which the futures of a batch begin, if that is not the first.

    Parameters
    ----------
    batch
        The batch: its futures may branch off another one.
    model
        Its model: its scenario may be conditioned on a record.

    Returns
    -------
    float or None
        Days from the start. Of what had happened by then base rates know nothing.
    """
    if batch.branch is not None:
        return batch.branch.day
    conditioned = model.scenario.conditioned
    return None if conditioned is None else model.calendar.day(conditioned.facts.until) + 1.0


def begun(
    model: Model, design: Design, number: int, day: float, steering: Steering | None = None
) -> Begun:
    """Return a future, begun: so that it can be looked at at the end of a day.

    Parameters
    ----------
    model, design
        Of the batch.
    number
        Number of the future.
    day
        Days from the start. Before the node a branch is as its parent was.
    steering
        What chance is asked for; of a conditioned scenario once its pasts have ended. Branches
        are asked for nothing.
    """
    if model.scenario.conditioned is not None:
        return continued_to(model, design.seed, number, day, steering)
    off, chance = design.branch, design.chance(number, 1)
    if off is None:
        return begin(model, chance, number, steering=steering)
    parent = off.parent(design.seed)
    if day + 1.0 <= off.day:
        return begin(model, parent, off.replication)
    return branch_off(model, parent, off.node, chance, number, off.change(model), off.decision)
