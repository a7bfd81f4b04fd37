"""Scenarios in the same futures, so that a difference is one of policy: ``thaw compare``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from sim.analysis.comparison.comparison import SCHEMA, Comparison
from sim.analysis.comparison.comparison import compare as compare_batches
from sim.analysis.quantities import Schema
from sim.batch.batch import Batch
from sim.batch.pool import Workers
from sim.results.comparison import COMPARISON
from sim.results.files import read_json
from sim.results.folder import ResultFolder
from sim.results.kind import SUMMARY
from sim.results.limits import MOST
from sim.results.manifest import check_whole, digest_of, read_whole
from sim.results.tables import undamaged
from sim.workflows.comparisons.batches import batches_in, compute_all
from sim.workflows.comparisons.plan import LEVEL, ComparisonPlan
from sim.workflows.comparisons.result import ComparisonResult
from sim.workflows.comparisons.sources import named, sources
from sim.workflows.door import between, flag, listed, processes, seed_number, whole
from sim.workflows.listening import Listener, listening
from sim.workflows.reporter import SILENT, Reporter
from sim.workflows.scenarios import Source as Scenario

__all__ = ["compare", "open_comparison", "run_comparison"]


def run_comparison(
    plan: ComparisonPlan,
    folder: Path | None,
    root: Path | None,
    *,
    workers: Workers,
    resume: bool = False,
    tell: Reporter = SILENT,
) -> ComparisonResult:
    """Compute a comparison and keep it, or find it.

    Parameters
    ----------
    plan
        What to compare.
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
    values = None
    if folder is not None and ResultFolder(folder, COMPARISON, plan.digest).find() is not None:
        values = read_whole(folder, SUMMARY)
    batches = compute_all(plan.sources, root, workers=workers, resume=resume, tell=tell)
    if values is not None and "executive" in values:  # else it is damaged, and made anew
        if plan.baseline == 0 and not plan.every_pair:
            found = _found(folder, plan.digest, batches, values, plan.outcomes, plan.regret_of)
            return found.with_story()
        # The summary is of pairs with the baseline alone, which comes first in it.
        again = replace(_compared(plan, batches), values=values, folder=folder, found=True)
        return again.with_story()
    with tell.steps(1) as steps:
        steps.step("comparing")
        result = _compared(plan, batches)
        if folder is not None:
            result = replace(result, values=result.summary)
    names = ", ".join(source.name for source in plan.sources)
    return result.kept(folder, names, plan.call)


def _compared(plan: ComparisonPlan, batches: Sequence[Batch]) -> ComparisonResult:
    comparison = compare_batches(
        batches,
        outcomes=plan.outcomes,
        baseline=plan.baseline,
        every_pair=plan.every_pair,
        level=plan.level,
    )
    return ComparisonResult(
        digest=plan.digest,
        batches=tuple(batches),
        comparison=comparison,
        outcomes=plan.outcomes,
        regret_of=plan.regret_of,
    )


def _found(
    folder: Path | None,
    digest: str,
    batches: Sequence[Batch],
    values: dict[str, Any],
    outcomes: tuple[str, ...] | None = None,
    regret_of: str | None = None,
) -> ComparisonResult:
    """Return a comparison as its folder has it."""
    columns: Schema = {**SCHEMA, "p_holm": pl.Float64, "effect": pl.Float64}
    table = pl.DataFrame(values["differences"], schema_overrides=columns)
    return ComparisonResult(
        digest=digest,
        batches=tuple(batches),
        folder=folder,
        found=True,
        comparison=Comparison(
            names=tuple(row["name"] for row in values["scenarios"]),
            titles=tuple(row["title"] for row in values["scenarios"]),
            baseline=0,
            seed=values["seed"],
            n=values["replications"],
            level=values["level"],
            table=table.drop("effect"),
            family=values["family"],
        ),
        outcomes=outcomes,
        regret_of=regret_of,
        values=values,
    )


def open_comparison(folder: str | Path) -> ComparisonResult:
    """Read a comparison back from its folder, and its batches from theirs.

    Raises
    ------
    ThawError
        If it is damaged, or one of its batches is gone.
    """
    folder = Path(folder)
    batches = batches_in(folder, COMPARISON.again)
    check_whole(folder, [SUMMARY], f"remove it, and {COMPARISON.again}")
    with undamaged(folder, COMPARISON):
        digest = digest_of(folder)
        return _found(folder, digest, batches, read_json(folder / SUMMARY))


# -- for notebooks -------------------------------------------------------------------------


def compare(
    scenarios: Sequence[Batch | Scenario],
    *,
    outcomes: Sequence[str] | str | None = None,
    baseline: int = 0,
    every_pair: bool = False,
    level: float = LEVEL,
    regret: str | None = None,
    n: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    executor: Executor | str | None = None,
    out: str | Path | None = None,
    resume: bool = False,
    fix: Iterable[str] = (),
    progress: Listener = None,
) -> ComparisonResult:
    """Compare scenarios replication by replication, on the same luck.

    Parameters
    ----------
    scenarios
        Two or more: scenarios to be simulated here, batches of one seed and design, or their
        folders.
    outcomes
        Names of outcome columns, the main one first; the primary ones that all of them have if
        None.
    baseline
        Place of the one that the others are compared with.
    every_pair
        Whether the others are compared with each other too.
    level
        Level of confidence, in (0, 1).
    regret
        The outcome whose regret is part of the summary, such as ``"added"``, or ``"less:added"``
        if less of it is better; the executive's utility if None.
    n
        Replications of those that are not batches; None for as many as the batches have, or
        1,000 if there are none.
    seed
        Master seed of those that are not batches, at least 0 and below 2 ** 63; None for that of
        the batches, or 0 if there are none.
    jobs, executor
        Who simulates, see `sim.simulate_batch`.
    out
        Folder to keep the comparison and new batches in, or to find them in; None for in memory.
    resume
        Whether to continue batches that were interrupted.
    fix
        Uncertain parameters to hold at their defaults, see `sim.simulate_batch`.
    progress
        Is told how far each batch is; True to see it here, as in `sim.simulate_batch`.

    Returns
    -------
    ComparisonResult
        ``table`` has a row for each pair of scenarios and outcome, with the paired difference
        and its interval; ``sentence`` is the answer; ``regret()``, ``partings()``,
        ``figures()`` and ``save(folder)`` do what the command does.

    Raises
    ------
    InputError
        If something is wrong with a scenario, or the folder holds something else.
    PairingError
        If batches do not share their luck.
    UnknownOutcomeError
        If one of them has no outcome of a name.
    TypeError
        If something is no number, or no names.
    ValueError
        If there are fewer than two, or no baseline of that place, or no outcome is named, or a
        number is out of range.
    """
    if isinstance(scenarios, (str, Path, Batch)):
        raise TypeError("scenarios must be a list of two or more")
    names = None if outcomes is None else tuple(listed("outcomes", outcomes))
    if names is not None and not names:
        raise ValueError("outcomes ([]): name one or more, or None for the primary ones")
    confidence = between("level", level, 0.0, 1.0)
    place = whole("baseline", baseline, 0, max(0, len(scenarios) - 1))
    if len(scenarios) < 2:
        raise ValueError(f"need two scenarios or more, not {len(scenarios)}")
    size = None if n is None else whole("n", n, 1, MOST)
    master = None if seed is None else seed_number(seed)
    chosen = sources(scenarios, size, master, fix=listed("fix", fix))
    plan = ComparisonPlan(
        tuple(named(chosen)),
        names,
        confidence,
        regret,
        baseline=place,
        every_pair=flag("every_pair", every_pair),
    )
    folder = None if out is None else Path(out)
    goes_on, tell = flag("resume", resume), listening(progress)
    with Workers(executor, processes(jobs)) as workers:
        return run_comparison(plan, folder, folder, workers=workers, resume=goes_on, tell=tell)
