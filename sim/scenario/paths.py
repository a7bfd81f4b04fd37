"""Fields of a scenario by their dotted path, such as ``agents.target.jv``."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from operator import getitem
from typing import Annotated, Any, NamedTuple, Union, cast, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

IN_CATALOGUE = "catalogue"
"""First step of paths of uncertain parameters that lie in the catalogue."""

MARGIN = 1e-9
"""How far a number that is cut stays off a bound that it may not reach."""


def field_names(model: type[BaseModel]) -> list[str]:
    """Names of a model's fields as users write them."""
    return [info.alias or name for name, info in model.model_fields.items()]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Models inside an annotation: itself, or members of a union."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _models(get_args(annotation)[0])
    elif origin in (Union, types.UnionType):
        for part in get_args(annotation):
            yield from _models(part)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation


class Place(NamedTuple):
    """What a path leads to in a model.

    Parameters
    ----------
    info
        The field, or None if there is none.
    names
        Where it was not found, the names allowed there.
    depth
        How many steps of the path lead somewhere.
    hint
        The annotation of what stands there: of the field, or of an entry of it.
    """

    info: FieldInfo | None
    names: list[str]
    depth: int
    hint: Any = None


def find(model: type[BaseModel], path: list[str]) -> Place:
    """Look a path up in a model."""
    here: Any = model
    info: FieldInfo | None = None
    entry = False
    for depth, step in enumerate(path):
        if get_origin(here) is dict:
            here, entry = get_args(here)[1], True
            continue
        models = list(_models(here))
        if not models:
            return Place(None, [], depth)
        names = field_names(models[0])
        if step not in names:
            return Place(None, names, depth)
        fields: Mapping[str, FieldInfo] = models[0].model_fields
        info = next(f for name, f in fields.items() if (f.alias or name) == step)
        here, entry = info.annotation, False
    if info is not None and info.metadata and not entry:
        here = getitem(cast("Any", Annotated), (here, *info.metadata))
    return Place(info, [], len(path), here)


def walk(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Every field of a model and of the models in it, by its path, in order."""
    for name, info in model.model_fields.items():
        path = f"{prefix}{info.alias or name}"
        yield path, info
        for inner in _models(info.annotation):
            yield from walk(inner, f"{path}.")


def replaced(model: Any, path: list[str], value: Any) -> Any:
    """A frozen model, or mapping, with what stands at a path replaced; nothing is validated.

    Parameters
    ----------
    model
        A frozen model or a mapping inside one.
    path
        Steps from the model to the field.
    value
        What to put there.
    """
    name, *rest = path
    if isinstance(model, Mapping):
        return {**model, name: replaced(model[name], rest, value) if rest else value}
    field = name if name in type(model).model_fields else f"{name}_"
    if rest:
        value = replaced(getattr(model, field), rest, value)
    return model.model_copy(update={field: value})


def bounds(rules: Iterable[Any]) -> tuple[float, float]:
    """Least and greatest number that the rules of a field allow; infinite where there is none.

    A bound that is itself forbidden is kept off by `MARGIN`.
    """
    low, high = float("-inf"), float("inf")
    for rule in rules:
        for name, margin in (("ge", 0.0), ("gt", MARGIN)):
            if getattr(rule, name, None) is not None:
                low = max(low, float(getattr(rule, name)) + margin)
        for name, margin in (("le", 0.0), ("lt", MARGIN)):
            if getattr(rule, name, None) is not None:
                high = min(high, float(getattr(rule, name)) - margin)
    return low, high


def is_bound(rule: Any) -> bool:
    """Whether a rule of a field is a bound of a number, and no more."""
    return is_dataclass(rule) and {part.name for part in fields(rule)} <= {"ge", "gt", "le", "lt"}
