"""Scenarios conditioned on a record: their futures from the present, and what it teaches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.batch.batch import Batch
from sim.batch.particles import Cloud
from sim.batch.pool import Workers, sharing
from sim.errors import ThawError
from sim.results.folder import ResultFolder
from sim.results.json_values import to_json
from sim.results.kind import SUMMARY
from sim.results.manifest import check_whole, digest_of, read_whole
from sim.results.now import NOW
from sim.workflows.batches.computing import InterruptedBatch
from sim.workflows.comparisons.batches import batches_in
from sim.workflows.presents import learning
from sim.workflows.presents.futures import asked, conditioned_text, futures_of
from sim.workflows.presents.ledger import LEDGER, entered
from sim.workflows.presents.plan import FUTURES, PASTS, TEMPER, PresentPlan, plan_now
from sim.workflows.presents.result import Present
from sim.workflows.presents.sifting import Sifting, forget
from sim.workflows.reporter import SILENT, Reporter

__all__ = ["now", "open_now", "run_now"]


def now(
    scenario: str | Path | Sequence[str | Path],
    record: str | Path | None = None,
    on: str | dt.date | None = None,
    *,
    n: int = PASTS,
    futures: int = FUTURES,
    seed: int = 0,
    temper: float = TEMPER,
    steer: bool = True,
    set: Sequence[str] = (),
    fix: Sequence[str] = (),
    jobs: int | None = None,
    resume: bool = False,
    out: str | Path | None = None,
    tell: Reporter = SILENT,
) -> Present:
    """Condition a scenario on a record of what has happened by a day.

    Of its futures those count that agree with the record, each by how likely it makes it. From
    them come the futures from the present on, which other commands take too: as the scenario
    `Present.scenario`.

    Parameters
    ----------
    scenario
        A scenario, by name or file, or the folder of a batch of it; or several, to see which of
        them the record speaks for.
    record
        A file, or the name of a record that comes with thaw; None for the one of the scenario's
        name, or else what the scenario itself says has happened, up to `on`.
    on
        Up to which day the record counts; None for all of it.
    n
        Pasts that are simulated.
    futures
        Futures, without the record and with it.
    seed
        Master seed.
    temper
        Power of the weights for a second look, in (0, 1]: the model may be wrong, and then a
        record counts for less than it says; 1 for none.
    steer
        Whether futures are steered to what of the record is a draw; without, they are only
        weighed by it.
    set, fix
        Fields to override, and uncertain parameters to hold at their defaults.
    jobs
        Processes; None for as many as there are processors.
    resume
        Whether to continue batches that were interrupted.
    out
        Where to keep it; below ``results`` if None, where the same call finds it again.
    tell
        Is told how far it is.

    Raises
    ------
    InputError
        If something is wrong with a scenario or the record.
    ThawError
        If fewer than 200 independent futures agree with the record: with the fact that did it.
    """
    names = [scenario] if isinstance(scenario, (str, Path)) else [*scenario]
    plan = plan_now(
        names,
        record,
        on,
        n=n,
        futures=futures,
        seed=seed,
        temper=temper,
        steer=steer,
        overrides=set,
        fix=fix,
        tell=tell,
    )
    folder = plan.folder if out is None else Path(out)
    with sharing(None, None, jobs) as workers:
        return run_now(plan, folder, workers=workers, resume=resume, tell=tell)


def run_now(
    plan: PresentPlan,
    folder: Path,
    *,
    workers: Workers,
    resume: bool = False,
    tell: Reporter = SILENT,
) -> Present:
    """Condition scenarios, or find what came of it; see `now`."""
    kept = ResultFolder(folder, NOW, plan.digest).find()
    values = None if kept is None else read_whole(folder, SUMMARY)
    if values is not None:
        batches = futures_of(plan, values, folder, workers, resume, tell)
        return _present(plan, values, batches, folder, found=True).with_story()
    values = _learnt(plan, folder, workers, tell)
    batches = futures_of(plan, values, folder, workers, resume, tell)
    until = plan.sought[0].sifting.facts.until
    for one, futures in zip(values["scenarios"], batches, strict=True):
        one["questions"] = to_json(asked(futures, until))
    names = ", ".join(one.name for one in plan.sought)
    result = _present(plan, values, batches, folder).kept(folder, names, plan.call)
    forget(folder)
    entered(folder.parent / LEDGER, result.ledger(), dt.date.today())
    return result


def _learnt(plan: PresentPlan, folder: Path, workers: Workers, tell: Reporter) -> dict[str, Any]:
    """Return all that comes of a record but for what is asked of the future."""
    try:
        clouds = [_sifted(one.sifting, folder, workers, tell) for one in plan.sought]
        cooler = [_sifted(each, folder, workers, tell) for each in plan.tempered]
    except ThawError:
        forget(folder)  # to do the same again would come to the same
        raise
    scenarios = [
        {
            "name": one.name,
            "title": one.loaded.scenario.title,
            "file": str(one.file),
            "conditioned": _written(one.sifting, cloud),
            "tempered": None,
            "facts": learning.facts_of(one.sifting, cloud),
            "evidence": learning.evidence(one.sifting, cloud),
            "parameters": learning.parameters(one.loaded.scenario, one.sifting, cloud),
        }
        for one, cloud in zip(plan.sought, clouds, strict=True)
    ]
    for said, sifting, cloud in zip(scenarios, plan.tempered, cooler, strict=False):
        said["tempered"] = _written(sifting, cloud)
    sifting = plan.sought[0].sifting
    record = sifting.record
    found: dict[str, Any] = to_json(
        {
            "record": {
                "name": record.name,
                "title": record.facts.title,
                "until": record.facts.until,
            },
            "seed": sifting.plan.seed,
            "n": sifting.n,
            "futures": plan.futures,
            "temper": plan.temper,
            "scenarios": scenarios,
        }
    )
    return found


def open_now(folder: str | Path) -> Present:
    """Read conditioned scenarios back from their folder, and their batches from theirs.

    Raises
    ------
    ThawError
        If it is damaged, or one of its batches is gone.
    """
    folder = Path(folder)
    batches = batches_in(folder, NOW.again)
    values = read_whole(folder, SUMMARY)
    if values is None:
        raise ThawError(f"{folder} is damaged: {NOW.again}")
    names = [f"{one['name']}_now.yaml" for one in values["scenarios"]]
    check_whole(folder, names, f"remove it, and {NOW.again}")
    texts = {name: (folder / name).read_text("utf-8") for name in names}
    return Present(
        digest=digest_of(folder),
        values=values,
        batches=tuple(batches),
        texts=texts,
        folder=folder,
        found=True,
    )


def _sifted(sifting: Sifting, folder: Path, workers: Workers, tell: Reporter) -> Cloud:
    """Find the pasts that agree with a record.

    Raises
    ------
    ThawError
        If there are too few of them.
    """
    try:
        cloud = sifting.cloud(folder, workers, tell)
    except KeyboardInterrupt as error:
        raise InterruptedBatch(
            f"interrupted: the pasts of {sifting.plan.name} that are done are kept beside "
            f"{folder}; the same call goes on from there"
        ) from error
    left = cloud.effective
    if left < learning.FEWEST:
        fact = learning.fact_that_did_it(sifting, cloud)
        name = sifting.plan.name
        if left == 0.0:
            why = f"none of {sifting.n:,} futures of {name} agrees with it up to {fact}"
        else:
            why = (
                f"what it leaves of {sifting.n:,} futures of {name} is worth {left:,.0f} "
                f"independent ones, where {learning.FEWEST} are needed; most are lost at {fact}"
            )
        raise ThawError(
            f"{sifting.record.name}: {why}: simulate more (-n), allow for more days about the fact "
            "(within), or ask whether it belongs to another scenario"
        )
    return cloud


def _written(sifting: Sifting, cloud: Cloud) -> dict[str, Any]:
    """Return what a scenario says of its pasts, as it is written."""
    found = sifting.conditioned(cloud)
    return found.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _present(
    plan: PresentPlan,
    values: dict[str, Any],
    batches: Sequence[Sequence[Batch]],
    folder: Path,
    *,
    found: bool = False,
) -> Present:
    texts = {
        f"{one.name}_now.yaml": conditioned_text(one, said["conditioned"])
        for one, said in zip(plan.sought, values["scenarios"], strict=True)
    }
    return Present(
        digest=plan.digest,
        values=values,
        batches=tuple(batch for three in batches for batch in three),
        texts=texts,
        folder=folder if found else None,
        found=found,
    )
