"""Reading one file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from sim.errors import InputError

from .document import Document
from .scalars import short
from .source import read_text
from .tree import Tree, grow

__all__ = ["read_document"]

_SHORT = 1 << 15
"""Most characters of a text of which it is kept in memory what it holds."""


def read_document(path: Path, *, name: str | None = None) -> Document:
    """Read a YAML file of one mapping.

    Plain data only: no anchors, aliases, tags, merge keys or directives, at
    most 1 MiB, 24 levels and 50,000 values. Keys are text; whole numbers such
    as years become text.

    One command asks for the same file several times, and parsing is most of its work: the same
    text under the same name is parsed once. What it holds is shared, and not to be changed.

    Parameters
    ----------
    path
        The file.
    name
        The file as the user typed it; the path, if not given.

    Raises
    ------
    InputError
        With every problem found, each at its line and column.
    """
    name = str(path) if name is None else name
    text = read_text(path, name)
    tree = _grown(text, name) if len(text) <= _SHORT else grow(text, name)
    if tree.problems:
        raise InputError(sorted(tree.problems, key=lambda problem: problem.order))
    if tree.empty:
        raise InputError.of(name, message="the file is empty", allowed="'key: value' lines")
    if not isinstance(tree.data, dict):
        top = tree.positions[()]
        raise InputError.of(
            name,
            top.line,
            top.column,
            found=short(tree.data),
            allowed="'key: value' lines at the top of the file",
        )
    return Document(name, tree.data, tree.positions, tree.keys, (name,))


@lru_cache(maxsize=128)  # the library of cases, and what they are built on
def _grown(text: str, name: str) -> Tree:
    return grow(text, name)
