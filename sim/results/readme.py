"""``README.txt`` in a folder of results: what it is, how it was made, what is in each file."""

from __future__ import annotations

import datetime as dt
import shlex
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sim import __version__
from sim.results.errors import writing
from sim.results.files import one_line, read_regular, write
from sim.results.kind import README, ResultKind

__all__ = ["call_in", "options", "readme", "write_readme"]

_WIDTH: Final = 80
_INDENT: Final = "    "
_FILES: Final = "\nFiles\n"


def options(**given: object) -> list[str]:
    """Return options as they are typed; those that are None, False or empty are left out."""
    words: list[str] = []
    for name, value in given.items():
        option = f"-{name}" if len(name) == 1 else f"--{name.replace('_', '-')}"
        for item in value if isinstance(value, (list, tuple)) else [value]:
            if item is True:
                words.append(option)
            elif item is not None and item is not False:
                words += [option, str(item)]
    return words


def readme(kind: ResultKind, title: str, call: Sequence[str], day: dt.date | None = None) -> str:
    """Return the text.

    Parameters
    ----------
    kind
        What the results are.
    title
        What they are of.
    call
        Words of the command that makes them again.
    day
        When they were made; None for results that are the same whenever and wherever they are
        made.
    """
    version = f"thaw {__version__}" + (f", {day.isoformat()}" if day is not None else "")
    how = "Made by" if day is not None else "Made again, in this folder, by"
    lines = [f"A {kind.name}: {title}", "", how, f"{_INDENT}{shlex.join(['thaw', *call])}"]
    lines += [f"{_INDENT}({version})", "", "Files"]
    width = max(len(name) for name, _ in kind.files) + 4
    for name, meaning in kind.files:
        first, *rest = textwrap.wrap(meaning, _WIDTH - width - 2)
        lines += [f"  {name:<{width}}{first}", *(f"  {'':<{width}}{line}" for line in rest)]
    return "\n".join(lines) + "\n"


def write_readme(folder: Path, kind: ResultKind, title: str, call: Sequence[str]) -> None:
    """Write it to a folder of results; of one that is there only the files are told anew.

    Raises
    ------
    ResultsError
        If it cannot be written.
    """
    path = folder / README
    text = readme(kind, title, call, None if kind.made_inside else dt.date.today())
    there = _text(path)
    if _FILES in there:
        text = there.partition(_FILES)[0] + _FILES + text.partition(_FILES)[2]
    if text == there:
        return
    with writing(folder):
        write(path, text.encode(), durable=False)


def call_in(folder: Path) -> str:
    """Return the command that the README of a folder names; nothing if there is none."""
    lines = _text(folder / README).splitlines()
    calls = (line.strip() for line in lines if line.startswith(f"{_INDENT}thaw "))
    return one_line(next(calls, ""))


def _text(path: Path) -> str:
    """Return the text of a file; nothing if it cannot be read."""
    try:
        return read_regular(path).decode()
    except (OSError, ValueError):
        return ""
