"""Many futures of a scenario, kept or not, and scenarios compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

from sim.analysis.comparison import Comparison
from sim.analysis.comparison import compare as compare_batches
from sim.api.scenarios import Source, loaded
from sim.batch import reader
from sim.batch.batch import Batch
from sim.batch.plan import planned
from sim.batch.runner import Progress, run_batch

__all__ = ["compare", "open_batch", "simulate_batch"]


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
    events: int | None = 100,
    out: str | Path | None = None,
    resume: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> Batch:
    """Simulate many futures of a scenario.

    Parameters
    ----------
    scenario
        A file, a name, or a loaded scenario.
    n
        Replications; with `until_ci` at most so many.
    seed
        Master seed, at least 0. Batches of the same seed and design share their luck.
    jobs
        Processes; None for as many as there are processors, 1 for none beside this one.
    executor
        Who computes it instead: a `concurrent.futures.Executor`, or ``"dask://host:port"``.
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
        How many of the first replications keep their events; None for all of them.
    out
        Folder to keep it in, or to find it in if it was computed before; None for in memory.
    resume
        Whether to continue what was interrupted in that folder.
    progress
        Is told how far it is, at the start and after each chunk.

    Raises
    ------
    InputError
        If something is wrong with the scenario, or the folder holds something else.
    BatchError
        If it cannot be computed or kept, or was interrupted before and `resume` is not set.
    ValueError
        If a number is out of range.

    Notes
    -----
    New processes do not import the script that calls this: it needs no
    ``if __name__ == "__main__":``.
    """
    source = loaded(scenario)
    plan = replace(
        planned(source, source.name, [fix] if isinstance(fix, str) else fix),
        n=n,
        seed=seed,
        antithetic=antithetic,
        repeats=nested,
        events=events,
        until=until_ci,
    )
    folder = None if out is None else Path(out)
    return run_batch(plan, folder, executor=executor, jobs=jobs, resume=resume, progress=progress)


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


def compare(
    scenarios: Sequence[Batch | Source],
    *,
    outcomes: Sequence[str] | None = None,
    baseline: int = 0,
    every_pair: bool = False,
    level: float = 0.95,
    n: int = 1000,
    seed: int = 0,
    jobs: int | None = None,
    executor: Executor | str | None = None,
) -> Comparison:
    """Compare scenarios replication by replication, on the same luck.

    Parameters
    ----------
    scenarios
        Two or more: batches of one seed and design, or scenarios to be simulated here. Simulate
        them yourself if the batches are wanted for more than this, such as figures.
    outcomes
        Names of outcome columns; the primary ones that all of them have if None.
    baseline
        Place of the one that the others are compared with.
    every_pair
        Whether the others are compared with each other too.
    level
        Level of confidence, in (0, 1).
    n, seed, jobs, executor
        How to simulate those that are not batches, see `simulate_batch`.

    Returns
    -------
    Comparison
        Its `table` has a row for each pair of scenarios and outcome, with the paired
        difference and its interval.

    Raises
    ------
    InputError
        If something is wrong with a scenario.
    PairingError
        If batches do not share their luck.
    UnknownOutcomeError
        If one of them has no outcome of a name.
    ValueError
        If there are fewer than two, or no baseline of that place.
    """
    batches = [
        each
        if isinstance(each, Batch)
        else simulate_batch(each, n, seed, jobs=jobs, executor=executor)
        for each in scenarios
    ]
    return compare_batches(
        batches, outcomes=outcomes, baseline=baseline, every_pair=every_pair, level=level
    )
