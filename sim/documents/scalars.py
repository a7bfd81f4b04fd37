"""Single values: from text by YAML's core rules, and back into a few words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from .document import ABSENT, Absent, Plain

__all__ = ["UnusableScalarError", "resolve", "short", "shortened"]

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_WHOLE = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEX = re.compile(r"0x[0-9a-fA-F]+")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NUMBER_STARTS = frozenset("+-.0123456789")

_LARGEST_WHOLE = 2**63 - 1  # what the arrays and files further on can hold
_LONGEST_NUMBER = 400  # characters; int() itself refuses thousands of digits
_SHORT = 40  # characters of a value quoted in a message


class UnusableScalarError(ValueError):
    """A number that is none: the argument says what is allowed instead."""


def resolve(text: str) -> Plain:
    """Read a plain (unquoted) scalar by the core rules of YAML 1.2.

    Only ``true`` and ``false`` (also capitalised) are truth values: ``yes``,
    ``no``, ``on`` and ``off`` stay text, and so do dates.

    Raises
    ------
    UnusableScalarError
        For infinities, NaN, and numbers too large to hold.
    """
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if text[0] not in _NUMBER_STARTS:
        return text
    if _NOT_FINITE.fullmatch(text):
        raise UnusableScalarError("a finite number")
    if _DECIMAL.fullmatch(text):
        if len(text) > _LONGEST_NUMBER:
            raise UnusableScalarError("a number of fewer digits")
        return _whole(text, 10) if _WHOLE.fullmatch(text) else _real(text)
    if len(text) <= _LONGEST_NUMBER:
        if _OCTAL.fullmatch(text):
            return _whole(text[2:], 8)
        if _HEX.fullmatch(text):
            return _whole(text[2:], 16)
    return text


def _whole(digits: str, base: int) -> int:
    number = int(digits, base)
    if abs(number) > _LARGEST_WHOLE:
        raise UnusableScalarError("a whole number of at most 18 digits")
    return number


def _real(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise UnusableScalarError("a number below 1.8e308 in size")
    return number


def shortened(text: str, length: int = _SHORT) -> str:
    """Cut a text to a length, marking the cut."""
    return text if len(text) <= length else text[: length - 3] + "..."


def written(value: object) -> str:
    """Write a value as files have it: ``[1, 2.5]``, ``true``, ``licence``."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


def short(value: Plain | Absent) -> str:
    """Say in a few words what a value is, as a message quotes it."""
    if value is ABSENT:
        return ""
    if value is None:
        return "nothing (null)"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return repr(shortened(value))
    if isinstance(value, dict):
        return f"a mapping with {_counted(value)}" if value else "an empty mapping"
    if isinstance(value, list):
        items = "1 item" if len(value) == 1 else f"{len(value)} items"
        return f"a list of {items}" if value else "an empty list"
    return repr(value)


def _counted(keys: Iterable[str]) -> str:
    names = [shortened(key, 20) for key in keys]
    shown = ", ".join(names[:3]) + (", ..." if len(names) > 3 else "")
    return f"key {shown}" if len(names) == 1 else f"keys {shown}"
