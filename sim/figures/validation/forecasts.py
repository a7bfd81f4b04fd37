"""Every yes or no that was forecast: the probability given, and whether it happened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.wording import in_words
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.base import beside, key, style
from sim.figures.base.axes import grid_lines, percent_axis
from sim.figures.base.page import page
from sim.figures.findings import validation as findings
from sim.figures.registry import figure
from sim.figures.validation.forecasters import MOST, cases
from sim.wording import rounding
from sim.wording.rounding import percent, percent_range
from sim.wording.words import clipped

if TYPE_CHECKING:
    from sim.validation.backtest import Backtest

DOT: Final = 0.0125
"""Width of a dot on the axis of probability: dots nearer than that are stacked."""

_DATED: Final = re.compile(r"[_-]((19|20)\d{2}([_-]?[a-z0-9]{1,4})*|\d{1,3})$")
"""What tells items of one kind apart: a date or a number at the end of their ids."""

MANY: Final = 3
"""Items of one kind that share a line; fewer have a line each."""

_LETTERS: Final = 62

# Inches: the legend, above a case, a row of one line, a further line, a row of dots, below a case.
_LEGEND, _ABOVE, _ROW, _LINE, _DOT, _BELOW = 0.34, 0.5, 0.27, 0.165, 0.105, 0.55
_LEFT, _WIDTH = 4.75, 4.9

_STACK: Final = 0.7
"""Height of a stack of dots at most, inches."""

Item = dict[str, Any]

_HAPPENED: Final[dict[str, Any]] = {
    "color": style.BLUE,
    "markeredgecolor": style.BLACK,
    "markeredgewidth": 0.7,
}
_NOT: Final[dict[str, Any]] = {
    "color": "white",
    "markeredgecolor": style.VERMILLION,
    "markeredgewidth": 1.6,
}


class Row(NamedTuple):
    """A line of the figure.

    Attributes
    ----------
    lines
        What it is called.
    items
        One item, or several that differ in their dates only.
    heights
        How far up each item's dot is stacked, in dots from the middle of the row.
    """

    lines: list[str]
    items: list[Item]
    heights: list[float]

    @property
    def beside(self) -> int:
        """Lines beside it."""
        return 1 if len(self.items) == 1 else 2

    @property
    def tall(self) -> float:
        """Its height, inches."""
        stack = (max(self.heights) - min(self.heights)) * self.step + _DOT
        return max(_ROW + (max(len(self.lines), self.beside) - 1) * _LINE, stack + 0.13)

    @property
    def step(self) -> float:
        """From one dot of a stack to the next, inches; dots of a tall stack overlap."""
        return min(_DOT, _STACK / max(max(self.heights) - min(self.heights), 1.0))


@figure("forecasts", "backtest", order=20, finding=findings.forecasts)
def forecasts(backtest: Backtest, batches: Sequence[Batch]) -> Figure:
    """Show the probability given to each yes-or-no item, and whether it happened.

    Three items or more of a case that differ only in the number or date at the end of their ids,
    such as the renewals of one instrument, share a line. Of many cases the items stand together
    by their question: those of a kind in a panel, those of an id in a line.

    Parameters
    ----------
    backtest
        Scores of the cases.
    batches
        Their batches.

    Raises
    ------
    ThawError
        If no item is a yes or a no.
    """
    yes_no = (pl.col("kind") == "yes_no") & pl.col("probability").is_not_null()
    items = backtest.items.filter(yes_no)
    if not items.height:
        raise ThawError("there is nothing to draw: no item has a yes or a no for an answer")
    together = len(batches) > MOST
    by = "family" if together else "case"
    names = items[by].unique(maintain_order=True).to_list()
    blocks = {name: _rows(items.filter(pl.col(by) == name).to_dicts()) for name in names}
    joint = {} if together else {row["case"]: row for row in backtest.joint.to_dicts()}
    sheet = page(
        batches,
        "What was forecast and what happened; items that differ in their "
        f"{'cases' if together else 'dates'} only share a line; bars of single items: "
        f"{rounding.level(backtest.level)}, of the simulation alone",
        _LEGEND + sum(_ABOVE + _height(rows) + _BELOW for rows in blocks.values()),
        finding=findings.forecasts(backtest, batches),
        chance=True,
    )
    entries = [
        key.mark("it happened", marker="o", markersize=7.0, **_HAPPENED),
        key.mark("it did not", marker="o", markersize=7.0, **_NOT),
    ]
    sheet.legend(entries, 0.06, columnspacing=1.6, handletextpad=0.4)
    titles = {} if together else cases(batches, 40)
    top = _LEGEND
    for case, rows in blocks.items():
        axes = sheet.panel(_LEFT, top + _ABOVE, _WIDTH, _height(rows))
        _panel(axes, rows)
        heading = _heading(titles.get(case, in_words(case)), rows, joint.get(case))
        sheet.write(beside.MARGIN, top + _ABOVE - 0.1, heading, fontsize=10.5, fontweight="bold")
        top += _ABOVE + _height(rows) + _BELOW
    return sheet.figure


def _rows(items: Sequence[Item]) -> list[Row]:
    """Return items, those of one kind together if they are many, in the order of the first."""
    kinds = [(item["origin"], _DATED.sub("", item["id"])) for item in items]
    groups: dict[tuple[str, ...], list[Item]] = {}
    for kind, item in zip(kinds, items, strict=True):
        group = kind if kinds.count(kind) >= MANY else (*kind, item["id"])
        groups.setdefault(group, []).append(item)
    texts = [item["text"] for item in items]
    # In a stack what happened is one part and what did not the other, or dots would hide some.
    parted = [sorted(group, key=lambda item: not item["answer"]) for group in groups.values()]
    return [
        Row(_called(group, texts), group, stacked([item["probability"] for item in group]))
        for group in parted
    ]


def _called(items: Sequence[Item], texts: Sequence[str]) -> list[str]:
    """Return the text of an item; of several their kind, and what their texts begin with."""
    text, name = items[0]["text"] or items[0]["id"], items[0]["id"]
    if len(items) == 1:
        # What several items are called says nothing without their ids.
        whole = f"{name}: {text}" if texts.count(text) > 1 else text
        return wrap(whole, _LETTERS, max_lines=2, placeholder="…")
    words = [(item["text"] or item["id"]).split() for item in items]
    same = takewhile(lambda at: len(set(at)) == 1, zip(*words, strict=False))
    common = " ".join(at[0] for at in same).rstrip(" ,;:(")
    kind = f"{clipped(_DATED.sub('', name), _LETTERS - 8)} × {len(items)}"
    return [kind, clipped(f"{common} …", _LETTERS)] if common else [kind]


def stacked(values: Sequence[float]) -> list[float]:
    """Return how far from the middle each dot goes, in dots, so that none covers another.

    Dots fall into columns of their own width, and those of a column are stacked about the middle
    in their order.
    """
    columns: dict[int, list[int]] = {}
    for k, value in enumerate(values):
        columns.setdefault(round(value / DOT), []).append(k)
    heights = [0.0] * len(values)
    for members in columns.values():
        for place, k in enumerate(members):
            heights[k] = place - 0.5 * (len(members) - 1)
    return heights


def _height(rows: Sequence[Row]) -> float:
    return sum(row.tall for row in rows)


def _heading(case: str, rows: Sequence[Row], joint: Item | None) -> str:
    items = [item for row in rows for item in row.items]
    yes = sum(bool(item["answer"]) for item in items)
    heading = f"{case}: {len(items):,} items, {yes:,} happened"
    if joint is None or joint["probability"] is None:
        return heading
    right, ends = percent(joint["probability"]), percent_range(joint["low"], joint["high"])
    return f"{heading} · all answers right at once in {right} of futures ({ends})"


def _panel(axes: Axes, rows: Sequence[Row]) -> None:
    """Draw lines from top to bottom; the vertical axis is in inches."""
    axes.set_xlim(0.0, 1.0)
    axes.set_ylim(_height(rows), 0.0)
    axes.set_yticks([])
    axes.set_xticks(np.linspace(0.0, 1.0, 6))
    grid_lines(axes, "x")
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("probability given by the simulator")
    percent_axis(axes.xaxis)
    middles = beside.middles([row.tall for row in rows])
    for k, (y, row) in enumerate(zip(middles, rows, strict=True)):
        text = "\n".join(row.lines)
        beside.write(axes, beside.MARGIN, y, text, fontsize=9, linespacing=1.15)
        beside.write_after(axes, 0.14, y, _in_words(row), fontsize=9)
        if k:
            beside.rule(axes, y - 0.5 * row.tall, "#DADADA")
        _dots(axes, y, row)


def _dots(axes: Axes, y: float, row: Row) -> None:
    single = len(row.items) == 1
    if single and row.items[0]["low"] is not None:
        ends = [row.items[0]["low"], row.items[0]["high"]]
        axes.plot(ends, [y, y], color=style.BLACK, linewidth=1.3, label="interval", zorder=3)
    for happened in (True, False):
        chosen = [k for k, item in enumerate(row.items) if bool(item["answer"]) == happened]
        axes.plot(
            [row.items[k]["probability"] for k in chosen],
            [y - row.heights[k] * row.step for k in chosen],
            linestyle="none",
            marker="o",
            markersize=7.0 if single else 6.0,
            clip_on=False,
            zorder=4,
            label="happened" if happened else "did not",
            **(_HAPPENED if happened else _NOT),
        )


def _in_words(row: Row) -> str:
    p = [item["probability"] for item in row.items]
    if len(p) == 1:
        low, high = row.items[0]["low"], row.items[0]["high"]
        ends = "" if low is None else f" ({percent_range(low, high)})"
        return f"{percent(p[0])}{ends}, {'yes' if row.items[0]['answer'] else 'no'}"
    yes = sum(bool(item["answer"]) for item in row.items)
    between = percent_range(min(p), max(p))
    return f"{between}, mean {percent(float(np.mean(p)))}\n{yes} of {len(p)} happened"
