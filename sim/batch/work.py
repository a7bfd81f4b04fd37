"""The work of a batch: what is done, what is left, and when it is enough."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from sim.batch.assembly import read
from sim.batch.batch import Precision
from sim.batch.chunks import Chunk, DamagedChunkError, Span, missing, unpack
from sim.batch.dispatch import dispatch
from sim.batch.errors import BatchError
from sim.batch.executors import WorkerPool
from sim.batch.plan import Plan
from sim.batch.stopping import ROUND, StoppingRule, group_size
from sim.batch.worker import Job, job
from sim.engine.model.model import Model
from sim.results.identity import differing

__all__ = ["Progress", "Store", "Work", "received"]

Gathered = Callable[[], AbstractContextManager[WorkerPool]]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is.

    Attributes
    ----------
    done
        Replications that are complete, those that failed among them.
    n
        Replications in all, or at most if it stops once it is precise enough.
    failed
        Of those done, the ones that failed.
    before
        Of those done, the ones that were complete before this call.
    half_width
        The widest half-width of a probability when it was last asked; None if it was not.
    """

    done: int
    n: int
    failed: int
    before: int
    half_width: float | None = None


def received(data: bytes, digest: str, span: Span) -> Chunk:
    """Return the chunk that a worker sent.

    Parameters
    ----------
    data
        What it sent.
    digest, span
        What it was asked for.

    Raises
    ------
    BatchError
        If it is damaged, of another version, or not what was asked for.
    """
    try:
        chunk = unpack(data)
    except DamagedChunkError as error:
        raise BatchError(f"a worker sent a chunk that is {error}") from error
    if others := differing(chunk.made_by):
        raise BatchError(
            f"a worker has {others[0]}: install the same everywhere, or results would depend "
            "on who computed them"
        )
    if (chunk.digest, chunk.span) != (digest, span):
        raise BatchError("a worker sent a chunk that it was not asked for")
    return chunk


class Store(Protocol):
    """Keeps chunks."""

    def put(self, span: Span, data: bytes) -> None:
        """Keep a chunk."""


class Work:
    """What is done of a batch, and what is left to do.

    Parameters
    ----------
    plan
        What to compute.
    model
        Its model.
    store
        Where chunks go.
    tell
        Is told how far the batch is, at the start and after each chunk.

    Attributes
    ----------
    done
        Replications that are complete, of those that the batch will have.
    failed
        Of these, the ones that failed.
    """

    def __init__(
        self, plan: Plan, model: Model, store: Store, tell: Callable[[Progress], None] | None
    ) -> None:
        self.plan = plan
        self.model = model
        self.store = store
        self.before = 0
        self.done = 0
        self.failed = 0
        self._kept: dict[Span, int] = {}
        self._tell = tell
        self._stopping: StoppingRule | None = None
        if plan.until is not None:
            together = group_size(plan.antithetic, plan.repeats)
            self._stopping = StoppingRule(model, plan.n, plan.until, together)

    @property
    def n(self) -> int:
        """Replications of the batch once it is done."""
        at = self._stopping.at if self._stopping is not None else None
        return self.plan.n if at is None else at

    @property
    def precision(self) -> Precision | None:
        """How precise the batch is, if that was asked."""
        return None if self._stopping is None else self._stopping.precision

    def do(self, size: int, open_pool: Gathered) -> None:
        """Have the missing replications simulated, in chunks of at most `size`."""
        self.before = self.done
        self._report()
        if self._enough:
            return
        step = ROUND if self._stopping is not None else None
        spans = missing(self._kept, self.plan.n, size, step)
        dispatch([job(self.plan, span) for span in spans], open_pool, self._take)

    def count(self, chunk: Chunk) -> None:
        """Count a chunk that is kept; each once, in any order."""
        self._kept[chunk.span] = chunk.failed
        before = self.n
        if self._stopping is not None:
            self._stopping.add(chunk.span, read(chunk, "outcomes"))
        if self.n < before:  # known only now, and never again
            self.done = self.failed = 0
            for span, failed in self._kept.items():
                self._add(span, failed)
        else:
            self._add(chunk.span, chunk.failed)

    def _add(self, span: Span, failed: int) -> None:
        """Add a chunk to what is done, unless it lies beyond the end of the batch."""
        if span.end <= self.n:
            self.done += span.length
            self.failed += failed

    def _take(self, job: Job, data: bytes) -> bool:
        chunk = received(data, job.digest, job.span)
        self.store.put(job.span, data)
        self.count(chunk)
        self._report()
        return self._enough

    @property
    def _enough(self) -> bool:
        return self._stopping is not None and self._stopping.at is not None

    def _report(self) -> None:
        if self._tell is not None:
            width = None if self._stopping is None else self._stopping.widest
            self._tell(Progress(self.done, self.plan.n, self.failed, self.before, width))
