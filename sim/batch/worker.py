"""What a worker does: simulate a chunk of replications and hand it over as bytes.

A replication that raises becomes a row of failures; what ends a worker (an interrupt, no memory)
ends it.
"""

from __future__ import annotations

import gc
import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from shlex import quote
from typing import NamedTuple

import polars as pl

import sim
from sim.batch.branch import Design, design_of, simulator
from sim.batch.chunks import Chunk, Span, pack
from sim.batch.plan import Plan, read_world
from sim.batch.tables import FAILURES, TOGETHER, ChunkTables, to_stream
from sim.engine.model.compile import compile_model
from sim.engine.model.model import Model
from sim.engine.model.uncertain import draw
from sim.engine.model.with_parameters import settled
from sim.engine.state.record import Record
from sim.results.identity import made_by

__all__ = ["Job", "job", "rerun", "run_chunk"]


class Job(NamedTuple):
    """A chunk to be simulated: the plan without what a worker need not know."""

    digest: str
    world: bytes
    design: Design
    events: int | None
    span: Span


def job(plan: Plan, span: Span) -> Job:
    """Return the job that simulates a chunk of a plan."""
    return Job(plan.digest, plan.world, design_of(plan), plan.events, span)


@lru_cache(maxsize=4)
def _model(world: bytes) -> Model:
    return compile_model(*read_world(world))


@contextmanager
def _without_collection() -> Iterator[None]:
    """Suspend garbage collection: a replication leaves next to nothing in cycles."""
    ran = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if ran:
            gc.enable()


def run_chunk(job: Job) -> bytes:
    """Simulate a chunk.

    Returns
    -------
    bytes
        What `sim.batch.chunks.unpack` reads.
    """
    model = _model(job.world)
    first, length = job.span
    simulate = simulator(model, job.design, first, length)
    sheets = ChunkTables(model, length, job.events)
    failures: list[tuple[object, ...]] = []
    waiting: list[Record] = []
    with _without_collection():
        for k in range(first, job.span.end):
            try:
                waiting.append(simulate(k))
            except MemoryError:
                raise
            except Exception as error:
                failures.append((k, *_described("simulating", error), rerun(job, k)))
            if len(waiting) == TOGETHER or k == job.span.end - 1:
                for number, reason in sheets.add(waiting):
                    failures.append(
                        (number, *_described("summarising", reason), rerun(job, number))
                    )
                waiting = []
    failures.sort(key=itemgetter(0))
    sections = {
        "outcomes": sheets.outcomes(),
        "series": sheets.series(),
        "in_force": sheets.in_force(),
        "events": sheets.logged(),
        "failures": to_stream(pl.DataFrame(failures, schema=FAILURES, orient="row")),
    }
    return pack(Chunk(job.digest, made_by(), job.span, len(failures), sections))


def _described(stage: str, error: Exception) -> tuple[str, str, str]:
    """Return stage, message and traceback, without folders of this machine."""
    called = [frame.f_code for frame, _ in traceback.walk_tb(error.__traceback__)]
    # What `replicate` does first, before anything is simulated.
    if stage == "simulating" and not {draw.__code__, settled.__code__}.isdisjoint(called[:4]):
        stage = "drawing"
    lines = "".join(traceback.format_exception(error))
    home = f"{Path(sim.__file__).parents[1]}{os.sep}"
    message = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return stage, message, lines.replace(home, "")


def rerun(plan: Job | Plan, replication: int, folder: Path | None = None) -> str:
    """Return the command that runs a replication again.

    Parameters
    ----------
    plan
        What it belongs to.
    replication
        Its number.
    folder
        Where the results are; None if the command is to be given there.
    """
    where = folder or Path()
    design = plan.design if isinstance(plan, Job) else design_of(plan)
    if design.antithetic or design.repeats > 1 or design.branch is not None:
        # A single run knows nothing of its neighbours, or of what it branches off.
        return f"thaw explain {quote(str(where))} --replication {replication}"
    file = quote(str(where / "scenario.yaml"))
    return f"thaw run {file} --seed {design.seed} --replication {replication}"
