"""Files of the first form, rewritten: fields get the names they have now, comments stay."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from sim.catalogue.renamed import renamings, rewritten
from sim.documents import dotted, read_document
from sim.errors import InputError, Problem, ThawError
from sim.results.files import Writer, write_together

__all__ = ["Upgrade", "upgrade"]


class Upgrade(NamedTuple):
    """What became of a file.

    Attributes
    ----------
    path
        The file.
    renamed
        Places of the keys that had another name, and their new names, in the order of the file.
    """

    path: Path
    renamed: list[tuple[str, str]]


def upgrade(paths: Iterable[str | Path], *, write_files: bool = True) -> list[Upgrade]:
    """Rewrite scenarios, catalogues and calibrations of the first form in their places.

    Only names of fields change: comments, order and layout stay, byte by byte.

    Parameters
    ----------
    paths
        The files.
    write_files
        Whether to write them, or only to tell what would change.

    Raises
    ------
    InputError
        If one of them cannot be read, or holds both the old and the new name of a field; then
        none is written.
    ThawError
        If one cannot be written.
    """
    upgrades: list[Upgrade] = []
    problems: list[Problem] = []
    contents: dict[Path, Writer | bytes] = {}
    for path in map(Path, paths):
        try:
            document = read_document(path)
        except InputError as error:
            problems += error.problems
            continue
        changes = renamings(document)
        for place, new, at in changes:
            if (*place[:-1], new) in document.keys:
                problems.append(
                    Problem(
                        at.file,
                        at.line,
                        at.column,
                        dotted(place),
                        message=f"the field is there by its new name too ({new})",
                        hint="keep one of them",
                    )
                )
        upgrades.append(Upgrade(path, [(dotted(place), new) for place, new, _ in changes]))
        contents[path] = rewritten(path.read_bytes().decode(), changes).encode()
    if problems:
        raise InputError(sorted(problems, key=lambda problem: problem.order))
    if write_files:
        try:
            write_together({path: contents[path] for path, renamed in upgrades if renamed})
        except OSError as error:
            raise ThawError(f"cannot write {error.filename}: {error.strerror or error}") from error
    return upgrades
