"""A difference between two scenarios in words: a row of a comparison, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.analysis.wording import class_words
from sim.wording import rounding
from sim.wording.rounding import number, places, signed
from sim.wording.words import capital

__all__ = ["apart", "better", "called", "level", "spanned", "value"]

Row = Mapping[str, Any]


def called(row: Row) -> str:
    """Return an outcome with its unit."""
    if row["category"] is not None:
        return f"{class_words(row['category'])}, %"
    unit = {"share": "%", "days": "days, at most to the end"}.get(row["kind"], row["unit"])
    return f"{capital(row['meaning'])}{', ' + unit if unit else ''}"


def _scale(row: Row) -> float:
    return 100.0 if row["kind"] == "share" else 1.0


def value(row: Row, mean: float | None) -> str:
    """Return a mean in words."""
    return "" if mean is None else _rounded(row, _scale(row) * mean)


def _rounded(row: Row, value: float) -> str:
    return f"{value:,.0f}" if row["kind"] == "days" else number(value)


def apart(row: Row) -> str:
    """Return a difference with its sign."""
    if row["difference"] is None:
        return ""
    return _signed(row, _scale(row) * row["difference"])


def _signed(row: Row, value: float) -> str:
    if row["kind"] != "days":
        low, high = row["low"], row["high"]
        return signed(value, digits=None if low is None else places(low, high, _scale(row)))
    text = f"{abs(value):,.0f}"
    return "0" if text == "0" else f"−{text}" if value < 0.0 else f"+{text}"


def spanned(row: Row) -> str:
    """Return the interval of a difference."""
    if row["low"] is None:
        return ""
    low, high = (_signed(row, _scale(row) * row[key]) for key in ("low", "high"))
    return f"{low} to {high}"


def better(row: Row) -> str:
    """Return the probability that one has more than the other."""
    return "" if row["better"] is None else f"{row['better']:.2f}"


def level(summary: Row) -> str:
    """Return the level of confidence in %, without the sign."""
    return rounding.level(summary["level"]).removesuffix(" %")
