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
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sim.batch.errors import BatchError, writing

__all__ = ["LOCK", "owned"]

LOCK: Final = ".lock"

_FLAGS: Final = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""A link is not followed, for it might lead to a file of somebody else's."""

_LONGEST: Final = 20
"""Characters of the number of a process, all that is ever in the file."""

_NUMBER: Final = b"0123456789\n"

_TAKEN: Final = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)


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
    with writing(folder):
        file = _opened(path)
    try:
        with writing(folder):
            os.lseek(file, 0, os.SEEK_SET)
            os.ftruncate(file, 0)
            os.write(file, f"{os.getpid()}\n".encode())
        yield
    finally:
        # Removed while it is held; who has it open already will find that it is gone.
        with contextlib.suppress(OSError):
            path.unlink()
        os.close(file)


def _opened(path: Path) -> int:
    """The lock's file, locked."""
    while True:
        file = os.open(path, _FLAGS, 0o666)
        try:
            _ours(file, path)
            _take(file)
            if os.stat(path).st_ino == os.fstat(file).st_ino:
                return file
        except FileNotFoundError:
            pass  # its last holder removed it meanwhile: try again
        except OSError as error:
            os.close(file)
            if error.errno in _TAKEN:
                raise BatchError(
                    f"{path.parent}: {_holder(path)} is computing this batch just now"
                ) from error
            raise
        os.close(file)


def _ours(file: int, path: Path) -> None:
    """Make sure that a file is a lock of ours, before anything is written to it."""
    about = os.fstat(file)
    small = about.st_nlink <= 1 and about.st_size <= _LONGEST
    if stat.S_ISREG(about.st_mode) and small and not os.read(file, _LONGEST).strip(_NUMBER):
        return
    os.close(file)
    raise BatchError(f"{path} is no lock of thaw: remove it")


def _holder(path: Path) -> str:
    with contextlib.suppress(OSError, ValueError):
        return f"process {int(path.read_text('utf-8'))}"
    return "another process"


def _take(file: int) -> None:
    """Lock a file, or raise one of the errors `_TAKEN`; no lock where there are none."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(file, 1 << 20, os.SEEK_SET)  # beyond the text, which others may want to read
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        os.lseek(file, 0, os.SEEK_SET)
    else:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _TAKEN:
                raise
