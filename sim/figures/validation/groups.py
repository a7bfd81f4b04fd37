"""Mean scores of all forecasters, group by group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.base import key, style
from sim.figures.base.axes import few_ticks
from sim.figures.base.page import Grid, page, share_out
from sim.figures.base.scenarios import NAMES
from sim.figures.findings import validation as findings
from sim.figures.registry import figure
from sim.figures.validation.forecasters import FORECASTERS, SCORES, cases, look
from sim.figures.validation.skill import named
from sim.statistics.clusters import FEWEST
from sim.validation.backtest.groups import ALL, CASE, EVERYTHING, REST
from sim.validation.backtest.numbers import TITLES
from sim.wording import rounding

if TYPE_CHECKING:
    from sim.validation.backtest import Backtest

# Inches: the right margin, between panels, a forecaster's line within a row, between two rows.
_RIGHT, _GAP, _LINE, _APART = 0.25, 0.35, 0.125, 0.16

_BAR: Final[dict[str, Any]] = {"linewidth": 1.3, "solid_capstyle": "butt"}

Row = dict[str, Any]


@figure("scores", "backtest", order=40, finding=findings.scores)
def scores(backtest: Backtest, batches: Sequence[Batch]) -> Figure:
    """Show mean scores of all forecasters, by group and for all together, with intervals.

    A panel for each score, a row for each group, in it a mark for each forecaster. The intervals
    are bootstrapped over cases; a group of few cases has none.

    Parameters
    ----------
    backtest
        Scores of the cases.
    batches
        Their batches.

    Raises
    ------
    ThawError
        If nothing was scored.
    """
    table = backtest.scores.filter(pl.col("by").is_in([backtest.by, EVERYTHING]))
    shown = [score for score in SCORES if score in table["score"]]
    if not shown:
        raise ThawError("there is nothing to draw: nothing was scored")
    groups = _groups(table)
    names = cases(batches, 20) if backtest.by == CASE else {}
    row = len(FORECASTERS) * _LINE + _APART
    width = share_out(len(shown), NAMES, _RIGHT, _GAP)
    grid = Grid(len(shown), NAMES, width, len(groups) * row, _GAP, above=0.4, below=0.62, top=0.32)
    sheet = page(
        batches,
        "Mean scores by group, smaller is better; in parentheses items and cases of the first "
        f"score; bars: {rounding.level(backtest.level)} over cases (of fewer than {FEWEST} cases "
        "none)",
        grid.tall(1),
        finding=findings.scores(backtest, batches),
    )
    sheet.legend(_entries(), columnspacing=1.6, handletextpad=0.4)
    for k, score in enumerate(shown):
        axes = sheet.panel(*grid.place(k))
        _panel(axes, table.filter(pl.col("score") == score), groups, row)
        axes.set_title(SCORES[score], fontsize=10)
        axes.set_xlabel(f"better  ←  {TITLES[score]}")
        if k == 0:
            axes.set_yticklabels([named(size, names) for size in groups.values()])
            if ALL in groups:
                axes.get_yticklabels()[-1].set_fontweight("bold")
    return sheet.figure


def _groups(table: pl.DataFrame) -> dict[str, Row]:
    """Return groups with their sizes, in their order, all of them together last."""
    sizes: dict[str, Row] = {}
    for row in table.iter_rows(named=True):
        sizes.setdefault(row["group"], row)
    single = [name for name in sizes if name not in (ALL, REST)]
    last = [name for name in (REST, ALL) if name in sizes and len(single) != 1]
    return {name: sizes[name] for name in (*single, *last)}


def _panel(axes: Axes, table: pl.DataFrame, groups: dict[str, Row], tall: float) -> None:
    """Draw rows from top to bottom; the vertical axis is in inches."""
    rows = {(row["group"], row["forecaster"]): row for row in table.iter_rows(named=True)}
    middles = [(k + 0.5) * tall for k in range(len(groups))]
    for k, (middle, group) in enumerate(zip(middles, groups, strict=True)):
        for place, name in enumerate(FORECASTERS):
            found = rows.get((group, name))
            if found is not None:
                y = middle + (place - 0.5 * (len(FORECASTERS) - 1)) * _LINE
                _point(axes, y, found, name, whole=group == ALL)
        if k:
            axes.axhline(k * tall, color="#DADADA", linewidth=0.6)
    axes.set_ylim(len(groups) * tall, 0.0)
    axes.set_yticks(middles, [""] * len(groups))
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(left=0.0)
    axes.grid(visible=True, axis="x")
    axes.spines["left"].set_visible(False)
    few_ticks(axes.xaxis, 5)


def _point(axes: Axes, y: float, row: Row, name: str, *, whole: bool) -> None:
    shown = look(name)
    if row["low"] is not None and row["high"] is not None:
        ends = [row["low"], row["high"]]
        axes.plot(ends, [y, y], color=shown.colour, label="interval", zorder=3, **_BAR)
    axes.plot(
        row["mean"],
        y,
        shown.marker,
        color=shown.colour,
        markeredgecolor=style.BLACK,
        markeredgewidth=1.0 if whole else 0.6,
        markersize=6.5 if whole else 5.5,
        zorder=4,
        clip_on=False,
        label="mean",
    )


def _entries() -> list[key.Entry]:
    return [
        key.mark(
            title,
            marker=look(name).marker,
            color=look(name).colour,
            markeredgecolor=style.BLACK,
            markersize=6.5,
        )
        for name, title in FORECASTERS.items()
    ]
