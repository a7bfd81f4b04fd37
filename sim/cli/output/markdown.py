"""Generated sections of a Markdown file: replaced in place, all else left as it is."""

from __future__ import annotations

import os
from pathlib import Path

from sim.errors import InputError
from sim.workflows.files.text_files import write_text

__all__ = ["check_block", "place_of", "replace_block"]


def place_of(into: Path, usual: str) -> tuple[Path, str]:
    """Return the file and the name of the block that were meant.

    Parameters
    ----------
    into
        The file, or ``FILE#BLOCK``. A file whose name has a ``#`` is that file.
    usual
        Name of the block if none is named.
    """
    name, hash_, block = str(into).rpartition("#")
    if not hash_ or into.exists():
        return into, usual
    return Path(name), block or usual


def check_block(path: Path, name: str) -> None:
    """Refuse a file that `replace_block` would refuse, before anything is computed for it.

    Raises
    ------
    InputError
        If there is no such file, it is no text, its markers are not there as they must be, or
        it may not be written to.
    """
    _halves(path, name)
    real = path.resolve()
    if not (os.access(real, os.W_OK) and os.access(real.parent, os.W_OK)):
        raise InputError.of(str(path), message="it may not be written to")


def replace_block(path: Path, name: str, text: str) -> None:
    """Replace what stands between two markers in a file: all of it or nothing.

    Parameters
    ----------
    path
        A Markdown file, in UTF-8.
    name
        Name of the block: it stands between ``<!-- name -->`` and ``<!-- /name -->``, each on a
        line of its own.
    text
        What is to stand there, in Markdown; an empty line is kept on either side of it.

    Raises
    ------
    InputError
        If there is no such file, it is no text, or its markers are not there as they must be.
    ThawError
        If it cannot be written.
    """
    before, after = _halves(path, name)
    # The file itself: a link to it stays one.
    write_text(path.resolve(), f"{before}\n\n{text.strip()}\n\n{after}", replace=True)


def _halves(path: Path, name: str) -> tuple[str, str]:
    """Return what stands before the block, with its first marker, and after it, with its last.

    A file of another system's line endings is read, and written anew with ours.
    """
    try:
        lines = path.read_text("utf-8").split("\n")
    except FileNotFoundError:
        raise InputError.of(str(path), message="no such file") from None
    except UnicodeDecodeError:
        raise InputError.of(str(path), message="this is no text in UTF-8") from None
    except OSError as error:
        raise InputError.of(str(path), message=error.strerror or str(error)) from None
    begin, end = (
        _line_of(path, lines, marker) for marker in (f"<!-- {name} -->", f"<!-- /{name} -->")
    )
    if end < begin:
        raise InputError.of(str(path), end + 1, message=f"the block '{name}' ends before it begins")
    return "\n".join(lines[: begin + 1]), "\n".join(lines[end:])


def _line_of(path: Path, lines: list[str], marker: str) -> int:
    """Return the number of the one line that is a marker, from 0."""
    places = [i for i, line in enumerate(lines) if line.strip() == marker]
    if len(places) != 1:
        raise InputError.of(
            str(path),
            places[1] + 1 if places else None,
            message=f"the marker {marker} stands here again"
            if places
            else f"the marker {marker} is missing",
            hint="each marker stands once, on a line of its own",
        )
    return places[0]
