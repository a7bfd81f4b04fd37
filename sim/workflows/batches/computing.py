"""What workflows share: plans from what was typed, and batches from plans."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sim.batch.batch import Batch
from sim.batch.plan import Plan, planned
from sim.batch.pool import Workers
from sim.batch.runner import Progress, run_batch
from sim.documents.scalars import written
from sim.errors import InputError
from sim.results.batch import BATCH
from sim.results.readme import options, write_readme
from sim.scenario.shipped import find
from sim.workflows.opening import load_assumed
from sim.workflows.reporter import SILENT, Counting, Reporter
from sim.workflows.scenarios import compiled

__all__ = ["InterruptedBatch", "branch_call", "check_executor", "computed", "plan_of"]

_EXECUTOR: Final = re.compile(r"dask(\+tls)?://[^/\s]+:\d+")


class InterruptedBatch(KeyboardInterrupt):
    """Somebody pressed Ctrl-C; carries what to say of it."""


def check_executor(executor: str | None) -> None:
    """Refuse what is no executor, before anything is computed or written.

    Raises
    ------
    InputError
        If it is none.
    """
    if executor is not None and not _EXECUTOR.fullmatch(executor):
        raise InputError.of(
            "--executor",
            found=f"'{executor[:60]}'",
            allowed="dask://HOST:PORT or dask+tls://HOST:PORT",
        )


def plan_of(
    path: Path,
    overrides: Sequence[str] | None,
    fix: Sequence[str] | None = None,
    tell: Reporter = SILENT,
) -> Plan:
    """Plan a batch of a scenario, given by file or name, with every number at its default.

    Raises
    ------
    InputError
        With everything that is wrong with the scenario, or with what is to be fixed.
    """
    path = find(path)
    loaded = load_assumed(path, overrides, tell, fix or ())
    compiled(loaded)  # what makes no world is refused under the name of its file
    return planned(loaded, path.stem)


def computed(
    plan: Plan,
    folder: Path,
    count: Counting,
    *,
    workers: Workers,
    resume: bool = False,
    call: Sequence[str] = (),
    tell: Reporter = SILENT,
) -> Batch:
    """Compute a batch or find it, telling how far it is, and say in its folder how it was made.

    Parameters
    ----------
    plan, folder
        What to compute, and where to keep it.
    count
        Is told how far it is.
    workers, resume
        See `sim.batch.runner.run_batch`.
    call
        Words of the command that makes it; without them, of one that takes what is in the folder.
    tell
        Is told what is computed again.

    Raises
    ------
    InterruptedBatch
        If Ctrl-C is pressed meanwhile.
    """
    listener, done = count.of(plan.name), 0

    def progress(now: Progress) -> None:
        nonlocal done
        done = now.done
        listener(now)

    try:
        batch = run_batch(
            plan,
            folder,
            workers=workers,
            resume=resume,
            progress=progress,
            note=lambda text: tell.mention(f"{folder}: {text}"),
        )
    except KeyboardInterrupt as error:
        raise InterruptedBatch(
            f"interrupted: {done:,} of {plan.n:,} futures of {plan.name} are done and kept "
            f"in {folder}; the same call with --resume goes on from there"
        ) from error
    if batch.found:
        count.skip(batch.n)
    write_readme(folder, BATCH, plan.scenario.title, call or _call(plan, folder))
    return batch


def _call(plan: Plan, folder: Path) -> list[str]:
    """Return the command that computes a batch again from its own folder."""
    if plan.branch is not None:
        return branch_call(plan, str(folder / "scenario.yaml"))
    more = options(
        n=plan.n,
        seed=plan.seed,
        antithetic=plan.antithetic,
        until_ci=plan.until,
        nested=plan.repeats if plan.repeats > 1 else None,
    )
    return ["batch", str(folder / "scenario.yaml"), *more]


def branch_call(plan: Plan, source: str) -> list[str]:
    """Return the command that computes a batch of branches again from what it branches off."""
    node = plan.branch
    assert node is not None
    day = plan.scenario.start + dt.timedelta(days=int(node.day))
    more = options(
        on=str(day) if node.event < 0 else None,
        event=str(node.event) if node.event >= 0 else None,
        n=plan.n,
        seed=plan.seed,
        replication=str(node.replication),
        set=[f"{path}={written(value)}" for path, value in node.changes],
        decide=f"{node.decide}:{node.about}".rstrip(":") if node.decide is not None else None,
    )
    return ["branch", source, *more]
