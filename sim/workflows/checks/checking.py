"""Simulated futures held against facts that they should reproduce: ``thaw check``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sim.batch.batch import Batch
from sim.batch.pool import Workers
from sim.results.check import CHECK
from sim.results.folder import ResultFolder
from sim.results.limits import MOST
from sim.results.manifest import digest_of
from sim.results.tables import read_results, undamaged
from sim.validation.patterns.check import Check
from sim.validation.patterns.check import check as hold_against
from sim.validation.patterns.loading import (
    World,
)
from sim.workflows.batches.computing import InterruptedBatch
from sim.workflows.checks.plan import CheckPlan, plan_check
from sim.workflows.checks.result import CheckResult
from sim.workflows.door import flag, listed, processes, seed_number, whole
from sim.workflows.kept_result import NOTHING_KEPT
from sim.workflows.listening import Listener, listening
from sim.workflows.pattern_batches import computing
from sim.workflows.reporter import SILENT, Reporter

__all__ = ["check", "open_check", "run_check"]


def run_check(
    plan: CheckPlan,
    folder: Path | None = None,
    *,
    workers: Workers,
    tell: Reporter = SILENT,
) -> CheckResult:
    """Compute a check and keep it, or find it.

    Parameters
    ----------
    plan
        What to check.
    folder
        Where to keep it; None for in memory.
    workers
        Who computes it, see `sim.batch.runner.run_batch`.
    tell
        Is told how far it is.

    Raises
    ------
    InputError
        If the folder holds something else.
    InterruptedBatch
        If Ctrl-C is pressed meanwhile.
    ThawError
        If it cannot be computed or kept, or what was found is damaged.
    """
    if folder is not None and ResultFolder(folder, CHECK, plan.digest).find() is not None:
        return open_check(folder).with_story()
    try:
        verdicts, failed = _computed(plan, workers, tell)
    except KeyboardInterrupt as error:
        raise InterruptedBatch(NOTHING_KEPT) from error
    rows = {
        name: table.to_dicts()
        for name, table in (
            ("patterns", verdicts.patterns),
            ("ablations", verdicts.ablations),
            ("levers", verdicts.levers),
        )
    }
    summary = {**plan.size, "seed": plan.seed, "failed": failed, **rows}
    result = CheckResult(digest=plan.digest, check=verdicts, values=summary)
    return result.kept(folder, f"{len(plan.patterns)} patterns", plan.call)


def _computed(plan: CheckPlan, workers: Workers, tell: Reporter) -> tuple[Check, int]:
    """Return the verdicts, and how many replications failed."""
    failed = 0
    with computing(list(plan.plans.values()), workers, tell=tell) as compute:

        def runner(world: World, n: int) -> Batch:
            nonlocal failed
            batch = compute(plan.plans[world, n])
            failed += batch.failures.height
            return batch

        return hold_against(plan.patterns, runner, plan.rules, plan.levers, **plan.size), failed


def open_check(folder: str | Path) -> CheckResult:
    """Read a check back from its folder.

    Raises
    ------
    ThawError
        If it is damaged.
    """
    folder = Path(folder)
    tables, summary = read_results(folder, CHECK)
    with undamaged(folder, CHECK):
        return CheckResult(
            digest=digest_of(folder),
            folder=folder,
            found=True,
            check=Check(**tables),
            values=summary,
        )


def check(
    files: Sequence[str | Path] | str | Path = (),
    n: int = 400,
    seed: int = 0,
    *,
    only: Sequence[str] | str = (),
    ablate: bool = False,
    n_ablated: int = 100,
    levers: bool = False,
    drawn: bool = False,
    jobs: int | None = None,
    out: str | Path | None = None,
    progress: Listener = None,
) -> CheckResult:
    """Hold simulated futures against known facts: the patterns that come with thaw, and others.

    Parameters
    ----------
    files
        Files of further patterns.
    n
        Futures of each scenario, 2 or more.
    seed
        Master seed, at least 0 and below 2 ** 63.
    only
        Ids of the patterns to check, such as ``bar-*``; all of them if there are none.
    ablate
        Whether to switch rules off, one at a time, and see which patterns that breaks.
    n_ablated
        Futures of each scenario with a rule switched off, 2 or more and at most `n`.
    levers
        Whether to see what changes of assumptions do, too, on the same luck.
    drawn
        Whether what scenarios leave open is drawn, as batches do, and not at its default.
    jobs
        Processes; None or -1 for as many as there are processors, 1 for none beside this one.
    out
        Folder to keep it in, or to find it in; None for in memory.
    progress
        Is told how far each batch is; True to see it here, as in `sim.simulate_batch`.

    Returns
    -------
    CheckResult
        ``patterns`` has a row per pattern with its value, interval, band and verdict,
        ``ablations`` what changes without each rule, ``levers`` what each change does,
        ``sentence`` how many are met.

    Raises
    ------
    InputError
        If something is wrong with a pattern or its scenario, or the folder holds something else.
    TypeError
        If something is no number, or no names.
    ValueError
        If a number is out of range.
    """
    plan = plan_check(
        [Path(file) for file in ([files] if isinstance(files, str | Path) else files)],
        only=listed("only", only),
        ablate=flag("ablate", ablate),
        levers=flag("levers", levers),
        drawn=flag("drawn", drawn),
        n=whole("n", n, 2, MOST),
        n_ablated=whole("n_ablated", n_ablated, 2, MOST),
        seed=seed_number(seed),
    )
    folder = None if out is None else Path(out)
    with Workers(jobs=processes(jobs)) as workers:
        return run_check(plan, folder, workers=workers, tell=listening(progress))
