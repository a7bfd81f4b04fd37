"""Scenarios begun from a commented template, or from one that comes with thaw."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from sim.documents.nearest import did_you_mean
from sim.errors import InputError, Problem
from sim.scenario.shipped import (
    RECORD_TEMPLATE,
    TEMPLATES,
    by_name,
    names,
    record_names,
    templates,
)
from sim.workflows.files.text_files import write_text
from sim.workflows.page import Line, Page, Table

__all__ = ["new_record", "new_scenario", "templates_page"]

_ENDINGS: Final = (".yaml", ".yml")

_LONGEST: Final = 200
"""Bytes of a file's name; file systems take 255, and temporary names are longer."""

_EXTENDS: Final = re.compile(r"^extends: *(\S+)\.yaml *$", re.MULTILINE)
_CATALOGUE: Final = re.compile(r"^catalogue: *(\S+\.yaml) *$", re.MULTILINE)


def new_scenario(name: str, start: str = "relief") -> list[Path]:
    """Write a commented scenario to start from.

    Parameters
    ----------
    name
        The file to write; an ending may be left out.
    start
        What to start from: a template, or a scenario that comes with thaw.

    Returns
    -------
    list of Path
        The files written; the scenario last, after a catalogue of its own if it has one.

    Raises
    ------
    InputError
        If that is no name of a file, or there is such a file, or nothing to start from.
    ThawError
        If it cannot be written.
    """
    path = _path(name)
    texts = _texts(start, path)
    for file, text in texts.items():
        write_text(file, text, replace=False)
    return list(texts)


def new_record(name: str, start: str | None = None) -> Path:
    """Write a commented record to start from.

    Parameters
    ----------
    name
        The file to write; an ending may be left out.
    start
        A record that comes with thaw to start from; None for the template.

    Raises
    ------
    InputError
        If that is no name of a file, or there is such a file, or no such record.
    ThawError
        If it cannot be written.
    """
    path, known = _path(name), record_names()
    if start is not None and start not in known:
        raise InputError.of(
            f"--from {start}",
            message="no record of that name comes with thaw",
            allowed=", ".join(known),
            hint=did_you_mean(start, known),
        )
    file = RECORD_TEMPLATE if start is None else known[start]
    write_text(path, file.read_text("utf-8"), replace=False)
    return path


def templates_page() -> Page:
    """Return the templates that there are, to be read."""
    return Page(
        [
            Table(list(templates().items()), ("template", "what it is"), whole=(0,)),
            Line("A scenario that comes with thaw is as good a start: thaw list names them."),
        ]
    )


def _path(name: str) -> Path:
    """Return the file that a name stands for."""
    allowed = "a file to write, such as my_question or my_question.yaml"
    last = name.replace("\\", "/").rpartition("/")[2] if os.sep == "\\" else name.rpartition("/")[2]
    if not name.strip():
        wrong = "the NAME is empty"
    elif last.strip() in ("", ".", ".."):
        wrong = "this is no name of a file"
    elif not name.isprintable():
        wrong = "there are characters in it that cannot be shown"
    elif len(os.fsencode(last)) > _LONGEST:
        wrong = f"the name is too long ({len(last):,} characters)"
    elif Path(last).suffix not in ("", *_ENDINGS):
        wrong = f"a scenario does not end in {Path(last).suffix}"
    else:
        path = Path(name)
        return path if path.suffix else path.with_name(f"{path.name}.yaml")
    shown = f"new {shlex.quote(name[:60])}" if name.isprintable() else f"new {name[:60]!a}"
    raise InputError.of(shown, message=wrong, allowed=allowed)


def _texts(start: str, path: Path) -> Mapping[Path, str]:
    """Return what to write to begin a scenario, by file; the scenario last.

    A copy works alone: it extends by name what its original extends by file, and a catalogue that
    is a file of its own is copied beside it.

    Raises
    ------
    InputError
        If there is nothing of that name to start from, or its catalogue would replace a file.
    """
    if start in templates():
        return {path: (TEMPLATES / f"{start}.yaml").read_text("utf-8")}
    original = by_name(start)
    if original is None:
        raise InputError([_unknown(start)])
    text = _EXTENDS.sub(r"extends: \1", original.read_text("utf-8"))
    catalogue = _CATALOGUE.search(text)
    if catalogue is None:
        return {path: text}
    beside = path.with_name(f"{path.stem}_catalogue.yaml")
    for file in (path, beside):
        if os.path.lexists(file):
            message = "there is such a file already"
            raise InputError.of(str(file), message=message, hint="take another name")
    text = _CATALOGUE.sub(f"catalogue: {beside.name}", text)
    return {beside: (original.parent / catalogue[1]).read_text("utf-8"), path: text}


def _unknown(start: str) -> Problem:
    """Say that there is nothing of a name to start from."""
    return Problem(
        f"--from {start[:60]}",
        message="there is no such template, and no scenario of that name comes with thaw",
        allowed=f"{', '.join(templates())}, or a name that thaw list shows",
        hint=did_you_mean(start, [*templates(), *names()]),
    )
