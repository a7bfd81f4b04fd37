"""Whether what is called likely is: forecast probabilities against how often it happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.base import key, style
from sim.figures.base.axes import note, percent_axis, write_near
from sim.figures.base.page import Grid, page
from sim.figures.findings import validation as findings
from sim.figures.registry import figure
from sim.figures.validation.forecasters import FORECASTERS, look
from sim.statistics.clusters import FEWEST
from sim.wording import rounding
from sim.wording.rounding import minus

if TYPE_CHECKING:
    from sim.validation.backtest import Backtest

_COLUMNS: Final = 4
"""Forecasters side by side."""

# Inches: a panel's side, what is between it and the counts below it, and these.
_SIDE, _BETWEEN, _COUNTS = 2.72, 0.28, 0.75

_DIAGONAL: Final[dict[str, Any]] = {"color": style.GREY, "linewidth": 1.2}
_SLOPE: Final[dict[str, Any]] = {
    "color": style.BLACK,
    "linewidth": 1.2,
    "linestyle": (0, (4, 2)),
}
_INTERVAL: Final[dict[str, Any]] = {"color": style.BLACK, "linewidth": 1.3}

Row = dict[str, Any]


@figure("reliability", "backtest", order=50, finding=findings.reliability)
def reliability(backtest: Backtest, batches: Sequence[Batch]) -> Figure:
    """Show reliability diagrams of the simulator and of the references.

    Yes-or-no items stand together by their probability. Above: how often those of a bin
    happened, with its interval over cases, against their mean probability; on the diagonal the
    two agree. A line has the slope of a logistic regression on the log-odds of the forecast, if
    there is one. Below: how many items each bin has.

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
    bins = backtest.reliability.filter(pl.col("n") > 0)
    if not bins.height:
        raise ThawError("there is nothing to draw: no item has a yes or a no for an answer")
    slopes = {row["forecaster"]: row for row in backtest.slopes.iter_rows(named=True)}
    tall = _SIDE + _BETWEEN + _COUNTS
    grid = Grid(_COLUMNS, 0.75, _SIDE, tall, 0.33, above=0.85, below=0.62)
    sheet = page(
        batches,
        "Reliability: of what was given a probability, how much happened; bars: "
        f"{rounding.level(backtest.level)} over cases (of fewer than {FEWEST} cases none)",
        grid.tall(len(FORECASTERS)),
        finding=findings.reliability(backtest, batches),
    )
    sheet.legend(_entries(backtest.level), 0.06, columnspacing=1.5)
    most = int(bins["n"].max())  # type: ignore[arg-type]  # counts, of which there is one
    for k, name in enumerate(FORECASTERS):
        rows = bins.filter(pl.col("forecaster") == name).sort("low").to_dicts()
        left, top, _, _ = grid.place(k)
        axes = sheet.panel(left, top, _SIDE, _SIDE)
        below = sheet.panel(left, top + _SIDE + _BETWEEN, _SIDE, _COUNTS, share_x=axes)
        _diagram(axes, name, rows, slopes.get(name))
        _counts(below, name, rows, most)
        if k % _COLUMNS == 0:
            axes.set_ylabel("share that happened")
            below.set_ylabel("items")
        else:
            axes.tick_params(labelleft=False)
            below.tick_params(labelleft=False)
    return sheet.figure


def _diagram(axes: Axes, name: str, rows: Sequence[Row], slope: Row | None) -> None:
    shown = look(name)
    axes.plot([0.0, 1.0], [0.0, 1.0], label="diagonal", **_DIAGONAL)
    for row in rows:
        ends = [row["frequency_low"], row["frequency_high"]]
        if None in ends:
            continue
        axes.plot([row["forecast"]] * 2, ends, label="interval", **_INTERVAL)
    if slope is not None and slope["slope"] is not None:
        # The curve logit(frequency) = intercept + slope logit(forecast).
        p = np.linspace(0.005, 0.995, 199)
        odds = slope["intercept"] + slope["slope"] * np.log(p / (1.0 - p))
        axes.plot(p, 1.0 / (1.0 + np.exp(-odds)), label="slope", **_SLOPE)
    axes.plot(
        [row["forecast"] for row in rows],
        [row["frequency"] for row in rows],
        shown.marker,
        color=shown.colour,
        markeredgecolor=style.BLACK,
        markersize=7.5,
        clip_on=False,
        zorder=4,
        label="frequency",
    )
    axes.set_xlim(-0.03, 1.03)
    axes.set_ylim(-0.03, 1.03)
    axes.set_xticks([0.0, 0.5, 1.0])
    axes.set_yticks([0.0, 0.25, 0.5, 0.75, 1.0])
    percent_axis(axes.yaxis)
    axes.tick_params(labelbottom=False)
    axes.grid(visible=True)
    axes.set_title(FORECASTERS[name], pad=20.0)
    note(axes, _in_words(slope))


def _in_words(slope: Row | None) -> str:
    if slope is None or slope["slope"] is None:
        return "no slope can be told"
    if slope["low"] is None and slope["high"] is None:
        return minus(f"slope {slope['slope']:.2f}")
    low = "-∞" if slope["low"] is None else f"{slope['low']:.2f}"
    high = "∞" if slope["high"] is None else f"{slope['high']:.2f}"
    return minus(f"slope {slope['slope']:.2f} ({low} to {high})")


def _counts(axes: Axes, name: str, rows: Sequence[Row], most: int) -> None:
    axes.bar(
        [row["low"] for row in rows],
        [row["n"] for row in rows],
        width=[row["high"] - row["low"] for row in rows],
        align="edge",
        facecolor=look(name).colour,
        edgecolor="#333333",
        linewidth=0.7,
        label="items",
    )
    for row in rows:
        write_near(
            axes,
            f"{row['n']:,}",
            (0.5 * (row["low"] + row["high"]), row["n"]),
            (0.0, 2.0),
            ha="center",
            fontsize=8.5,
        )
    axes.set_ylim(0.0, 1.35 * most)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("probability given")
    percent_axis(axes.xaxis)


def _entries(level: float) -> list[key.Entry]:
    mean = {"marker": "o", "color": "white", "markeredgecolor": style.BLACK}
    items = "items of a bin: mean probability and share that happened"
    return [
        key.mark(items, markersize=7.5, **mean),
        key.line(f"{rounding.level(level)} of it", **_INTERVAL),
        key.line("perfectly reliable", **_DIAGONAL),
        key.line("calibration slope (1: reliable; below 1: too sure)", **_SLOPE),
    ]
