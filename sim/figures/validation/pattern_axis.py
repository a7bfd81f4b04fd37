"""What figures of patterns share: an axis in widths of the band, and how many are met."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl
from matplotlib.axes import Axes

from sim.validation.patterns.check import NOT_MEASURED

if TYPE_CHECKING:
    from sim.validation.patterns.check import Check

Row = dict[str, Any]

REACH: Final = 1.5
"""Widths of the band to either side of it that are drawn; what lies beyond is an arrow."""

BAND: Final = "#DCDCDC"
"""Colour of the band."""

USES: Final = {
    "calibration": "For calibration: values may have been chosen in view of these",
    "validation": "For validation: kept out of every choice of values",
}
"""What patterns are for."""


def subject(check: Check) -> str:
    """Return how many patterns there are, and how many are met."""
    table = check.patterns
    counts = []
    for use in USES:
        rows = table.filter(use=use)
        if rows.height:
            met = rows.filter(verdict="pass").height
            measured = rows.filter(pl.col("verdict") != NOT_MEASURED).height
            counts.append(f"{met} of {measured} for {use} are met")
    return f"{table.height} patterns: {', '.join(counts)}"


def place_axis(axes: Axes, tall: float) -> None:
    """Let a panel show places in bands; its vertical axis is in inches from the top."""
    axes.set_xlim(-REACH, 1.0 + REACH)
    axes.set_ylim(tall, 0.0)
    axes.axvspan(0.0, 1.0, facecolor=BAND, zorder=0, label="band")
    axes.set_yticks([])
    axes.set_xticks([-1.0, 0.0, 1.0, 2.0], ["−1", "low end", "high end", "+1"])
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("place in the band; outside, widths of the band from its end")


def scaled(value: float, row: Row) -> float:
    """Return a value in units of its band: 0 at the lower end, 1 at the upper."""
    low, high = row["band_low"], row["band_high"]
    return float((value - low) / (high - low))
