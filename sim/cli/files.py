"""Writing a single file: all of it or nothing; and what a folder holds."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from sim.errors import InputError, Problem, ThawError

__all__ = [
    "SUMMARY",
    "check_sealed",
    "figure_files",
    "is_kind",
    "made_here",
    "manifest_of",
    "read_sealed",
    "seal_results",
    "write_file",
    "write_json",
]


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
    return bool(manifest_of(folder).get("kind") == kind)


def manifest_of(folder: Path) -> dict[str, Any]:
    """What a folder says of the results in it; nothing if it says nothing that can be read."""
    from sim.batch.files import MANIFEST, read_json

    try:
        return read_json(folder / MANIFEST)
    except (OSError, ValueError):
        return {}


def seal_results(
    folder: Path, kind: str, digest: str, files: Iterable[str], **more: object
) -> None:
    """Write the manifest of results that are all there: what they are, by what, their checksums.

    Raises
    ------
    OSError
        If a file cannot be read, or the manifest cannot be written.
    """
    from sim import __version__
    from sim.batch.files import MANIFEST, digest_of
    from sim.batch.identity import made_by

    said = {
        "kind": kind,
        "hash": digest,
        "version": __version__,
        "versions": made_by(),
        **more,
        "sums": {name: digest_of(folder / name) for name in files},
    }
    write_json(folder / MANIFEST, said)


def made_here(said: Mapping[str, Any]) -> bool:
    """Whether results were made by the code that is running, as their manifest says."""
    from sim.batch.identity import code

    versions = said.get("versions")
    return isinstance(versions, dict) and versions.get("code") == code()


def check_sealed(folder: Path, names: Iterable[str], again: str) -> None:
    """Make sure that results are as they were written.

    Parameters
    ----------
    folder
        Where they are.
    names
        Their files.
    again
        What to do if they are not.

    Raises
    ------
    ThawError
        If one of them has changed.
    """
    from sim.batch.files import changed

    sums = manifest_of(folder).get("sums")
    for name in names:
        if why := changed(folder, name, sums if isinstance(sums, dict) else {}):
            raise ThawError(f"{folder} is damaged ({why}): {again}")


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
