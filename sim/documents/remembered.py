"""Files that belong to the program: what was read of one is kept beside its bytecode.

They are long, seldom change, and reading YAML takes most of the time of a short command. As Python
does with its sources, what came of reading one is put into ``__pycache__`` and read from there as
long as file and reader are the same, by their digests. Where that may not be written to, or
``PYTHONDONTWRITEBYTECODE`` is set, nothing is kept.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from functools import cache
from hashlib import blake2b
from importlib.util import cache_from_source
from pathlib import Path
from typing import Final

from sim import compiled

from .document import Document, Position
from .reader import read_document

__all__ = ["read_own"]

_READER: Final = ("document", "reader", "remembered", "scalars", "source", "tree")
"""Modules that decide what is read."""

_DIGEST: Final = 32
"""Bytes of a digest."""


def read_own(path: Path, *, name: str) -> Document:
    """Read a YAML file of one mapping that belongs to the program.

    Parameters
    ----------
    path
        The file.
    name
        What it is called in messages.

    Raises
    ------
    InputError
        As `read_document` does.
    """
    try:
        key = _key(path)
        kept = _place(path).read_bytes()
    except (OSError, NotImplementedError):  # missing, or Python keeps no bytecode
        kept = key = b""
    # Only what is whole is taken apart: the second digest is that of the rest.
    if key and kept[:_DIGEST] == key and _digest(kept[2 * _DIGEST :]) == kept[_DIGEST:][:_DIGEST]:
        return _document(kept[2 * _DIGEST :], name)
    document = read_document(path, name=name)
    if not sys.dont_write_bytecode:
        _keep(path, document)
    return document


def _keep(path: Path, document: Document) -> None:
    """Write what was read; without a word if it cannot be."""
    data = marshal.dumps(
        (
            document.data,
            [(place, at.line, at.column) for place, at in document.positions.items()],
            [(place, at.line, at.column) for place, at in document.keys.items()],
        )
    )
    with contextlib.suppress(OSError, NotImplementedError):
        place = _place(path)
        part = place.with_name(f"{place.name}.{os.getpid()}.part")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(_key(path) + _digest(data) + data)
            os.replace(part, place)
        finally:
            part.unlink(missing_ok=True)


def _document(data: bytes, name: str) -> Document:
    """Return what was read, as of a file of this name."""
    top, *maps = marshal.loads(data)
    positions, keys = (
        {place: Position(name, line, column) for place, line, column in entries} for entries in maps
    )
    return Document(name, top, positions, keys, (name,))


def _place(path: Path) -> Path:
    """Return where Python would keep the bytecode of a source of this name."""
    return Path(cache_from_source(f"{path.absolute()}.py")).with_suffix(".tree")


def _key(path: Path) -> bytes:
    """Return a digest of a file and of what reads it."""
    return _digest(_reader() + path.read_bytes())


@cache
def _reader() -> bytes:
    digests = (compiled.digest(f"documents/{name}.py") for name in _READER)
    return "\n".join((sys.version, *digests)).encode()


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST).digest()
