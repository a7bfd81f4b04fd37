"""Files of scenarios and catalogues, checked, and their JSON Schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, NamedTuple

from pydantic import BaseModel

from sim.catalogue.loading import load_catalogue
from sim.catalogue.schema import Catalogue
from sim.documents import ADDS, read_document
from sim.scenario.facts import Facts
from sim.scenario.schema import Scenario
from sim.scenario.shipped import find
from sim.workflows.opening import load
from sim.workflows.presents.record_files import read_record
from sim.workflows.reporter import SILENT, Reporter

__all__ = ["Checked", "check_file", "json_schema"]

_CATALOGUE_KEYS: Final = frozenset(
    {"authorities", "measures", "procedures", "instruments", "members"}
)

_RECORD_KEYS: Final = frozenset({"facts", "absent", "complete"})

_EXTENDS_SCHEMA: Final = {
    "description": "File to start from, or name of what comes with thaw, or several of these; "
    "what is written here goes on top.",
    "anyOf": [
        {"type": "string", "minLength": 1},
        {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1},
    ],
}


class Checked(NamedTuple):
    """A file in which nothing is wrong.

    Attributes
    ----------
    kind
        ``scenario``, ``catalogue``, ``part of a catalogue`` or ``record``.
    title
        Its title.
    question
        What a scenario asks; empty if it asks nothing.
    """

    kind: str
    title: str
    question: str = ""


def check_file(path: str | Path, tell: Reporter = SILENT) -> Checked:
    """Check a scenario, a catalogue or a record.

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
    if keys & _RECORD_KEYS and not keys & {"start", "end", "catalogue", "extends"}:
        return Checked("record", read_record(path).facts.title)
    if keys & _CATALOGUE_KEYS and not keys & {"start", "end", "catalogue"}:
        if keys >= {"title", "target"}:
            return Checked("catalogue", load_catalogue(str(path.absolute())).title)
        return Checked("part of a catalogue", "")
    loaded = load(path, None, tell)
    from sim.workflows.scenarios import compiled  # the engine, which a list does without

    compiled(loaded)
    return Checked("scenario", loaded.scenario.title, loaded.scenario.question)


def json_schema(*, catalogue: bool = False, record: bool = False) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a scenario, catalogue or record in a file.

    A scenario or catalogue that extends another may leave out what the other one gives, and add to
    its lists.
    """
    draft = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    if record:
        return {**draft, **Facts.model_json_schema(by_alias=True)}
    model: type[BaseModel] = Catalogue if catalogue else Scenario
    schema = model.model_json_schema(by_alias=True)
    required = schema.pop("required", [])
    fields = schema["properties"]
    added = {f"{name}{ADDS}": one for name, one in fields.items() if one.get("type") == "array"}
    schema["properties"] = {"extends": _EXTENDS_SCHEMA, **fields, **added}
    schema["anyOf"] = [{"required": ["extends"]}, {"required": required}]
    return {**draft, **schema}
