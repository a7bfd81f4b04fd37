"""Where chunks are simulated: here, in processes of this machine, or on a cluster."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager
from typing import Any, NamedTuple, ParamSpec, TypeVar

from sim.batch.errors import NobodyError
from sim.batch.processes import processes
from sim.errors import InputError

__all__ = ["SerialExecutor", "WorkerPool", "usable_processors", "useful_processes", "worker_pool"]

P = ParamSpec("P")
T = TypeVar("T")

TIMEOUT = 10.0
"""Seconds to wait for a scheduler, and then for a worker of its, to answer."""

_SCHEMES = {"dask": "tcp", "dask+tls": "tls"}
"""How clusters are spoken to; certificates are those of dask's configuration."""


class WorkerPool(NamedTuple):
    """Worker pool.

    Attributes
    ----------
    executor
        Takes chunks.
    outstanding
        Chunks to hand out at a time: enough that no worker waits, few enough that the owner's
        memory does not grow with the batch.
    lost
        Exceptions that mean a lost worker: the chunk may be tried again.
    present
        Whether there is any worker: an executor of processes says by itself when there is none,
        a cluster waits for new ones.
    dismiss
        Ends at once workers whose task will not be missed (`sim.batch.processes.expendable`).
    """

    executor: Executor
    outstanding: int
    lost: tuple[type[BaseException], ...] = (BrokenExecutor,)
    present: Callable[[], bool] = lambda: True
    dismiss: Callable[[], None] = lambda: None


class SerialExecutor(Executor):
    """Serial executor: runs each task at once, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run a task, and return a future that is done."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def usable_processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def useful_processes(jobs: int | None, chunks: int | None = None) -> int:
    """Return how many processes are of use.

    More than there are processors would only take turns, and more than there are chunks would
    have nothing to do.

    Parameters
    ----------
    jobs
        How many were asked for; None for as many as there are processors.
    chunks
        How many chunks there are, if that is known.
    """
    processors = usable_processors()
    return min(jobs or processors, processors, chunks or processors)


@contextmanager
def worker_pool(
    executor: Executor | str | None = None, jobs: int | None = None
) -> Iterator[WorkerPool]:
    """Open a worker pool for a batch, and close it in the end.

    Parameters
    ----------
    executor
        An executor, which stays open; ``dask://host:port`` or ``dask+tls://host:port``, a
        scheduler of dask; or None for processes of this machine.
    jobs
        How many processes; None for as many as there are processors, 1 for none beside this.

    Raises
    ------
    InputError
        If there is no such executor.
    NobodyError
        If a scheduler does not answer or has no workers.
    """
    if isinstance(executor, Executor):
        yield WorkerPool(executor, 2 * (jobs or usable_processors()))
    elif executor is not None:
        with _cluster(executor) as pool:
            yield pool
    elif (jobs or usable_processors()) == 1:
        yield WorkerPool(SerialExecutor(), 1)
    else:
        most = jobs or usable_processors()
        with processes(most) as (pool, dismiss):
            yield WorkerPool(pool, 2 * most, dismiss=dismiss)


@contextmanager
def _cluster(executor: str) -> Iterator[WorkerPool]:
    scheme, _, address = executor.partition("://")
    if scheme not in _SCHEMES or not address:
        raise InputError.of(
            f"--executor {executor}",
            message="no such executor",
            allowed="dask://HOST:PORT, dask+tls://HOST:PORT, or none for processes of this machine",
        )
    try:
        from distributed import Client
        from distributed.scheduler import KilledWorker
    except ImportError as error:
        raise NobodyError(
            f"{executor} needs the package distributed: pip install 'thaw-sim[cluster]'"
        ) from error
    with _silent("distributed.client"):
        client = _client(Client, f"{_SCHEMES[scheme]}://{address}")
        try:
            threads = sum(client.nthreads().values())  # whole numbers
            yield WorkerPool(
                client.get_executor(retries=3),
                2 * threads,
                (BrokenExecutor, KilledWorker, CancelledError),
                lambda: bool(client.nthreads()),
            )
        finally:
            client.close()


@contextmanager
def _silent(name: str) -> Iterator[None]:
    """Keep a logger from printing tracebacks of what is raised as an error anyway."""
    log = logging.getLogger(name)
    level = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(level)


def _client(make: Callable[..., Any], address: str) -> Any:
    """Return a client of a scheduler that answers and has workers.

    Chunks come back as bytes, and nothing else is taken as a result: to unpickle what a worker
    sends would be to let it run what it likes here. (Errors of the cluster itself dask unpickles
    all the same: who may speak to the scheduler must be trusted.)
    """
    place = address.partition("://")[2]
    try:
        client = make(
            address,
            timeout=TIMEOUT,
            set_as_default=False,
            deserializers=["dask", "msgpack", "error"],
        )
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise NobodyError(f"no dask scheduler answers at {place}: {error}") from error
    try:
        client.wait_for_workers(1, timeout=TIMEOUT)
    except TimeoutError as error:
        client.close()
        raise NobodyError(
            f"the dask scheduler at {place} has no workers: start some with "
            f"'dask worker {address} --nthreads 1'"
        ) from error
    return client
