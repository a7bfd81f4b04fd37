"""How many patterns are met, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sim.validation.patterns.check import NOT_MEASURED

__all__ = ["USES", "tally"]

Row = dict[str, Any]

USES: Final = ("calibration", "validation")
"""What patterns are for, in the order in which they are told."""


def tally(rows: Sequence[Row]) -> str:
    """Return how many patterns are met, by use."""
    parts = []
    for use in USES:
        of_use = [row for row in rows if row["use"] == use]
        if of_use:
            parts.append(f"{_met(of_use)} for {use}")
    none = sum(row["verdict"] == NOT_MEASURED for row in rows)
    beside = f"; of {none} more there was nothing to measure" if none else ""
    return f"{_met(rows)} patterns met ({'; '.join(parts)}){beside}"


def _met(rows: Sequence[Row]) -> str:
    """Return how many are met of those that could be measured: ``3 of 4``."""
    verdicts = [row["verdict"] for row in rows if row["verdict"] != NOT_MEASURED]
    return f"{verdicts.count('pass')} of {len(verdicts)}"
