"""Computing a batch: find it, continue it or begin it, and put it in its place."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import asdict
from functools import partial
from math import ceil
from pathlib import Path

from sim.batch.assembly import FILES, Assembly, sink
from sim.batch.batch import Batch
from sim.batch.continuing import ANEW, pasts_amiss
from sim.batch.errors import KEPT, BatchError, NobodyError, writing
from sim.batch.here import alive
from sim.batch.lock import owned
from sim.batch.manifest import read_manifest, write_status
from sim.batch.plan import Plan
from sim.batch.pool import Workers, sharing
from sim.batch.reader import batch_from_chunks, open_batch
from sim.batch.store import CHUNKS, MODEL, FolderStore, MemoryStore, write_inputs
from sim.batch.work import Progress, Work
from sim.engine.model.compile import CompileError, compile_model
from sim.engine.model.model import Model
from sim.errors import InputError
from sim.results.batch import BATCH
from sim.results.files import MANIFEST, checksum, write
from sim.results.folder import refused
from sim.results.identity import RESULTS, differing
from sim.results.kind import SCENARIO

__all__ = ["Progress", "find", "run_batch"]


def run_batch(
    plan: Plan,
    folder: Path | None,
    *,
    workers: Workers | None = None,
    executor: Executor | str | None = None,
    jobs: int | None = None,
    resume: bool = False,
    progress: Callable[[Progress], None] | None = None,
    note: Callable[[str], None] | None = None,
) -> Batch:
    """Compute a batch, or find it.

    What it gives depends on the plan alone, not on how or in how many goes it was computed.

    Parameters
    ----------
    plan
        What to compute.
    folder
        Where to keep it; None for in memory only.
    workers
        Who computes it and other batches, which stay open.
    executor, jobs
        Who computes it if it has no such workers, see `sim.batch.executors.worker_pool`.
    resume
        Whether to continue what was interrupted. If nothing was, it begins.
    progress
        Is told how far the batch is, at the start and after each chunk.
    note
        Is told what a user may want to know, such as that a damaged chunk is computed again.

    Returns
    -------
    Batch
        With `found` set if it had been computed before.

    Raises
    ------
    InputError
        If the scenario makes no world, the folder holds something else, or there is no such
        executor.
    BatchError
        If there is an interrupted batch, some of it done, and `resume` is not set, somebody else is
        computing it, it was computed by another version, or it cannot be computed or kept. What
        was complete by then is kept.
    """
    alive()
    with sharing(workers, executor, jobs) as shared:
        size = plan.chunk_for(shared.jobs)
        open_pool = partial(shared.lent, ceil(plan.n / size))
        model = _model(plan)  # refused before anything is written
        if folder is None:
            memory = MemoryStore()
            work = Work(plan, model, memory, progress)
            work.do(size, open_pool)
            return batch_from_chunks(plan, partial(memory.chunks, work.n), work.n, work.precision)
        if (batch := find(plan, folder)) is not None:
            FolderStore(folder, plan).close()  # left by who died at the very end
            return batch
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
        with owned(folder):
            if (batch := find(plan, folder)) is not None:  # somebody else has just finished it
                return batch
            work = Work(plan, model, FolderStore(folder, plan), progress)
            _compute(folder, work, partial(work.do, size, open_pool), resume=resume, note=note)
        return open_batch(folder)


def find(plan: Plan, folder: Path) -> Batch | None:
    """Look for the results of a plan.

    Returns
    -------
    Batch or None
        None if there are none, or they are not complete.

    Raises
    ------
    InputError
        If the folder holds something else.
    BatchError
        If they were computed by another version, or are damaged.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        return None
    if manifest.hash != plan.digest:
        raise refused(folder, BATCH.another, manifest.model_dump())
    done = manifest.status == "done"
    if not done and not FolderStore(folder, plan).kept():
        return None  # it was begun, but there is nothing to lose
    # What is complete may be read by any Python; what is not must be continued as it was begun.
    if differs := differing(manifest.versions, RESULTS if done else None):
        what = "was computed" if done else "was begun"
        raise BatchError(
            f"{folder}: this batch {what} with {differs[0]}, which may give other results: use "
            "what it was made by, compute it again in another folder (--out), or remove the folder"
        )
    return open_batch(folder, found=True) if done else None


def _model(plan: Plan) -> Model:
    try:
        model = compile_model(plan.scenario, plan.catalogue)
    except CompileError as error:
        raise InputError.of(plan.name, message=str(error)) from error
    if plan.scenario.conditioned is not None:
        if plan.antithetic or plan.repeats > 1 or plan.until is not None:
            message = (
                "its futures are conditioned on a record, and go on from pasts of their own: not "
                "in pairs, nor several of one draw, nor until they are precise enough"
            )
            raise InputError.of(plan.name, message=message, allowed="a number of futures (-n)")
        if why := pasts_amiss(plan.scenario, plan.catalogue):
            raise InputError.of(plan.name, message=why, hint=ANEW)
    return model


def _compute(
    folder: Path,
    work: Work,
    do: Callable[[], None],
    *,
    resume: bool,
    note: Callable[[str], None] | None,
) -> None:
    """Compute a batch in a folder that we own."""
    plan, store, notes = work.plan, FolderStore(folder, work.plan), list[str]()

    def noted(text: str) -> None:
        notes.append(text)
        if note is not None:
            note(text)

    began = time.monotonic()
    manifest = read_manifest(folder)
    if manifest is not None and not resume and store.kept():
        why = f" ({manifest.error})" if manifest.error else ""
        raise BatchError(
            f"{folder} holds an interrupted batch{why}: {store.kept():,} of {plan.n:,} "
            "futures are done; continue with --resume, or take another folder (--out)"
        )

    def say(status: str, **more: object) -> None:
        facts = {"done": work.done, "failed": work.failed, "notes": notes, **more}
        seconds = round(time.monotonic() - began, 3)
        with writing(folder, KEPT):
            write_status(folder, plan, status, **facts, before=work.before, seconds=seconds)

    try:
        say("running")
        with writing(folder):
            write_inputs(folder, plan)
        for chunk in store.open(noted):
            work.count(chunk)
        do()
        assembly = Assembly(work.model, partial(store.chunks, work.n))
        with writing(folder, KEPT):
            for name in FILES:
                write(folder / f"{name}.parquet", partial(sink, assembly, name))
        precision = None if work.precision is None else asdict(work.precision)
        kept = [SCENARIO, MODEL, *(f"{name}.parquet" for name in FILES)]
        with writing(folder, KEPT):
            sums = {name: checksum(folder / name) for name in kept}
        say("done", precision=precision, sums=sums)
    except (NobodyError, InputError):
        if manifest is None and not work.done:
            _undo(folder)  # nothing was computed: the next call begins
        raise
    except Exception as error:
        with contextlib.suppress(BatchError):
            say("failed", error=str(error) or type(error).__name__)
        raise
    store.close()


def _undo(folder: Path) -> None:
    """Remove what a batch that was never begun has written, the folder itself if it is empty."""
    with contextlib.suppress(OSError):
        (folder / CHUNKS).rmdir()
    for name in (MODEL, SCENARIO, MANIFEST):
        with contextlib.suppress(OSError):
            (folder / name).unlink(missing_ok=True)
