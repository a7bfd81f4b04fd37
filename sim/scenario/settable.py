"""Whether a path names a parameter, and a value is one that it may take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import getitem
from typing import Annotated, Any, cast, get_args, get_origin

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from sim.documents import Misfit, nearest
from sim.documents.scalars import short
from sim.documents.schema import Rule, Rules
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
    info, names, depth = find(kind, steps)
    if info is None:
        near = nearest(steps[depth], names) if names else None
        yield Misfit(
            at,
            f"unknown field '{steps[depth]}'",
            allowed=f"one of: {', '.join(names[:24])}" if names else None,
            hint=f"did you mean '{near}'?" if near else None,
        )
        return
    rules, rule = rules_of(kind), rule_at(kind, steps)
    if rule is not None and next(rules.misshapen(rule, value), None) is not None:
        yield Misfit(at, "", found=short(value), allowed=rules.describe(rule))
        return
    here: Any = model
    for step in steps:
        there = _names(here)
        if step not in there:
            near = nearest(step, there) if there else None
            yield Misfit(
                at, f"there is no '{step}'", hint=f"did you mean '{near}'?" if near else None
            )
            return
        here = here[step] if isinstance(here, Mapping) else getattr(here, there[step])
    entry = get_origin(info.annotation) is dict  # the path ends in it: agents.congress.gate.opposed
    try:
        _adapter(kind, _Field(info, entry)).validate_python(value)
    except ValidationError as error:
        may = allowed(kind, steps)
        said = "" if may else str(error.errors()[0]["msg"]).removeprefix("Value error, ")
        yield Misfit(at, said, found=short(value), allowed=may)


def _names(here: Any) -> Mapping[str, str]:
    """What there is in a model or mapping: names as users write them, and as Python has them."""
    if isinstance(here, BaseModel):
        fields = type(here).model_fields
        return {info.alias or name: name for name, info in fields.items()}
    return {name: name for name in here} if isinstance(here, Mapping) else {}


class _Field:
    """A field, or the entries of one that is a mapping; the same field is the same."""

    __slots__ = ("entry", "info")

    def __init__(self, info: FieldInfo, entry: bool) -> None:
        self.info = info
        self.entry = entry

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Field) and self.info is other.info and self.entry == other.entry

    def __hash__(self) -> int:
        return hash((id(self.info), self.entry))


@lru_cache(maxsize=1024)
def _adapter(kind: type[BaseModel], field: _Field) -> TypeAdapter[Any]:
    """What judges a value of a field by itself."""
    hint: Any = field.info.annotation
    if field.entry:
        hint = get_args(hint)[1]
    elif field.info.metadata:
        hint = getitem(cast("Any", Annotated), (hint, *field.info.metadata))
    strict = ConfigDict(allow_inf_nan=False)
    model = isinstance(hint, type) and issubclass(hint, BaseModel)
    return TypeAdapter(hint) if model else TypeAdapter(hint, config=strict)


def allowed(kind: type[BaseModel], steps: Sequence[str]) -> str:
    """What may stand at a path, in the words in which files are told; nothing if unknown."""
    rule = rule_at(kind, steps)
    return "" if rule is None else rules_of(kind).describe(rule)


@lru_cache(maxsize=8)
def rules_of(kind: type[BaseModel]) -> Rules:
    """The rules of a model; they do not change."""
    return Rules(kind)


def rule_at(kind: type[BaseModel], steps: Sequence[str]) -> Rule | None:
    """The rule for what stands at a path, None if there is none."""
    rules = rules_of(kind)
    rule: Rule | None = rules.top
    for step in steps:
        rule = rules.below(rule, step)
    return rule
