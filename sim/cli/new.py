"""``new``: start a scenario from a commented template, or from one that comes with thaw."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import Annotated, Final

import typer

from sim.cli.complete import starts
from sim.cli.console import print_table, say
from sim.cli.options import Quiet
from sim.errors import InputError, Problem

__all__ = ["new", "templates"]

TEMPLATES = Path(__file__).parent / "templates"

_ENDINGS: Final = (".yaml", ".yml")
_LONGEST: Final = 200
"""Bytes of a file's name; file systems take 255, and temporary names are longer."""

_EXTENDS: Final = re.compile(r"^extends: *(\S+)\.yaml *$", re.MULTILINE)
_CATALOGUE: Final = re.compile(r"^catalogue: *(\S+\.yaml) *$", re.MULTILINE)


def templates() -> dict[str, str]:
    """Names of the templates, each with its first line."""
    return {
        path.stem: path.read_text("utf-8").partition("\n")[0].lstrip("# ")
        for path in sorted(TEMPLATES.glob("*.yaml"))
    }


def new(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="The file to write.", show_default=False),
    ] = None,
    start: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="NAME",
            autocompletion=starts,
            help="What to start from: a template (--list), or a scenario that comes with thaw "
            "(thaw list).",
        ),
    ] = "relief",
    show: Annotated[bool, typer.Option("--list", help="List the templates.")] = False,
    quiet: Quiet = False,
) -> None:
    """Write a commented scenario to start from."""
    known = templates()
    if show:
        print_table(known.items(), ("template", "what it is"), whole=(0,))
        say("A scenario that comes with thaw is as good a start: thaw list names them.")
        return
    if name is None:
        raise InputError([Problem("new", message="a NAME is missing", allowed="a file to write")])
    path = _path(name)
    for file, text in _texts(start, path, known).items():
        from sim.cli.files import write_file

        write_file(file, text, replace=False)
        if not quiet and file != path:
            say(f"{file}: written, its catalogue")
    if not quiet:
        say(f"{path}: written; try `thaw run {shlex.quote(str(path))}`")


def _path(name: str) -> Path:
    """The file that a name stands for.

    Raises
    ------
    InputError
        If it is no name of a file, or that of another kind of file.
    """
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
    raise InputError([Problem(shown, message=wrong, allowed=allowed)])


def _texts(start: str, path: Path, known: dict[str, str]) -> dict[Path, str]:
    """What to write, by file; the scenario last.

    A copy works alone: it extends by name what its original extends by file, and a catalogue that
    is a file of its own is copied beside it.

    Raises
    ------
    InputError
        If there is nothing of that name to start from, or its catalogue would replace a file.
    """
    from sim.scenario.shipped import by_name

    if start in known:
        return {path: (TEMPLATES / f"{start}.yaml").read_text("utf-8")}
    original = by_name(start)
    if original is None:
        raise InputError([_unknown(start, known)])
    text = _EXTENDS.sub(r"extends: \1", original.read_text("utf-8"))
    found = _CATALOGUE.search(text)
    if found is None:
        return {path: text}
    beside = path.with_name(f"{path.stem}_catalogue.yaml")
    for file in (path, beside):
        if os.path.lexists(file):
            raise InputError(
                [
                    Problem(
                        str(file), message="there is such a file already", hint="take another name"
                    )
                ]
            )
    text = _CATALOGUE.sub(f"catalogue: {beside.name}", text)
    return {beside: (original.parent / found[1]).read_text("utf-8"), path: text}


def _unknown(start: str, known: dict[str, str]) -> Problem:
    """What to say where there is nothing of a name to start from."""
    from sim.documents.nearest import did_you_mean
    from sim.scenario.shipped import names

    return Problem(
        f"--from {start[:60]}",
        message="there is no such template, and no scenario of that name comes with thaw",
        allowed=f"{', '.join(known)}, or a name that thaw list shows",
        hint=did_you_mean(start, [*known, *names()]),
    )
