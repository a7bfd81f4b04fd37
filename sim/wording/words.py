"""Points, durations, dates, counts and lists inside a sentence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from math import gcd
from typing import Final

from sim.wording.rounding import minus
from sim.wording.units import unit

__all__ = [
    "about",
    "brief",
    "capital",
    "clipped",
    "count",
    "date",
    "day",
    "days",
    "duration",
    "fraction",
    "joined",
    "listed",
    "lower",
    "lp",
    "percent",
    "points",
    "the",
    "up",
]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_NAME = 60


def date(day: dt.date) -> str:
    """Return a date such as ``15 Apr 2026``, whatever the locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def day(iso: str) -> str:
    """Return a date given as ``2026-04-15`` in words."""
    return date(dt.date.fromisoformat(iso))


def _number(value: float) -> str:
    rounded = round(value, 1)
    if rounded == 0.0 and value != 0.0:
        return minus(f"{value:.2f}")
    return minus(f"{rounded + 0.0:.1f}")


def lp(value: float) -> str:
    """Return leverage points: ``48.2 LP``."""
    return _number(value) + unit("LP").suffix


def up(value: float) -> str:
    """Return utility points of the executive: ``2.6 UP``."""
    return _number(value) + unit("UP").suffix


def points(value: float, of: str = "points") -> str:
    """Return points of a kind, or those that are nobody else's: ``2.6 EP``, ``2.6 points``."""
    return _number(value) + unit(of).suffix


def percent(share: float) -> str:
    """Return a share in [0, 1] as ``26 %``; small ones with a decimal."""
    value = 100.0 * share
    return f"{value:.1f} %" if 0.0 < abs(value) < 9.95 else f"{value:.0f} %"


def days(value: float) -> str:
    """Return a duration: ``1 day``, ``83 days``, ``less than a day``."""
    whole = round(value)
    if whole < 1:
        return "less than a day"
    return "1 day" if whole == 1 else f"{whole:,} days"


def duration(days: float) -> str:
    """Return a time as one thinks of it: ``45 days``, ``10 months``, ``2.1 years``."""
    if days < 60.0:
        return f"{days:.0f} days"
    if days < 540.0:
        return f"{days / 30.44:.0f} months"
    return f"{days / 365.25:.1f} years"


def count(n: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun: ``1 measure``, ``23 measures``."""
    return f"{n:,} {singular if n == 1 else plural or singular + 's'}"


def about(value: float) -> str:
    """Return a number of two digits at most: ``260`` for 263.4, ``1,300`` for 1,290."""
    digits = max(0, len(str(round(value))) - 2)
    return f"{round(value, -digits):,.0f}"


_SHARES: Final = {2: "half", 3: "a third", 4: "a quarter", 5: "a fifth", 10: "a tenth"}
_MANY_SHARES: Final = {3: "thirds", 4: "quarters", 5: "fifths", 10: "tenths"}
_SMALL: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def fraction(part: int, whole: int) -> str:
    """Return a part of something in words: ``half``, ``three quarters``, ``7 of 13 parts``.

    Parameters
    ----------
    part, whole
        How many of how many equal parts, whole numbers above 0.
    """
    shared = gcd(part, whole)
    top, bottom = part // shared, whole // shared
    if top == bottom:
        return "all"
    if top == 1 and bottom in _SHARES:
        return _SHARES[bottom]
    if bottom in _MANY_SHARES and top < len(_SMALL):
        return f"{_SMALL[top]} {_MANY_SHARES[bottom]}"
    return f"{part} of {whole} parts"


def joined(parts: Sequence[str], last: str = "and") -> str:
    """Return ``a``, ``a and b``, ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def listed(parts: Sequence[str], most: int = 0) -> str:
    """Return a list of names, which may hold commas: ``a; b; c and 3 more``."""
    if most and len(parts) > most + 1:
        return f"{'; '.join(parts[:most])} and {len(parts) - most} more"
    return "; ".join(parts)


def clipped(text: str, length: int) -> str:
    """Return a text of at most so many characters, cut between words where it can be."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    space = cut.rfind(" ")
    if space > 0.6 * length:
        cut = cut[:space]
    return cut.rstrip(" ,;:(") + "…"


def capital(sentence: str) -> str:
    """Return a sentence with its first letter in capitals."""
    return sentence[:1].upper() + sentence[1:]


def lower(name: str) -> str:
    """Return a name inside a sentence: ``Prisoner swap`` becomes ``prisoner swap``.

    Names of two capitalised words (Black Sea), abbreviations and numbers stay as they are.
    """
    words = name.split()
    if not words or not words[0][1:].islower():
        return name
    if len(words) > 1 and words[1][:1].isupper():
        return name
    return name[0].lower() + name[1:]


def brief(name: str) -> str:
    """Return a name without what stands in brackets, cut at a colon or semicolon if still long."""
    text = " ".join(re.sub(r"\s*\([^()]*\)", "", name).split())
    if len(text) > _LONG_NAME:
        for stop in (": ", "; "):
            text = text.split(stop, 1)[0]
    return text or name


def the(name: str) -> str:
    """Return a government's name inside a sentence: ``the United Kingdom``, ``Hungary``."""
    first = name.split()[0] if name else ""
    return f"the {name}" if first in ("United", "European", "Netherlands") else name
