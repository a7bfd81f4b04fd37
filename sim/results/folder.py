"""A folder of results: found again, refused if it holds something else, written whole.

What is written file by file gets its manifest last, since that says that all is there. What is
written as a whole is made beside its place and moved there; others may do the same meanwhile.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sim import __version__
from sim.errors import InputError
from sim.results.errors import writing
from sim.results.files import MANIFEST, Writer, one_line, read_json, write
from sim.results.kind import Refusal, ResultKind
from sim.results.manifest import is_kind, made_here, seal

__all__ = [
    "RESULTS",
    "ResultFolder",
    "default_folder",
    "look",
    "refused",
    "replace_folder",
    "safe_name",
]

RESULTS: Final = Path("results")
"""Where results go by default."""

_TURNS: Final = 200
"""Tries to look at a folder, or to put one in its place, while others do the same."""


@dataclass(frozen=True, slots=True)
class ResultFolder:
    """A folder for results of one kind.

    Attributes
    ----------
    path
        Where it is, or is to be.
    kind
        The kind of results.
    digest
        Hash of what decides them, see `sim.results.files.digest`.
    """

    path: Path
    kind: ResultKind
    digest: str

    def find(self) -> dict[str, Any] | None:
        """Return the manifest of these results if they are there and made by the code that runs.

        Raises
        ------
        InputError
            If the folder holds anything else.
        """
        manifest = look(self.path)
        if manifest is None:
            return None
        if manifest.get("kind") != self.kind.name:
            if self.kind.with_batches and _holds_only_batches(self.path):
                return None  # interrupted before there was anything but batches
            raise refused(self.path, self.kind.other)
        same = manifest.get("hash") == self.digest and manifest.get("version") == __version__
        if not same and self.kind.another.message:
            raise refused(self.path, self.kind.another, manifest)
        return manifest if made_here(manifest) else None

    def write(self, contents: Mapping[str, Writer | bytes], /, **facts: object) -> None:
        """Write results, the manifest last.

        Parameters
        ----------
        contents
            Bytes of each file, or what writes it, by name.
        facts
            What else the manifest is to say.

        Raises
        ------
        ResultsError
            If they cannot be written.
        """
        with writing(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
            for name, content in contents.items():
                write(self.path / name, content)
            seal(self.path, self.kind.name, self.digest, contents, **facts)


def look(folder: Path) -> dict[str, Any] | None:
    """Return what a folder says of the results in it.

    Returns
    -------
    dict or None
        None if it is missing or empty, nothing if it says nothing that can be read.
    """
    for _ in range(_TURNS):
        try:
            names = [path.name for path in folder.iterdir()]
            if MANIFEST not in names:
                return {} if names else None
            return read_json(folder / MANIFEST)
        except FileNotFoundError:
            if not folder.exists():
                return None
            # moved away just now, and another put in its place: that one is looked at
        except (OSError, ValueError):
            return {} if folder.exists() else None
    return {}


def refused(
    folder: Path, why: Refusal, manifest: Mapping[str, Any] | None = None, *, place: str = ""
) -> InputError:
    """Return the error that says why a folder is not written to.

    Parameters
    ----------
    folder
        The folder.
    why
        What is wrong with it.
    manifest
        What it says of itself, for the names in the message.
    place
        What the user gave; the folder if empty.
    """
    facts = {name: _shown(value) for name, value in (manifest or {}).items()}
    message = why.message.format_map(_Facts(facts)) if folder.is_dir() else "it is no folder"
    return InputError.of(place or str(folder), message=message, allowed=why.allowed, hint=why.hint)


class _Facts(dict[str, str]):
    """What a manifest says; nothing for what it does not say."""

    def __missing__(self, name: str) -> str:
        return ""


def _shown(value: object) -> str:
    if isinstance(value, list):
        return one_line(", ".join(map(str, value)))
    return one_line(value) if isinstance(value, (str, int)) else ""


def _holds_only_batches(folder: Path) -> bool:
    return folder.is_dir() and all(is_kind(path, "batch") for path in folder.iterdir())


# -- names ---------------------------------------------------------------------------------


def safe_name(name: str) -> str:
    """Return the name of a scenario as every system takes it for the name of a folder."""
    clean = "".join(c if c.isalnum() or c in "._-" else "_" for c in name).strip(".")
    return clean or "scenario"


def default_folder(name: str, digest: str, root: Path = RESULTS) -> Path:
    """Return where results go unless told otherwise: ``results/<name>-<hash8>``."""
    return root / f"{name}-{digest[:8]}"


# -- written as a whole --------------------------------------------------------------------


def replace_folder(folder: Path, fill: Callable[[Path], object]) -> None:
    """Write a folder beside its place and move it there: all of it or nothing.

    Parameters
    ----------
    folder
        Its place, made if need be with those above it; what is there is replaced.
    fill
        Writes into the folder that it is given.

    Raises
    ------
    ResultsError
        If it cannot be written.
    """
    part = folder.absolute().parent / f".{folder.name}.{os.getpid()}.part"
    try:
        with writing(folder):
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(parents=True)
            fill(part)
            _move(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _move(part: Path, folder: Path) -> None:
    """Put a finished folder in its place; what was there goes only once that has worked.

    Several processes may do so at once: each puts its own there as a whole, and the last stays.
    """
    old = part.with_suffix(".old")
    for turn in range(_TURNS):
        with contextlib.suppress(FileNotFoundError):  # there was none, or somebody was quicker
            folder.rename(old)
        try:
            part.rename(folder)
        except OSError as error:
            taken = error.errno in (errno.ENOTEMPTY, errno.EEXIST)  # somebody else's meanwhile
            if taken and turn < _TURNS - 1:
                shutil.rmtree(old, ignore_errors=True)
                time.sleep(0.001 * turn)
                continue
            if old.exists() and not folder.exists():
                old.rename(folder)
            raise
        break
    shutil.rmtree(old, ignore_errors=True)
