"""Handing out chunks and taking results in, whoever dies meanwhile."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any, Protocol, TypeVar

from sim.batch.chunks import Span
from sim.batch.errors import KEPT, BatchError
from sim.batch.executors import WorkerPool
from sim.batch.worker import run_chunk

__all__ = ["dispatch"]

TRIES = 3
"""Deaths of workers that a chunk may be around for before it is given up."""

PATIENCE = 300.0
"""Seconds to wait for a worker where there is none: long enough for a cluster to start new ones."""

_LOOK = 5.0
"""Seconds between two looks for workers while no result comes in."""


class _Spanned(Protocol):
    """What is to be done of some futures; it can be counted."""

    def __hash__(self) -> int: ...
    @property
    def span(self) -> Span: ...


J = TypeVar("J", bound=_Spanned)


def dispatch(
    jobs: Iterable[J],
    open_pool: Callable[[], AbstractContextManager[WorkerPool]],
    take: Callable[[J, bytes], bool],
    do: Callable[[Any], bytes] | None = None,
) -> None:
    """Have chunks simulated, and take in their results.

    Parameters
    ----------
    jobs
        The chunks, in the order in which they are handed out.
    open_pool
        Opens a worker pool, and hears by an exception that workers were lost; it is then called
        again.
    take
        Takes in a result, in the order of arrival; returns whether that was enough.
    do
        Does a job, in whatever process; `sim.batch.worker.run_chunk` if None.

    Raises
    ------
    BatchError
        If workers die again and again, or none takes work any more, or all have gone and none
        comes within `PATIENCE`. Whatever was complete has been taken in.
    """
    backlog = deque(jobs)
    deaths: Counter[J] = Counter()
    work = run_chunk if do is None else do
    refused = 0
    while backlog:
        pending: dict[Future[bytes], J] = {}
        try:
            with _again(open_pool) if deaths else open_pool() as pool:
                if _work(pool, backlog, pending, take, work):
                    return
        except _LostError as lost:
            if lost.enough:
                return
            backlog.extendleft(sorted(pending.values(), key=_first, reverse=True))
            deaths.update(pending.values())
            if pending and max(deaths.values()) >= TRIES:
                raise _given_up(deaths) from lost.__cause__
            refused = 0 if pending else refused + 1
            if refused >= TRIES:
                raise BatchError(f"the executor takes no work any more{KEPT}") from lost.__cause__


class _LostError(Exception):
    """Workers were lost, and what they had done is taken in; whoever opened them is to know."""

    def __init__(self, enough: bool) -> None:
        super().__init__()
        self.enough = enough


@contextmanager
def _again(open_pool: Callable[[], AbstractContextManager[WorkerPool]]) -> Iterator[WorkerPool]:
    """Open a pool once more; if there are no workers left, there is something to continue."""
    with ExitStack() as stack:
        try:
            pool = stack.enter_context(open_pool())
        except BatchError as error:
            raise BatchError(f"{error}{KEPT}") from error
        yield pool


def _work(
    pool: WorkerPool,
    backlog: deque[J],
    pending: dict[Future[bytes], J],
    take: Callable[[J, bytes], bool],
    do: Callable[[Any], bytes],
) -> bool:
    """Keep workers busy until everything is done, or enough; return whether it was enough."""
    try:
        while backlog or pending:
            while backlog and len(pending) < pool.outstanding:
                pending[pool.executor.submit(do, backlog[0])] = backlog[0]
                backlog.popleft()
            for future in _done(pool, pending):
                try:
                    result = future.result()
                except ImportError as error:
                    raise BatchError(
                        f"a worker cannot import what it needs ({error}): install the same version "
                        "of thaw there"
                    ) from error
                if take(pending.pop(future), result):
                    return True
    except pool.lost as error:
        raise _LostError(_saved(pending, take)) from error
    finally:
        for future in pending:
            future.cancel()
    return False


def _done(pool: WorkerPool, pending: Collection[Future[bytes]]) -> Collection[Future[bytes]]:
    """Wait for the first results, as long as there is somebody to give them."""
    alone: float | None = None
    while True:
        if done := wait(pending, min(_LOOK, PATIENCE), FIRST_COMPLETED).done:
            return done
        if pool.present():
            alone = None
            continue
        now = time.monotonic()
        alone = now if alone is None else alone
        if now - alone >= PATIENCE:
            raise BatchError(
                f"all workers have gone, and none has come for {PATIENCE:g} s: start some, and "
                f"call again{KEPT}"
            )


def _saved(pending: dict[Future[bytes], J], take: Callable[[J, bytes], bool]) -> bool:
    """Take in what was complete when workers were lost; return whether that was enough."""
    enough = False
    for future in list(pending):
        if future.done() and not future.cancelled() and future.exception() is None:
            enough = take(pending.pop(future), future.result()) or enough
    return enough


def _first(job: _Spanned) -> int:
    return job.span.first


def _given_up(deaths: Counter[J]) -> BatchError:
    job, times = max(deaths.items(), key=lambda item: (item[1], -item[0].span.first))
    return BatchError(
        f"a worker died {times} times while replications {job.span.first} to {job.span.end - 1} "
        f"were simulated, perhaps for want of memory: try fewer --jobs{KEPT}"
    )
