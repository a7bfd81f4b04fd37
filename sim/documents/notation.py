"""Numbers and dates as people write them, and as files want them."""

from __future__ import annotations

import re
from datetime import date

__all__ = ["is_date", "looks_like_date", "rewritten"]

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ]\S.*")
_PERCENT = re.compile(r"(-?\d+(?:\.\d+)?) ?%")
_COMMA = re.compile(r"(-?\d+),(\d{1,2}|\d{4,})")
_GROUPS = re.compile(r"-?\d{1,3}([ _,'\u00a0]\d{3})+")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_TRUTH = {"yes": "true", "on": "true", "no": "false", "off": "false"}


def looks_like_date(text: str) -> bool:
    """Say whether a text starts like ``2026-07-15``, though there may be no such day."""
    return _DATE.match(text) is not None


def is_date(text: str) -> bool:
    """Say whether a text is a date and nothing more: no time of the day, which would be lost."""
    if _DATE.fullmatch(text) is None:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def rewritten(text: str, shapes: frozenset[str], allowed: str) -> str:
    """Say how to write what somebody wrote in another notation, if it is known.

    Parameters
    ----------
    text
        What was written.
    shapes, allowed
        What may stand there, as `sim.documents.schema.Rules` puts it.
    """
    if "number" in shapes:
        if percent := _PERCENT.fullmatch(text):
            return f"write {float(percent[1]) / 100:g}"
        if comma := _COMMA.fullmatch(text):
            return f"write {comma[1]}.{comma[2]}"
        if _GROUPS.fullmatch(text):
            return f"write {re.sub(r'[^-0-9]', '', text)}"
        if _NUMBER.fullmatch(text):
            return "leave out the quotes"
    if "bool" in shapes and text.casefold() in _TRUTH:
        return f"write {_TRUTH[text.casefold()]}"
    if "a date" in allowed and "time" not in allowed and (moment := _MOMENT.fullmatch(text)):
        return f"days have no time of the day or zone here: write {moment[1]} if you mean that day"
    if "a date" in allowed and (day := _DAY_FIRST.fullmatch(text)):
        try:
            return f"write {date(int(day[3]), int(day[2]), int(day[1])).isoformat()}"
        except ValueError:
            return ""
    return ""
