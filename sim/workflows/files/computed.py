"""What has been computed: folders of results, and what is in one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from sim.errors import InputError
from sim.results.folder import RESULTS
from sim.results.listing import StoredFile, StoredResult, read_result, stored_files
from sim.results.listing import list_results as stored
from sim.wording.words import about
from sim.workflows.page import Block, Line, Page, Report, Table

__all__ = ["list_results", "result_files"]

_NARROW: Final = 100
"""Columns under which a block for each file reads better than four columns."""


def list_results(folder: str | Path = RESULTS) -> list[StoredResult]:
    """List what has been computed in a folder, the latest first.

    Raises
    ------
    InputError
        If there is no such folder.
    """
    folder = Path(folder)
    if not folder.is_dir():
        hint = "nothing has been computed here yet, or it was written elsewhere (--out)"
        raise InputError.of(str(folder), message="there is no such folder", hint=hint)
    return sorted(stored(folder), key=lambda one: (one.made, one.folder), reverse=True)


def result_files(folder: str | Path) -> Report | None:
    """Say what the files of one result are, and what opens them.

    Parameters
    ----------
    folder
        The folder of the result itself.

    Returns
    -------
    Report or None
        None if it is no folder of a result, but perhaps one of several.
    """
    folder = Path(folder)
    result = read_result(folder)
    if result is None:
        return None
    try:
        files = stored_files(folder, result.kind)
    except OSError as error:
        raise InputError.of(str(folder), message=error.strerror or str(error)) from error
    inside = list(stored(folder, 1))
    values = {
        **result._asdict(),
        "folder": str(folder),
        "made": result.made.isoformat(),
        "files": [file._asdict() for file in files],
        "results": [str(one.folder) for one in inside],
    }
    return Report(Page(_blocks(result, files, inside)), values)


def _blocks(
    result: StoredResult, files: Sequence[StoredFile], inside: Sequence[StoredResult]
) -> Iterator[Block]:
    status = "" if result.status == "done" else f" ({result.status})"
    title = f": {result.title}" if result.title else ""
    yield Line(f"A {result.kind}{status}{title}")
    if result.call:
        yield Line(f"  {result.call}")
    yield Table(
        list(_rows(files)),
        ("file", "size", "what is in it", "opens in"),
        right=(1,),
        whole=(0,),
        blocks_below=_NARROW,
    )
    for one in inside:
        yield Line(f"Its {one.kind}: {one.folder}")


def _rows(files: Sequence[StoredFile]) -> Iterator[tuple[str, str, str, str]]:
    """Yield a row for each file; several of a kind, such as figures, have one together."""
    for (meaning, opens_in), group in groupby(files, lambda file: (file.meaning, file.opens_in)):
        alike = list(group)
        names = [Path(file.name) for file in alike]
        name = alike[0].name
        if len(alike) > 1 and meaning:
            name = f"{(names[0].parent / '*').as_posix()}{names[0].suffix} ({len(alike)})"
        yield (name, _size(sum(file.size for file in alike)), meaning, opens_in)


def _size(size: int) -> str:
    """Return bytes as one thinks of them: ``2.1 MB``, ``340 kB``."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{about(max(size / 1e3, 1.0))} kB"
