"""A comparison at a glance, as a sheet: outcomes down, scenarios across, numbers as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sim.workflows.sheets.sheet import Cell, Field, Kind, Sheet, sheet_of

__all__ = ["glance_sheet"]

_KINDS: Final[Mapping[str, Kind]] = {"median": "count", "mean": "points"}
"""How numbers of a statistic are shown; those of others are shares."""

_STATISTICS: Final = {
    "median": "median; empty if it lies after the end",
    "mean": "mean",
    "share": "share of futures",
    "best": "share of futures in which no other does better",
}


def glance_sheet(summary: Mapping[str, Any]) -> Sheet:
    """Return what the page shows at a glance.

    Parameters
    ----------
    summary
        Summary of a comparison.
    """
    names = [row["name"] for row in summary["scenarios"]]
    fields = [
        Field("what", "What is compared"),
        Field("statistic", "Which number of it is shown"),
        Field("unit", "Its unit; empty for shares and counts"),
        *(
            Field(name, f"What it is in {row['title']}", "points")
            for name, row in zip(names, summary["scenarios"], strict=True)
        ),
        Field("beyond chance", "Which scenarios differ from the others beyond chance"),
    ]
    rows = []
    for row in summary["glance"]:
        kind = _KINDS.get(row["statistic"], "share")
        values = [Cell(value, kind) for value in row["values"]]
        unit = "" if kind == "share" else row["unit"] or ("d" if kind == "count" else "")
        said = _STATISTICS[row["statistic"]]
        rows.append((row["words"], said, unit, *values, row["stands_out"]))
    return sheet_of("Glance", fields, rows)
