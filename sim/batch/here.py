"""Whether this process can compute: forked processes and daemonic workers cannot do all."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path
from typing import Final

from sim.batch.errors import BatchError

__all__ = ["alive", "is_worker"]

_TASKS: Final = Path("/proc/self/task")
_THREAD: Final = "polars-"
"""Prefix of the names of the table library's threads."""


class _Fork:
    """Whether this process was forked from one whose tables had threads.

    Threads do not come along into a forked process: tables would wait for them for ever.
    """

    had_threads = False
    is_dead = False

    @classmethod
    def before(cls) -> None:
        cls.had_threads = _has_threads()

    @classmethod
    def in_child(cls) -> None:
        cls.is_dead = cls.is_dead or cls.had_threads


def _has_threads() -> bool:
    """Return whether the table library has begun threads; only Linux tells, where fork is usual."""
    try:
        return any(
            (task / "comm").read_text("utf-8", "replace").startswith(_THREAD)
            for task in _TASKS.iterdir()
        )
    except OSError:
        return False


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_Fork.before, after_in_child=_Fork.in_child)


def alive() -> None:
    """Make sure that tables can be made and read in this process.

    Raises
    ------
    BatchError
        If it was forked from a process whose tables had threads.
    """
    if _Fork.is_dead:
        raise BatchError(
            "this process was forked from one that had worked with tables, whose threads it lacks: "
            "it would wait for ever; start it with multiprocessing.get_context('spawn') or "
            "'forkserver' (mp_context= of ProcessPoolExecutor), or leave processes to jobs="
        )


def is_worker() -> bool:
    """Return whether this process may start no others, as a worker of `multiprocessing.Pool`."""
    return multiprocessing.current_process().daemon
