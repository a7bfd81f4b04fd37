"""The questions of a scenario and their answers: probabilities, and dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from textwrap import wrap
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.questions import questions as answers
from sim.batch.batch import Batch
from sim.figures.base import beside, key, style
from sim.figures.base.axes import grid_lines, percent_axis, say, write_level
from sim.figures.base.dates import date_axis, date_number
from sim.figures.base.headings import of_shares
from sim.figures.base.page import page
from sim.figures.base.scenarios import need_rows
from sim.figures.findings import batch as findings
from sim.figures.registry import figure
from sim.wording.rounding import percent, percent_range
from sim.wording.words import date as written_date

Row = dict[str, Any]

_LETTERS: Final = 66
"""Letters in a line of a question."""

_LINES: Final = 4
"""Lines that a question may take; the longest allowed has 300 letters."""

# Inches: a row of one line, each further line, a panel's place and what is above and below it.
_ROW, _LINE, _LEFT, _WIDTH, _ABOVE, _BELOW = 0.42, 0.165, 5.0, 5.7, 0.42, 0.62

_BAND: Final = "#C6DDEC"
_CORE: Final = "#7FB2D3"
_EDGE: Final = "#333333"
_SIZE: Final = 9.5


def has_questions(batch: Batch) -> bool:
    """Return whether a scenario asks anything."""
    return bool(batch.questions)


@figure("questions", "batch", order=30, finding=findings.questions, has_content=has_questions)
def questions(batch: Batch, level: float = 0.95) -> Figure:
    """Show answers to the questions: probabilities with intervals, dates as quantiles.

    Parameters
    ----------
    batch
        The batch.
    level
        Level of the intervals, in (0, 1).

    Raises
    ------
    ThawError
        If all replications failed.
    """
    need_rows(batch)
    rows = answers(batch, level).to_dicts()
    yes_no = [row for row in rows if row["by"] is not None]
    dated = [row for row in rows if row["by"] is None]
    blocks = [block for block in (yes_no, dated) if block]
    body = sum(_ABOVE + _height(block) + _BELOW for block in blocks) or 2.0
    sheet = page(
        [batch],
        "The questions of the scenario, as its futures answer them",
        body,
        level,
        finding=findings.questions(batch, level),
        method=of_shares([batch]),
    )
    if not blocks:
        axes = sheet.panel(0.3, 0.2, style.WIDTH - 0.6, 1.5)
        axes.set_axis_off()
        say(axes, "This scenario asks no questions.")
    down = 0.0
    for block in blocks:
        axes = sheet.panel(_LEFT, down + _ABOVE, _WIDTH, _height(block))
        _frame(axes, block, "Does it happen in time?" if block is yes_no else "When?")
        (_probabilities if block is yes_no else _dates)(axes, batch, block)
        down += _ABOVE + _height(block) + _BELOW
    return sheet.figure


def _lines(row: Row) -> list[str]:
    lines = wrap(row["text"], _LETTERS, max_lines=_LINES, placeholder="…")
    return [*lines, f"by {written_date(row['by'])}"] if row["by"] else lines


def _tall(row: Row) -> float:
    return _ROW + _LINE * (len(_lines(row)) - 1)


def _height(block: Sequence[Row]) -> float:
    return sum(map(_tall, block))


def _middles(block: Sequence[Row]) -> list[float]:
    return beside.middles([_tall(row) for row in block])


def _frame(axes: Axes, block: Sequence[Row], title: str) -> None:
    """Write questions to the left, thin lines between them; the vertical axis is in inches."""
    axes.set_ylim(_height(block), 0.0)
    axes.set_yticks([])
    grid_lines(axes, "x")
    axes.set_title(title, x=beside.across(axes, beside.MARGIN), y=1.0, pad=5.0)
    for y, row in zip(_middles(block), block, strict=True):
        text = "\n".join(_lines(row))
        beside.write(axes, beside.MARGIN, y, text, fontsize=_SIZE, linespacing=1.15)
        beside.rule(axes, y + 0.5 * _tall(row))


def _probabilities(axes: Axes, batch: Batch, block: Sequence[Row]) -> None:
    for y, row in zip(_middles(block), block, strict=True):
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
        text = f"{percent(p)}  ({percent_range(low, high)})"
        beside.write_after(axes, 0.12, y, text, fontsize=_SIZE)
    axes.set_xlim(0.0, 1.0)
    axes.set_xticks(np.linspace(0.0, 1.0, 6))
    percent_axis(axes.xaxis)
    axes.set_xlabel("probability: share of futures in which the answer is yes")


def _dates(axes: Axes, batch: Batch, block: Sequence[Row]) -> None:
    """Draw a thin bar from the 5 % to the 95 % quantile, a thick one for the middle half."""
    date_axis(axes, batch.model)
    start, horizon = batch.model.scenario.start, batch.model.calendar.horizon

    def at(date: dt.date | None) -> float:
        days = horizon if date is None else float((date - start).days)
        return date_number(batch.model, days)

    for y, row in zip(_middles(block), block, strict=True):
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
            write_level(
                axes,
                0.5,
                y,
                f"happens in {percent(row['probability'])} of futures: too few for a bar",
                ha="center",
                fontsize=_SIZE,
                color="#444444",
            )
        ends = percent_range(row["never_low"], row["never_high"])
        never = f"never {percent(row['never'])}\n({ends})"
        beside.write_after(axes, 0.12, y, never, fontsize=_SIZE)
    axes.set_xlabel("date; a bar that reaches the right edge goes beyond the end")
    axes.legend(
        handles=[
            key.mark("median", marker="D", color=style.BLACK),
            key.area("25 % to 75 %", _CORE, edgecolor=_EDGE),
            key.area("5 % to 95 % of all futures", _BAND, edgecolor=_EDGE),
        ],
        loc="lower right",
        bbox_to_anchor=(1.0, 0.99),
        ncols=3,
        borderaxespad=0.0,
    )
