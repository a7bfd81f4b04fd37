"""How much better than the references the simulator forecasts, case by case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.plots.base import style
from sim.plots.base.pages import NAMES, Page, page
from sim.plots.validation.forecasters import REFERENCES, SCORES
from sim.validation.backtest.skill import ALL, REST

if TYPE_CHECKING:
    from sim.validation.backtest import Backtest

LOWEST: Final = -1.5
"""Skill below this is drawn as an arrow: how much worse matters little, and may be infinite."""

_AGAINST: Final = {"climatology": "base rates", "half": "always half"}

# Inches: the right margin, the legend, above a panel, a row, between panels, room for numbers.
_RIGHT, _LEGEND, _TITLE, _ROW, _AXIS, _GAP, _SAID = 0.15, 0.32, 0.4, 0.27, 0.62, 0.12, 0.95

Row = dict[str, Any]


def skill(backtest: Backtest, batches: Sequence[Batch]) -> Figure:
    """Skill against each reference, by case and for all cases together, with bootstrap intervals.

    Skill is one less the ratio of the mean scores: 1 is perfect, 0 no better than the reference,
    below 0 worse. A row of panels for each score, a panel for each reference.

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
    blocks = [(score, _cases(table, score)) for score in scores]
    with style.house():
        sheet = page(
            batches,
            "Skill of the simulator: 1 − its mean score over that of the reference; bars: "
            f"{100.0 * backtest.level:g} % of bootstrap samples of the items",
            _LEGEND + sum(_TITLE + _tall(cases) + _AXIS for _, cases in blocks),
            chance=True,
        )
        _legend(sheet)
        width = (style.WIDTH - NAMES - _RIGHT) / len(REFERENCES)
        top = _LEGEND
        for score, cases in blocks:
            top += _TITLE
            items = dict(table.filter(score=score).select("case", "n").iter_rows())
            for k, reference in enumerate(REFERENCES):
                rows = _rows(table, score, reference)
                axes = sheet.panel(NAMES + k * width, top, width - _SAID - _GAP, _tall(cases))
                _panel(axes, cases, rows)
                axes.set_title(
                    f"{SCORES[score]} against {_AGAINST.get(reference, reference)}",
                    fontsize=10,
                )
                if k == 0:
                    axes.set_yticklabels([_named(case, items[case]) for case in cases])
                    if ALL in cases:
                        axes.get_yticklabels()[-1].set_fontweight("bold")
            top += _tall(cases) + _AXIS
    return sheet.figure


def _cases(table: pl.DataFrame, score: str) -> list[str]:
    """Cases that have a score, in their order, all of them together last."""
    found = table.filter(pl.col("score") == score)["case"].unique(maintain_order=True).to_list()
    single = [case for case in found if case not in (ALL, REST)]
    # Of one case, all together are the same again.
    return single + [case for case in (REST, ALL) if case in found and len(single) != 1]


def _rows(table: pl.DataFrame, score: str, reference: str) -> dict[str, Row]:
    wanted = (pl.col("score") == score) & (pl.col("reference") == reference)
    return {row["case"]: row for row in table.filter(wanted).iter_rows(named=True)}


def _named(case: str, n: int) -> str:
    return f"{'all cases' if case == ALL else style.clipped(case, 20)} ({n:,})"


def _tall(cases: Sequence[str]) -> float:
    return (len(cases) + 0.6 * (ALL in cases)) * _ROW


def _places(cases: Sequence[str]) -> list[float]:
    """Where each case stands: those that stand for several a little apart."""
    return [k + 0.6 * (case in (ALL, REST)) for k, case in enumerate(cases)]


def _panel(axes: Axes, cases: Sequence[str], rows: dict[str, Row]) -> None:
    axes.set_xlim(LOWEST, 1.0)
    axes.axvline(0.0, color=style.BLACK, linewidth=1.0, zorder=1)
    for y, case in zip(_places(cases), cases, strict=True):
        row = rows.get(case)
        if row is None or row["skill"] is None:
            text = "none"
        else:
            text = _number(row["skill"])
            _point(axes, y, row, whole=case == ALL)
        axes.annotate(
            text,
            (1.0, y),
            (9.0, 0.0),
            xycoords=axes.get_yaxis_transform(),
            textcoords="offset points",
            va="center",
            fontsize=9,
            fontweight="bold" if case == ALL else "normal",
        )
    if ALL in cases:
        axes.axhline(len(cases) - 0.7 - (REST in cases), color="#BBBBBB", linewidth=0.8)
    axes.set_ylim(_places(cases)[-1] + 0.5, -0.5)
    axes.set_yticks(_places(cases), [""] * len(cases))
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=True, axis="x")
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5, steps=[5, 10]))
    axes.set_xlabel("worse  ←  skill  →  better")


def _point(axes: Axes, y: float, row: Row, *, whole: bool) -> None:
    value, low, high = row["skill"], row["low"], row["high"]
    if high is not None and high > LOWEST:
        first = LOWEST if low is None else max(low, LOWEST)
        axes.plot(
            [first, high], [y, y], color=style.BLACK, linewidth=1.4, label="interval", zorder=3
        )
        if first == LOWEST:
            axes.plot(LOWEST, y, "<", color=style.BLACK, markersize=5.0, clip_on=False)
    sure = (low is not None and low > 0.0) or (high is not None and high < 0.0)
    if value < LOWEST:
        axes.plot(LOWEST, y, "<", color=style.BLACK, markersize=7.0, clip_on=False, label="skill")
        return
    axes.plot(
        value,
        y,
        "D" if whole else "o",
        markersize=7.0,
        zorder=4,
        label="skill",
        clip_on=False,
        color=style.BLUE if sure else "white",
        markeredgecolor=style.BLACK if sure else style.BLUE,
    )


def _number(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def _legend(sheet: Page) -> None:
    point: dict[str, Any] = {"linestyle": "none", "markersize": 7.0}
    handles = [
        Line2D(
            [],
            [],
            marker="o",
            color=style.BLUE,
            markeredgecolor=style.BLACK,
            label="interval without 0",
            **point,
        ),
        Line2D(
            [],
            [],
            marker="o",
            color="white",
            markeredgecolor=style.BLUE,
            label="may be chance",
            **point,
        ),
        Line2D(
            [],
            [],
            marker="D",
            color="white",
            markeredgecolor=style.BLUE,
            label="all cases together",
            **point,
        ),
        Line2D(
            [],
            [],
            marker="<",
            color=style.BLACK,
            label=f"below {LOWEST:g}".replace("-", "−"),
            **point,
        ),
        Line2D([], [], linestyle="none", label="in parentheses: items scored"),
    ]
    sheet.figure.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=sheet.at(0.1, 0.04),
        ncols=len(handles),
        borderaxespad=0.0,
        columnspacing=1.6,
        handletextpad=0.4,
    )
