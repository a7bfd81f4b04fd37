"""What checks and calibrations compute: batches of several worlds, in memory, by one pool."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from sim.batch.batch import Batch
from sim.batch.plan import Plan
from sim.batch.pool import Workers
from sim.batch.runner import run_batch
from sim.engine.model.compile import CompileError, compile_model
from sim.errors import InputError, Problem
from sim.scenario.assumed import assumed
from sim.validation.patterns.levers import StatedLever, refused_lever_columns
from sim.validation.patterns.loading import Source, Stated, World, load_world, refused_columns
from sim.workflows.reporter import SILENT, Reporter

__all__ = ["check_columns", "computing", "plan_of_world"]

_IN_MEMORY: Final = 1000
"""Replications of a batch that is kept in memory with all its series; of larger ones only the
outcomes are, and the rest goes by way of a folder that does not stay.
"""


def plan_of_world(
    world: World,
    n: int,
    seed: int,
    *,
    repeats: int = 1,
    source: Source | None = None,
    drawn: bool = False,
) -> Plan:
    """Plan a batch of a world, of which no events are kept.

    Parameters
    ----------
    world
        The world.
    n, seed, repeats
        Replications, master seed, and replications that share a draw of what is uncertain.
    source
        What asks for it: problems with its overrides are reported there.
    drawn
        Whether what the scenario leaves open is drawn, as `batch` does, and not at its default.

    Raises
    ------
    InputError
        With everything that is wrong with its scenario.
    """
    loaded = load_world(world, source)
    if drawn:
        loaded = assumed(loaded)
    return Plan(
        world.name, loaded.scenario, loaded.catalogue, seed=seed, n=n, repeats=repeats, events=0
    )


def check_columns(
    patterns: Sequence[Stated], levers: Sequence[StatedLever], plans: dict[World, Plan]
) -> None:
    """Refuse patterns and levers that ask for what the outcomes of their worlds do not have.

    Raises
    ------
    InputError
        With all of them, each where it was written.
    """
    models, problems = {}, list[Problem]()
    for world, plan in plans.items():
        try:
            models[world] = compile_model(plan.scenario, plan.catalogue)
        except CompileError as error:
            problems.append(Problem(str(world.scenario), message=str(error)))
    for stated in patterns:
        if stated.world in models:
            problems += refused_columns(stated, models[stated.world])
    for lever in levers:
        if lever.before in models:
            problems += refused_lever_columns(lever, models[lever.before])
    if problems:
        raise InputError(problems)


@contextmanager
def computing(
    plans: Sequence[Plan], workers: Workers, *, more: int = 0, tell: Reporter = SILENT
) -> Iterator[Callable[[Plan], Batch]]:
    """Compute batches one after the other, all by the same workers, telling how far they are.

    Plans that come to the same are computed once.

    Parameters
    ----------
    plans
        What will be asked for.
    workers
        Who computes them.
    more
        Replications that will be asked for beside them.
    tell
        Is told how far they are.
    """
    uses = Counter(plan.digest for plan in plans)
    computed: dict[str, Batch] = {}
    total = more + sum({plan.digest: plan.n for plan in plans}.values())
    with tell.counting(total) as count:

        def compute(plan: Plan) -> Batch:
            if plan.digest in computed:
                return computed[plan.digest]
            how: dict[str, Any] = {"workers": workers, "progress": count.of(plan.name)}
            if plan.n <= _IN_MEMORY:
                batch = run_batch(plan, None, **how)
            else:
                with TemporaryDirectory(prefix="thaw-") as folder:
                    batch = run_batch(plan, Path(folder) / plan.name, **how)
                    batch.outcomes  # noqa: B018 - read while they are there
            if uses[plan.digest] > 1:
                computed[plan.digest] = batch
            return batch

        yield compute
