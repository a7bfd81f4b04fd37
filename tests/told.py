"""Records told to the last bit, so that those of another process can be compared with them.

``python tests/told.py N SCENARIO...`` prints for each scenario what became of its first N futures.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from inspect import isgetsetdescriptor
from typing import Any

from pydantic import BaseModel

from sim import compiled
from sim.engine.kernel.streams import Chance
from sim.engine.model.compile import compile_model
from sim.engine.replication import replicate
from sim.scenario.loading import load_scenario


def plain(value: Any) -> Any:
    """A value as lists, strings and numbers, floats with all their bits."""
    if isinstance(value, float):
        return value.hex()
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, BaseModel):
        return plain(value.model_dump())
    if isinstance(value, dict):
        return [[plain(key), plain(item)] for key, item in value.items()]
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    if isinstance(value, list | tuple) or type(value).__name__.startswith("vec["):
        return [plain(item) for item in value]
    if type(value).__module__.startswith("sim."):
        return [[name, plain(getattr(value, name))] for name in _named(value)]
    return repr(value)


def _named(value: Any) -> list[str]:
    """Names of an object's attributes, whatever form its class has."""
    if dataclasses.is_dataclass(value):
        return [field.name for field in dataclasses.fields(value)]
    slots = getattr(value, "__slots__", None)
    if slots is None:  # compiled
        slots = [name for name, kind in vars(type(value)).items() if isgetsetdescriptor(kind)]
    return sorted(slots)


def tell(path: str, n: int) -> list[Any]:
    """Records of a scenario's first futures, but for the model."""
    loaded = load_scenario(path)
    model = compile_model(loaded.scenario, loaded.catalogue)
    records = [replicate(model, Chance(11, 0, n), k) for k in range(n)]
    return [[plain(getattr(r, name)) for name in _named(r) if name != "model"] for r in records]


if __name__ == "__main__":
    n, *paths = sys.argv[1:]
    said = {path: tell(path, int(n)) for path in paths}
    print(json.dumps({"form": compiled.form(), "records": said}))
