"""What a pydantic model allows at each place, in plain English.

Works on the model's core schema, the structure pydantic validates by, because
that is where error locations come from: it tells field names from the tags and
labels that unions put between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from .document import ABSENT, Absent, Place, Plain
from .notation import is_date
from .wording import MOST, NUMBERS, bounds, length, listed, pattern

if TYPE_CHECKING:
    from pydantic import BaseModel

__all__ = ["Rule", "Rules", "shape", "tagged"]

Rule: TypeAlias = Mapping[str, Any]
"""One node of a core schema."""

_WRAPPERS = frozenset(
    {
        "default",
        "nullable",
        "function-after",
        "function-before",
        "function-wrap",
        "model",
        "model-field",
        "dataclass",
        "dataclass-field",
        "typed-dict-field",
        "definitions",
    }
)
_REWRITERS = frozenset({"function-before", "function-wrap", "function-plain"})
_ANY: Rule = {"type": "any"}
_FIELDS = frozenset({"model-fields", "typed-dict", "dataclass-args"})
_LISTS = frozenset({"list", "tuple", "set", "frozenset", "deque", "generator"})
_WORDS = {
    **NUMBERS,
    "str": "text",
    "bool": "true or false",
    "date": "a date like 2026-07-15",
    "datetime": "a date and time like 2026-07-15T12:00:00",
    "time": "a time like 12:00",
    "timedelta": "a duration like P30D",
    "none": "nothing (null)",
    "uuid": "a UUID",
    "url": "a web address",
}
_ALL_SHAPES = frozenset({"mapping", "list", "text", "number", "bool", "null"})
_SHAPES = {
    **dict.fromkeys(NUMBERS, frozenset({"number"})),
    **dict.fromkeys(_FIELDS, frozenset({"mapping"})),
    **dict.fromkeys(_LISTS, frozenset({"list"})),
    **dict.fromkeys(
        ("str", "date", "datetime", "time", "timedelta", "uuid", "url"), frozenset({"text"})
    ),
    "bool": frozenset({"bool"}),
    "dict": frozenset({"mapping"}),
    "tagged-union": frozenset({"mapping"}),
    "none": frozenset({"null"}),
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


def tagged(rule: Rule, tag: str) -> Rule | None:
    """Return the member of a tagged union that a tag stands for."""
    for name, choice in rule["choices"].items():
        if str(getattr(name, "value", name)) == tag and isinstance(choice, Mapping):
            return choice
    return None


class Rules:
    """The rules of one model.

    Parameters
    ----------
    model
        The model that a whole document is validated by.
    """

    def __init__(self, model: type[BaseModel]) -> None:
        from pydantic import TypeAdapter

        core: Any = TypeAdapter(model).core_schema
        self._named: dict[str, Rule] = {
            rule["ref"]: rule for rule in core.get("definitions", ()) if "ref" in rule
        }
        self.top: Rule = core

    def peel(self, rule: Rule) -> Rule:
        """Take off what adds nothing to error locations: defaults, validators, references.

        Bounds that pydantic keeps on a wrapper are carried over to what is inside.
        """
        return self._unwrapped(rule)[0]

    def _unwrapped(self, rule: Rule) -> tuple[Rule, frozenset[str]]:
        """Return the rule inside all wrappers, and the shapes the wrappers add."""
        kept: dict[str, Any] = {}
        more: frozenset[str] = frozenset()
        while True:
            kind = rule.get("type")
            if kind == "nullable":
                more |= {"null"}
            elif kind in _REWRITERS:
                more = _ALL_SHAPES
            metadata = rule.get("metadata") or {}
            kept = {**metadata.get("pydantic_js_updates", {}), **kept}
            inner: Rule | None
            if kind in _WRAPPERS:
                inner = rule.get("schema")
            elif kind == "definition-ref":
                inner = self._named.get(rule["schema_ref"])
            elif kind == "lax-or-strict":
                inner = rule.get("strict_schema")
            elif kind == "json-or-python":
                inner = rule.get("json_schema")
            elif kind == "chain":
                inner = rule["steps"][0]
            elif kind == "function-plain":
                inner = _ANY
            else:
                return ({**kept, **rule} if kept else rule), more
            rule = inner if inner is not None else _ANY

    def fields(self, rule: Rule) -> dict[str, Rule]:
        """Return the keys a mapping may have, as users write them; empty if any may."""
        rule = self.peel(rule)
        if rule["type"] not in _FIELDS:
            return {}
        fields = rule["fields"]
        pairs = (
            fields.items()
            if isinstance(fields, Mapping)
            else ((field["name"], field) for field in fields)
        )
        return {
            alias if isinstance(alias := field.get("validation_alias"), str) else name: field
            for name, field in pairs
        }

    def below(self, rule: Rule | None, step: str | int) -> Rule | None:
        """Return the rule for an entry of a mapping or list, None if unknown."""
        if rule is None:
            return None
        rule = self.peel(rule)
        kind = rule["type"]
        if kind in _FIELDS and isinstance(step, str):
            return self.fields(rule).get(step)
        if kind == "dict":
            return rule.get("values_schema")
        items = rule.get("items_schema") if kind in _LISTS else None
        if isinstance(items, list):
            if not items:
                return None
            last = rule.get("variadic_item_index", len(items) - 1)
            return items[min(step, last)] if isinstance(step, int) else None
        return items

    def choices(self, rule: Rule) -> list[Rule]:
        """Return the members of a plain union, in pydantic's order."""
        return [
            choice[0] if isinstance(choice, tuple) else choice
            for choice in self.peel(rule).get("choices", ())
        ]

    def values(self, rule: Rule) -> list[Any]:
        """Return the values a place is limited to; empty if it is not."""
        rule = self.peel(rule)
        if rule["type"] == "literal":
            return list(rule["expected"])
        if rule["type"] == "enum":
            return [member.value for member in rule["members"]]
        if rule["type"] == "union":
            return [value for choice in self.choices(rule) for value in self.values(choice)]
        return []

    def shapes(self, rule: Rule) -> frozenset[str]:
        """Return the shapes of values that a rule could accept."""
        rule, more = self._unwrapped(rule)
        kind = rule["type"]
        if kind in ("literal", "enum"):
            return more.union(shape(value) for value in self.values(rule))
        if kind == "union":
            return more.union(*(self.shapes(choice) for choice in self.choices(rule)))
        return more | _SHAPES.get(kind, _ALL_SHAPES)

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
        keys = member.get("keys_schema") if member is not None else None
        for key in value if keys is not None and self.peel(keys)["type"] == "date" else ():
            if isinstance(key, str) and not is_date(key):
                yield keys or _ANY, (*place, key), True
        for step, inner in entries:
            below = self.below(member, step)
            if below is not None:
                yield from self.misshapen(below, inner, (*place, step))

    def _has_time(self, rule: Rule, value: Plain) -> bool:
        """Whether text stands for a day only once its time and zone are dropped."""
        if not isinstance(value, str):
            return False
        rule = self.peel(rule)
        fitting = self.choices(rule) if rule["type"] == "union" else [rule]
        kinds = [self.peel(choice)["type"] for choice in fitting if "text" in self.shapes(choice)]
        return bool(kinds) and set(kinds) == {"date"} and not is_date(value)

    def _member(self, rule: Rule, value: dict[str, Plain] | list[Plain]) -> Rule | None:
        """Return the member of a union that a value is meant for, None if in doubt."""
        rule = self.peel(rule)
        if rule["type"] == "union":
            fitting = [
                choice for choice in self.choices(rule) if shape(value) in self.shapes(choice)
            ]
            return self._member(fitting[0], value) if len(fitting) == 1 else None
        if rule["type"] == "tagged-union":
            tag = rule["discriminator"]
            if isinstance(value, dict) and isinstance(tag, str) and isinstance(value.get(tag), str):
                return tagged(rule, str(value[tag]))
            return None
        return rule

    def describe(self, rule: Rule, depth: int = 0) -> str:
        """Say what may stand at a place: ``a number from 0 to 10``."""
        rule = self.peel(rule)
        kind = rule["type"]
        if kind in ("literal", "enum"):
            return listed(self.values(rule))
        if kind == "union":
            parts = [self.describe(choice, depth) for choice in self.choices(rule)]
            return ", or ".join(dict.fromkeys(parts))
        if kind == "tagged-union":
            tag = rule["discriminator"]
            if isinstance(tag, str):
                return f"a mapping with {tag!r} {listed(rule['choices'])}"
            return "a mapping"
        if kind in _FIELDS:
            names = list(self.fields(rule))
            shown = ", ".join(names[:MOST]) + (", ..." if len(names) > MOST else "")
            word = "key" if len(names) == 1 else "keys"
            return f"a mapping with {word} {shown}" if names else "an empty mapping"
        if kind == "dict":
            return "a mapping" + self._each("value", rule.get("values_schema"), depth)
        if kind in _LISTS:
            items = rule.get("items_schema")
            if isinstance(items, list):
                if "variadic_item_index" not in rule:
                    return f"a list of {len(items)} items"
                items = items[rule["variadic_item_index"]]
            return "a list" + length(rule, "item") + self._each("item", items, depth)
        words = _WORDS.get(kind)
        if words is None:
            return "a value of another kind" if kind != "any" else "a value"
        if kind == "str":
            return words + length(rule, "character") + pattern(rule)
        return words + bounds(rule)

    def _each(self, noun: str, rule: Rule | None, depth: int) -> str:
        if rule is None or depth >= _DEEPEST or self.peel(rule)["type"] == "any":
            return ""
        return f" (each {noun}: {self.describe(rule, depth + 1)})"
