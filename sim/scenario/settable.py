"""Whether a path names a parameter, and a value is one that it may take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from sim.documents import Misfit, did_you_mean
from sim.documents.scalars import short, written
from sim.documents.schema import Rules
from sim.documents.validation import takes
from sim.scenario.paths import find


def settable(
    model: BaseModel, at: tuple[str | int, ...], path: str, value: Any, parts: Sequence[str]
) -> Iterator[Misfit]:
    """What is wrong with putting a value at a path of a model.

    Parameters
    ----------
    model
        The scenario or the catalogue.
    at
        Where the path was written, for the misfit.
    path
        The dotted path.
    value
        The value.
    parts
        Top-level fields of the model in which paths may lie.
    """
    steps = path.split(".")
    kind = type(model)
    if steps[0] not in parts or len(steps) < 2:
        yield Misfit(at, "nothing that can change", allowed=f"a path in {', '.join(parts)}")
        return
    there = find(kind, steps)
    if there.info is None:
        yield Misfit(
            at,
            f"unknown field '{steps[there.depth]}'",
            allowed=f"one of: {', '.join(there.names[:24])}" if there.names else None,
            hint=did_you_mean(steps[there.depth], there.names),
        )
        return
    adapter = _adapter(kind, path)
    fits = takes(adapter, value)
    if not fits and next((rules := rules_at(kind, path)).misshapen(rules.top, value), None):
        yield Misfit(
            at,
            "",
            found=short(value) if not isinstance(value, tuple) else written(value),
            allowed=rules.describe(rules.top),
        )
        return
    here: Any = model
    for step in steps:
        names = _names(here)
        if step not in names:
            yield Misfit(at, f"there is no '{step}'", hint=did_you_mean(step, names))
            return
        here = here[step] if isinstance(here, Mapping) else getattr(here, names[step])
    if not fits:
        try:
            adapter.validate_python(value)
        except ValidationError as error:
            may = allowed(kind, path)
            said = "" if may else str(error.errors()[0]["msg"]).removeprefix("Value error, ")
            yield Misfit(
                at,
                said,
                found=short(value) if not isinstance(value, tuple) else written(value),
                allowed=may,
            )


def _names(here: Any) -> Mapping[str, str]:
    """What there is in a model or mapping: names as users write them, and as Python has them."""
    if isinstance(here, BaseModel):
        fields = type(here).model_fields
        return {info.alias or name: name for name, info in fields.items()}
    return {name: name for name in here} if isinstance(here, Mapping) else {}


@lru_cache(maxsize=1024)
def _adapter(kind: type[BaseModel], path: str) -> TypeAdapter[Any]:
    """Return what judges a value at a path by itself; any value where the path leads nowhere."""
    there = find(kind, path.split("."))
    hint = Any if there.info is None else there.hint
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return TypeAdapter(hint)
    return TypeAdapter(hint, config=ConfigDict(allow_inf_nan=False))


@lru_cache(maxsize=1024)
def rules_at(kind: type[BaseModel], path: str) -> Rules:
    """Return the rules of what stands at a path; they do not change."""
    return Rules(_adapter(kind, path))


def allowed(kind: type[BaseModel], path: str) -> str:
    """Say what may stand at a path, in the words in which files are told; nothing if unknown."""
    rules = rules_at(kind, path)
    return rules.describe(rules.top) if find(kind, path.split(".")).info is not None else ""
