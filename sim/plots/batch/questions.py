"""The questions of a scenario and their answers: probabilities, and dates."""

from __future__ import annotations

import datetime as dt
from textwrap import wrap
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analysis.questions import questions as answers
from sim.analysis.rounding import percent_range
from sim.batch.batch import Batch
from sim.plots.base import style
from sim.plots.base.pages import page
from sim.plots.base.wording import need_rows, of_shares, percent, say
from sim.story.words import date as said_date

Row = dict[str, Any]

_LETTERS: Final = 66
"""Letters in a line of a question."""

_LINES: Final = 4
"""Lines that a question may take; the longest allowed has 300 letters."""

# Inches: a row of one line, each further line, a panel's place and what is above and below it.
_ROW, _LINE, _LEFT, _WIDTH, _ABOVE, _BELOW = 0.42, 0.165, 5.0, 5.7, 0.42, 0.62

_BAND, _CORE = "#C6DDEC", "#7FB2D3"


def questions(batch: Batch, level: float = 0.95) -> Figure:
    """Answers to the questions: probabilities with intervals, dates as quantiles.

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
    with style.house():
        blocks = [block for block in (yes_no, dated) if block]
        body = sum(_ABOVE + _height(block) + _BELOW for block in blocks) or 2.0
        what = f"The questions of the scenario, answered ({of_shares([batch])})"
        sheet = page([batch], what, body, level)
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
    return [*lines, f"by {said_date(row['by'])}"] if row["by"] else lines


def _tall(row: Row) -> float:
    return _ROW + _LINE * (len(_lines(row)) - 1)


def _height(block: list[Row]) -> float:
    return sum(_tall(row) for row in block)


def _middles(block: list[Row]) -> list[float]:
    """Where rows are, in inches from the upper edge of their panel."""
    tall = np.array([_tall(row) for row in block])
    return [float(y) for y in np.cumsum(tall) - 0.5 * tall]


def _frame(axes: Axes, block: list[Row], title: str) -> None:
    """Questions to the left, thin lines between them; the vertical axis is in inches."""
    axes.set_ylim(_height(block), 0.0)
    axes.set_yticks([])
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x")
    left = (0.15 - _LEFT) / _WIDTH
    axes.set_title(title, x=left, y=1.0, pad=5.0)
    for y, row in zip(_middles(block), block, strict=True):
        axes.text(
            left,
            y,
            "\n".join(_lines(row)),
            transform=axes.get_yaxis_transform(),
            fontsize=9.5,
            va="center",
            linespacing=1.15,
        )
        axes.axhline(
            y + 0.5 * _tall(row),
            xmin=left,
            xmax=1.0,
            color="#D0D0D0",
            linewidth=0.6,
            clip_on=False,
        )


def _beside(axes: Axes, y: float, text: str) -> None:
    axes.text(
        1.0 + 0.12 / _WIDTH,
        y,
        text,
        transform=axes.get_yaxis_transform(),
        fontsize=9.5,
        va="center",
    )


def _probabilities(axes: Axes, batch: Batch, block: list[Row]) -> None:
    for y, row in zip(_middles(block), block, strict=True):
        p, low, high, n = row["probability"], row["low"], row["high"], row["n"]
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
        _beside(axes, y, f"{percent(p, n)}  ({percent_range(low, high)})")
    axes.set_xlim(0.0, 1.0)
    axes.set_xticks(np.linspace(0.0, 1.0, 6))
    style.percent_axis(axes.xaxis)
    axes.set_xlabel("probability: share of futures in which the answer is yes")


def _dates(axes: Axes, batch: Batch, block: list[Row]) -> None:
    """A thin bar from the 5 % to the 95 % quantile, a thick one for the middle half."""
    style.date_axis(axes, batch.model)
    start, horizon = batch.model.scenario.start, batch.model.calendar.horizon

    def at(date: dt.date | None) -> float:
        days = horizon if date is None else float((date - start).days)
        return style.date_number(batch.model, days)

    for y, row in zip(_middles(block), block, strict=True):
        for low, high, tall, colour in (("q05", "q95", 0.12, _BAND), ("q25", "q75", 0.22, _CORE)):
            if row[low] is not None:
                axes.broken_barh(
                    [(at(row[low]), at(row[high]) - at(row[low]))],
                    (y - 0.5 * tall, tall),
                    facecolor=colour,
                    edgecolor="#333333",
                    linewidth=0.6,
                    label=row["id"],
                )
        if row["median"] is not None:
            axes.plot(
                at(row["median"]),
                y,
                "D",
                color=style.BLACK,
                markersize=6.0,
                label=row["id"],
                clip_on=False,
            )
        if row["q05"] is None:
            axes.text(
                0.5,
                y,
                f"happens in {percent(row['probability'], row['n'])} of futures: too few for a bar",
                transform=axes.get_yaxis_transform(),
                ha="center",
                va="center",
                fontsize=9.5,
                color="#444444",
            )
        ends = percent_range(row["never_low"], row["never_high"])
        _beside(axes, y, f"never {percent(row['never'], row['n'])}\n({ends})")
    axes.set_xlabel("date; a bar that reaches the right edge goes beyond the end")
    axes.legend(
        handles=[
            Line2D([], [], linestyle="none", marker="D", color=style.BLACK, label="median"),
            Patch(facecolor=_CORE, edgecolor="#333333", label="25 % to 75 %"),
            Patch(facecolor=_BAND, edgecolor="#333333", label="5 % to 95 % of all futures"),
        ],
        loc="lower right",
        bbox_to_anchor=(1.0, 0.99),
        ncols=3,
        borderaxespad=0.0,
    )
