"""Many futures of a scenario, kept or not."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.batch import reader
from sim.batch.batch import Batch
from sim.batch.plan import Plan, planned
from sim.batch.runner import run_batch
from sim.engine.model.uncertain import drawn_values
from sim.results.limits import MOST
from sim.workflows.door import (
    between,
    flag,
    kept_events,
    processes,
    seed_number,
    whole,
)
from sim.workflows.listening import Listener, listening
from sim.workflows.scenarios import Source, simulated

__all__ = ["open_batch", "simulate_batch"]


def simulate_batch(
    scenario: Source,
    n: int = 1000,
    seed: int = 0,
    *,
    jobs: int | None = None,
    executor: Executor | str | None = None,
    until_ci: float | None = None,
    antithetic: bool = False,
    nested: int = 1,
    fix: Iterable[str] = (),
    events: int | str | None = 100,
    out: str | Path | None = None,
    resume: bool = False,
    progress: Listener = None,
) -> Batch:
    """Simulate many futures of a scenario.

    Parameters
    ----------
    scenario
        A file, a name, or a loaded scenario.
    n
        Replications; with `until_ci` at most so many.
    seed
        Master seed, at least 0 and below 2 ** 63. Batches of the same seed and design share their
        luck.
    jobs
        Processes; None or -1 for as many as there are processors, 1 for none beside this one. In
        a worker of `multiprocessing.Pool`, which may start no others, None and -1 stand for 1.
    executor
        Who computes it instead: a `concurrent.futures.Executor`, or ``"dask://host:port"`` (or
        ``"dask+tls://host:port"``).
    until_ci
        Half-width of the 95 % intervals of primary outcomes at which to stop before `n`, in
        (0, 1); see `sim.batch.stopping`.
    antithetic
        Whether replications 2j and 2j + 1 are antithetic pairs.
    nested
        Consecutive replications that share one draw of the uncertain parameters.
    fix
        Paths of uncertain parameters to hold at their defaults; ``"all"`` for all of them.
    events
        How many of the first replications keep their events; None for all of them. As the
        command line has it: ``"first:20"``, ``"all"``, ``"none"``.
    out
        Folder to keep it in, or to find it in if it was computed before; None for in memory.
    resume
        Whether to continue what was interrupted in that folder.
    progress
        Is told how far it is, at the start and after each chunk. True to see it here: as a bar in
        the cell of a notebook, elsewhere as a line on stderr now and then.

    Raises
    ------
    InputError
        If something is wrong with the scenario, or the folder holds something else.
    BatchError
        If it cannot be computed or kept, or was interrupted before and `resume` is not set; or
        if this process was forked from one that had worked with tables.
    TypeError
        If something is no number, or no names.
    ValueError
        If a number is out of range.

    Notes
    -----
    New processes do not import the script that calls this: it needs no
    ``if __name__ == "__main__":``.
    """
    design: dict[str, Any] = {
        "n": whole("n", n, 1, MOST),
        "seed": seed_number(seed),
        "antithetic": flag("antithetic", antithetic),
        "repeats": whole("nested", nested, 1, MOST),
        "events": kept_events(events),
        "until": None if until_ci is None else between("until_ci", until_ci, 0.0, 1.0),
    }
    workers, goes_on = processes(jobs), flag("resume", resume)
    source = simulated(scenario, fix)
    plan = replace(planned(source, source.name), **design)
    _check(plan)
    folder = None if out is None else Path(out)
    how: dict[str, Any] = {"executor": executor, "jobs": workers, "resume": goes_on}
    with listening(progress).counting(plan.n, plan.until) as count:
        return run_batch(plan, folder, progress=count.of(plan.name), **how)


def _check(plan: Plan) -> None:
    """Refuse designs that say nothing, as the command line does."""
    if plan.antithetic and plan.n % 2 and plan.until is None:
        raise ValueError(f"n ({plan.n}) must be even with antithetic pairs")
    if plan.repeats > 1 and not drawn_values(plan.scenario):
        raise ValueError(f"nested ({plan.repeats}): nothing is uncertain in this scenario")
    if plan.repeats > 1 and plan.n < 2 * plan.repeats:
        raise ValueError(f"nested ({plan.repeats}) must be at most half of n ({plan.n})")


def open_batch(folder: str | Path) -> Batch:
    """Read a batch that was computed before.

    Raises
    ------
    InputError
        If the folder holds no batch.
    BatchError
        If the batch is not complete, or damaged, or does not fit this version.
    """
    return reader.open_batch(Path(folder))
