"""Values at the edges of what the schemas allow, field by field.

A generator for tests: it asks the schema itself, so that a new field is tried as soon as it is
there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from pydantic import BaseModel

from sim.documents.schema import Rule, Rules, rules_of

__all__ = ["edges", "leaves"]

Leaf = tuple[tuple[str, ...], Rule]

_LEFT_OUT = ("title", "label", "question", "start", "end", "questions", "observed", "uncertain")


def leaves(model: BaseModel) -> list[Leaf]:
    """Fields of a model and of the models in it, each with its path and its rule."""
    rules = rules_of(type(model))
    return list(_leaves(rules, rules.top, model, ()))


def _leaves(rules: Rules, rule: Rule, value: Any, path: tuple[str, ...]) -> Iterator[Leaf]:
    if path and path[0] in _LEFT_OUT:
        return
    if isinstance(value, BaseModel):
        names = {info.alias or name: name for name, info in type(value).model_fields.items()}
        for step, field in rules.fields(rule).items():
            yield from _leaves(rules, field, getattr(value, names[step]), (*path, step))
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            below = rules.below(rule, str(key))
            if below is not None:
                yield from _leaves(rules, below, entry, (*path, str(key)))
    else:
        yield path, rules.peel(rule)


def edges(rules: Rules, rule: Rule, random: Random) -> Any:
    """A value at the edge of what a rule allows; None if there is none to choose."""
    rule = rules.peel(rule)
    kind = rule.get("type")
    if values := rules.values(rule):
        return random.choice(values)
    if kind in ("integer", "number"):
        return _number(rule, random, whole=kind == "integer")
    if kind == "boolean":
        return random.choice((True, False))
    if "prefixItems" in rule:
        items = [edges(rules, item, random) for item in rule["prefixItems"]]
        if any(item is None for item in items):
            return None
        return sorted(items) if random.random() < 0.8 else items
    if kind == "array":
        length = random.randint(rule.get("minItems", 0), min(rule.get("maxItems", 4), 4))
        chosen = [edges(rules, rule["items"], random) for _ in range(length)]
        return None if any(value is None for value in chosen) else chosen
    return None


def _number(rule: Rule, random: Random, *, whole: bool) -> float | int:
    low = rule.get("minimum", rule.get("exclusiveMinimum", -1e300))
    high = rule.get("maximum", rule.get("exclusiveMaximum", 1e300))
    inside = low + (high - low) * random.random()
    tiny = low + (high - low) * 1e-9
    value = random.choice((low, high, low, high, inside, tiny, min(max(0, low), high)))
    if "exclusiveMinimum" in rule and value == low:
        value = tiny if not whole else low + 1
    return round(value) if whole else float(value)
