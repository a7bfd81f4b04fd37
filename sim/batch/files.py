"""Files of results, as somebody else may have left them: read with care, written whole."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import stat
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

__all__ = [
    "MANIFEST",
    "NotAnObjectError",
    "changed",
    "digest_of",
    "is_regular",
    "one_line",
    "read_json",
    "read_regular",
    "regular",
    "write_file",
    "write_with",
]

MANIFEST: Final = "manifest.json"

_MOST: Final = 256 * 2**20
"""Bytes of a file that is read as a whole: no manifest, model or summary comes near."""


class NotAnObjectError(ValueError):
    """JSON, and yet not the manifest or summary of anything."""


def is_regular(path: Path) -> bool:
    """Whether a path is a file, not a folder, link, pipe or device."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def regular(path: Path) -> os.stat_result:
    """What the system says of a file, or of the one that a link leads to.

    Raises
    ------
    OSError
        If there is none, or it is no regular file: to open a pipe would be to wait for ever.
    """
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    return about


def read_regular(path: Path) -> bytes:
    """Read a file as a whole; never wait for a pipe or a device.

    Raises
    ------
    OSError
        If it cannot be read, is no regular file, or is too large.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(file.fileno())
        if stat.S_ISDIR(about.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(about.st_mode):
            raise OSError(errno.EINVAL, "it is no regular file", str(path))
        if about.st_size > _MOST:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        return file.read()


def read_json(path: Path) -> dict[str, Any]:
    """Read an object of JSON.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it holds something else, or is nested too deeply.
    """
    try:
        said = json.loads(read_regular(path))
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if not isinstance(said, dict):
        raise NotAnObjectError("it is no object of JSON")
    return said


def one_line(text: object, most: int = 200) -> str:
    """A text of somebody else's file as it may be printed: one line, nothing that acts."""
    shown = "".join(
        c if c.isprintable() else " " if c.isspace() else ascii(c)[1:-1] for c in str(text)[:most]
    )
    return shown + ("..." if len(str(text)) > most else "")


# -- checksums -----------------------------------------------------------------------------


def digest_of(path: Path) -> str:
    """Checksum of a file (blake2b, 32 hexadecimal digits).

    Raises
    ------
    OSError
        If it cannot be read, or is no regular file.
    """
    about = regular(path)
    return _digest(path, about.st_ino, about.st_size, about.st_mtime_ns)


@lru_cache(maxsize=256)
def _digest(path: Path, _inode: int, _size: int, _changed: int) -> str:
    """Checksum of a file, kept for as long as it is the same file."""
    found = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while piece := file.read(2**20):
            found.update(piece)
    return found.hexdigest()


def changed(folder: Path, name: str, sums: dict[str, str]) -> str:
    """What is wrong with a file of a folder that says its checksums; nothing if it is whole."""
    if name not in sums:
        return f"{MANIFEST} has no checksum of {name}"
    try:
        found = digest_of(folder / name)
    except FileNotFoundError:
        return f"{name} is missing"
    except OSError as error:
        return f"{name}: {error.strerror or error}"
    return "" if found == sums[name] else f"{name} has changed since it was written"


# -- writing -------------------------------------------------------------------------------


def write_with(path: Path, write: Callable[[Path], object], *, durable: bool = True) -> None:
    """Write a file beside its place and move it there.

    Parameters
    ----------
    path
        Its place.
    write
        Writes the file it is given.
    durable
        Whether it must outlive a loss of power. A chunk need not: its checksum tells.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        write(part)
        if durable:
            with part.open("rb+") as file:
                os.fsync(file.fileno())
        os.replace(part, path)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def write_file(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Write bytes to a file, all of them or nothing."""
    write_with(path, lambda part: part.write_bytes(data), durable=durable)
