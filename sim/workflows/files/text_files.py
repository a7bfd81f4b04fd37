"""Files written for users: all of it or nothing, never over what may not be replaced."""

from __future__ import annotations

import os
from pathlib import Path

from sim.errors import InputError, ThawError
from sim.results.files import Writer, write

__all__ = ["check_place", "write_file", "write_text"]


def check_place(path: Path, *, make: bool = False) -> None:
    """Refuse a file that cannot be written where it is to be, before anything is done for it.

    Parameters
    ----------
    path
        The file.
    make
        Whether a folder that is missing will be made.

    Raises
    ------
    InputError
        If the folder is missing, or it is a folder itself.
    """
    if path.is_dir():
        raise InputError.of(str(path), message="this is a folder", allowed="a file")
    if not path.absolute().parent.is_dir() and not make:
        raise InputError.of(str(path), message=f"there is no folder {path.parent}")


def write_text(path: Path, text: str, *, replace: bool, make: bool = False) -> None:
    """Write a text to a file, see `write_file`."""
    write_file(path, text.encode(), replace=replace, make=make)


def write_file(path: Path, content: Writer | bytes, *, replace: bool, make: bool = False) -> None:
    """Write a file: all of it or nothing.

    Parameters
    ----------
    path
        The file.
    content
        Its bytes, or what writes the file it is given.
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
    check_place(path, make=make)
    if not replace and os.path.lexists(path):
        raise InputError.of(
            str(path), message="there is such a file already", hint="take another name"
        )
    try:
        if make:
            path.absolute().parent.mkdir(parents=True, exist_ok=True)
        write(path, content, durable=False)
    except OSError as error:
        raise ThawError(f"cannot write {path}: {error.strerror or error}") from error
