"""Whether a path names a parameter, and a value is one that it may take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ValidationError

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
    # Put the value in place and let the schema judge it.
    data = model.model_dump(by_alias=True, include={steps[0]})
    here: Any = data
    for step in steps[:-1]:
        if not isinstance(here, dict) or step not in here:
            known = list(here) if isinstance(here, dict) else []
            near = nearest(step, known) if known else None
            yield Misfit(
                at, f"there is no '{step}'", hint=f"did you mean '{near}'?" if near else None
            )
            return
        here = here[step]
    here[steps[-1]] = value
    try:
        kind.model_validate({**model.model_dump(by_alias=True), **data})
    except ValidationError as error:
        first = error.errors()[0]
        inside = first["loc"] == tuple(steps)  # no rule that reads it with other fields
        may = allowed(kind, steps) if inside else ""
        said = "" if may else str(first["msg"]).removeprefix("Value error, ")
        yield Misfit(at, said, found=short(value), allowed=may)


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
