"""Futures that branch off another one: the same up to a moment, on luck of their own from then on.

A future is played anew up to its node, which takes no longer than it took at first. From there on
every stream goes over to one whose key has the node in it and whose counter is the branch's
number, and who waits for a moment that was drawn draws it anew, conditional on its not having come
yet. What the log has told, such as the day up to which a channel is closed, stays.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, NamedTuple

from sim.engine.kernel.clock import URGENT
from sim.engine.kernel.streams import Chance
from sim.engine.lineage import redraw
from sim.engine.model.model import Model
from sim.engine.processes import interventions
from sim.engine.replication import Begun, begin, finish
from sim.engine.state.record import Node, Record
from sim.engine.state.state import Run
from sim.events.world import INTERVENTION
from sim.events.world import Intervention as Changed
from sim.scenario.events import Intervention

__all__ = [
    "Decision",
    "What",
    "branch",
    "branch_off",
    "chance_of_branches",
    "why_not",
]

What = Literal["accept", "refuse", "renew", "lapse", "veto"]
"""What may be decided otherwise than by chance when it next comes up."""


class Decision(NamedTuple):
    """What is decided when it next comes up.

    Attributes
    ----------
    what
        The decision.
    on
        On what: an emergency or act; for the others the sender of a table. Empty for whichever
        comes first.
    """

    what: What
    on: str = ""

    @property
    def words(self) -> str:
        """It in words, for stories."""
        which, end = _WORDS[self.what]
        on = f" of {self.on}" if self.on else ""
        return f"the next {which}{on} {end}"


_WORDS: Final[dict[What, tuple[str, str]]] = {
    "accept": ("offer or demand that leaves nobody worse off", "is accepted"),
    "refuse": ("offer or demand", "is refused"),
    "renew": ("renewal that is due", "is made"),
    "lapse": ("renewal that is due", "is not made"),
    "veto": ("bill or resolution that passes", "is vetoed"),
}


def chance_of_branches(
    seed: int, node: Node, first: int, count: int, *, antithetic: bool = False
) -> Chance:
    """Return the uniforms of a chunk of branches that begin at a node."""
    return Chance(seed, first, count, antithetic=antithetic, at=node.place)


def branch(
    model: Model,
    parent: Chance,
    node: Node,
    chance: Chance | None,
    number: int,
    change: Intervention | None = None,
    decision: Decision | None = None,
) -> Record:
    """Simulate one future that branches off another.

    Parameters
    ----------
    model
        The compiled model of both.
    parent
        Uniforms of the future that it branches off.
    node
        Where.
    chance
        Uniforms of the branches (`chance_of_branches`); None to keep those of the parent, whose
        future it then is, unless something is changed.
    number
        Number of the branch, within the chunk.
    change
        What is set from then on.
    decision
        What is decided when it next comes up.

    Raises
    ------
    BudgetError
        If it takes more events than a replication may, or a moment has no end.
    ValueError
        If the parent has no such event.
    """
    begun = branch_off(model, parent, node, chance, number, change, decision)
    return finish(begun, parent.seed, number, node)


def branch_off(
    model: Model,
    parent: Chance,
    node: Node,
    chance: Chance | None,
    number: int,
    change: Intervention | None = None,
    decision: Decision | None = None,
) -> Begun:
    """Play a future up to a node and branch off it; what it takes is as in `branch`."""
    begun = begin(model, parent, node.replication, branches=True)
    run = begun.run

    def part() -> None:
        run.node = node.event
        if decision is not None:
            run.decision, run.about = decision
        if chance is None:
            run.branching = False
        else:
            run.branch(chance, number)

    _reach(begun, node, part)
    if chance is not None:
        redraw(run)
    if change is not None:
        interventions.apply(run, change, node.event)
    if decision is not None:
        about: Changed = {"set": {}, "note": decision.words}
        INTERVENTION.log(run, "scenario", about, decision.what, node.event)
    return begun


def _reach(begun: Begun, node: Node, part: Callable[[], None]) -> None:
    """Play a replication up to a node, and call a function there.

    Raises
    ------
    ValueError
        If there is no such event.
    """
    run = begun.run
    if node.event < len(run.log):  # it begins with a day, or with what there is on the first
        run.clock.reach(node.day, URGENT)
        part()
        return
    parted = False

    def look(number: int) -> None:
        nonlocal parted
        if number == node.event:
            parted = True
            part()

    # Before all others that wait for such an event: what follows from it is open already.
    run.listeners.setdefault(node.kind, []).insert(0, look)
    while not parted and run.clock.next_day() <= node.day:
        run.clock.step()
    run.listeners[node.kind].remove(look)
    if not parted:
        run.close()
        raise ValueError(f"the future has no event {node.event} ({node.kind}) on day {node.day:g}")


def why_not(model: Model, parent: Chance, node: Node, decision: Decision) -> str:
    """Say why a decision cannot come up in what branches off at a node; empty if it can."""
    begun = begin(model, parent, node.replication, branches=True)
    _reach(begun, node, lambda: None)
    why = _REASONS[decision.what](begun.run, decision.on)
    begun.run.close()
    return why


def _nobody_talks(run: Run, on: str) -> str:
    tables = [table for table in run.tables if on in ("", table.pair.sender)]
    if not tables:
        return f"{on} sits at no table: {', '.join(t.pair.sender for t in run.tables)} do"
    for table in tables:
        if table.open and table.talks.mode != "hold" and table.road_map < 0 and run.wants(table):
            return ""
    return "nobody bargains on that day: there is no offer or demand to be answered"


def _nothing_due(run: Run, on: str) -> str:
    dates, hangs, gone = run.model.dates, run.model.hangs, run.register.gone
    longest = run.council.p.settle_max_days
    days = {name: [day for day, *_ in found] for name, found in dates.anniversaries.items()}
    days |= {name: [day - longest for day, *_ in found] for name, found in dates.expiries.items()}
    if on and on not in days:
        return f"there is no emergency or act {on}: {', '.join(days)} are there"
    for name, found in days.items():
        if on in ("", name) and max(found, default=-1.0) > run.now and hangs[name] & ~gone:
            return ""
    return (
        f"{on or 'no emergency or act of the council'} is {'not ' if on else ''}due before the end"
    )


def _nothing_to_veto(run: Run, on: str) -> str:
    if any(table.ratifier.benches for table in run.tables if on in ("", table.pair.sender)):
        return ""
    return "there is no legislature whose bills could be vetoed"


_REASONS: Final[dict[What, Callable[[Run, str], str]]] = {
    "accept": _nobody_talks,
    "refuse": _nobody_talks,
    "renew": _nothing_due,
    "lapse": _nothing_due,
    "veto": _nothing_to_veto,
}
