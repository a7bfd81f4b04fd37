"""Scenarios with a record, held against what happened: ``thaw backtest``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from sim.batch.batch import Batch
from sim.batch.runner import Progress
from sim.results.backtest import BACKTEST
from sim.results.folder import ResultFolder
from sim.results.limits import MOST
from sim.results.manifest import digest_of
from sim.scenario.loading import Loaded
from sim.validation.backtest.items import items_of
from sim.validation.backtest.results import backtest as score
from sim.workflows.backtests.plan import BacktestPlan
from sim.workflows.backtests.result import BacktestResult
from sim.workflows.comparisons.batches import batches_in, compute_all
from sim.workflows.comparisons.sources import named, source_of
from sim.workflows.door import flag, processes, seed_number, whole
from sim.workflows.reporter import SILENT, ProgressReporter, Reporter
from sim.workflows.scenarios import Source as Scenario

__all__ = ["backtest", "open_backtest", "run_backtest"]


def run_backtest(
    plan: BacktestPlan,
    folder: Path | None = None,
    root: Path | None = None,
    *,
    jobs: int | None = None,
    executor: Executor | str | None = None,
    resume: bool = False,
    tell: Reporter = SILENT,
) -> BacktestResult:
    """Compute batches or find them, score them, and keep the backtest.

    Parameters
    ----------
    plan
        The cases.
    folder
        Where to keep it; None for in memory.
    root
        Where to keep batches that are not there yet; None for in memory.
    jobs, executor, resume
        See `sim.batch.runner.run_batch`.
    tell
        Is told how far it is.

    Raises
    ------
    InputError
        If the folder holds something else.
    InterruptedBatch
        If Ctrl-C is pressed meanwhile.
    ThawError
        If it cannot be computed or kept.
    """
    if folder is not None:
        ResultFolder(folder, BACKTEST, plan.digest).find()
    batches = compute_all(
        plan.sources, root, jobs=jobs, executor=executor, resume=resume, tell=tell
    )
    with tell.steps(1) as steps:
        steps.step("scoring")
        scores = score(batches)
    result = BacktestResult(digest=plan.digest, batches=tuple(batches), backtest=scores)
    names = ", ".join(source.name for source in plan.sources)
    return result.kept(folder, names, plan.call)


def open_backtest(folder: str | Path) -> BacktestResult:
    """Read the batches of a backtest from its folder, and score them anew.

    Raises
    ------
    ThawError
        If it is damaged, or one of its batches is gone.
    """
    folder = Path(folder)
    batches = batches_in(folder, BACKTEST.again)
    return BacktestResult(
        digest=digest_of(folder),
        batches=tuple(batches),
        folder=folder,
        found=True,
        backtest=score(batches),
    )


def backtest(
    scenarios: Sequence[Batch | Scenario] | Batch | Scenario,
    n: int | None = None,
    seed: int | None = None,
    *,
    jobs: int | None = None,
    executor: Executor | str | None = None,
    out: str | Path | None = None,
    resume: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> BacktestResult:
    """Score forecasts against what has happened.

    Parameters
    ----------
    scenarios
        Scenarios with ``observed`` events or answered questions, each a case: names, files,
        loaded scenarios, batches or their folders.
    n
        Replications of those that are not batches, 2 or more; 2,000 if None.
    seed
        Master seed of those that are not batches, at least 0 and below 2 ** 63; 0 if None.
    jobs, executor
        Who simulates, see `sim.simulate_batch`.
    out
        Folder to keep the backtest and new batches in; None for in memory.
    resume
        Whether to continue batches that were interrupted.
    progress
        Is told how far each batch is.

    Returns
    -------
    BacktestResult
        ``items`` has a row for each forecast with what happened and its scores, ``skill`` how
        the simulator fares beside plain forecasters; dates in years, values in their own unit.

    Raises
    ------
    InputError
        If a scenario has nothing to score, or something else is wrong with it, or the folder
        holds something else.
    TypeError
        If something is no number.
    ValueError
        If a number is out of range.
    """
    given = [scenarios] if isinstance(scenarios, str | Path | Batch | Loaded) else list(scenarios)
    design: dict[str, Any] = {
        "n": 2000 if n is None else whole("n", n, 2, MOST),
        "seed": 0 if seed is None else seed_number(seed),
    }
    cases = [source_of(item, **design) for item in given]
    if not cases:
        raise ValueError("scenarios ([]): name one or more")
    for case in cases:
        items_of(case.model, str(case.path))
    folder = None if out is None else Path(out)
    return run_backtest(
        BacktestPlan(tuple(named(cases))),
        folder,
        folder,
        jobs=processes(jobs),
        executor=executor,
        resume=flag("resume", resume),
        tell=ProgressReporter(progress),
    )
