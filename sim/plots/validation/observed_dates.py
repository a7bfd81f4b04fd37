"""When it happened, and when it happens in the simulation: every dated item of a backtest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.patheffects import Normal, Stroke

from sim.analysis.quantities import groups, numbers
from sim.batch.batch import Batch
from sim.engine.kernel.clock import YEAR
from sim.errors import ThawError
from sim.plots.base import style
from sim.plots.base.pages import Page, page
from sim.statistics.survival import survival
from sim.story.words import date as said_date
from sim.validation.backtest.items import Item, items_of
from sim.validation.backtest.references import predictions

if TYPE_CHECKING:
    from sim.validation.backtest import Backtest

# Inches: a panel's left edge, width and height, between panels; the legend, above and below one.
_LEFT, _WIDTH, _HEIGHT, _GAP, _LEGEND, _ABOVE, _BELOW = 0.85, 3.5, 1.65, 0.53, 0.3, 0.72, 0.4

_COLUMNS: Final = 3
_POINTS: Final = 240
"""Points of the curve of a reference."""

_LETTERS: Final = 46
"""Letters of an item's text on a line above its panel."""

_BAND: Final = "#C6DDEC"
_NEVER: Final[dict[str, Any]] = {
    "marker": ">",
    "markersize": 10.0,
    "color": style.VERMILLION,
    "markeredgecolor": style.BLACK,
}
_REFERENCES: Final[dict[str, dict[str, Any]]] = {
    "climatology": {"color": style.BLACK, "linewidth": 1.3, "linestyle": (0, (5, 2))},
    "half": {"color": "#555555", "linewidth": 1.3, "linestyle": (0, (1, 2))},
}

Row = dict[str, Any]


def observed_dates(
    backtest: Backtest, batches: Sequence[Batch], level: float | None = None
) -> Figure:
    """Each dated item: by when it happens in how many futures, and when it did happen.

    Parameters
    ----------
    backtest
        Scores of the cases.
    batches
        Their batches.
    level
        Level of the pointwise intervals (Wilson), in (0, 1); that of the backtest if None.

    Raises
    ------
    ThawError
        If no item is a date.
    """
    shown = [(batch, item, row) for batch in batches for item, row in _dated(backtest, batch)]
    if not shown:
        raise ThawError("there is nothing to draw: no item is a date")
    level = backtest.level if level is None else level
    with style.house():
        block = _ABOVE + _HEIGHT + _BELOW
        sheet = page(
            batches,
            "By when it happens: share of futures (1 − survival, pointwise), and when it "
            "did · PIT: place of the answer in the forecast",
            _LEGEND + -(-len(shown) // _COLUMNS) * block,
            level,
        )
        _legend(sheet, level)
        for k, (batch, item, row) in enumerate(shown):
            down, across = divmod(k, _COLUMNS)
            axes = sheet.panel(
                _LEFT + across * (_WIDTH + _GAP), _LEGEND + down * block + _ABOVE, _WIDTH, _HEIGHT
            )
            _panel(axes, batch, item, row, level)
            if across:
                axes.tick_params(labelleft=False)
            else:
                axes.set_ylabel("share of futures")
    return sheet.figure


def _dated(backtest: Backtest, batch: Batch) -> Iterator[tuple[Item, Row]]:
    """Dated items of a case, each with what was scored of it."""
    wanted = (pl.col("kind") == "date") & (pl.col("case") == batch.name)
    rows = {(r["origin"], r["id"]): r for r in backtest.items.filter(wanted).iter_rows(named=True)}
    if not rows:
        return
    for item in items_of(batch.model, batch.name):
        if item.kind == "date":
            yield item, rows[item.origin, item.id]


def _panel(axes: Axes, batch: Batch, item: Item, row: Row, level: float) -> None:
    horizon = batch.model.calendar.horizon
    curve = survival(numbers(batch.column(item.column)), horizon, level, groups(batch))
    kept = style.seen(curve.days)
    x = style.day_numbers(batch.model, np.append(curve.days[kept], horizon))
    low, y, high = (
        1.0 - np.append(end[kept], end[-1]) for end in (curve.high, curve.survival, curve.low)
    )
    axes.fill_between(x, low, high, step="post", facecolor=_BAND, linewidth=0.0, label="interval")
    axes.step(x, y, where="post", color=style.BLUE, linewidth=2.0, label="simulator")
    for name, prediction in predictions(item).items():
        # One that knows no base rate says what "always half" says.
        if name in _REFERENCES and prediction.known:
            days = np.linspace(0.0, horizon, _POINTS)
            by_then = np.searchsorted(prediction.times * YEAR, days, side="right")
            axes.plot(
                style.day_numbers(batch.model, days),
                by_then / prediction.times.size,
                label=name,
                **_REFERENCES[name],
            )
    _answer(axes, batch, item.answer)
    style.date_axis(axes, batch.model, ticks=(3, 6))
    axes.set_ylim(0.0, 1.03)
    axes.set_yticks([0.0, 0.5, 1.0])
    style.percent_axis(axes.yaxis)
    _title(axes, item, row)


def _answer(axes: Axes, batch: Batch, years: float | None) -> None:
    """A line where it happened, or a mark at the right edge if it never did."""
    if years is None:
        end = style.date_number(batch.model, batch.model.calendar.horizon)
        axes.plot(end, 0.5, clip_on=False, zorder=5, label="never", **_NEVER)
        return
    (line,) = axes.plot(
        [style.date_number(batch.model, years * YEAR)] * 2,
        [0.0, 1.03],
        color=style.VERMILLION,
        linewidth=2.6,
        label="happened",
        zorder=3,
    )
    line.set_path_effects([Stroke(linewidth=4.4, foreground="white"), Normal()])


def _title(axes: Axes, item: Item, row: Row) -> None:
    lines = wrap(item.text or item.id, _LETTERS, max_lines=2, placeholder="…")
    for k, line in enumerate(reversed(lines)):
        axes.annotate(
            line,
            (0.0, 1.0),
            (0.0, 5.0 + 12.0 * k),
            xycoords="axes fraction",
            textcoords="offset points",
            fontsize=9,
        )
    when = said_date(item.date) if item.date else "never"
    pit = "" if row["pit"] is None else f", PIT {row['pit']:.2f}"
    axes.annotate(
        f"{style.clipped(row['case'], 24)}: {when}{pit}",
        (0.0, 1.0),
        (0.0, 6.0 + 12.0 * len(lines)),
        xycoords="axes fraction",
        textcoords="offset points",
        fontsize=9.5,
        fontweight="bold",
    )


def _legend(sheet: Page, level: float) -> None:
    handles: list[Line2D | Patch] = [
        Line2D([], [], color=style.BLUE, linewidth=2.0, label="simulator"),
        Patch(facecolor=_BAND, label=f"{100.0 * level:g} % of it"),
        Line2D([], [], label="base rates", **_REFERENCES["climatology"]),
        Line2D([], [], label="always half", **_REFERENCES["half"]),
        Line2D([], [], color=style.VERMILLION, linewidth=2.6, label="when it happened"),
        Line2D([], [], linestyle="none", label="it never did", **_NEVER),
    ]
    sheet.figure.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=sheet.at(0.1, 0.04),
        ncols=len(handles),
        borderaxespad=0.0,
        columnspacing=1.6,
    )
