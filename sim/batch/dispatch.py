"""Handing out chunks and taking results in, whoever dies meanwhile."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import AbstractContextManager

from sim.batch.errors import KEPT, BatchError
from sim.batch.executors import Crew
from sim.batch.worker import Job, run_chunk

__all__ = ["dispatch"]

TRIES = 3
"""Deaths of workers that a chunk may be around for before it is given up."""

Pending = dict[Future[bytes], Job]


def dispatch(
    jobs: Iterable[Job],
    gathered: Callable[[], AbstractContextManager[Crew]],
    take: Callable[[Job, bytes], bool],
) -> None:
    """Have chunks simulated.

    Parameters
    ----------
    jobs
        The chunks, in the order in which they are handed out.
    gathered
        Gathers workers; called again if they were lost.
    take
        Takes in a result, in the order of arrival; returns whether that was enough.

    Raises
    ------
    BatchError
        If workers die again and again. Whatever was complete has been taken in.
    """
    backlog = deque(jobs)
    deaths: Counter[Job] = Counter()
    while backlog:
        pending: Pending = {}
        with gathered() as crew:
            try:
                enough = _work(crew, backlog, pending, take)
            except crew.lost as error:
                if _saved(pending, take):
                    return
                backlog.extendleft(sorted(pending.values(), key=_first, reverse=True))
                deaths.update(pending.values())
                if pending and max(deaths.values()) >= TRIES:
                    raise _given_up(deaths) from error
            else:
                if enough:
                    return


def _work(
    crew: Crew, backlog: deque[Job], pending: Pending, take: Callable[[Job, bytes], bool]
) -> bool:
    """Keep workers busy until everything is done, or enough; return whether it was enough."""
    try:
        while backlog or pending:
            while backlog and len(pending) < crew.outstanding:
                pending[crew.executor.submit(run_chunk, backlog[0])] = backlog[0]
                backlog.popleft()
            for future in wait(pending, return_when=FIRST_COMPLETED).done:
                try:
                    result = future.result()
                except ImportError as error:
                    raise BatchError(
                        f"a worker cannot import what it needs ({error}): install the same version "
                        "of thaw there"
                    ) from error
                if take(pending.pop(future), result):
                    return True
    finally:
        for future in pending:
            future.cancel()
    return False


def _saved(pending: Pending, take: Callable[[Job, bytes], bool]) -> bool:
    """Take in what was complete when workers were lost; return whether that was enough."""
    enough = False
    for future in list(pending):
        if future.done() and not future.cancelled() and future.exception() is None:
            enough = take(pending.pop(future), future.result()) or enough
    return enough


def _first(job: Job) -> int:
    return job.span.first


def _given_up(deaths: Counter[Job]) -> BatchError:
    job, times = max(deaths.items(), key=lambda item: (item[1], -item[0].span.first))
    return BatchError(
        f"a worker died {times} times while replications {job.span.first} to {job.span.end - 1} "
        f"were simulated, perhaps for want of memory: try fewer --jobs{KEPT}"
    )
