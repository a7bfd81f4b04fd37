"""Cells of tables: shares, numbers, intervals, dates and times as a reader expects them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final

from sim.wording import rounding, words

__all__ = [
    "LATER",
    "UNKNOWN",
    "correlation",
    "date_cell",
    "days_cell",
    "duration",
    "factor",
    "interval",
    "measured",
    "number",
    "p_value",
    "places",
    "score_cell",
    "share",
]

LATER: Final = "later"
"""What is written for a time after the end."""

UNKNOWN: Final = "–"
"""What is written for a number that there is none of."""


def share(value: float | None) -> str:
    """Write a share as a percentage."""
    return "" if value is None else rounding.percent(value)


def number(value: float | None, digits: int | None = None) -> str:
    """Write a number as it is rounded everywhere; nothing where there is none."""
    return "" if value is None else rounding.number(value, digits)


def places(row: Mapping[str, Any], scale: float = 1.0) -> int:
    """Return the digits behind the point in which the interval of a row shows."""
    return rounding.places(row["low"], row["high"], scale)


def interval(row: Mapping[str, Any], word: Callable[[float], str], prefix: str = "") -> str:
    """Write an interval: ``3.7 to 8.0``."""
    low, high = row[f"{prefix}low"], row[f"{prefix}high"]
    if low is None or high is None:
        return ""
    return f"{word(low).removesuffix(' %')} to {word(high)}"


def days_cell(value: float | None) -> str:
    """Write a number of days; None lies after the end."""
    return LATER if value is None else f"{value:,.0f}"


def date_cell(value: str | None) -> str:
    """Write a date that is given as ``2026-07-15``; None lies after the end."""
    return LATER if value is None else words.date(dt.date.fromisoformat(value))


def duration(days: float | None) -> str:
    """Write a time as one thinks of it: ``45 days``, ``10 months``; None lies after the end."""
    return "not by the end" if days is None else words.duration(days)


def measured(value: float | None) -> str:
    """Write a measured value with three digits that count; None is nothing to measure."""
    return "nothing" if value is None else rounding.three_digits(value)


def score_cell(value: float | None) -> str:
    """Write a score or loss with about three digits; nothing where there is none."""
    if value is None:
        return ""
    return rounding.number(value, 1 if abs(value) >= 100.0 else 2 if abs(value) >= 10.0 else 3)


def correlation(value: float | None) -> str:
    """Write a correlation: ``−0.42``."""
    return UNKNOWN if value is None else rounding.minus(f"{value:.2f}")


def p_value(value: float | None) -> str:
    """Write a p, without the zero before its point."""
    if value is None:
        return ""
    return "<.001" if value < 0.001 else f"{value:.3f}".removeprefix("0")


def factor(value: float | None) -> str:
    """Write a factor: ``×2.3``."""
    return "" if value is None else f"×{value:,.1f}" if value < 100.0 else f"×{value:,.0f}"
