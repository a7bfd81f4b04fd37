"""The questions of a scenario and their answers: probabilities, and dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from textwrap import wrap
from typing import Any, Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.questions import questions as answers
from sim.batch.batch import Batch
from sim.figures.base import beside, key, style
from sim.figures.base.axes import grid_lines, percent_axis, say, write_level
from sim.figures.base.dates import date_axis, date_number
from sim.figures.base.headings import of_shares
from sim.figures.base.medium import SCREEN, Medium
from sim.figures.base.page import page
from sim.figures.base.scenarios import need_rows
from sim.figures.findings import batch as findings
from sim.figures.registry import figure
from sim.wording.rounding import percent, percent_range
from sim.wording.words import clipped
from sim.wording.words import date as written_date

Row = dict[str, Any]

_LINES: Final = 4
"""Lines that a question may take; the longest allowed has 300 letters."""


class _Layout(NamedTuple):
    """How a page is laid out.

    Attributes
    ----------
    letters
        Letters in a line of a question.
    row, line
        A row of one line, and each further line, inches.
    left, right
        Beside a panel, inches.
    above, below
        Above and below a panel, inches.
    answer
        What stands between a probability and its interval.
    """

    letters: int
    row: float
    line: float
    left: float
    right: float
    above: float
    below: float
    answer: str


_SCREEN: Final = _Layout(66, 0.42, 0.165, 5.0, 2.1, 0.42, 0.62, "  ")
_NARROW: Final = _Layout(46, 0.45, 0.14, 3.05, 1.25, 0.34, 0.55, "\n")

_AROUND: Final = 1.5
"""Room that heading and foot take where pages are of one height, inches."""

_YES: Final = "probability: simulated is the share of futures in which the answer is yes"
_BEYOND: Final = "date; a bar that reaches the right edge goes beyond the end"

_BAND: Final = "#C6DDEC"
_CORE: Final = "#7FB2D3"
_EDGE: Final = "#333333"

_BLENDED: Final[dict[str, Any]] = {
    "color": style.BLACK,
    "markersize": 6.0,
    "clip_on": False,
    "zorder": 4,
}


def has_questions(batch: Batch) -> bool:
    """Return whether a scenario asks anything."""
    return bool(batch.questions)


@figure("questions", "batch", order=30, finding=findings.questions, has_content=has_questions)
def questions(batch: Batch, level: float = 0.95, *, medium: Medium = SCREEN) -> Figure:
    """Show answers to the questions: probabilities with intervals, dates as quantiles.

    On a slide as many as there is room for, in their order.

    Parameters
    ----------
    batch
        The batch.
    level
        Level of the intervals, in (0, 1).
    medium
        What it is made for.

    Raises
    ------
    ThawError
        If all replications failed.
    """
    need_rows(batch)
    layout = _NARROW if medium.narrow else _SCREEN
    every = answers(batch, level).to_dicts()
    rows = _with_room(every, layout, medium)
    body = _body(rows, layout) or 2.0
    more = f"; the first {len(rows)} of {len(every)}" if len(rows) < len(every) else ""
    how = "blended with base rates, and as" if _blends(every) else "as"
    sheet = page(
        [batch],
        f"Each question: {how} simulated futures answer it{more}",
        body,
        level,
        finding=findings.questions(batch, level),
        method=of_shares([batch]),
        medium=medium,
    )
    if not rows:
        axes = sheet.panel(0.3, 0.2, medium.width - 0.6, 1.5)
        axes.set_axis_off()
        say(axes, "This scenario asks no questions.", medium.text)
    down = 0.0
    for block in _blocks(rows):
        place = (layout.left, down + layout.above, medium.width - layout.left - layout.right)
        axes = sheet.panel(*place, _height(block, layout))
        yes_no = block[0]["by"] is not None
        _frame(axes, block, "Does it happen in time?" if yes_no else "When?", layout)
        (_probabilities if yes_no else _dates)(axes, batch, block, layout)
        down += layout.above + _height(block, layout) + layout.below
    return sheet.figure


def _with_room(rows: list[Row], layout: _Layout, medium: Medium) -> list[Row]:
    """Return as many questions as a page has room for, one at least; all if it may be high."""
    room = medium.widest_height - _AROUND
    while medium.height and len(rows) > 1 and _body(rows, layout) > room:
        rows = rows[:-1]
    return rows


def _blends(rows: Sequence[Row]) -> bool:
    """Return whether base rates are pooled: of futures that begin later there are none."""
    return any(row["base_rate"] is not None for row in rows)


def _blocks(rows: Sequence[Row]) -> list[list[Row]]:
    """Return questions of yes and no, then those for a date."""
    blocks = ([r for r in rows if r["by"] is not None], [r for r in rows if r["by"] is None])
    return [block for block in blocks if block]


def _body(rows: Sequence[Row], layout: _Layout) -> float:
    return sum(layout.above + _height(block, layout) + layout.below for block in _blocks(rows))


def _lines(row: Row, layout: _Layout) -> list[str]:
    by = f"by {written_date(row['by'])}" if row["by"] else ""
    text = row["text"]
    if layout is _NARROW and by:
        text, by = f"{clipped(text, _LINES * layout.letters - len(by) - 8)} ({by})", ""
    lines = wrap(text, layout.letters, max_lines=_LINES, placeholder="…")
    return [*lines, by] if by else lines


def _tall(row: Row, layout: _Layout) -> float:
    return layout.row + layout.line * (len(_lines(row, layout)) - 1)


def _height(block: Sequence[Row], layout: _Layout) -> float:
    return sum(_tall(row, layout) for row in block)


def _middles(block: Sequence[Row], layout: _Layout) -> list[float]:
    return beside.middles([_tall(row, layout) for row in block])


def _frame(axes: Axes, block: Sequence[Row], title: str, layout: _Layout) -> None:
    """Write questions to the left, thin lines between them; the vertical axis is in inches."""
    axes.set_ylim(_height(block, layout), 0.0)
    axes.set_yticks([])
    grid_lines(axes, "x")
    axes.set_title(title, x=beside.across(axes, beside.MARGIN), y=1.0, pad=5.0)
    for y, row in zip(_middles(block, layout), block, strict=True):
        text = "\n".join(_lines(row, layout))
        beside.write(axes, beside.MARGIN, y, text, fontsize=_size(axes), linespacing=1.15)
        beside.rule(axes, y + 0.5 * _tall(row, layout))


def _size(axes: Axes) -> float:
    """Return the size of most letters, points."""
    medium = style.medium_for(axes.figure)
    return medium.small if medium.narrow else 9.5


def _probabilities(axes: Axes, _: Batch, block: Sequence[Row], layout: _Layout) -> None:
    for y, row in zip(_middles(block, layout), block, strict=True):
        p, low, high = row["probability"], row["low"], row["high"]
        axes.errorbar(
            p,
            y,
            xerr=[[max(p - low, 0.0)], [max(high - p, 0.0)]],
            fmt="o",
            color=style.BLUE,
            ecolor=style.BLACK,
            elinewidth=1.4,
            capsize=3.5,
            markersize=7.0,
            markeredgecolor=style.BLACK,
            markeredgewidth=0.8,
            clip_on=False,
            label=row["id"],
        )
        text = f"{percent(p)}{layout.answer}({percent_range(low, high)})"
        if _blends([row]):
            axes.plot(row["blended"], y, "D", label=f"{row['id']}, blended", **_BLENDED)
            text = f"{percent(row['blended'])} blended\n{text}"
        beside.write_after(axes, 0.12, y, text, fontsize=_size(axes))
    axes.set_xlim(0.0, 1.0)
    axes.set_xticks(np.linspace(0.0, 1.0, 6))
    percent_axis(axes.xaxis)
    axes.set_xlabel(_YES if layout is _SCREEN else _YES.partition(":")[0])
    blended = key.mark("blended", marker="D", color=style.BLACK)
    _legend(
        axes,
        *([blended] if _blends(block) else []),
        key.mark("simulated", marker="o", color=style.BLUE, markeredgecolor=style.BLACK),
    )


def _dates(axes: Axes, batch: Batch, block: Sequence[Row], layout: _Layout) -> None:
    """Draw a thin bar from the 5 % to the 95 % quantile, a thick one for the middle half."""
    date_axis(axes, batch.model, *((3, 5) if layout is _NARROW else (5, 10)))
    start, horizon = batch.model.scenario.start, batch.model.calendar.horizon

    def at(date: dt.date | None) -> float:
        days = horizon if date is None else float((date - start).days)
        return date_number(batch.model, days)

    for y, row in zip(_middles(block, layout), block, strict=True):
        for low, high, tall, colour in (("q05", "q95", 0.12, _BAND), ("q25", "q75", 0.22, _CORE)):
            if row[low] is not None:
                axes.broken_barh(
                    [(at(row[low]), at(row[high]) - at(row[low]))],
                    (y - 0.5 * tall, tall),
                    facecolor=colour,
                    edgecolor=_EDGE,
                    linewidth=0.6,
                    label=row["id"],
                )
        if row["median"] is not None:
            look: dict[str, Any] = {"color": style.BLACK, "markersize": 6.0, "clip_on": False}
            axes.plot(at(row["median"]), y, "D", label=row["id"], **look)
        if row["q05"] is None:
            text = f"happens in {percent(row['probability'])} of futures: too few for a bar"
            write_level(
                axes,
                0.5,
                y,
                text if layout is _SCREEN else text.partition(": ")[2],
                ha="center",
                fontsize=_size(axes),
                color="#444444",
            )
        ends = percent_range(row["never_low"], row["never_high"])
        never = f"never {percent(row['never'])}\n({ends})"
        beside.write_after(axes, 0.12, y, never, fontsize=_size(axes))
    axes.set_xlabel(_BEYOND if layout is _SCREEN else _BEYOND.partition("; ")[2])
    _legend(
        axes,
        key.mark("median", marker="D", color=style.BLACK),
        key.area("25 % to 75 %", _CORE, edgecolor=_EDGE),
        key.area("5 % to 95 % of all futures", _BAND, edgecolor=_EDGE),
    )


def _legend(axes: Axes, *entries: key.Entry) -> None:
    """Explain on the line of a panel's title what is drawn on it."""
    axes.legend(
        handles=entries,
        loc="lower right",
        bbox_to_anchor=(1.0, 0.99),
        ncols=len(entries),
        columnspacing=1.2,
        borderaxespad=0.0,
    )
