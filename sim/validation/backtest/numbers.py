"""Numbers of a backtest as cells: with their intervals, differences with their sign."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sim.wording.cells import UNKNOWN, score_cell

__all__ = ["SCORES", "SHORT", "TITLES", "apart", "ranged"]

Row = Mapping[str, Any]

SCORES: Final = {"brier": "Brier", "log": "log score, nats", "crps": "CRPS of dates, years"}
"""Scores in words."""

TITLES: Final = {**SCORES, "brier": "Brier score"}
"""The same where nothing else says that they are scores."""

SHORT: Final = {"brier": "Brier", "log": "log", "crps": "CRPS"}
"""The same in a few letters."""


def ranged(row: Row | None, name: str) -> str:
    """Return a number with its interval: ``0.53 (0.34 to 0.71)``, – for what is not known."""
    if row is None:
        return ""
    value, low, high = (score_cell(row[key]) or UNKNOWN for key in (name, "low", "high"))
    return value if low == high == UNKNOWN else f"{value} ({low} to {high})"


def apart(row: Row) -> str:
    """Return a difference with its sign and its interval: ``+0.012 (−0.003 to 0.025)``."""
    value = row["difference"]
    cell = ranged(row, "difference")
    return cell if value <= 0.0 or cell.startswith("0.000") else f"+{cell}"
