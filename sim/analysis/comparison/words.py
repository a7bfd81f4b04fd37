"""A difference between two scenarios inside a sentence: of what, how much, how sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sim.analysis.wording import short
from sim.wording.rounding import number, percent, signed
from sim.wording.words import capital

__all__ = ["MAIN", "ahead", "beyond", "interval", "main_rows", "measure", "topic"]

Row = Mapping[str, Any]

MAIN: Final = "legal_end"
"""The outcome by which a comparison is answered unless another is named."""


def main_rows(
    rows: Sequence[Row], names: Sequence[str], outcomes: Sequence[str] | None
) -> list[Row]:
    """Return the differences of the main outcome, or of the first mean if there are none.

    Parameters
    ----------
    rows
        Differences to the baseline (`sim.analysis.comparison.comparison.Comparison`).
    names
        Of the scenarios, the baseline first.
    outcomes
        Names of outcomes, the main one first; `MAIN` if None.
    """
    wanted = outcomes[0] if outcomes else MAIN
    main = [row for row in rows if row["outcome"] == wanted and row["category"] is None]
    if not main:
        first = next((row for row in rows if row["kind"] == "mean" and row["b"] == names[1]), None)
        main = [row for row in rows if first and row["outcome"] == first["outcome"]]
    return [row for row in main if row["difference"] is not None]


def topic(row: Row) -> str:
    """Return what a difference is of: ``Relief at the end``, ``Days until first relief``."""
    words = short(row["outcome"], row["meaning"])
    return capital(f"days until {words}" if row["kind"] == "days" else words)


def measure(row: Row, value: float) -> str:
    """Return a value of an outcome, or a difference, with its unit: ``34.4 LP``."""
    if row["kind"] == "share":
        return f"{number(100.0 * value)} percentage points"
    unit = "days" if row["kind"] == "days" or row["unit"] == "d" else row["unit"]
    return f"{number(value)} {unit}".rstrip()


def interval(row: Row, sign: float) -> str:
    """Return the interval of a difference, turned round if the sign is negative."""
    if row["low"] is None:
        return "(too few futures for an interval)"
    scale = sign * (100.0 if row["kind"] == "share" else 1.0)
    low, high = sorted((scale * row["low"], scale * row["high"]))
    return f"({signed(low, plus=False)} to {signed(high, plus=False)})"


def ahead(row: Row, sign: float) -> str:
    """Return in which share of futures b has more than a; less, if the sign is negative."""
    apart = sign * (2.0 * row["better"] - 1.0) * row["n"]
    return percent(0.5 * (row["differing"] + apart) / row["n"])


def beyond(row: Row, level: float) -> bool:
    """Return whether a difference is beyond chance, p adjusted for all that are compared."""
    return row["p_holm"] is not None and row["p_holm"] < 1.0 - level
