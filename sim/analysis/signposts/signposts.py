"""Signposts of a batch: what could be observed within a window, what it tells, what it causes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

import numpy as np

from sim.analysis.quantities import group_of
from sim.analysis.signposts.effects import Effect, Unknown, effect, forceable
from sim.analysis.signposts.signs import Sign, signs
from sim.batch.batch import Batch
from sim.batch.branch import design_of
from sim.batch.gathering import gather
from sim.batch.observing import Forced, Window
from sim.batch.plan import Plan
from sim.batch.pool import Workers
from sim.batch.work import Progress
from sim.outcomes.observables import Observable, due
from sim.scenario.events import Question
from sim.statistics.intervals import Estimated, share

__all__ = [
    "Signposts",
    "plan_of_batch",
    "runs_for",
    "ways_to_force",
    "with_effects",
    "without_effects",
]

FURTHER: Final = 4
"""Observables that are forced beside those that tell most, for they are draws."""

Ways = dict[Observable, Observable | Unknown]
"""As what each observable can be forced, or why it cannot."""

Tell = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Signposts:
    """What to watch, and what it would tell of a question.

    Attributes
    ----------
    batch
        The batch.
    question
        The question.
    window
        The time in which is looked.
    open
        Numbers of the futures in which the question is open when that begins: those looked at.
    decided, failed
        Futures in which it had been answered before, and those that failed; neither are counted.
    yes
        Share of the futures in which the answer is yes.
    signs
        What each observable tells, what tells most first.
    effects
        What the first of them cause, by observable.
    level
        Level of confidence of all intervals.
    """

    batch: Batch
    question: Question
    window: Window
    open: tuple[int, ...]
    decided: int
    failed: int
    yes: Estimated | None
    signs: tuple[Sign, ...]
    effects: dict[Observable, Effect]
    level: float = 0.95

    @property
    def days(self) -> tuple[float, float]:
        """First and last day of the window, days from the start."""
        return self.window.first, self.window.last - 1.0

    @property
    def ahead(self) -> list[Sign]:
        """Observables that may be seen before the answer, what tells most first."""
        return [sign for sign in self.signs if sign.ahead]

    @property
    def forced(self) -> int:
        """How many futures were simulated both ways for what is known of causes; 0 for none."""
        return max((one.n for one in self.effects.values() if one.value is not None), default=0)

    def shown(self, top: int) -> list[Sign]:
        """Return the first observables that may be seen before the answer, and all forced ones."""
        ahead = self.ahead
        forced = [s for s in ahead[top:] if (one := self.effects.get(s.what)) and one.n]
        return ahead[:top] + forced

    @property
    def telling(self) -> list[Sign]:
        """Observables that say something of the answer."""
        return [sign for sign in self.signs if sign.tells]

    def due(self, sign: Sign) -> list[float]:
        """Return the days on which the law's calendar has what is observed; see `due`."""
        return due(self.batch.model, sign.what, *self.window)


def plan_of_batch(batch: Batch) -> Plan:
    """Return a plan that simulates futures of a batch again."""
    model = batch.model
    return Plan(batch.name, model.scenario, model.source, seed=batch.seed, branch=batch.branch)


def without_effects(
    batch: Batch,
    question: Question,
    window: Window,
    workers: Workers,
    progress: Tell | None = None,
    level: float = 0.95,
) -> Signposts:
    """Look at all futures of a batch, and say what each observable tells of a question.

    Parameters
    ----------
    batch
        The batch.
    question
        One of its scenario.
    window
        The time in which is looked.
    workers, progress
        Who simulates, and who is told how far it is.
    level
        Level of confidence, in (0, 1).

    Raises
    ------
    BatchError
        If it cannot be computed.
    """
    plan = plan_of_batch(batch)
    seen = gather(plan, design_of(batch), window, question.id, batch.n, workers, progress=progress)
    open_ = seen.day >= window.first
    groups = group_of(batch, seen.replications)
    yes = None
    if open_.any():
        answers = np.isfinite(seen.day[open_]).astype(np.float64)
        yes = share(answers, None if groups is None else groups[open_], level)
    return Signposts(
        batch=batch,
        question=question,
        window=window,
        open=tuple(int(number) for number in seen.replications[open_]),
        decided=int(np.count_nonzero(~open_)),
        failed=seen.failed,
        yes=yes,
        signs=tuple(signs(seen, open_, window.last, groups, level)),
        effects={},
        level=level,
    )


def runs_for(ways: Ways, n: int) -> int:
    """Return how many futures are simulated to force what can be forced, n each way."""
    return 2 * n * len([way for way in ways.values() if isinstance(way, Observable)])


def ways_to_force(found: Signposts, top: int) -> Ways:
    """Return as what observables can be forced, or why they cannot.

    Parameters
    ----------
    found
        What they tell.
    top
        Of how many of the first; and of so many further ones as `FURTHER` says that are draws.
    """
    batch, window = found.batch, found.window
    ways: Ways = {sign.what: forceable(batch, sign, window) for sign in found.ahead[:top]}
    more = ((sign.what, forceable(batch, sign, window)) for sign in found.ahead[top:])
    return ways | dict(islice((one for one in more if isinstance(one[1], Observable)), FURTHER))


def with_effects(
    found: Signposts, ways: Ways, n: int, workers: Workers, progress: Tell | None = None
) -> Signposts:
    """Return signposts with what some of them cause.

    Parameters
    ----------
    found
        What they tell.
    ways
        As what each can be forced, see `ways_to_force`.
    n
        Futures that are simulated both ways for each.
    workers, progress
        Who simulates, and who is told how far it is.

    Raises
    ------
    BatchError
        If it cannot be computed.
    """
    batch, window, question = found.batch, found.window, found.question.id
    plan, design = plan_of_batch(batch), design_of(batch)
    total, done = runs_for(ways, n), 0

    def told(now: Progress) -> None:
        if progress is not None:
            progress(Progress(done + now.done, total, now.failed, 0))

    effects: dict[Observable, Effect] = {}
    for what, way in ways.items():
        if not isinstance(way, Observable):
            effects[what] = Effect(unknown=way)
            continue
        seen = []
        for absent in (False, True):
            forced = Forced(way, absent)
            seen.append(
                gather(plan, design, window, question, n, workers, forced=forced, progress=told)
            )
            done += n
        effects[what] = effect(batch, way, seen[0], seen[1], found.open, found.level)
    return replace(found, effects=effects)
