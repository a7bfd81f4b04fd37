"""Files of results: read with care, as others may have left them; written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import stat
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

__all__ = [
    "MANIFEST",
    "NotAnObjectError",
    "Writer",
    "as_json",
    "checksum",
    "damage",
    "digest",
    "is_regular",
    "one_line",
    "read_json",
    "read_regular",
    "stat_regular",
    "write",
    "write_together",
]

MANIFEST: Final = "manifest.json"
"""The file by which a folder says what it holds."""

Writer = Callable[[Path], object]
"""Writes the file at the path that it is given."""

_MOST: Final = 256 * 2**20
"""Bytes of a file that is read as a whole: no manifest, model or summary comes near."""


class NotAnObjectError(ValueError):
    """JSON, and yet not the manifest or summary of anything."""


# -- reading -------------------------------------------------------------------------------


def is_regular(path: Path) -> bool:
    """Return whether a path is a file, not a folder, link, pipe or device."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def stat_regular(path: Path) -> os.stat_result:
    """Return the status of a file, or of the one that a link leads to.

    Raises
    ------
    OSError
        If there is none, or it is no regular file: to open a pipe would be to wait for ever.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    return status


def read_regular(path: Path) -> bytes:
    """Read a file as a whole; never wait for a pipe or a device.

    Raises
    ------
    OSError
        If it cannot be read, is no regular file, or is too large.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(file.fileno())
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is no regular file", str(path))
        if status.st_size > _MOST:
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
        value = json.loads(read_regular(path))
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if not isinstance(value, dict):
        raise NotAnObjectError("it is no object of JSON")
    return value


def one_line(text: object, most: int = 200) -> str:
    """Return a text of somebody else's file as it may be printed: one line, nothing that acts."""
    shown = "".join(
        c if c.isprintable() else " " if c.isspace() else ascii(c)[1:-1] for c in str(text)[:most]
    )
    return shown + ("..." if len(str(text)) > most else "")


# -- checksums -----------------------------------------------------------------------------


def digest(value: object) -> str:
    """Return a hash of plain values (blake2b, 32 hexadecimal digits): what decides a result."""
    return hashlib.blake2b(json.dumps(value, default=str).encode(), digest_size=16).hexdigest()


def checksum(path: Path) -> str:
    """Return the checksum of a file (blake2b, 32 hexadecimal digits).

    Raises
    ------
    OSError
        If it cannot be read, or is no regular file.
    """
    status = stat_regular(path)
    return _checksum(path, status.st_ino, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=256)
def _checksum(path: Path, _inode: int, _size: int, _changed: int) -> str:
    """Return the checksum of a file, remembered for as long as it is the same file."""
    total = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while piece := file.read(2**20):
            total.update(piece)
    return total.hexdigest()


def damage(folder: Path, name: str, sums: Mapping[str, Any]) -> str:
    """Return what is wrong with a file of a folder, by its checksum; nothing if it is whole."""
    if name not in sums:
        return f"{MANIFEST} has no checksum of {name}"
    try:
        actual = checksum(folder / name)
    except FileNotFoundError:
        return f"{name} is missing"
    except OSError as error:
        return f"{name}: {error.strerror or error}"
    return "" if actual == sums[name] else f"{name} has changed since it was written"


# -- writing -------------------------------------------------------------------------------


def write(path: Path, content: Writer | bytes, *, durable: bool = True) -> None:
    """Write a file beside its place and move it there: all of it or nothing.

    Parameters
    ----------
    path
        Its place.
    content
        Its bytes, or what writes the file it is given.
    durable
        Whether it must outlive a loss of power. A chunk need not: its checksum tells.

    Raises
    ------
    OSError
        If it cannot be written; what was there before is then still there.
    """
    write_together({path: content}, durable=durable)


def write_together(contents: Mapping[Path, Writer | bytes], *, durable: bool = True) -> None:
    """Write files beside their places, and move them there once all are written.

    Parameters
    ----------
    contents
        Bytes, or what writes the file it is given, by place.
    durable
        Whether they must outlive a loss of power.

    Raises
    ------
    OSError
        If one of them cannot be written; then none replaces what was there before.
    """
    parts = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in contents}
    try:
        for path, content in contents.items():
            if isinstance(content, bytes):
                parts[path].write_bytes(content)
            else:
                content(parts[path])
            if durable:
                with parts[path].open("rb+") as file:
                    os.fsync(file.fileno())
        for path, part in parts.items():
            os.replace(part, path)
    finally:
        for part in parts.values():
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def as_json(value: object) -> bytes:
    """Return plain values as the bytes of a file of JSON."""
    return (json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode()
