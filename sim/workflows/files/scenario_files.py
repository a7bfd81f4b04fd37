"""Files of scenarios: begun from a template, checked, and their JSON Schema."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from pydantic import BaseModel

from sim.catalogue.loading import load_catalogue
from sim.catalogue.schema import Catalogue
from sim.documents import read_document
from sim.documents.nearest import did_you_mean
from sim.errors import InputError, Problem
from sim.scenario.schema import Scenario
from sim.scenario.shipped import TEMPLATES, by_name, find, names, templates
from sim.workflows.files.text_files import write_text
from sim.workflows.opening import load
from sim.workflows.page import Line, Page, Table
from sim.workflows.reporter import SILENT, Reporter

__all__ = ["Checked", "check_file", "json_schema", "new_scenario", "templates_page"]

_CATALOGUE_KEYS: Final = frozenset(
    {"authorities", "measures", "procedures", "instruments", "members"}
)

_ENDINGS: Final = (".yaml", ".yml")

_LONGEST: Final = 200
"""Bytes of a file's name; file systems take 255, and temporary names are longer."""

_EXTENDS: Final = re.compile(r"^extends: *(\S+)\.yaml *$", re.MULTILINE)
_CATALOGUE: Final = re.compile(r"^catalogue: *(\S+\.yaml) *$", re.MULTILINE)

_EXTENDS_SCHEMA: Final = {
    "description": "File to start from, or name of what comes with thaw, or several of these; "
    "what is written here goes on top.",
    "anyOf": [
        {"type": "string", "minLength": 1},
        {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1},
    ],
}


# -- checked -----------------------------------------------------------------------------------


class Checked(NamedTuple):
    """A file in which nothing is wrong.

    Attributes
    ----------
    kind
        ``scenario``, ``catalogue`` or ``part of a catalogue``.
    title
        Its title.
    question
        What a scenario asks; empty if it asks nothing.
    """

    kind: str
    title: str
    question: str = ""


def check_file(path: str | Path, tell: Reporter = SILENT) -> Checked:
    """Check a scenario or a catalogue.

    Parameters
    ----------
    path
        A file, or the name of a scenario that comes with thaw.
    tell
        Is told what is to be known of the scenario.

    Raises
    ------
    InputError
        With everything that is wrong with it.
    """
    path = find(path)
    keys = set(read_document(path).data)
    if keys & _CATALOGUE_KEYS and not keys & {"start", "end", "catalogue"}:
        if keys >= {"title", "target"}:
            return Checked("catalogue", load_catalogue(str(path.absolute())).title)
        return Checked("part of a catalogue", "")
    loaded = load(path, None, tell)
    from sim.workflows.scenarios import compiled  # the engine, which a list does without

    compiled(loaded)
    return Checked("scenario", loaded.scenario.title, loaded.scenario.question)


def json_schema(*, catalogue: bool = False) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a scenario or a catalogue as it stands in a file.

    A file that extends another may leave out what the other one gives.
    """
    model: type[BaseModel] = Catalogue if catalogue else Scenario
    schema = model.model_json_schema(by_alias=True)
    required = schema.pop("required", [])
    schema["properties"] = {"extends": _EXTENDS_SCHEMA, **schema["properties"]}
    schema["anyOf"] = [{"required": ["extends"]}, {"required": required}]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


# -- begun -------------------------------------------------------------------------------------


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
    raise InputError([Problem(shown, message=wrong, allowed=allowed)])


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
            raise InputError([Problem(str(file), message=message, hint="take another name")])
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
