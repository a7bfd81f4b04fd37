"""Scenarios with a record, held against what happened: ``thaw backtest``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from sim.batch.batch import Batch
from sim.batch.pool import Workers
from sim.errors import ThawError
from sim.results.backtest import BACKTEST
from sim.results.folder import ResultFolder
from sim.results.limits import MOST
from sim.results.manifest import digest_of, manifest_of
from sim.scenario.loading import Loaded
from sim.validation.backtest.groups import BY, KIND
from sim.validation.backtest.results import backtest as score
from sim.validation.backtest.rules_off import RULES
from sim.workflows.backtests.cases import cases_of
from sim.workflows.backtests.plan import BacktestPlan
from sim.workflows.backtests.result import BacktestResult, Without
from sim.workflows.comparisons.batches import batches_at, batches_in, compute_all
from sim.workflows.comparisons.sources import Source
from sim.workflows.door import flag, listed, processes, seed_number, whole
from sim.workflows.listening import Listener, listening
from sim.workflows.reporter import SILENT, Reporter
from sim.workflows.scenarios import Source as Scenario
from sim.workflows.scenarios import overrides

__all__ = ["backtest", "open_backtest", "run_backtest"]


def run_backtest(
    plan: BacktestPlan,
    folder: Path | None = None,
    root: Path | None = None,
    *,
    workers: Workers,
    resume: bool = False,
    tell: Reporter = SILENT,
) -> BacktestResult:
    """Compute batches or find them, score them, and keep the backtest.

    Parameters
    ----------
    plan
        The cases, and the rules to switch off. Without a rule a case is computed with the same
        seed: what does not hang on the rule draws the same random numbers.
    folder
        Where to keep it; None for in memory.
    root
        Where to keep batches that are not there yet; None for in memory.
    workers, resume
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

    def computed(sources: Sequence[Source]) -> list[Batch]:
        return compute_all(sources, root, workers=workers, resume=resume, tell=tell)

    batches = computed(plan.sources)
    # A rule's batches are scored before those of the next are there: there may be many.
    off = {rule: Without.scored(computed(sources)) for rule, sources in plan.without.items()}
    with tell.steps(1) as steps:
        steps.step("scoring")
        without = {rule: each.items for rule, each in off.items()}
        scores = score(batches, by=plan.by, without=without)
    result = BacktestResult(
        digest=plan.digest,
        batches=tuple(batches),
        backtest=scores,
        without=off,
        everything=plan.everything,
    )
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
    manifest = manifest_of(folder)
    by, rules = manifest.get("by", KIND), manifest.get("without", {})
    names = [batch.name for batch in batches]
    try:
        if by not in BY or any(rule not in RULES for rule in rules):
            raise ValueError(by)
        places = {rule: list(zip(names, rules[rule], strict=True)) for rule in rules}
    except (TypeError, ValueError) as error:
        raise ThawError(f"{folder} is damaged: {BACKTEST.again}") from error
    off = {
        rule: Without.scored(batches_at(folder, pairs, BACKTEST.again))
        for rule, pairs in places.items()
    }
    return BacktestResult(
        digest=digest_of(folder),
        batches=tuple(batches),
        folder=folder,
        found=True,
        backtest=score(batches, by=by, without={rule: each.items for rule, each in off.items()}),
        without=off,
    )


def backtest(
    scenarios: Sequence[Batch | Scenario] | Batch | Scenario,
    n: int | None = None,
    seed: int | None = None,
    *,
    by: str = KIND,
    without: Sequence[str] | str = (),
    set: Mapping[str, object] | Sequence[str] | str = (),
    fix: Sequence[str] | str = (),
    jobs: int | None = None,
    executor: Executor | str | None = None,
    out: str | Path | None = None,
    resume: bool = False,
    progress: Listener = None,
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
    by
        What items are grouped by: ``"kind"`` (of question), ``"case"``, or what cases are, by a
        feature that `like` compares, such as ``"issue"`` or ``"regime"``.
    without
        Rules to switch off, one at a time, such as ``"war"``, by their names in a scenario's
        ``rules``; ``"all"`` for each of them. Cases are then computed anew, with the same random
        numbers.
    set
        Fields to override in every case, as `load_scenario` takes them.
    fix
        Uncertain parameters to hold at their defaults in every case; ``"all"`` for all of them.
    jobs, executor
        Who simulates, see `sim.simulate_batch`.
    out
        Folder to keep the backtest and new batches in; None for in memory.
    resume
        Whether to continue batches that were interrupted.
    progress
        Is told how far each batch is; True to see it here, as in `sim.simulate_batch`.

    Returns
    -------
    BacktestResult
        ``items`` has a row for each forecast with what happened and its scores, ``scores`` their
        means by group, ``skill`` how the simulator fares beside plain forecasters, ``rules`` what
        the absence of each rule does; dates in years, values in their own unit. Intervals are
        over cases.

    Raises
    ------
    InputError
        If a scenario has nothing to score, or something else is wrong with it or with what is to
        be changed, or the folder holds something else.
    TypeError
        If something is no number, or no names.
    ValueError
        If a number is out of range.
    """
    given = [scenarios] if isinstance(scenarios, str | Path | Batch | Loaded) else list(scenarios)
    design: dict[str, Any] = {
        "n": 2000 if n is None else whole("n", n, 2, MOST),
        "seed": 0 if seed is None else seed_number(seed),
    }
    if not given:
        raise ValueError("scenarios ([]): name one or more")
    plan = cases_of(
        given,
        design,
        by=by,
        without=listed("without", without),
        overrides=overrides(set),
        fix=listed("fix", fix),
    )
    folder = None if out is None else Path(out)
    goes_on, tell = flag("resume", resume), listening(progress)
    with Workers(executor, processes(jobs)) as workers:
        return run_backtest(plan, folder, folder, workers=workers, resume=goes_on, tell=tell)
