"""How much better than the others the headline forecaster does, group by group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.base import key, style
from sim.figures.base.axes import few_ticks, write_near
from sim.figures.base.medium import SCREEN, Medium
from sim.figures.base.page import Grid, page, share_out
from sim.figures.base.scenarios import NAMES
from sim.figures.findings import validation as findings
from sim.figures.registry import figure
from sim.figures.validation.forecasters import AGAINST, LABELS, SCORES, cases
from sim.statistics.clusters import FEWEST
from sim.validation.backtest.forecasters import HEADLINE
from sim.validation.backtest.groups import ALL, CASE, EVERYTHING, REST
from sim.wording import rounding
from sim.wording.rounding import minus
from sim.wording.words import clipped

if TYPE_CHECKING:
    from sim.validation.backtest import Backtest

LOWEST: Final = -1.5
"""Skill below this is drawn as an arrow: how much worse matters little, and may be infinite."""

_COLUMNS: Final = 3
"""Panels side by side."""

# Inches: the right margin, a row, between panels with room for numbers.
_RIGHT, _ROW, _GAP = 0.15, 0.27, 0.12 + 0.95

# Inches, of all groups together: names of references, numbers beside a panel, a row.
_LEFT, _NUMBERS, _LINE = 1.1, 0.66, 0.2

_SURE: Final[dict[str, Any]] = {"color": style.BLUE, "markeredgecolor": style.BLACK}
_OPEN: Final[dict[str, Any]] = {"color": "white", "markeredgecolor": style.BLUE}

Row = dict[str, Any]


@figure("skill", "backtest", order=10, finding=findings.skill)
def skill(backtest: Backtest, batches: Sequence[Batch], *, medium: Medium = SCREEN) -> Figure:
    """Show skill against each other forecaster, by group and for all together, with intervals.

    Skill is one less the ratio of the mean scores: 1 is perfect, 0 no better than the reference,
    below 0 worse. Rows of panels for each score, a panel for each reference; on a memo or a
    slide a panel for each score, a row for each reference, of all groups together. The intervals
    are bootstrapped over cases; a group of few cases has none.

    Parameters
    ----------
    backtest
        Scores of the cases.
    batches
        Their batches.
    medium
        What it is made for.

    Raises
    ------
    ThawError
        If nothing was scored.
    """
    table = backtest.skill.filter(
        pl.col("by").is_in([backtest.by, EVERYTHING]), pl.col("forecaster") == HEADLINE
    )
    scores = [score for score in SCORES if score in table["score"]]
    if not scores:
        raise ThawError("there is nothing to draw: nothing was scored")
    if medium.narrow:
        return _together(backtest, batches, scores, medium)
    width = share_out(_COLUMNS, NAMES, _RIGHT + _GAP, _GAP)
    grids, groups_of, top = {}, {}, 0.32
    for score in scores:
        groups_of[score] = _groups(table, score)
        height = (len(groups_of[score]) + 0.6 * (ALL in groups_of[score])) * _ROW
        grids[score] = Grid(_COLUMNS, NAMES, width, height, _GAP, above=0.4, below=0.62, top=top)
        top = grids[score].tall(len(AGAINST))
    names = cases(batches, 20) if backtest.by == CASE else {}
    label = LABELS[HEADLINE]
    sheet = page(
        batches,
        f"Skill of the {label}: 1 − its mean score over that of the other; bars: "
        f"{rounding.level(backtest.level)} over cases (of fewer than {FEWEST} cases none)",
        top,
        finding=findings.skill(backtest, batches),
    )
    sheet.legend(_entries(), columnspacing=1.6, handletextpad=0.4)
    for score, groups in groups_of.items():
        sizes = {row["group"]: row for row in table.filter(score=score).iter_rows(named=True)}
        for k, reference in enumerate(AGAINST):
            axes = sheet.panel(*grids[score].place(k))
            _panel(axes, groups, _rows(table, score, reference))
            axes.set_title(f"{SCORES[score]} against {LABELS[reference]}", fontsize=10)
            if k % _COLUMNS == 0:
                axes.set_yticklabels([named(sizes[group], names) for group in groups])
                if ALL in groups:
                    axes.get_yticklabels()[-1].set_fontweight("bold")
    return sheet.figure


def _together(
    backtest: Backtest, batches: Sequence[Batch], scores: Sequence[str], medium: Medium
) -> Figure:
    """Return a page with the skill in all items together: a panel a score, a row a reference."""
    table = backtest.skill.filter(by=EVERYTHING, group=ALL, forecaster=HEADLINE)
    height = len(AGAINST) * _LINE
    wide = (medium.width - _LEFT - _NUMBERS - (len(scores) - 1) * _NUMBERS) / len(scores)
    sheet = page(
        batches,
        f"Skill of the {LABELS[HEADLINE]} beside others, in all items together: 1 is perfect, 0 no "
        f"better, below 0 worse; bars: {rounding.level(backtest.level)} over cases",
        0.54 + height + 0.45,
        finding=findings.skill(backtest, batches),
        note=f"Skill: 1 − mean score over that of the other. Of fewer than {FEWEST} cases there "
        "is no interval",
        medium=medium,
    )
    sure, unsure, *_ = _entries()
    sheet.legend([sure, unsure], 0.02, columnspacing=1.2, handletextpad=0.2)
    for k, score in enumerate(scores):
        left = _LEFT + k * (wide + _NUMBERS)
        axes = sheet.panel(left, 0.54, wide, height)
        rows = {row["reference"]: row for row in table.filter(score=score).to_dicts()}
        _panel(axes, list(AGAINST), rows)
        few_ticks(axes.xaxis, 2)
        axes.set_title(SCORES[score])
        axes.set_xlabel("skill")
        if k == 0:
            axes.set_yticklabels([LABELS[name] for name in AGAINST])
    return sheet.figure


def _groups(table: pl.DataFrame, score: str) -> list[str]:
    """Return groups that have a score, in their order, all of them together last."""
    scored = table.filter(pl.col("score") == score)["group"].unique(maintain_order=True).to_list()
    single = [group for group in scored if group not in (ALL, REST)]
    # Of one group, all together are the same again.
    return single + [group for group in (REST, ALL) if group in scored and len(single) != 1]


def _rows(table: pl.DataFrame, score: str, reference: str) -> dict[str, Row]:
    chosen = (pl.col("score") == score) & (pl.col("reference") == reference)
    return {row["group"]: row for row in table.filter(chosen).iter_rows(named=True)}


def named(row: Row, names: Mapping[str, str]) -> str:
    """Return what a group is called beside a panel, with its items and cases: ``law (44; 38)``.

    Parameters
    ----------
    row
        Its size.
    names
        What groups are called that are cases.
    """
    name = "all" if row["group"] == ALL else clipped(names.get(row["group"], row["group"]), 20)
    return f"{name} ({row['n']:,}; {row['cases']:,})"


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
    value, low, high = row["skill"], row["skill_low"], row["skill_high"]
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
        key.mark("with 0, or none", marker="o", markersize=7.0, **_OPEN),
        key.mark("all together", marker="D", markersize=7.0, **_OPEN),
        key.mark(below, marker="<", markersize=7.0, color=style.BLACK),
        key.mark("in parentheses: items; cases"),
    ]
