"""Whether what is called likely is: forecast probabilities against how often it happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.plots.base import style
from sim.plots.base.pages import Page, page
from sim.plots.validation.forecasters import FORECASTERS, look

if TYPE_CHECKING:
    from sim.validation.backtest import Backtest

# Inches: a panel's left edge, side, gap; above it; the counts below it, what is between and below.
_LEFT, _SIDE, _GAP, _ABOVE, _BETWEEN, _COUNTS, _BELOW = 0.75, 2.72, 0.33, 0.85, 0.28, 0.75, 0.62

Row = dict[str, Any]


def reliability(backtest: Backtest, batches: Sequence[Batch]) -> Figure:
    """Reliability diagrams of the simulator and of the references.

    Yes-or-no items stand together by their probability. Above: how often those of a bin
    happened, with Wilson's interval, against their mean probability; on the diagonal the two
    agree. A line has the slope of a logistic regression on the log-odds of the forecast, if there
    is one. Below: how many items each bin has.

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
    with style.house():
        sheet = page(
            batches,
            "Reliability: of what was given a probability, how much happened; bars: Wilson, "
            f"{100.0 * backtest.level:g} %, as if items were independent",
            _ABOVE + _SIDE + _BETWEEN + _COUNTS + _BELOW,
            chance=True,
        )
        most = int(bins["n"].max())  # type: ignore[arg-type]  # counts, of which there is one
        first: Axes | None = None
        for k, name in enumerate(FORECASTERS):
            rows = bins.filter(pl.col("forecaster") == name).sort("low").to_dicts()
            left = _LEFT + k * (_SIDE + _GAP)
            axes = sheet.panel(left, _ABOVE, _SIDE, _SIDE)
            below = sheet.panel(left, _ABOVE + _SIDE + _BETWEEN, _SIDE, _COUNTS, axes, None)
            _diagram(axes, name, rows, slopes.get(name))
            _counts(below, name, rows, most)
            if first is None:
                first = axes
                axes.set_ylabel("share that happened")
                below.set_ylabel("items")
            else:
                axes.tick_params(labelleft=False)
                below.tick_params(labelleft=False)
        _legend(sheet, backtest.level)
    return sheet.figure


def _diagram(axes: Axes, name: str, rows: Sequence[Row], slope: Row | None) -> None:
    shown = look(name)
    axes.plot([0.0, 1.0], [0.0, 1.0], color=style.GREY, linewidth=1.2, label="diagonal")
    for row in rows:
        axes.plot(
            [row["forecast"]] * 2,
            [row["frequency_low"], row["frequency_high"]],
            color=style.BLACK,
            linewidth=1.3,
            label="interval",
        )
    if slope is not None and slope["slope"] is not None:
        _fitted(axes, slope)
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
    style.percent_axis(axes.yaxis)
    axes.tick_params(labelbottom=False)
    axes.grid(visible=True)
    axes.set_title(FORECASTERS[name], pad=20.0)
    axes.text(0.0, 1.03, _slope_said(slope), transform=axes.transAxes, fontsize=9, color="#444444")


def _fitted(axes: Axes, slope: Row) -> None:
    """The curve logit(frequency) = intercept + slope logit(forecast)."""
    import numpy as np

    p = np.linspace(0.005, 0.995, 199)
    odds = slope["intercept"] + slope["slope"] * np.log(p / (1.0 - p))
    axes.plot(
        p,
        1.0 / (1.0 + np.exp(-odds)),
        color=style.BLACK,
        linewidth=1.2,
        linestyle=(0, (4, 2)),
        label="slope",
    )


def _slope_said(slope: Row | None) -> str:
    if slope is None or slope["slope"] is None:
        return "no slope can be told"
    low = "−∞" if slope["low"] is None else f"{slope['low']:.2f}".replace("-", "−")
    high = "∞" if slope["high"] is None else f"{slope['high']:.2f}".replace("-", "−")
    return f"slope {slope['slope']:.2f} ({low} to {high})".replace("-", "−")


def _counts(axes: Axes, name: str, rows: Sequence[Row], most: int) -> None:
    shown = look(name)
    axes.bar(
        [row["low"] for row in rows],
        [row["n"] for row in rows],
        width=[row["high"] - row["low"] for row in rows],
        align="edge",
        facecolor=shown.colour,
        edgecolor="#333333",
        linewidth=0.7,
        label="items",
    )
    for row in rows:
        axes.annotate(
            f"{row['n']:,}",
            (0.5 * (row["low"] + row["high"]), row["n"]),
            (0.0, 2.0),
            textcoords="offset points",
            ha="center",
            fontsize=8.5,
        )
    axes.set_ylim(0.0, 1.35 * most)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("probability given")
    style.percent_axis(axes.xaxis)


def _legend(sheet: Page, level: float) -> None:
    handles: list[Line2D | Patch] = [
        Line2D(
            [],
            [],
            linestyle="none",
            marker="o",
            color="white",
            markeredgecolor=style.BLACK,
            markersize=7.5,
            label="items of a bin: mean probability and share that happened",
        ),
        Line2D([], [], color=style.BLACK, linewidth=1.3, label=f"{100.0 * level:g} % of it"),
        Line2D([], [], color=style.GREY, linewidth=1.2, label="perfectly reliable"),
        Line2D(
            [],
            [],
            color=style.BLACK,
            linewidth=1.2,
            linestyle=(0, (4, 2)),
            label="calibration slope (1: reliable; below 1: too sure)",
        ),
    ]
    sheet.figure.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=sheet.at(0.1, 0.06),
        ncols=4,
        borderaxespad=0.0,
        columnspacing=1.5,
    )
