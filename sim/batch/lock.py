"""One owner of a folder at a time.

The lock is one that the system releases when its holder dies, however it dies, so that there are
no stale ones. Where a file system has no locks nobody is kept out; two owners would then compute
the same files twice over, since what they write depends on the plan alone.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from sim.batch.errors import BatchError, writing
from sim.batch.manifest import LOCK

__all__ = ["LOCK", "owned"]

_LONGEST: Final = 20
"""Characters of the number of a process, all that is ever in the file."""

_NO_LOCKS: Final = (errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP)
"""What a file system without locks says."""


@contextmanager
def owned(folder: Path) -> Iterator[None]:
    """Own a folder for a while.

    Raises
    ------
    BatchError
        If somebody else owns it, or it cannot be written to.
    """
    path = folder / LOCK
    if path.is_symlink():
        raise BatchError(f"{path} is a link, which thaw never makes: remove it")
    lock = FileLock(path, timeout=0, on_acquired=lambda file: _sign(file, path))
    with writing(folder):
        folder.stat()  # a missing folder is not made here
        try:
            lock.acquire()
        except Timeout as error:
            message = f"{folder}: {_holder(path)} is computing this batch just now"
            raise BatchError(message) from error
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
    try:
        yield
    finally:
        # Removed while it is held; who has it open already will find that it is gone.
        with contextlib.suppress(OSError):
            path.unlink()
        lock.release()


def _sign(file: int, path: Path) -> None:
    """Write the number of this process into a lock, once it is sure that it is one of ours."""
    status = os.fstat(file)
    small = status.st_nlink <= 1 and status.st_size <= _LONGEST
    ours = stat.S_ISREG(status.st_mode) and small
    if not ours or os.read(file, _LONGEST).strip(b"0123456789\n"):
        raise BatchError(f"{path} is no lock of thaw: remove it")
    os.lseek(file, 0, os.SEEK_SET)
    os.ftruncate(file, 0)
    os.write(file, f"{os.getpid()}\n".encode())


def _holder(path: Path) -> str:
    with contextlib.suppress(OSError, ValueError):
        return f"process {int(path.read_text('utf-8'))}"
    return "another process"
