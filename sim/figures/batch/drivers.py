"""What an outcome's spread comes from: luck or the uncertain parameters, and which of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.uncertainty.drivers import drivers as first_order
from sim.analysis.uncertainty.spread import spread
from sim.analysis.wording import parameter_words
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.base import beside, naming, style
from sim.figures.base.axes import few_ticks, grid_lines, percent_axis, say, write_at, write_level
from sim.figures.base.page import Grid, Page, Place, page
from sim.figures.base.scenarios import need_rows
from sim.figures.findings import batch as findings
from sim.figures.registry import figure
from sim.wording.rounding import percent
from sim.wording.units import unit
from sim.wording.words import capital, clipped

Row = dict[str, Any]

OUTCOMES: Final = (
    "legal_end",
    "effective_end",
    "bargained_end",
    "added",
    "deals",
    "days_to_relief",
)
"""Outcomes that are drawn if no others are asked for."""

STRONGEST: Final = 8
"""Parameters shown for each outcome, at most."""

_METHODS: Final[dict[str, str]] = {
    "anova": "several futures share each draw",
    "regression": "one future a draw: the parameters' part is a lower bound",
    "none": "no parameter is uncertain",
}

# Inches: left of the bars, the bars, one parameter, the split above, what is between.
_NAMES, _WIDTH, _ROW, _SPLIT, _GAP = 2.75, 2.95, 0.27, 0.26, 0.4

_SMALL: Final = 8.5
_LETTERS: Final = 38
_EDGE: Final[dict[str, Any]] = {"edgecolor": "#333333", "linewidth": 0.6}


def has_drivers(batch: Batch) -> bool:
    """Return whether anything is uncertain, and futures are enough to tell that from luck."""
    if not batch.parameters or not batch.rows:
        return False
    split = spread(batch, outcomes=OUTCOMES)
    return split["epistemic"].null_count() < split.height


@figure("drivers", "batch", order=60, finding=findings.drivers, has_content=has_drivers)
def drivers(batch: Batch, outcomes: Sequence[str] | None = None, level: float = 0.95) -> Figure:
    """Show which uncertain parameters drive outcomes, and how much of the spread is luck.

    For each outcome, above: how its variance divides into what knowing the parameters would
    remove (epistemic) and luck (aleatory). Below: the share that knowing one parameter alone
    would remove, its first-order index, the strongest first; none whose interval reaches 0.

    Parameters
    ----------
    batch
        The batch.
    outcomes
        Names of outcome columns; `OUTCOMES` if None.
    level
        Level of the intervals, in (0, 1).

    Raises
    ------
    ThawError
        If all replications failed, no parameter is uncertain, of so few futures nothing can be
        told, or there is no such outcome.
    """
    need_rows(batch)
    chosen = list(outcomes or OUTCOMES)
    if not batch.parameters:
        raise ThawError(
            f"{batch.name} has no drivers: nothing in it is uncertain, all spread is luck; it "
            "takes a scenario with `uncertain`"
        )
    splits = spread(batch, outcomes=chosen, level=level).to_dicts()
    if all(split["epistemic"] is None for split in splits):
        raise ThawError(
            f"{batch.name} has no drivers: of so few futures ({batch.rows:,}) nothing can be "
            "told from luck: take more of them (-n), or several for each draw (--nested)"
        )
    indices = first_order(batch, outcomes=chosen, level=level).to_dicts()
    most = min(len(batch.parameters), STRONGEST)
    height = _SPLIT + _GAP + _ROW * most
    gap = 0.5 * style.WIDTH - _WIDTH
    grid = Grid(2, _NAMES, _WIDTH, height, gap, above=0.48, below=0.66, top=0.1)
    sheet = page(
        [batch],
        "What the spread of outcomes comes from: the uncertain parameters, or luck",
        grid.tall(len(splits)),
        level,
        finding=findings.drivers(batch, outcomes, level),
        method=_METHODS[splits[0]["method"]],
    )
    highest = max((row["high"] or 0.0 for row in indices), default=0.0)
    right = min(1.0, max(1.1 * highest, 0.05))
    for k, split in enumerate(splits):
        key = (split["outcome"], split["category"])
        rows = [row for row in indices if (row["outcome"], row["category"]) == key][:most]
        _outcome(sheet, grid.place(k), batch, split, rows, right)
    return sheet.figure


def _outcome(
    sheet: Page, place: Place, batch: Batch, split: Row, rows: Sequence[Row], right: float
) -> None:
    top = sheet.panel(place.left, place.top, _WIDTH, _SPLIT)
    _title(top, batch, split)
    _split(top, split)
    below = sheet.panel(place.left, place.top + _SPLIT + _GAP, _WIDTH, _ROW * len(rows))
    beyond_chance = [row for row in rows if row["low"] is not None and row["low"] > 0.0]
    if split["low"] is not None and split["low"] > 0.0 and beyond_chance:
        _indices(below, beyond_chance, len(rows), right)
        return
    below.set_axis_off()
    if split["epistemic"] is not None:
        text = (
            f"With {split['n']:,} futures no parameter's part can be told from luck:\n"
            "take more of them, or several for each draw (--nested)"
        )
        say(below, text, size=9.5)


def _title(axes: Axes, batch: Batch, split: Row) -> None:
    column = next(column for column in batch.columns if column.name == split["outcome"])
    name = capital(naming.outcome(column.name, split["category"], column.meaning))
    name_of_unit = unit(split["unit"]).name
    write_at(
        axes,
        (beside.MARGIN - _NAMES) / _WIDTH,
        1.0 + 0.1 / _SPLIT,
        f"{clipped(name, 64)}{name_of_unit and f', {name_of_unit}'}",
        fontsize=10.5,
        fontweight="bold",
        va="bottom",
    )


def _split(axes: Axes, split: Row) -> None:
    """Draw two parts of a bar, their border with its interval, and what they are."""
    share = split["epistemic"]
    axes.set_xlim(0.0, 1.0)
    axes.set_ylim(-0.5, 0.5)
    axes.set_yticks([])
    axes.grid(visible=False)
    if share is None:
        axes.set_axis_off()
        say(axes, "It does not vary, or futures are too few.")
        return
    if split["low"] > 0.0:
        text = f"parameters {percent(share)}, luck {percent(1.0 - share)}"
    else:
        text = f"parameters 0 % to {percent(split['high'])}"
    _name(axes, 0.0, text)
    for begin, wide, colour, hatch, part in (
        (0.0, share, style.BLUE, "", "parameters"),
        (share, 1.0 - share, style.PALE, "////", "luck"),
    ):
        axes.barh(
            0.0,
            wide,
            left=begin,
            height=1.0,
            facecolor=colour,
            hatch=hatch,
            label=part,
            **_EDGE,
        )
    ends = [[share - split["low"]], [split["high"] - share]]
    _interval(axes, share, 0.0, ends, elinewidth=1.4, capsize=3.5)
    percent_axis(axes.xaxis)
    axes.set_xticks(np.linspace(0.0, 1.0, 5))
    axes.tick_params(labelsize=_SMALL)


def _indices(axes: Axes, rows: Sequence[Row], room: int, right: float) -> None:
    """Draw parameters whose part is beyond chance, the strongest first, with room for some."""
    axes.set_xlim(0.0, right)
    axes.set_ylim(room - 0.5, -0.5)
    axes.set_yticks([])
    grid_lines(axes, "x")
    words = [parameter_words(row["parameter"]).rpartition(" (")[0] for row in rows]
    for y, (row, name) in enumerate(zip(rows, naming.distinct(words, _LETTERS), strict=True)):
        _name(axes, y, name)
        share, low, high = row["first_order"], row["low"], row["high"]
        axes.barh(y, share, height=0.62, facecolor="#7FB2D3", label=row["parameter"], **_EDGE)
        ends = [[max(share - low, 0.0)], [max(high - share, 0.0)]]
        _interval(axes, share, y, ends, elinewidth=1.2, capsize=3.0)
        write_level(axes, 1.02, y, percent(share), fontsize=_SMALL)
    few_ticks(axes.xaxis, 5, (1, 2, 5, 10))
    percent_axis(axes.xaxis)
    axes.tick_params(labelsize=_SMALL)
    axes.set_xlabel("share of the variance by this parameter alone", fontsize=9)


def _interval(axes: Axes, x: float, y: float, ends: list[list[float]], **look: Any) -> None:
    axes.errorbar(x, y, xerr=ends, fmt="none", ecolor=style.BLACK, **look)


def _name(axes: Axes, y: float, name: str) -> None:
    """Write a name to the left of a row."""
    write_level(axes, -0.025, y, name, fontsize=_SMALL, ha="right")
