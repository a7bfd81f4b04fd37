"""Charts over time that several briefs have: fans, and how long it takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sim.batch.batch import Batch
from sim.figures.findings import batch as findings
from sim.wording.cells import number
from sim.workflows.batches.asked import level_words
from sim.workflows.briefs import rows
from sim.workflows.briefs.charts import over_time, shares
from sim.workflows.briefs.document import Chart
from sim.workflows.page import Table

__all__ = ["fan_chart", "fans_chart", "wait_chart"]

Row = Mapping[str, Any]

WAITS: Final = {
    "days_to_relief": "first relief of any kind",
    "days_to_bargain": "first agreed relief in effect",
    "days_to_termination": "first measure ended for good",
}
"""What is waited for, by column."""

_BANDS: Final = (
    "At each moment half of all futures are in the dark band and nine of ten in the light one; "
    "the line is the median. LP: 100 is all that is in force on the first day."
)
_QUANTILES: Final = ("q05", "q25", "median", "q75", "q95")


def fan_chart(batch: Batch, name: str, series: str = "legal") -> Chart:
    """Return the bands of a series over time, relief in law unless told otherwise."""
    found = rows.fan_rows(batch, series)
    return Chart(
        name,
        f"{findings.fan(batch, [series])}.",
        _BANDS,
        over_time.fan(found, "LP eased in law"),
        _bands("day", {row["when"]: row for row in _some(found)}),
    )


def fans_chart(name: str, finding: str, groups: Mapping[str, Sequence[Row]], unit: str) -> Chart:
    """Return the bands of a series over time, a panel for each of several titles.

    Parameters
    ----------
    name
        Of the chart.
    finding
        What was found, without a full stop at the end.
    groups
        Rows as `sim.workflows.briefs.rows.fan_rows` returns them, by title.
    unit
        Unit of the series.
    """
    last = {title: found[-1] for title, found in groups.items()}
    spec = over_time.fans(groups, unit)
    return Chart(name, f"{finding}.", _BANDS, spec, _bands("at the end", last))


def _bands(first: str, found: Mapping[str, Row]) -> Table:
    return Table(
        [(name, *(number(row[key]) for key in _QUANTILES)) for name, row in found.items()],
        (first, "5 %", "25 %", "median", "75 %", "95 %"),
        right=range(1, 6),
    )


def wait_chart(batch: Batch, summary: Row, name: str) -> Chart:
    """Return how long it takes until relief begins, is agreed, becomes permanent."""
    found = rows.wait_rows(batch, WAITS, summary["level"])
    return Chart(
        name,
        f"{findings.survival(batch, [*WAITS][1:2])}.",
        f"Share of futures in which it has happened by then, with the {level_words(summary)}.",
        shares.by_then(found, list(WAITS.values())),
        Table(
            [
                (row["when"], row["what"], row["said"])
                for row in sorted(
                    (
                        row
                        for what in WAITS.values()
                        for row in _some([row for row in found if row["what"] == what], 12)
                    ),
                    key=lambda row: row["date"],
                )
            ],
            ("by", "what has happened", "in how many futures"),
            labels=2,
        ),
    )


def _some(found: Sequence[Row], most: int = 40) -> list[Row]:
    """Return rows spread evenly over time, the last among them."""
    every = max(1, -(-len(found) // most))
    kept = [row for k, row in enumerate(found) if k % every == 0]
    return kept if kept[-1] is found[-1] else [*kept, found[-1]]
