"""What figures of patterns share: an axis in widths of the band, and how many are met."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from matplotlib.axes import Axes

from sim.wording.words import count

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
    """Return how many patterns were looked at, in how many futures of how many scenarios."""
    table = check.patterns
    sizes = table["n"].drop_nulls()
    futures = f" · up to {count(int(sizes.max() or 0), 'future')} each" if sizes.len() else ""  # type: ignore[arg-type]
    where = count(table["scenario"].n_unique(), "scenario")
    return f"{count(table.height, 'pattern')} in {where}{futures}"


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
