"""Limits in plain English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .scalars import shortened

__all__ = ["MOST", "NUMBERS", "bounds", "length", "listed", "pattern"]

MOST = 24
"""Names listed before the rest is left out."""
NUMBERS = {"integer": "a whole number", "number": "a number"}
"""The types of numbers, in words."""
_KEYWORDS = {
    "minimum": "ge",
    "exclusiveMinimum": "gt",
    "maximum": "le",
    "exclusiveMaximum": "lt",
}
"""Bounds of numbers in a JSON Schema; what pydantic calls those that it cannot say there."""
_BOUNDS = ("at least", "above", "at most", "below")


def listed(values: Iterable[Any]) -> str:
    """Write ``one of: a, b, c``, cut where it gets too long to read."""
    names = [shortened(_plain(value)) for value in values]
    if len(names) == 1:
        return names[0]
    return "one of: " + ", ".join(names[:MOST]) + (", ..." if len(names) > MOST else "")


def bounds(rule: Mapping[str, Any]) -> str:
    """Write the bounds of a number or date: `` from 0 to 10``."""
    ge, gt, le, lt = (rule.get(word, rule.get(name)) for word, name in _KEYWORDS.items())
    step = rule.get("multipleOf")
    tail = f", a multiple of {_plain(step)}" if step is not None else ""
    if ge is not None and le is not None:
        return f" from {_plain(ge)} to {_plain(le)}{tail}"
    dated = rule["type"] not in NUMBERS
    words = ("not before", "after", "not after", "before") if dated else _BOUNDS
    parts = [
        f"{word} {_plain(bound)}"
        for word, bound in zip(words, (ge, gt, le, lt), strict=True)
        if bound is not None
    ]
    if not parts:
        return tail
    joint = ", " if dated else " of " if parts[0].startswith("at ") else " "
    return joint + " and ".join(parts) + tail


def length(rule: Mapping[str, Any], noun: str) -> str:
    """Write the bounds of a length: `` of at least 1 item``."""
    kind = "Items" if rule["type"] == "array" else "Length"
    least, most = rule.get(f"min{kind}"), rule.get(f"max{kind}")
    if least is not None and most is not None:
        count = f"{least}" if least == most else f"{least} to {most}"
    elif most is not None:
        count = f"at most {most}"
    elif least:
        count = f"at least {least}"
    else:
        return ""
    return f" of {count} {noun}" + ("" if count.split()[-1] == "1" else "s")


def pattern(rule: Mapping[str, Any]) -> str:
    """Write the pattern of a text."""
    wanted = rule.get("pattern")
    if wanted is None:
        return ""
    return f" matching {wanted}"


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
