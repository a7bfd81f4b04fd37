"""What a pydantic model allows at each place, in plain English.

Works on the model's JSON Schema: of what stands there, pydantic puts labels of
the members of unions (``anyOf``) and tags (``oneOf``) into error locations, and
leaves out references and that nothing may stand there (``null``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from .document import ABSENT, Absent, Place, Plain
from .notation import is_date
from .wording import MOST, NUMBERS, bounds, length, listed, pattern

if TYPE_CHECKING:
    from pydantic import BaseModel, TypeAdapter

__all__ = ["ANYTHING", "Rule", "Rules", "rules_of", "shape"]

Rule: TypeAlias = Mapping[str, Any]
"""One node of a JSON Schema."""

ANYTHING: Rule = {}
"""The rule of a place of which nothing is known."""

_SHAPES = {
    "object": "mapping",
    "array": "list",
    "string": "text",
    "number": "number",
    "integer": "number",
    "boolean": "bool",
    "null": "null",
}
_WORDS = {
    **NUMBERS,
    "string": "text",
    "boolean": "true or false",
    "null": "nothing (null)",
    "date": "a date like 2026-07-15",
}
_DEEPEST = 2  # levels of "each item: ..." a reader can follow


def shape(value: Plain | Absent) -> str:
    """Return what sort of thing a value is, coarsely: mapping, list, text ..."""
    if value is None or value is ABSENT:
        return "null"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, (int, float)):
        return "number"
    if isinstance(value, str):
        return "text"
    return "mapping" if isinstance(value, dict) else "list"


@lru_cache(maxsize=8)
def rules_of(model: type[BaseModel]) -> Rules:
    """Return the rules of a model; they do not change."""
    return Rules(model)


class Rules:
    """The rules of one model.

    Parameters
    ----------
    kind
        The model that a whole document is validated by, or what judges a single field.
    """

    def __init__(self, kind: type[BaseModel] | TypeAdapter[Any]) -> None:
        from .json_schema import json_schema

        self.top: Rule = json_schema(kind)
        self._named: Mapping[str, Rule] = self.top.get("$defs", {})

    def peel(self, rule: Rule) -> Rule:
        """Take off what adds nothing to error locations: references, and null beside one rule."""
        while True:
            if "$ref" in rule:
                rule = self._named[rule["$ref"].rpartition("/")[2]]
                continue
            members = _without_null(rule)
            if len(members) != 1:
                return rule
            rule = members[0]

    def fields(self, rule: Rule) -> Mapping[str, Rule]:
        """Return the keys a mapping may have, as users write them; empty if any may."""
        fields: Mapping[str, Rule] = self.peel(rule).get("properties", {})
        return fields

    def below(self, rule: Rule | None, step: str | int) -> Rule | None:
        """Return the rule for an entry of a mapping or list, None if unknown."""
        if rule is None:
            return None
        rule = self.peel(rule)
        if "properties" in rule:
            return self.fields(rule).get(str(step))
        if rule.get("type") == "object":
            entries = rule.get("additionalProperties")
            return entries if isinstance(entries, Mapping) else ANYTHING
        if not isinstance(step, int):
            return None
        first = rule.get("prefixItems", ())
        item: Rule | None = rule.get("items", first[-1] if first else None)
        return first[step] if step < len(first) else item

    def choices(self, rule: Rule) -> list[Rule]:
        """Return the members of a plain union, in pydantic's order."""
        return _without_null(self.peel(rule))

    def tags(self, rule: Rule) -> Mapping[str, Rule]:
        """Return the members of a tagged union by their tags."""
        mapping = self.peel(rule).get("discriminator", {}).get("mapping", {})
        return {tag: {"$ref": name} for tag, name in mapping.items()}

    def values(self, rule: Rule) -> list[Any]:
        """Return the values a place is limited to; empty if it is not."""
        rule = self.peel(rule)
        if "const" in rule:
            return [rule["const"]]
        if "enum" in rule:
            return list(rule["enum"])
        return [value for choice in _without_null(rule) for value in self.values(choice)]

    def shapes(self, rule: Rule) -> frozenset[str]:
        """Return the shapes of values that a rule could accept."""
        if "anyOf" in rule:
            return frozenset().union(*map(self.shapes, rule["anyOf"]))
        if "$ref" in rule:
            return self.shapes(self._named[rule["$ref"].rpartition("/")[2]])
        if values := self.values(rule):
            return frozenset(map(shape, values))
        kind = "object" if "oneOf" in rule else rule.get("type")
        return frozenset(_SHAPES.values() if kind is None else (_SHAPES[kind],))

    def misshapen(
        self, rule: Rule, value: Plain, place: Place = ()
    ) -> Iterator[tuple[Rule, Place, bool]]:
        """Yield places whose values pydantic would bend into shape: ``true`` into 1.0, say.

        With each whether it is the key that would be bent.
        """
        if shape(value) not in self.shapes(rule) or self._has_time(rule, value):
            yield rule, place, False
            return
        if isinstance(value, dict):
            entries: Iterable[tuple[str | int, Plain]] = value.items()
        elif isinstance(value, list):
            entries = enumerate(value)
        else:
            return
        member = self._member(rule, value)
        keys = ANYTHING if member is None else member.get("propertyNames", ANYTHING)
        for key in value:
            if self._has_time(keys, key):
                yield keys, (*place, str(key)), True
        for step, inner in entries:
            below = self.below(member, step)
            if below is not None:
                yield from self.misshapen(below, inner, (*place, step))

    def _has_time(self, rule: Rule, value: Plain) -> bool:
        """Whether text stands for a day only once its time and zone are dropped."""
        if not isinstance(value, str) or is_date(value):
            return False
        fitting = [
            choice
            for choice in self.choices(rule) or [self.peel(rule)]
            if "text" in self.shapes(choice)
        ]
        return bool(fitting) and all(is_day(self.peel(choice)) for choice in fitting)

    def _member(self, rule: Rule, value: dict[str, Plain] | list[Plain]) -> Rule | None:
        """Return the member of a union that a value is meant for, None if in doubt."""
        rule = self.peel(rule)
        if "anyOf" in rule:
            fitting = [
                choice for choice in self.choices(rule) if shape(value) in self.shapes(choice)
            ]
            return self._member(fitting[0], value) if len(fitting) == 1 else None
        if "oneOf" in rule:
            tag = value.get(tag_name(rule)) if isinstance(value, dict) else None
            member = self.tags(rule).get(tag) if isinstance(tag, str) else None
            return None if member is None else self.peel(member)
        return rule

    def describe(self, rule: Rule, depth: int = 0) -> str:
        """Say what may stand at a place: ``a number from 0 to 10``."""
        rule = self.peel(rule)
        kind = rule.get("format", rule.get("type"))
        if "anyOf" in rule:
            parts = [self.describe(choice, depth) for choice in self.choices(rule)]
            return ", or ".join(dict.fromkeys(parts))
        if "oneOf" in rule:
            return f"a mapping with {tag_name(rule)!r} {listed(self.tags(rule))}"
        if values := self.values(rule):
            return listed(values)
        if "properties" in rule:
            names = list(rule["properties"])
            shown = ", ".join(names[:MOST]) + (", ..." if len(names) > MOST else "")
            word = "key" if len(names) == 1 else "keys"
            return f"a mapping with {word} {shown}" if names else "an empty mapping"
        if kind == "object":
            return "a mapping" + self._each("value", rule["additionalProperties"], depth)
        if kind == "array":
            return "a list" + length(rule, "item") + self._each("item", rule.get("items"), depth)
        if kind == "string":
            return _WORDS[kind] + length(rule, "character") + pattern(rule)
        return _WORDS[kind] + bounds(rule) if kind in _WORDS else "a value"

    def _each(self, noun: str, rule: Any, depth: int) -> str:
        if not isinstance(rule, Mapping) or not rule or depth >= _DEEPEST:
            return ""
        return f" (each {noun}: {self.describe(rule, depth + 1)})"


def is_day(rule: Rule) -> bool:
    """Return whether a rule is that of dates."""
    return rule.get("format") == "date"


def tag_name(rule: Rule) -> str:
    """Return the key that tells the members of a tagged union apart."""
    return str(rule["discriminator"]["propertyName"])


def _without_null(rule: Rule) -> list[Rule]:
    return [member for member in rule.get("anyOf", ()) if member.get("type") != "null"]
