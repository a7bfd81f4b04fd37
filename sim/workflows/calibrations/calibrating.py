"""Which values of a few parameters go with what is known: ``thaw calibrate``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from sim.batch.pool import Workers
from sim.results.calibration import CALIBRATION
from sim.results.folder import ResultFolder
from sim.results.manifest import digest_of
from sim.results.tables import read_results, undamaged
from sim.scenario.distributions import Distribution
from sim.validation.patterns.calibration import Calibration
from sim.validation.patterns.calibration import calibrate as fit
from sim.workflows.batches.computing import InterruptedBatch
from sim.workflows.calibrations.plan import (
    MOST_POINTS,
    MOST_REPEATS,
    CalibrationPlan,
    plan_calibration,
    plan_fit,
)
from sim.workflows.calibrations.result import CalibrationResult
from sim.workflows.door import processes, seed_number, whole
from sim.workflows.kept_result import NOTHING_KEPT
from sim.workflows.listening import Listener, listening
from sim.workflows.pattern_batches import computing
from sim.workflows.reporter import SILENT, Reporter

__all__ = ["calibrate", "open_calibration", "run_calibration"]


def run_calibration(
    plan: CalibrationPlan,
    folder: Path | None = None,
    *,
    workers: Workers,
    tell: Reporter = SILENT,
) -> CalibrationResult:
    """Compute a calibration and keep it, or find it.

    Parameters
    ----------
    plan
        What to calibrate.
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
    CalibrationError
        If fewer than five points are accepted.
    ThawError
        If it cannot be computed or kept, or what was found is damaged.
    """
    if folder is not None and ResultFolder(folder, CALIBRATION, plan.digest).find() is not None:
        return open_calibration(folder).with_story()
    try:
        calibration = _computed(plan, workers, tell)
    except KeyboardInterrupt as error:
        raise InterruptedBatch(NOTHING_KEPT) from error
    result = CalibrationResult(
        digest=plan.digest,
        calibration=calibration,
        values=_summary(plan, calibration),
        asked=plan.asked,
    )
    return result.kept(folder, plan.asked.file.title, plan.call)


def _computed(plan: CalibrationPlan, workers: Workers, tell: Reporter) -> Calibration:
    more = 2 * plan.points * len(plan.plans)
    with computing(list(plan.plans.values()), workers, more=more, tell=tell) as compute:
        return fit(
            plan.asked,
            lambda wanted: compute(plan.plans.get(wanted) or plan_fit(plan.seed, wanted)),
            **plan.size,
        )


def _summary(plan: CalibrationPlan, calibration: Calibration) -> dict[str, Any]:
    """Return a calibration as plain values."""
    file = plan.asked.file
    accepted = calibration.draws.filter("accepted")
    return {
        "title": file.title,
        "scenario": str(plan.asked.scenario),
        "seed": plan.seed,
        "points": calibration.points,
        "repeats": calibration.repeats,
        "accept": file.accept,
        "accepted": accepted.height,
        "acceptance": accepted.height / calibration.points,
        "distance": {
            "nearest": accepted["distance"].min(),
            "farthest_accepted": accepted["distance"].max(),
        },
        "failed": calibration.failed,
        "parameters": calibration.parameters.to_dicts(),
        "patterns": calibration.patterns.to_dicts(),
        "correlations": calibration.correlations.to_dicts(),
        "posterior": {
            path: fitted.model_dump(mode="json") for path, fitted in calibration.posterior.items()
        },
    }


def open_calibration(folder: str | Path) -> CalibrationResult:
    """Read a calibration back from its folder.

    Raises
    ------
    ThawError
        If it is damaged.
    """
    folder = Path(folder)
    tables, summary = read_results(folder, CALIBRATION)
    with undamaged(folder, CALIBRATION):
        posterior = TypeAdapter(dict[str, Distribution]).validate_python(summary["posterior"])
        calibration = Calibration(
            **tables,
            posterior=posterior,
            points=summary["points"],
            repeats=summary["repeats"],
            failed=summary["failed"],
        )
        return CalibrationResult(
            digest=digest_of(folder),
            folder=folder,
            found=True,
            calibration=calibration,
            values=summary,
        )


def calibrate(
    calibration: str | Path,
    points: int = 512,
    repeats: int = 8,
    seed: int = 0,
    *,
    jobs: int | None = None,
    out: str | Path | None = None,
    progress: Listener = None,
) -> CalibrationResult:
    """Fit a few parameters to chosen patterns.

    Parameters
    ----------
    calibration
        A file that says what to calibrate, or the name of one that comes with thaw.
    points
        Points of the design, 10 or more: draws of the parameters from their priors.
    repeats
        Futures of each point.
    seed
        Master seed, at least 0 and below 2 ** 63.
    jobs
        Processes; None or -1 for as many as there are processors, 1 for none beside this one.
    out
        Folder to keep it in, or to find it in; None for in memory.
    progress
        Is told how far each batch is; True to see it here, as in `sim.simulate_batch`.

    Returns
    -------
    CalibrationResult
        ``parameters`` has a row per parameter, before and after, in its own unit;
        ``posterior`` what is then thought of each, ``scenario(folder)`` the same as a scenario
        to simulate.

    Raises
    ------
    InputError
        If something is wrong with the file, or the folder holds something else.
    CalibrationError
        If fewer than five points are accepted.
    TypeError
        If something is no number.
    ValueError
        If a number is out of range.
    """
    plan = plan_calibration(
        calibration,
        points=whole("points", points, 10, MOST_POINTS),
        repeats=whole("repeats", repeats, 1, MOST_REPEATS),
        seed=seed_number(seed),
    )
    folder = None if out is None else Path(out)
    with Workers(jobs=processes(jobs)) as workers:
        return run_calibration(plan, folder, workers=workers, tell=listening(progress))
