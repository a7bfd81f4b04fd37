"""What Python users give, turned into plain values before anything else sees it.

Numbers of numpy, arrays without a dimension and whole floats are numbers; a text is no list.
"""

from __future__ import annotations

import datetime as dt
import math
import operator
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from sim.errors import InputError
from sim.results.limits import LARGEST_SEED, LAST_REPLICATION, MOST

__all__ = [
    "between",
    "flag",
    "kept_events",
    "listed",
    "plain_value",
    "processes",
    "replication_number",
    "seed_number",
    "whole",
]


def _bare(value: object) -> Any:
    """The Python value in a number of numpy, or in an array without a dimension."""
    if getattr(value, "ndim", None) == 0 and hasattr(value, "item"):
        return value.item()
    return value


def whole(name: str, value: object, low: int, high: int | None = None) -> int:
    """A whole number within bounds.

    Raises
    ------
    TypeError
        If it is no number.
    ValueError
        If it is not whole, or out of bounds.
    """
    bare = _bare(value)
    if isinstance(bare, float) and bare.is_integer():
        bare = int(bare)
    if isinstance(bare, float):
        raise ValueError(f"{name} ({bare}) must be a whole number")
    try:
        if isinstance(bare, bool):
            raise TypeError
        number = operator.index(bare)
    except TypeError:
        raise TypeError(f"{name} ({_shown(value)}) must be a whole number") from None
    if number < low or (high is not None and number > high):
        most = f" and at most {high}" if high is not None else ""
        raise ValueError(f"{name} ({number}) must be at least {low}{most}")
    return number


def seed_number(value: object) -> int:
    """A master seed, see `whole`."""
    return whole("seed", value, 0, LARGEST_SEED)


def replication_number(value: object) -> int:
    """The number of a replication, see `whole`."""
    return whole("replication", value, 0, LAST_REPLICATION)


def between(name: str, value: object, low: float, high: float) -> float:
    """A number between bounds, which it may not reach.

    Raises
    ------
    TypeError
        If it is no number.
    ValueError
        If it is out of bounds.
    """
    bare = _bare(value)
    if isinstance(bare, (bool, str)) or not hasattr(bare, "__float__"):
        raise TypeError(f"{name} ({_shown(value)}) must be a number")
    number = float(bare)
    if not low < number < high:
        raise ValueError(f"{name} ({number}) must lie in ({low:g}, {high:g})")
    return number


def flag(name: str, value: object) -> bool:
    """A yes or no.

    Raises
    ------
    TypeError
        If it is neither.
    """
    bare = _bare(value)
    if not isinstance(bare, bool):
        raise TypeError(f"{name} ({_shown(value)}) must be True or False")
    return bare


def listed(name: str, value: object) -> list[str]:
    """Names: one text is a list of one.

    Raises
    ------
    TypeError
        If they are not texts.
    """
    if isinstance(value, str):
        return [value]
    if not isinstance(value, Iterable):
        raise TypeError(f"{name} ({_shown(value)}) must be names")
    names = list(value)
    for item in names:
        if not isinstance(item, str):
            raise TypeError(f"{name} ({_shown(item)}) must be names")
    return [str(item) for item in names]  # texts of numpy are texts


def processes(value: object) -> int | None:
    """A number of processes; None for as many as there are processors, which -1 means as well.

    Raises
    ------
    TypeError
        If it is no number.
    ValueError
        If it is 0, or less than -1.
    """
    if value is None:
        return None
    number = whole("jobs", value, -1)
    if number == 0:
        raise ValueError("jobs (0) must be at least 1, or -1 or None for all processors")
    return None if number == -1 else number


def kept_events(value: object) -> int | None:
    """How many of the first replications keep their events; None for all of them.

    Parameters
    ----------
    value
        A number, None, or as the command line has it: ``"all"``, ``"none"``, ``"first:20"``.

    Raises
    ------
    TypeError
        If it is nothing of that kind.
    ValueError
        If it is a text that says nothing, or the number is out of bounds.
    """
    if value is None:
        return None
    if isinstance(value, str):
        word, _, number = value.partition(":")
        if value in ("all", "none"):
            return None if value == "all" else 0
        if word != "first" or not (number.isascii() and number.isdigit()):
            allowed = "a number, None, 'all', 'none' or 'first:20'"
            raise ValueError(f"events ({value[:40]!r}) must be {allowed}")
        value = int(number[:20])
    return whole("events", value, 0, MOST)


def plain_value(path: str, value: object) -> Any:
    """What a field is set to, as a value of JSON.

    Parameters
    ----------
    path
        The field, for messages.
    value
        Anything: numbers and arrays of numpy, dates, tuples, mappings.

    Raises
    ------
    InputError
        If a scenario can hold nothing of the kind.
    """
    bare = _bare(value)
    if bare is None or isinstance(bare, (bool, str)):
        return bare if not isinstance(bare, str) else str(bare)
    if isinstance(bare, int):
        return int(bare)
    if isinstance(bare, (float, Decimal, Fraction)):
        if not math.isfinite(bare):
            raise _refused(path, value, "a finite number")
        return (
            int(bare) if isinstance(bare, Decimal) and bare == bare.to_integral() else float(bare)
        )
    if isinstance(bare, dt.datetime):
        if bare.time() != dt.time.min:
            raise _refused(path, value, "a date without a time of the day")
        return bare.date().isoformat()
    if isinstance(bare, (dt.date, Path)):
        return str(bare)
    if isinstance(bare, Mapping):
        return {
            str(plain_value(path, key)): plain_value(f"{path}.{key}", item)
            for key, item in bare.items()
        }
    if isinstance(bare, Iterable) and not isinstance(bare, (bytes, bytearray)):
        return [plain_value(f"{path}.{k}", item) for k, item in enumerate(bare)]
    if hasattr(bare, "__index__"):
        return operator.index(bare)
    raise _refused(path, value, "a number, a text, a date, true or false, a list or a mapping")


def _refused(path: str, value: object, allowed: str) -> InputError:
    return InputError.of(
        "set", path=path, found=_shown(value), allowed=allowed, message="no such value"
    )


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
