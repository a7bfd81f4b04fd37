"""Files that start from other files: ``extends: other.yaml``."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from sim.errors import InputError, Problem

from .document import Document, Place, Position
from .merge import alone, merge
from .reader import read_document
from .remembered import read_own
from .scalars import short
from .tree import MAX_NODES

__all__ = ["EXTENDS", "MAX_CHAIN", "expand", "load_chain"]

EXTENDS = "extends"
"""The top-level key that names the files to start from."""
MAX_CHAIN = 10
"""Most files in a chain, the first one included."""
_MAX_BASES = 20
_MAX_FILES = 50
"""Most files that are read for one, those that it is built on among them."""

_ALLOWED = "a file name or a list of file names"


Find = Callable[[str], Path | None]
"""Finds a file by a name that is no path."""


def load_chain(
    path: Path, *, name: str | None = None, shipped: Path | None = None, find: Find | None = None
) -> Document:
    """Read a file and everything it extends, merged.

    With a folder `shipped`, a name without slash or dot means the file of that name there. With
    `find`, what is no file and has no ending is looked for by it.

    ``extends`` names a file, or several applied from left to right, each path
    relative to the file that names it. The key is gone from the result, and
    ``files`` has all names in the order they were laid over each other.

    Raises
    ------
    InputError
        For anything `read_document` refuses, and, at the ``extends`` line, for
        a missing file, a circle, or more than 10 files in a chain.
    """
    return alone(_Chain(shipped, find).load(path, str(path) if name is None else name)[0])


def expand(document: Document, path: Path, *, shipped: Path | None = None) -> Document:
    """Lay a document that was written inside another file over what it extends.

    Parameters
    ----------
    document
        The inner document.
    path
        The file it was written in: relative names start there.
    shipped
        As for `load_chain`.
    """
    return alone(_Chain(shipped).expand(document, path)[0])


class _Chain:
    """The files being read, outermost first, and those already done."""

    def __init__(self, shipped: Path | None, find: Find | None = None) -> None:
        self.shipped = shipped
        self.find = find
        self.open: list[tuple[str, str]] = []  # real path and name
        self.done: dict[str, tuple[Document, int]] = {}
        self.files = 0
        self.values = 0

    def load(self, path: Path, name: str) -> tuple[Document, int]:
        """Return the merged document and how many files deep its chain is."""
        real = os.path.realpath(path)
        if real in self.done:
            return self.done[real]
        self.files += 1
        if self.files > _MAX_FILES:
            raise InputError.of(name, message=f"more than {_MAX_FILES} files are read")
        self.open.append((real, name))
        try:
            if self.shipped is not None and path.parent == self.shipped:
                document = _read_shipped(path, name)
            else:
                document = read_document(path, name=name)
                self.values += len(document.positions)
            if self.values > MAX_NODES:
                raise InputError.of(
                    name,
                    message="with it the files hold too much",
                    allowed=f"at most {MAX_NODES:,} values",
                )
            self.done[real] = self.expand(document, path)
        finally:
            self.open.pop()
        return self.done[real]

    def expand(self, document: Document, path: Path) -> tuple[Document, int]:
        """Return a document laid over what it extends, and how many files deep that is."""
        references = _references(document)
        own = _without_extends(document)
        problems: list[Problem] = []
        bases: list[Document] = []
        depth = 0
        for place, reference in references:
            try:
                base, below = self._base(path, reference, document, place)
            except InputError as error:
                problems.extend(error.problems)
                continue
            bases.append(base)
            depth = max(depth, below)
        if problems:
            raise InputError(problems)
        result = own
        if bases:
            result = alone(bases[0])
            for base in bases[1:]:
                result = merge(result, base)
            result = merge(result, own)
        return result, depth + 1

    def _base(
        self, path: Path, reference: str, document: Document, place: Place
    ) -> tuple[Document, int]:
        position = document.value_position(place)
        if self.shipped is not None and reference.isidentifier():
            target = self.shipped / f"{reference}.yaml"
            name = target.name
        else:
            target = path.parent / reference
            name = os.path.normpath(os.path.join(os.path.dirname(document.name), reference))
            if self.find is not None and not target.suffix and not os.path.isfile(target):
                known = self.find(reference)
                if known is not None:
                    target, name = known, str(known)
        real = os.path.realpath(target)
        chain = [typed for _, typed in self.open] + [name]
        if real in [opened for opened, _ in self.open]:
            raise _refused(position, place, f"files extend each other: {' -> '.join(chain)}")
        too_long = f"more than {MAX_CHAIN} files extend one another: {' -> '.join(chain)}"
        if len(chain) > MAX_CHAIN:
            raise _refused(position, place, too_long)
        try:
            base, depth = self.load(target, name)
        except InputError as error:
            if error.problems[0].line is not None or error.problems[0].file != name:
                raise
            # Nothing inside the file: that it cannot be read is this line's problem.
            bad = error.problems[0]
            raise _refused(
                position,
                place,
                f"{name}: {bad.message}",
                found=bad.found,
                allowed=bad.allowed,
                hint=bad.hint,
            ) from error
        if len(self.open) + depth > MAX_CHAIN:  # it was read before, by a shorter way
            raise _refused(position, place, too_long)
        return base, depth


@lru_cache(maxsize=32)
def _read_shipped(path: Path, name: str) -> Document:
    """Read a file that belongs to the program; it does not change while the program runs."""
    return read_own(path, name=name)


def _references(document: Document) -> list[tuple[Place, str]]:
    """Return the places and names of the files a document extends."""
    if EXTENDS not in document.data:
        return []
    value = document.data[EXTENDS]
    named = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
    if len(named) > _MAX_BASES or not named:
        raise _refused(
            document.value_position((EXTENDS,)),
            (EXTENDS,),
            "",
            found=short(value),
            allowed=f"a file name or a list of 1 to {_MAX_BASES} file names",
        )
    references: list[tuple[Place, str]] = []
    problems: list[Problem] = []
    for index, item in named:
        place: Place = (EXTENDS,) if index is None else (EXTENDS, index)
        if isinstance(item, str) and _is_plain_path(item):
            references.append((place, item))
        else:
            position = document.value_position(place)
            problems += _refused(position, place, "", found=short(item), allowed=_ALLOWED).problems
    if problems:
        raise InputError(problems)
    return references


def _is_plain_path(text: str) -> bool:
    return bool(text.strip()) and text[0] != "~" and "://" not in text and text.isprintable()


def _without_extends(document: Document) -> Document:
    return Document(
        document.name,
        {key: value for key, value in document.data.items() if key != EXTENDS},
        {place: at for place, at in document.positions.items() if place[:1] != (EXTENDS,)},
        {place: at for place, at in document.keys.items() if place[:1] != (EXTENDS,)},
        document.files,
    )


def _refused(position: Position, place: Place, message: str, **more: str) -> InputError:
    path = ".".join(str(step) for step in place)
    return InputError.of(
        position.file, position.line, position.column, path, message=message, **more
    )
