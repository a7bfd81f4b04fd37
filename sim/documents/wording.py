"""Limits in plain English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .scalars import shortened

__all__ = ["MOST", "NUMBERS", "bounds", "length", "listed", "pattern"]

MOST = 24
"""Names listed before the rest is left out."""
NUMBERS = {"int": "a whole number", "float": "a number", "decimal": "a number"}
"""The kinds of rules for numbers, in words."""
_BOUNDS = ("at least", "above", "at most", "below")


def listed(values: Iterable[Any]) -> str:
    """Write ``one of: a, b, c``, cut where it gets too long to read."""
    names = [shortened(_plain(value)) for value in values]
    if len(names) == 1:
        return names[0]
    return "one of: " + ", ".join(names[:MOST]) + (", ..." if len(names) > MOST else "")


def bounds(rule: Mapping[str, Any]) -> str:
    """Write the bounds of a number or date: `` from 0 to 10``."""
    ge, gt, le, lt = (rule.get(bound) for bound in ("ge", "gt", "le", "lt"))
    step = rule.get("multiple_of")
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
    least, most = rule.get("min_length"), rule.get("max_length")
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
    return f" matching {wanted if isinstance(wanted, str) else wanted.pattern}"


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(getattr(value, "value", value))
