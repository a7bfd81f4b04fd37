"""Patterns: what the simulation gives, held against the band of what is known."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.errors import ThawError
from sim.figures.base import beside, key, style
from sim.figures.base.page import sheet
from sim.figures.findings import validation as findings
from sim.figures.registry import figure
from sim.figures.validation.pattern_axis import (
    BAND,
    REACH,
    USES,
    Row,
    place_axis,
    scaled,
    subject,
)
from sim.wording.rounding import compact, minus

if TYPE_CHECKING:
    from sim.validation.patterns.check import Check

# Inches: the legend, above a section, a row of two lines, a further line, below a section.
_LEGEND, _ABOVE, _ROW, _LINE, _BELOW = 0.34, 0.42, 0.45, 0.165, 0.55
_LEFT, _WIDTH = 5.3, 3.9

_FACT, _STATISTIC = 64, 76
"""Letters of a line of a fact, and of what was measured."""

_PASS: Final[dict[str, Any]] = {
    "marker": "o",
    "color": style.BLUE,
    "markersize": 8.0,
    "markeredgecolor": style.BLACK,
    "markeredgewidth": 0.8,
}
_MISS: Final[dict[str, Any]] = {
    "marker": "D",
    "color": "white",
    "markersize": 8.0,
    "markeredgecolor": style.VERMILLION,
    "markeredgewidth": 2.0,
}
_INTERVAL: Final[dict[str, Any]] = {"color": style.BLACK, "linewidth": 1.5}


@figure("patterns", "check", order=10, finding=findings.patterns)
def patterns(check: Check) -> Figure:
    """Show every pattern: its value with a 95 % interval, in units of the width of its band.

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
    sections = {use: [row for row in rows if row["use"] == use] for use in USES}
    sections = {use: section for use, section in sections.items() if section}
    page = sheet(
        subject(check),
        "Value of each pattern with its 95 % interval, drawn so that all bands are of one "
        "width; the numbers beside it are in the pattern's own unit",
        _LEGEND + sum(_ABOVE + _height(section) + _BELOW for section in sections.values()),
        finding=findings.patterns(check),
        chance=True,
    )
    page.legend(_entries(), 0.05, columnspacing=1.6)
    top = _LEGEND
    for use, section in sections.items():
        axes = page.panel(_LEFT, top + _ABOVE, _WIDTH, _height(section))
        _section(axes, section)
        page.write(beside.MARGIN, top + _ABOVE - 0.1, USES[use], fontsize=10.5, fontweight="bold")
        top += _ABOVE + _height(section) + _BELOW
    return page.figure


def _lines(row: Row) -> tuple[list[str], list[str]]:
    """Return the fact, and what was measured of it."""
    fact = wrap(row["fact"], _FACT, max_lines=2, placeholder="…")
    measured = f"{row['id']} · {row['scenario']}, n = {row['n'] or 0:,} · {row['statistic']}"
    return fact, wrap(measured, _STATISTIC, max_lines=2, placeholder="…")


def _tall(row: Row) -> float:
    fact, measured = _lines(row)
    return _ROW + (len(fact) + len(measured) - 2) * _LINE


def _height(rows: Sequence[Row]) -> float:
    return sum(map(_tall, rows))


def _section(axes: Axes, rows: Sequence[Row]) -> None:
    """Draw patterns from top to bottom."""
    place_axis(axes, _height(rows))
    for k, (y, row) in enumerate(zip(beside.middles(list(map(_tall, rows))), rows, strict=True)):
        fact, measured = _lines(row)
        top = y - 0.5 * _tall(row) + 0.07
        look: dict[str, Any] = {"va": "top", "fontsize": 9.5, "linespacing": 1.15}
        beside.write(axes, beside.MARGIN, top, "\n".join(fact), **look)
        look = {"va": "top", "fontsize": 8.5, "linespacing": 1.2, "color": "#555555"}
        top += len(fact) * _LINE
        beside.write(axes, beside.MARGIN, top, "\n".join(measured), **look)
        weight = "bold" if row["verdict"] == "miss" else "normal"
        beside.write_after(axes, 0.16, y - 0.085, _verdict(row), fontsize=9.5, fontweight=weight)
        beside.write_after(axes, 0.16, y + 0.085, _value(row), fontsize=9)
        if k:
            beside.rule(axes, y - 0.5 * _tall(row))
        _point(axes, y, row)


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
        ends = [max(low, first), min(high, last)]
        axes.plot(ends, [y, y], label="interval", zorder=3, **_INTERVAL)
    look = _MISS if row["verdict"] == "miss" else _PASS
    if not first <= value <= last:
        look = {**look, "marker": "<" if value < first else ">"}
    x = min(max(value, first), last)
    axes.plot(x, y, linestyle="none", clip_on=False, zorder=4, label=row["verdict"], **look)


def _verdict(row: Row) -> str:
    sure = "" if row["clear"] or row["value"] is None else ", not surely"
    return f"{row['verdict']}{sure}"


def _value(row: Row) -> str:
    band = f"band {compact(row['band_low'])} to {compact(row['band_high'])}"
    if row["value"] is None:
        return band
    ends = ""
    if row["low"] is not None and row["high"] is not None:
        ends = f" ({compact(row['low'])} to {compact(row['high'])})"
    return minus(f"{compact(row['value'])}{ends} · {band}")


def _entries() -> list[key.Entry]:
    return [
        key.area("band", BAND),
        key.mark("pass: in the band", **_PASS),
        key.mark("miss", **_MISS),
        key.line("95 % interval", **_INTERVAL),
        key.mark("far outside", **{**_MISS, "marker": ">"}),
        key.mark("not surely: the interval crosses an end"),
    ]
