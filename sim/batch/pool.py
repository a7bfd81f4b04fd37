"""Workers that all batches of a command share: opened when first needed, closed in the end."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import Self

from sim.batch.errors import BatchError
from sim.batch.executors import WorkerPool, usable_processors, useful_processes, worker_pool
from sim.batch.here import is_worker

__all__ = ["Workers", "sharing"]


class Workers:
    """Workers for one batch after the other, and for figures when these are done.

    They are opened when a batch first needs them, and anew when some were lost.

    Parameters
    ----------
    executor, jobs
        Who computes, see `sim.batch.executors.worker_pool`; of more processes than there are
        processors none is started.

    Attributes
    ----------
    jobs
        How many compute at a time at most, this process among them if there are no others.

    Raises
    ------
    BatchError
        If more than one process is asked for where none can be started.
    """

    def __init__(self, executor: Executor | str | None = None, jobs: int | None = None) -> None:
        self._executor = executor
        self._stack = ExitStack()
        self._pool: WorkerPool | None = None
        self.jobs = jobs or usable_processors() if executor is not None else _processes(jobs)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the workers go; whoever needs some again opens others."""
        self._pool = None
        self._stack.close()

    def dismiss(self) -> None:
        """Let the workers go at once, whatever they draw."""
        if self._pool is not None:
            self._pool.dismiss()
        self.close()

    @contextmanager
    def lent(self, chunks: int) -> Iterator[WorkerPool]:
        """Lend the workers to a batch; they are let go if it ends with an error.

        Parameters
        ----------
        chunks
            How many chunks it has: for a single one no process is started.

        Raises
        ------
        InputError
            If there is no such executor.
        NobodyError
            If a scheduler does not answer or has no workers.
        """
        if self._executor is None and useful_processes(self.jobs, chunks) == 1:
            with worker_pool(None, 1) as pool:
                yield pool
            return
        if self._pool is None:
            self._pool = self._stack.enter_context(worker_pool(self._executor, self.jobs))
        try:
            yield self._pool
        except BaseException:
            self.close()
            raise

    @property
    def idle(self) -> Executor | None:
        """Two processes of this machine or more, if they are open and nothing is computed."""
        if self._executor is not None or self._pool is None:
            return None
        return self._pool.executor


@contextmanager
def sharing(
    workers: Workers | None, executor: Executor | str | None, jobs: int | None
) -> Iterator[Workers]:
    """Yield workers that are shared; if there are none, open some for this alone.

    Parameters
    ----------
    workers
        Those that are shared.
    executor, jobs
        Which to open else, see `sim.batch.executors.worker_pool`.
    """
    if workers is not None:
        yield workers
        return
    with Workers(executor, jobs) as own:
        yield own


def _processes(jobs: int | None) -> int:
    """Return how many processes of this machine compute, this one among them."""
    if not is_worker():
        return useful_processes(jobs)
    if jobs is not None and jobs > 1:
        raise BatchError(
            f"this process is a worker of multiprocessing.Pool, which may start no others: "
            f"jobs can be 1 or None here, not {jobs}"
        )
    return 1
