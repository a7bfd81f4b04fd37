"""What an outcome's spread comes from: luck or the uncertain parameters, and which of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.analysis.uncertainty.drivers import drivers as first_order
from sim.analysis.uncertainty.spread import spread
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.plots.base import style
from sim.plots.base.naming import outcome, sentence
from sim.plots.base.pages import Page, page
from sim.plots.base.wording import need_rows, percent, say

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

# Inches: left of the bars, the bars, one parameter, the split above, what is between and around.
_NAMES, _WIDTH, _ROW, _SPLIT, _GAP, _TITLE, _AXIS = 2.75, 2.95, 0.27, 0.26, 0.4, 0.48, 0.66


def drivers(batch: Batch, outcomes: Sequence[str] | None = None, level: float = 0.95) -> Figure:
    """Which uncertain parameters drive outcomes, and how much of the spread is luck.

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
    wanted = list(outcomes or OUTCOMES)
    what = "What the spread of outcomes comes from: the uncertain parameters, or luck"
    if not batch.parameters:
        raise ThawError(
            f"{batch.name} has no drivers: nothing in it is uncertain, all spread is luck; it "
            "takes a scenario with `uncertain`"
        )
    with style.house():
        splits = spread(batch, outcomes=wanted, level=level).to_dicts()
        if all(split["epistemic"] is None for split in splits):
            raise ThawError(
                f"{batch.name} has no drivers: of so few futures ({batch.rows:,}) nothing can be "
                "told from luck: take more of them (-n), or several for each draw (--nested)"
            )
        indices = first_order(batch, outcomes=wanted, level=level).to_dicts()
        what = f"{what} ({_METHODS[splits[0]['method']]})"
        shown = min(len(batch.parameters), STRONGEST)
        tall = _TITLE + _SPLIT + _GAP + _ROW * shown + _AXIS
        rows = (len(splits) + 1) // 2
        sheet = page([batch], what, 0.1 + tall * rows, level)
        most = max((row["high"] or 0.0 for row in indices), default=0.0)
        right = min(1.0, max(1.1 * most, 0.05))
        for k, split in enumerate(splits):
            mine = [row for row in indices if _same(row, split)][:shown]
            across, down = (k % 2) * 0.5 * style.WIDTH, 0.1 + (k // 2) * tall
            _outcome(sheet, batch, split, mine, across, down, right)
    return sheet.figure


def has_drivers(batch: Batch) -> bool:
    """Whether anything in it is uncertain, and its futures are enough to tell that from luck."""
    if not batch.parameters or not batch.rows:
        return False
    split = spread(batch, outcomes=OUTCOMES)
    return split["epistemic"].null_count() < split.height


def _same(row: Row, split: Row) -> bool:
    return (row["outcome"], row["category"]) == (split["outcome"], split["category"])


def _outcome(
    sheet: Page,
    batch: Batch,
    split: Row,
    mine: list[Row],
    across: float,
    down: float,
    right: float,
) -> None:
    left = across + _NAMES
    top = sheet.panel(left, down + _TITLE, _WIDTH, _SPLIT)
    _title(top, batch, split)
    _split(top, split)
    below = sheet.panel(left, down + _TITLE + _SPLIT + _GAP, _WIDTH, _ROW * len(mine))
    told = [row for row in mine if row["low"] is not None and row["low"] > 0.0]
    if split["low"] is not None and split["low"] > 0.0 and told:
        _indices(below, told, len(mine), right)
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
    said = sentence(outcome(column.name, split["category"], column.meaning))
    unit = {"": "", "d": ", days"}.get(split["unit"], f", {split['unit']}")
    axes.text(
        (0.15 - _NAMES) / _WIDTH,
        1.0 + 0.1 / _SPLIT,
        f"{style.clipped(said, 64)}{unit}",
        transform=axes.transAxes,
        fontsize=10.5,
        fontweight="bold",
        va="bottom",
    )


def _split(axes: Axes, split: Row) -> None:
    """Two parts of a bar, their border with its interval, and what they are."""
    share = split["epistemic"]
    axes.set_xlim(0.0, 1.0)
    axes.set_ylim(-0.5, 0.5)
    axes.set_yticks([])
    axes.grid(visible=False)
    if share is None:
        axes.set_axis_off()
        say(axes, "It does not vary, or futures are too few.")
        return
    n = split["n"]
    if split["low"] > 0.0:
        said = f"parameters {percent(share, n)}, luck {percent(1.0 - share, n)}"
    else:
        said = f"parameters 0 % to {percent(split['high'], n)}"
    _name(axes, 0.0, said)
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
            edgecolor="#333333",
            linewidth=0.6,
            hatch=hatch,
            label=part,
        )
    axes.errorbar(
        share,
        0.0,
        xerr=[[share - split["low"]], [split["high"] - share]],
        fmt="none",
        ecolor=style.BLACK,
        elinewidth=1.4,
        capsize=3.5,
    )
    style.percent_axis(axes.xaxis)
    axes.set_xticks(np.linspace(0.0, 1.0, 5))
    axes.tick_params(labelsize=8.5)


def _indices(axes: Axes, mine: list[Row], rows: int, right: float) -> None:
    """Parameters whose part is beyond chance, the strongest first, in a panel of some rows."""
    axes.set_xlim(0.0, right)
    axes.set_ylim(rows - 0.5, -0.5)
    axes.set_yticks([])
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    for y, row in enumerate(mine):
        _name(axes, y, row["parameter"])
        share, low, high = row["first_order"], row["low"], row["high"]
        axes.barh(
            y,
            share,
            height=0.62,
            facecolor="#7FB2D3",
            edgecolor="#333333",
            linewidth=0.6,
            label=row["parameter"],
        )
        axes.errorbar(
            share,
            y,
            xerr=[[max(share - low, 0.0)], [max(high - share, 0.0)]],
            fmt="none",
            ecolor=style.BLACK,
            elinewidth=1.2,
            capsize=3.0,
        )
        axes.text(
            1.02,
            y,
            percent(share, row["n"]),
            transform=axes.get_yaxis_transform(),
            fontsize=8.5,
            va="center",
        )
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10]))
    style.percent_axis(axes.xaxis)
    axes.tick_params(labelsize=8.5)
    axes.set_xlabel("share of the variance by this parameter alone", fontsize=9)


def _name(axes: Axes, y: float, name: str) -> None:
    """A name to the left of a row; of a long path its last parts."""
    while len(name) > 36 and "." in name:
        name = "…" + name.lstrip("…").partition(".")[2]
    axes.text(
        -0.025,
        y,
        style.clipped(name, 37),
        transform=axes.get_yaxis_transform(),
        fontsize=8.5,
        ha="right",
        va="center",
    )
