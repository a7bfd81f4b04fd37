"""Patterns: what the simulation gives, held against the band of what is known."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.errors import ThawError
from sim.figures.base import beside, key, style
from sim.figures.base.medium import SCREEN, Medium
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
from sim.wording.words import count

if TYPE_CHECKING:
    from sim.validation.patterns.check import Check

# Inches: above a section, a row of two lines, a further line, below a section.
_ABOVE, _ROW, _LINE, _BELOW = 0.42, 0.45, 0.165, 0.55


class _Sizes(NamedTuple):
    """Where things go.

    Attributes
    ----------
    left, width
        Of a panel, inches.
    legend
        Its height, inches.
    columns
        Entries of the legend side by side.
    fact, statistic
        Letters of a line of a fact, and of what was measured; 0 if that is not told.
    lines
        Of a fact, at most.
    text, small
        Sizes of letters, points.
    most
        Patterns that fit.
    """

    left: float
    width: float
    legend: float
    columns: int
    fact: int
    statistic: int
    lines: int
    text: float
    small: float
    most: int


_WIDE: Final = _Sizes(5.3, 3.9, 0.34, 6, 64, 76, 2, 9.5, 9.0, 10_000)
_NARROW: Final = _Sizes(2.75, 1.65, 0.5, 3, 42, 0, 3, 8.5, 8.0, 11)

_BESIDE: Final = 0.157
"""From a line at the right to the next, inches."""

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
def patterns(check: Check, *, medium: Medium = SCREEN) -> Figure:
    """Show every pattern: its value with a 95 % interval, in units of the width of its band.

    Parameters
    ----------
    check
        What became of the patterns.
    medium
        What it is made for. A memo or a slide has as many patterns as it holds: those that are
        farthest from the middle of their bands.

    Raises
    ------
    ThawError
        If there is none.
    """
    every = check.patterns.to_dicts()
    if not every:
        raise ThawError("there is nothing to draw: no pattern was looked at")
    size = _NARROW if medium.narrow else _WIDE
    rows = _farthest(every, 3 if medium.height else size.most)
    left_out = len(every) - len(rows)
    sections = {use: [row for row in rows if row["use"] == use] for use in USES}
    sections = {use: section for use, section in sections.items() if section}
    if medium.height:
        sections = {"": rows}  # there is no room for two
    page = sheet(
        subject(check),
        "Value of each pattern with its 95 % interval, drawn so that all bands are of one "
        "width; the numbers beside it are in the pattern's own unit"
        + (
            f"; {left_out} more, nearer to the middle of their bands, are left out" * bool(left_out)
        ),
        size.legend
        + sum(_ABOVE + _height(section, size) + _BELOW for section in sections.values()),
        finding=findings.patterns(check),
        chance=True,
        medium=medium,
    )
    page.legend(_entries(), 0.03, ncols=size.columns, columnspacing=1.2)
    top = size.legend
    for use, section in sections.items():
        tall = _height(section, size)
        axes = page.panel(size.left, top + _ABOVE, size.width, tall)
        _section(axes, section, size, medium)
        title = USES.get(use, "The farthest from their bands")
        title = title.partition(":")[0] if medium.narrow else title
        page.write(
            beside.MARGIN, top + _ABOVE - 0.1, title, fontsize=medium.text + 0.5, fontweight="bold"
        )
        top += _ABOVE + tall + _BELOW
    return page.figure


def _lines(row: Row, size: _Sizes) -> tuple[list[str], list[str]]:
    """Return the fact, and what was measured of it."""
    fact = wrap(row["fact"], size.fact, max_lines=size.lines, placeholder="…")
    if not size.statistic:
        return fact, []
    where, what = (row[name].replace("_", " ") for name in ("scenario", "statistic"))
    measured = f"{what} · {count(row['n'] or 0, 'future')} of {where} · {row['id']}"
    return fact, wrap(measured, size.statistic, max_lines=2, placeholder="…")


def _tall(row: Row, size: _Sizes) -> float:
    """Return the height of a pattern, inches: that of its words at the left or at the right."""
    left = sum(map(len, _lines(row, size)))
    return _ROW + (max(left, 2) - 2) * _LINE + (0.0 if size.statistic else 0.07)


def _height(rows: Sequence[Row], size: _Sizes) -> float:
    return sum(_tall(row, size) for row in rows)


def _farthest(rows: Sequence[Row], most: int) -> list[Row]:
    """Return so many patterns in their order, those farthest from the middle of their bands."""

    def far(k: int) -> float:
        value = rows[k]["value"]
        return -1.0 if value is None else abs(scaled(value, rows[k]) - 0.5)

    return [rows[k] for k in sorted(sorted(range(len(rows)), key=far, reverse=True)[:most])]


def _section(axes: Axes, rows: Sequence[Row], size: _Sizes, medium: Medium) -> None:
    """Draw patterns from top to bottom."""
    place_axis(axes, _height(rows, size))
    if medium.narrow:
        axes.set_xticks([0.0, 1.0], ["low", "high"])
        axes.set_xlabel("ends of the band")
    tall = [_tall(row, size) for row in rows]
    for k, (y, row) in enumerate(zip(beside.middles(tall), rows, strict=True)):
        fact, measured = _lines(row, size)
        top = y - 0.5 * tall[k] + 0.07
        look: dict[str, Any] = {"va": "top", "fontsize": size.text, "linespacing": 1.15}
        beside.write(axes, beside.MARGIN, top, "\n".join(fact), **look)
        look = {"va": "top", "fontsize": 8.5, "linespacing": 1.2, "color": "#555555"}
        top += len(fact) * _LINE
        beside.write(axes, beside.MARGIN, top, "\n".join(measured), **look)
        weight = "bold" if row["verdict"] == "miss" else "normal"
        right = [(_verdict(row), {"fontsize": size.text, "fontweight": weight})]
        numbers = _value(row) if medium.narrow else [" · ".join(_value(row))]
        right += [(text, {"fontsize": size.small}) for text in numbers]
        for place, (text, look) in enumerate(right):
            at = y + (place - 0.5 * (len(right) - 1)) * _BESIDE
            beside.write_after(axes, 0.16, at, text, **look)
        if k:
            beside.rule(axes, y - 0.5 * tall[k])
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


def _value(row: Row) -> list[str]:
    """Return the value with its interval, if there is one, and the band."""
    band = f"band {compact(row['band_low'])} to {compact(row['band_high'])}"
    if row["value"] is None:
        return [minus(band)]
    ends = ""
    if row["low"] is not None and row["high"] is not None:
        ends = f" ({compact(row['low'])} to {compact(row['high'])})"
    return [minus(f"{compact(row['value'])}{ends}"), minus(band)]


def _entries() -> list[key.Entry]:
    return [
        key.area("band", BAND),
        key.mark("pass: in the band", **_PASS),
        key.mark("miss", **_MISS),
        key.line("95 % interval", **_INTERVAL),
        key.mark("far outside", **{**_MISS, "marker": ">"}),
        key.mark("not surely: the interval crosses an end"),
    ]
