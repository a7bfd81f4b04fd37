"""Processes of this machine that simulate, how they are started, and how they end.

This module is imported first in every worker process and must stay light: numbers of threads are
set here, before anything that reads them is imported.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import connection, resource_tracker
from types import FrameType, ModuleType
from typing import Any, ParamSpec, TypeVar

__all__ = ["expendable", "processes"]

P = ParamSpec("P")
T = TypeVar("T")

_THREADS = ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

_needed = threading.Lock()
"""Held in a worker process by the thread that works, except while its task is expendable."""


class _Pool(ProcessPoolExecutor):
    """Processes that do not import the main module, as they otherwise would.

    They have no use for it, a script would start a batch in each of them, and what comes from
    standard input is no file. They are started as work is submitted.
    """

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand out a piece of work."""
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            with _interrupts_held():
                return super().submit(fn, *args, **kwargs)
        finally:
            sys.modules["__main__"] = main


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold interrupts back while processes are started, and so from these processes for ever.

    A terminal sends them to all of its processes, and one that is just starting would say so with
    a traceback. They are left to the owner, who hears of one when all have been started: else it
    would end without those of which it does not know yet.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    heard: list[tuple[int, FrameType | None]] = []
    ours = threading.current_thread() is threading.main_thread()
    # The mask is what processes inherit; another thread of the owner may hear of one all the same.
    usual = signal.signal(signal.SIGINT, lambda *which: heard.append(which)) if ours else None
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if usual is not None:
            signal.signal(signal.SIGINT, usual)
        if heard and callable(usual):
            usual(*heard[0])


@contextmanager
def processes(most: int) -> Iterator[tuple[ProcessPoolExecutor, Callable[[], None]]]:
    """Open an executor that starts processes as work is submitted, and close it in the end.

    Parameters
    ----------
    most
        How many processes there may be.

    Yields
    ------
    ProcessPoolExecutor
        The executor.
    callable
        Ends at once those that do what is expendable; the executor is then of no more use.
    """
    # Not fork: this process may have threads. Nothing is imported ahead of the fork either:
    # polars starts threads when it is imported. No limit of tasks a process: that hangs.
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if sys.platform != "win32":
        # It would let interrupts through again when it is started together with the first process.
        resource_tracker.ensure_running()
    # Whoever holds the first end hears when the second is closed.
    dismissed, open_end = context.Pipe(duplex=False)
    pool = _Pool(most, mp_context=context, initializer=_begin, initargs=(dismissed,))
    with dismissed, open_end:
        try:
            yield pool, open_end.close
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def expendable() -> Iterator[None]:
    """Let this worker process be ended at once if its owner dismisses it meanwhile.

    What it does then must not be missed, and no half of it must be left: it writes no file.
    """
    _needed.release()
    try:
        yield
    finally:
        _needed.acquire()


def _begin(dismissed: connection.Connection) -> None:
    """Leave interrupts to the owner and cores to the other workers; end when the owner dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    _needed.acquire()
    if (owner := multiprocessing.parent_process()) is not None:
        threading.Thread(target=_end_with, args=(owner, dismissed), daemon=True).start()


def _end_with(owner: Any, dismissed: connection.Connection) -> None:
    """End this process once its owner has, or dismisses it; else it would wait for ever."""
    if owner.sentinel not in connection.wait([owner.sentinel, dismissed]):
        # What is on its way to the owner arrives whole.
        _needed.acquire()
    os._exit(1)
