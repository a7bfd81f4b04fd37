"""Writing a single file: all of it or nothing; and what a folder holds."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from sim.errors import InputError, Problem, ThawError

__all__ = ["SUMMARY", "figure_files", "is_kind", "read_sealed", "write_file", "write_json"]


def figure_files(names: Iterable[str]) -> list[str]:
    """The files that figures of these names are in."""
    return [f"{name}.{form}" for name in names for form in ("png", "svg")]


def write_file(path: Path, text: str, *, replace: bool, make: bool = False) -> None:
    """Write a text to a file.

    Parameters
    ----------
    path
        The file.
    text
        What to write.
    replace
        Whether a file that is there already may be replaced.
    make
        Whether a folder that is missing is made.

    Raises
    ------
    InputError
        If the folder is missing, or there is something that may not be replaced.
    ThawError
        If it cannot be written.
    """
    if path.is_dir():
        raise InputError([Problem(str(path), message="this is a folder", allowed="a file")])
    if not path.absolute().parent.is_dir() and not make:
        raise InputError([Problem(str(path), message=f"there is no folder {path.parent}")])
    if not replace and os.path.lexists(path):
        raise InputError(
            [Problem(str(path), message="there is such a file already", hint="take another name")]
        )
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if make:
            path.absolute().parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, "utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        raise ThawError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def is_kind(folder: Path, kind: str) -> bool:
    """Whether a folder says that it holds results of a kind: ``batch``, ``comparison`` or ``run``.

    False if it is no folder.
    """
    from sim.batch.files import MANIFEST, read_json

    try:
        return bool(read_json(folder / MANIFEST).get("kind") == kind)
    except (OSError, ValueError):
        return False


SUMMARY: Final = "summary.json"


def read_sealed(folder: Path, name: str) -> dict[str, Any] | None:
    """A file of JSON, if it is as the folder's manifest says by its checksum; None if not."""
    from sim.batch.files import MANIFEST, changed, read_json

    try:
        sums = read_json(folder / MANIFEST).get("sums")
        if not isinstance(sums, dict) or changed(folder, name, sums):
            return None
        return read_json(folder / name)
    except (OSError, ValueError):
        return None


def write_json(path: Path, value: object) -> None:
    """Write plain values to a file as JSON, all of it or nothing.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    from sim.batch.files import write_with

    text = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    write_with(path, lambda part: part.write_text(text, "utf-8", newline="\n"))
