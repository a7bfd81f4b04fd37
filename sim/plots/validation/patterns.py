"""Patterns: what the simulation gives, held against the band of what is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.errors import ThawError
from sim.plots.base import style
from sim.plots.base.pages import Page, sheet
from sim.plots.batch.measured import number
from sim.validation.patterns.check import NOT_MEASURED

if TYPE_CHECKING:
    from sim.validation.patterns.check import Check

REACH: Final = 1.5
"""Widths of the band to either side of it that are drawn; what lies beyond is an arrow."""

BAND: Final = "#DCDCDC"
"""Colour of the band."""

_USES: Final = {
    "calibration": "For calibration: values may have been chosen in view of these",
    "validation": "For validation: kept out of every choice of values",
}

# Inches: the legend, above a section, a row of two lines, a further line, below a section.
_LEGEND, _ABOVE, _ROW, _LINE, _BELOW = 0.34, 0.42, 0.45, 0.165, 0.55
_LEFT, _WIDTH = 5.3, 3.9

_FACT, _STATISTIC = 64, 76
"""Letters of a line of a fact, and of what was measured."""

Row = dict[str, Any]


def patterns(check: Check) -> Figure:
    """Every pattern: its value with a 95 % interval, in units of the width of its band.

    Parameters
    ----------
    check
        What became of the patterns.

    Raises
    ------
    ThawError
        If there is none.
    """
    rows = check.patterns.to_dicts()
    if not rows:
        raise ThawError("there is nothing to draw: no pattern was looked at")
    sections = [found for use in _USES if (found := [row for row in rows if row["use"] == use])]
    with style.house():
        page = sheet(
            subject(check),
            "Value of each pattern with its 95 % interval, drawn so that all bands are of one "
            "width; the numbers beside it are in the pattern's own unit",
            _LEGEND + sum(_ABOVE + _height(found) + _BELOW for found in sections),
            chance=True,
        )
        _legend(page)
        top = _LEGEND
        for found in sections:
            axes = page.panel(_LEFT, top + _ABOVE, _WIDTH, _height(found))
            _section(axes, found)
            page.figure.text(
                *page.at(0.15, top + _ABOVE - 0.1),
                _USES[found[0]["use"]],
                fontsize=10.5,
                fontweight="bold",
            )
            top += _ABOVE + _height(found) + _BELOW
    return page.figure


def subject(check: Check) -> str:
    """How many patterns there are, and how many are met."""
    table = check.patterns
    said = []
    for use in _USES:
        rows = table.filter(use=use)
        if rows.height:
            met = rows.filter(verdict="pass").height
            known = rows.filter(pl.col("verdict") != NOT_MEASURED).height
            said.append(f"{met} of {known} for {use} are met")
    return f"{table.height} patterns: {', '.join(said)}"


def _lines(row: Row) -> tuple[list[str], list[str]]:
    """The fact, and what was measured of it."""
    fact = wrap(row["fact"], _FACT, max_lines=2, placeholder="…")
    said = f"{row['id']} · {row['scenario']}, n = {row['n'] or 0:,} · {row['statistic']}"
    return fact, wrap(said, _STATISTIC, max_lines=2, placeholder="…")


def _tall(row: Row) -> float:
    fact, said = _lines(row)
    return _ROW + (len(fact) + len(said) - 2) * _LINE


def _height(rows: Sequence[Row]) -> float:
    return sum(_tall(row) for row in rows)


def _middles(rows: Sequence[Row]) -> Iterator[float]:
    top = 0.0
    for row in rows:
        yield top + 0.5 * _tall(row)
        top += _tall(row)


def _section(axes: Axes, rows: Sequence[Row]) -> None:
    """Patterns from top to bottom."""
    place_axis(axes, _height(rows))
    left, right = (0.15 - _LEFT) / _WIDTH, 1.0 + 0.16 / _WIDTH
    across = axes.get_yaxis_transform()
    for k, (y, row) in enumerate(zip(_middles(rows), rows, strict=True)):
        fact, said = _lines(row)
        top = y - 0.5 * _tall(row) + 0.07
        axes.text(
            left,
            top,
            "\n".join(fact),
            transform=across,
            fontsize=9.5,
            va="top",
            linespacing=1.15,
        )
        axes.text(
            left,
            top + len(fact) * _LINE,
            "\n".join(said),
            transform=across,
            fontsize=8.5,
            va="top",
            linespacing=1.2,
            color="#555555",
        )
        missed = row["verdict"] == "miss"
        axes.text(
            right,
            y - 0.085,
            _verdict(row),
            transform=across,
            fontsize=9.5,
            va="center",
            fontweight="bold" if missed else "normal",
        )
        axes.text(right, y + 0.085, _value(row), transform=across, fontsize=9, va="center")
        if k:
            axes.axhline(
                y - 0.5 * _tall(row),
                xmin=left,
                xmax=1.0,
                color="#D0D0D0",
                linewidth=0.6,
                clip_on=False,
            )
        _point(axes, y, row)


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


def _point(axes: Axes, y: float, row: Row) -> None:
    if row["value"] is None:
        axes.text(0.5, y, "nothing to measure", ha="center", va="center", fontsize=9)
        return
    value, low, high = (
        None if row[name] is None else scaled(row[name], row) for name in ("value", "low", "high")
    )
    assert value is not None
    first, last = -REACH, 1.0 + REACH
    if low is not None and high is not None and low < last and high > first:
        axes.plot(
            [max(low, first), min(high, last)],
            [y, y],
            color=style.BLACK,
            linewidth=1.5,
            label="interval",
            zorder=3,
        )
    look = _MISS if row["verdict"] == "miss" else _PASS
    beyond = "<" if value < first else ">" if value > last else None
    axes.plot(
        min(max(value, first), last),
        y,
        clip_on=False,
        zorder=4,
        label=row["verdict"],
        **({**look, "marker": beyond} if beyond else look),
    )


def scaled(value: float, row: Row) -> float:
    """A value in units of its band: 0 at the lower end, 1 at the upper."""
    low, high = row["band_low"], row["band_high"]
    return float((value - low) / (high - low))


def _verdict(row: Row) -> str:
    sure = "" if row["clear"] or row["value"] is None else ", not surely"
    return f"{row['verdict']}{sure}"


def _value(row: Row) -> str:
    band = f"band {number(row['band_low'])} to {number(row['band_high'])}"
    if row["value"] is None:
        return band
    ends = ""
    if row["low"] is not None and row["high"] is not None:
        ends = f" ({number(row['low'])} to {number(row['high'])})"
    return f"{number(row['value'])}{ends} · {band}".replace("-", "−")


_PASS: Final[dict[str, Any]] = {
    "marker": "o",
    "color": style.BLUE,
    "markersize": 8.0,
    "markeredgecolor": style.BLACK,
    "markeredgewidth": 0.8,
    "linestyle": "none",
}
_MISS: Final[dict[str, Any]] = {
    "marker": "D",
    "color": "white",
    "markersize": 8.0,
    "markeredgecolor": style.VERMILLION,
    "markeredgewidth": 2.0,
    "linestyle": "none",
}


def _legend(page: Page) -> None:
    page.figure.legend(
        handles=[
            Patch(facecolor=BAND, label="band"),
            Line2D([], [], label="pass: in the band", **_PASS),
            Line2D([], [], label="miss", **_MISS),
            Line2D([], [], color=style.BLACK, linewidth=1.5, label="95 % interval"),
            Line2D([], [], label="far outside", **{**_MISS, "marker": ">"}),
            Line2D([], [], linestyle="none", label="not surely: the interval crosses an end"),
        ],
        loc="upper left",
        bbox_to_anchor=page.at(0.1, 0.05),
        ncols=6,
        borderaxespad=0.0,
        columnspacing=1.6,
    )
