"""Shares as horizontal bars with their intervals, each said in percent and as a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from matplotlib.axes import Axes

from sim.figures.base import style
from sim.figures.base.axes import few_ticks, grid_lines, percent_axis, write_near
from sim.figures.base.medium import Medium
from sim.statistics.intervals import Estimated
from sim.wording.rounding import percent

_NUMBER: Final = 0.117
"""Room beside a bar for its share and number, inches for each point of the size of letters."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Attributes
    ----------
    name
        What it stands for.
    note
        What that means, in small letters below; may be empty.
    count
        Number of futures.
    share
        Their share, with its interval.
    colour, hatch
        How it is filled.
    """

    name: str
    note: str
    count: int
    share: Estimated
    colour: str
    hatch: str = ""


def bars(axes: Axes, rows: Sequence[Bar], n: int) -> None:
    """Draw shares of n futures from top to bottom, their names to the left of the panel."""
    medium = style.medium_for(axes.figure)
    shares = np.array([bar.share.value for bar in rows])
    low, high = np.array([(bar.share.low or 0.0, bar.share.high or 0.0) for bar in rows]).T
    for k, bar in enumerate(rows):
        axes.barh(
            k,
            bar.share.value,
            height=0.66,
            facecolor=bar.colour,
            edgecolor="#333333",
            linewidth=0.6,
            hatch=bar.hatch,
            label=bar.name,
        )
        write_near(
            axes,
            f"{percent(bar.share.value)}  ({bar.count:,})",
            (high[k], k),
            (7.0, 0.0),
            va="center",
            fontsize=medium.text,
        )
        _name(axes, k, bar, medium)
    axes.errorbar(
        shares,
        np.arange(len(rows)),
        xerr=np.maximum([shares - low, high - shares], 0.0),
        fmt="none",
        ecolor=style.BLACK,
        elinewidth=1.4,
        capsize=4.0,
    )
    wide = axes.get_position().width * medium.width
    axes.set_xlim(0.0, float(high.max()) * wide / (wide - _NUMBER * medium.text))
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks([])
    if medium.narrow:
        few_ticks(axes.xaxis, 5)
    axes.set_xticks([tick for tick in axes.get_xticks() if tick <= 1.0])
    grid_lines(axes, "x")
    percent_axis(axes.xaxis)
    axes.set_xlabel(f"share of futures (in brackets: how many of {n:,})")


def _name(axes: Axes, y: float, bar: Bar, medium: Medium) -> None:
    large = medium.text + 0.5
    lines = [(0.0, bar.name, large, "black")]
    if bar.note:
        up = 0.62 * large
        lines = [(up, bar.name, large, "black"), (-0.9 * up, bar.note, medium.small, "#444444")]
    for up, text, size, colour in lines:
        write_near(
            axes,
            text,
            (0.0, y),
            (-8.0, up),
            xycoords=("axes fraction", "data"),
            ha="right",
            va="center",
            fontsize=size,
            color=colour,
        )
