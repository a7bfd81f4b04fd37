"""``schema``: the JSON Schema of scenarios and catalogues, for editors."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from sim.cli.console import print_json
from sim.cli.options import Out

__all__ = ["json_schema", "schema"]

_EXTENDS = {
    "description": "File to start from, or name of what comes with thaw, or several of these; "
    "what is written here goes on top.",
    "anyOf": [
        {"type": "string", "minLength": 1},
        {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1},
    ],
}


def json_schema(*, catalogue: bool) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a scenario or a catalogue as it stands in a file.

    A file that extends another may leave out what the other one gives.
    """
    from pydantic import BaseModel

    from sim.catalogue.schema import Catalogue
    from sim.scenario.schema import Scenario

    model: type[BaseModel] = Catalogue if catalogue else Scenario
    found = model.model_json_schema(by_alias=True)
    required = found.pop("required", [])
    found["properties"] = {"extends": _EXTENDS, **found["properties"]}
    found["anyOf"] = [{"required": ["extends"]}, {"required": required}]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}


def schema(
    catalogue: Annotated[
        bool, typer.Option("--catalogue", help="Of a catalogue instead of a scenario.")
    ] = False,
    out: Out = None,
) -> None:
    """Print the JSON Schema of scenario files, for editors."""
    found = json_schema(catalogue=catalogue)
    if out is None:
        print_json(found)
        return
    import json

    from sim.cli.files import write_file

    write_file(out, json.dumps(found, ensure_ascii=False, indent=2) + "\n", replace=True, make=True)
