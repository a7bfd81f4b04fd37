"""How much better than the references the simulator forecasts, case by case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.base import key, style
from sim.figures.base.axes import few_ticks, write_near
from sim.figures.base.page import Grid, page, share_out
from sim.figures.base.scenarios import NAMES
from sim.figures.base.text import clipped
from sim.figures.registry import figure
from sim.figures.validation.forecasters import REFERENCES, SCORES
from sim.validation.backtest.skill import ALL, REST
from sim.wording import rounding
from sim.wording.rounding import minus

if TYPE_CHECKING:
    from sim.validation.backtest import Backtest

LOWEST: Final = -1.5
"""Skill below this is drawn as an arrow: how much worse matters little, and may be infinite."""

_AGAINST: Final = {"climatology": "base rates", "half": "always half"}

# Inches: the right margin, a row, between panels with room for numbers.
_RIGHT, _ROW, _GAP = 0.15, 0.27, 0.12 + 0.95

_SURE: Final[dict[str, Any]] = {"color": style.BLUE, "markeredgecolor": style.BLACK}
_OPEN: Final[dict[str, Any]] = {"color": "white", "markeredgecolor": style.BLUE}

Row = dict[str, Any]


@figure("skill", "backtest", order=20)
def skill(backtest: Backtest, batches: Sequence[Batch]) -> Figure:
    """Show skill against each reference, by case and for all together, with intervals.

    Skill is one less the ratio of the mean scores: 1 is perfect, 0 no better than the reference,
    below 0 worse. A row of panels for each score, a panel for each reference. The intervals are
    bootstrapped.

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
    table = backtest.skill
    scores = [score for score in SCORES if score in table["score"]]
    if not scores:
        raise ThawError("there is nothing to draw: nothing was scored")
    columns = len(REFERENCES)
    width = share_out(columns, NAMES, _RIGHT + _GAP, _GAP)
    grids, cases_of, top = {}, {}, 0.32
    for score in scores:
        cases_of[score] = _cases(table, score)
        height = (len(cases_of[score]) + 0.6 * (ALL in cases_of[score])) * _ROW
        grids[score] = Grid(columns, NAMES, width, height, _GAP, above=0.4, below=0.62, top=top)
        top = grids[score].tall(1)
    sheet = page(
        batches,
        "Skill of the simulator: 1 − its mean score over that of the reference; bars: "
        f"{rounding.level(backtest.level)} of bootstrap samples of the items",
        top,
        chance=True,
    )
    sheet.legend(_entries(), columnspacing=1.6, handletextpad=0.4)
    for score, cases in cases_of.items():
        items = dict(table.filter(score=score).select("case", "n").iter_rows())
        for k, reference in enumerate(REFERENCES):
            axes = sheet.panel(*grids[score].place(k))
            _panel(axes, cases, _rows(table, score, reference))
            against = _AGAINST.get(reference, reference)
            axes.set_title(f"{SCORES[score]} against {against}", fontsize=10)
            if k == 0:
                axes.set_yticklabels([_named(case, items[case]) for case in cases])
                if ALL in cases:
                    axes.get_yticklabels()[-1].set_fontweight("bold")
    return sheet.figure


def _cases(table: pl.DataFrame, score: str) -> list[str]:
    """Return cases that have a score, in their order, all of them together last."""
    scored = table.filter(pl.col("score") == score)["case"].unique(maintain_order=True).to_list()
    single = [case for case in scored if case not in (ALL, REST)]
    # Of one case, all together are the same again.
    return single + [case for case in (REST, ALL) if case in scored and len(single) != 1]


def _rows(table: pl.DataFrame, score: str, reference: str) -> dict[str, Row]:
    chosen = (pl.col("score") == score) & (pl.col("reference") == reference)
    return {row["case"]: row for row in table.filter(chosen).iter_rows(named=True)}


def _named(case: str, n: int) -> str:
    return f"{'all cases' if case == ALL else clipped(case, 20)} ({n:,})"


def _panel(axes: Axes, cases: Sequence[str], rows: dict[str, Row]) -> None:
    axes.set_xlim(LOWEST, 1.0)
    axes.axvline(0.0, color=style.BLACK, linewidth=1.0, zorder=1)
    # Those that stand for several cases stand a little apart.
    places = [k + 0.6 * (case in (ALL, REST)) for k, case in enumerate(cases)]
    for y, case in zip(places, cases, strict=True):
        row = rows.get(case)
        if row is None or row["skill"] is None:
            text = "none"
        else:
            text = minus(f"{row['skill']:+.2f}")
            _point(axes, y, row, whole=case == ALL)
        write_near(
            axes,
            text,
            (1.0, y),
            (9.0, 0.0),
            xycoords=axes.get_yaxis_transform(),
            va="center",
            fontsize=9,
            fontweight="bold" if case == ALL else "normal",
        )
    if ALL in cases:
        axes.axhline(len(cases) - 0.7 - (REST in cases), color="#BBBBBB", linewidth=0.8)
    axes.set_ylim(places[-1] + 0.5, -0.5)
    axes.set_yticks(places, [""] * len(cases))
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=True, axis="x")
    axes.spines["left"].set_visible(False)
    few_ticks(axes.xaxis, 5, (5, 10))
    axes.set_xlabel("worse  ←  skill  →  better")


def _point(axes: Axes, y: float, row: Row, *, whole: bool) -> None:
    value, low, high = row["skill"], row["low"], row["high"]
    arrow: dict[str, Any] = {"color": style.BLACK, "clip_on": False}
    if high is not None and high > LOWEST:
        first = LOWEST if low is None else max(low, LOWEST)
        ends = [first, high]
        axes.plot(ends, [y, y], color=style.BLACK, linewidth=1.4, label="interval", zorder=3)
        if first == LOWEST:
            axes.plot(LOWEST, y, "<", markersize=5.0, **arrow)
    if value < LOWEST:
        axes.plot(LOWEST, y, "<", markersize=7.0, label="skill", **arrow)
        return
    sure = (low is not None and low > 0.0) or (high is not None and high < 0.0)
    marker = "D" if whole else "o"
    look = _SURE if sure else _OPEN
    axes.plot(value, y, marker, markersize=7.0, zorder=4, label="skill", clip_on=False, **look)


def _entries() -> list[key.Entry]:
    below = minus(f"below {LOWEST:g}")
    return [
        key.mark("interval without 0", marker="o", markersize=7.0, **_SURE),
        key.mark("may be chance", marker="o", markersize=7.0, **_OPEN),
        key.mark("all cases together", marker="D", markersize=7.0, **_OPEN),
        key.mark(below, marker="<", markersize=7.0, color=style.BLACK),
        key.mark("in parentheses: items scored"),
    ]
