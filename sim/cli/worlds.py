"""What ``check`` and ``calibrate`` compute: batches of several worlds, in memory, by one crew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from sim.errors import InputError, Problem

if TYPE_CHECKING:
    from sim.batch.batch import Batch
    from sim.batch.plan import Plan
    from sim.validation.patterns.loading import Source, Stated, World

__all__ = ["check_columns", "computing", "plan_of_world"]

_IN_MEMORY: Final = 1000
"""Replications of a batch that is kept in memory with all its series; of larger ones only the
outcomes are, and the rest goes by way of a folder that does not stay.
"""


def plan_of_world(
    world: World, n: int, seed: int, *, repeats: int = 1, source: Source | None = None
) -> Plan:
    """The plan of a batch of a world, of which no events are kept.

    Raises
    ------
    InputError
        With everything that is wrong with its scenario.
    """
    from sim.batch.plan import Plan
    from sim.validation.patterns.loading import load_world

    loaded = load_world(world, source)
    return Plan(
        world.name, loaded.scenario, loaded.catalogue, seed=seed, n=n, repeats=repeats, events=0
    )


def check_columns(patterns: Sequence[Stated], plans: dict[World, Plan]) -> None:
    """Refuse patterns that ask for what the outcomes of their worlds do not have.

    Raises
    ------
    InputError
        With all of them, each where it was written.
    """
    from sim.engine.model.compile import CompileError, compile_model
    from sim.validation.patterns.loading import refused_columns

    models, problems = {}, list[Problem]()
    for world, plan in plans.items():
        try:
            models[world] = compile_model(plan.scenario, plan.catalogue)
        except CompileError as error:
            problems.append(Problem(str(world.scenario), message=str(error)))
    for each in patterns:
        if each.world in models:
            problems += refused_columns(each, models[each.world])
    if problems:
        raise InputError(problems)


@contextmanager
def computing(
    plans: Sequence[Plan], jobs: int | None, *, more: int = 0, quiet: bool
) -> Iterator[Callable[[Plan], Batch]]:
    """Compute batches one after the other, all by the same processes, telling how far they are.

    Plans that come to the same are computed once.

    Parameters
    ----------
    plans
        What will be asked for.
    jobs
        Processes; None for as many as there are processors.
    more
        Replications that will be asked for beside them.
    quiet
        Whether to tell nothing.
    """
    from sim.batch.executors import crew, useful_processes
    from sim.batch.runner import run_batch
    from sim.cli.output.progress import counting

    count_of = Counter(plan.digest for plan in plans)
    known: dict[str, Batch] = {}
    processes = useful_processes(jobs)
    total = more + sum({plan.digest: plan.n for plan in plans}.values())
    with crew(None, processes) as workers, counting(total, quiet=quiet) as count:

        def compute(plan: Plan) -> Batch:
            if plan.digest in known:
                return known[plan.digest]
            how: dict[str, Any] = {"executor": workers.executor, "jobs": processes}
            told = count.of(plan.name)
            if plan.n <= _IN_MEMORY:
                batch = run_batch(plan, None, progress=told, **how)
            else:
                with TemporaryDirectory(prefix="thaw-") as folder:
                    batch = run_batch(plan, Path(folder) / plan.name, progress=told, **how)
                    batch.outcomes  # noqa: B018 - read while they are there
            if count_of[plan.digest] > 1:
                known[plan.digest] = batch
            return batch

        yield compute
