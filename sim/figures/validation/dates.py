"""When it happened, and when it happens in the simulation: every dated item of a backtest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import Normal, Stroke

from sim.analysis.quantities import groups, numbers
from sim.batch.batch import Batch
from sim.engine.kernel.clock import YEAR
from sim.errors import ThawError
from sim.figures.base import curves, key, style
from sim.figures.base.axes import percent_axis, write_near
from sim.figures.base.dates import date_axis, date_number, day_numbers
from sim.figures.base.page import Grid, page
from sim.figures.base.text import fitted, widest
from sim.figures.findings import validation as findings
from sim.figures.registry import figure
from sim.figures.validation.forecasters import FORECASTERS, LABELS, cases, foremost, look
from sim.statistics.survival import survival
from sim.validation.backtest.forecasters import HEADLINE, predictions
from sim.validation.backtest.items import Item, forecast, items_of
from sim.wording import rounding
from sim.wording.rounding import percent
from sim.wording.words import date as written_date

if TYPE_CHECKING:
    from sim.validation.backtest import Backtest

_GRID: Final = Grid(
    columns=3, left=0.85, width=3.5, height=1.65, gap=0.53, above=0.72, below=0.4, top=0.3
)

_POINTS: Final = 240
"""Points of the curve of a reference."""

_LETTERS: Final = 46
"""Letters of an item's text on a line above its panel."""

_BAND: Final = "#C6DDEC"
_SIMULATOR: Final[dict[str, Any]] = {"color": style.BLUE, "linewidth": 2.0}
_HAPPENED: Final[dict[str, Any]] = {"color": style.VERMILLION, "linewidth": 2.6}
_NEVER: Final[dict[str, Any]] = {
    "marker": ">",
    "markersize": 10.0,
    "color": style.VERMILLION,
    "markeredgecolor": style.BLACK,
}
_QUIET: Final[dict[str, dict[str, Any]]] = {
    "climatology": {"color": style.BLACK, "linewidth": 1.3, "linestyle": (0, (5, 2))},
    "half": {"color": "#555555", "linewidth": 1.3, "linestyle": (0, (1, 2))},
}
"""Looks of those that know little."""

_UNDRAWN: Final = ("simulator", "persistence", "near")
"""Whose curve is drawn in its own way, whose is that of never, and whose the blend has in it."""

Row = dict[str, Any]


@figure("dates", "backtest", order=60, finding=findings.dates)
def observed_dates(
    backtest: Backtest, batches: Sequence[Batch], level: float | None = None
) -> Figure:
    """Show each dated item: by when it happens in how many futures, and when it did happen.

    Of many cases those that were forecast worst.

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
    chosen, which = foremost(backtest, batches)
    items = [(batch, item, row) for batch in chosen for item, row in _dated(backtest, batch)]
    if not items:
        raise ThawError("there is nothing to draw: no item is a date")
    level = backtest.level if level is None else level
    sheet = page(
        batches,
        "By when it happens: share of futures, and when it did; in brackets: in how many of them "
        f"by then{which}",
        _GRID.tall(len(items)),
        level,
        finding=findings.dates(backtest, batches, level),
        method="pointwise",
    )
    sheet.legend(_entries(level), columnspacing=1.6)
    names = cases(batches, 40)
    for k, (batch, item, row) in enumerate(items):
        axes = sheet.panel(*_GRID.place(k))
        _panel(axes, batch, item, row, level)
        _title(axes, item, names[batch.name], row["pit"])
        if k % _GRID.columns:
            axes.tick_params(labelleft=False)
        else:
            axes.set_ylabel("share of futures")
    return sheet.figure


def _dated(backtest: Backtest, batch: Batch) -> Iterator[tuple[Item, Row]]:
    """Yield dated items of a case, each with what was scored of it."""
    dated = (pl.col("kind") == "date") & (pl.col("case") == batch.name)
    rows = {(r["origin"], r["id"]): r for r in backtest.items.filter(dated).iter_rows(named=True)}
    if not rows:
        return
    for item in items_of(batch.model, batch.name):
        if item.kind == "date":
            yield item, rows[item.origin, item.id]


def _panel(axes: Axes, batch: Batch, item: Item, row: Row, level: float) -> None:
    horizon = batch.model.calendar.horizon
    steps = curves.rising(
        survival(numbers(batch.column(item.column)), horizon, level, groups(batch))
    )
    x = day_numbers(batch.model, steps.days)
    curves.band(axes, x, steps.low, steps.high, facecolor=_BAND, label="interval")
    axes.step(x, steps.share, where="post", label="simulator", **_SIMULATOR)
    curves_of = _curves()
    for name, prediction in predictions(item, batch, forecast(item, batch)).items():
        # One that knows no base rate says what "always half" says.
        if name in curves_of and prediction.known:
            days = np.linspace(0.0, horizon, _POINTS)
            by_then = np.searchsorted(prediction.times * YEAR, days, side="right")
            share = by_then / prediction.times.size
            axes.plot(day_numbers(batch.model, days), share, label=name, **curves_of[name])
    _answer(axes, batch, item.answer)
    date_axis(axes, batch.model, 3, 6)
    axes.set_ylim(0.0, 1.03)
    axes.set_yticks([0.0, 0.5, 1.0])
    percent_axis(axes.yaxis)


def _curves() -> dict[str, dict[str, Any]]:
    """Return how the curves of the other forecasters are drawn."""
    looks = {name: look(name) for name in FORECASTERS if name not in _UNDRAWN}
    return {
        name: _QUIET.get(name, {"color": how.colour, "linewidth": 1.6, "linestyle": how.dashes})
        for name, how in looks.items()
    } | {HEADLINE: {"color": look(HEADLINE).colour, "linewidth": 2.2}}


def _answer(axes: Axes, batch: Batch, years: float | None) -> None:
    """Draw a line where it happened, or a mark at the right edge if it never did."""
    if years is None:
        end = date_number(batch.model, batch.model.calendar.horizon)
        axes.plot(end, 0.5, clip_on=False, zorder=5, label="never", **_NEVER)
        return
    x = date_number(batch.model, years * YEAR)
    (line,) = axes.plot([x, x], [0.0, 1.03], label="happened", zorder=3, **_HAPPENED)
    line.set_path_effects([Stroke(linewidth=4.4, foreground="white"), Normal()])


def _title(axes: Axes, item: Item, case: str, pit: float | None) -> None:
    lines = wrap(item.text or item.id, _LETTERS, max_lines=2, placeholder="…")
    for k, line in enumerate(reversed(lines)):
        write_near(
            axes, line, (0.0, 1.0), (0.0, 5.0 + 12.0 * k), xycoords="axes fraction", fontsize=9
        )
    when = written_date(item.date) if item.date else "never"
    by_then = "" if pit is None or item.date is None else f" ({percent(pit)})"
    happened = f": {when}{by_then}"
    look: dict[str, Any] = {"fontsize": 9.5, "fontweight": "bold"}
    name = fitted(case, _GRID.width - widest([happened], **look), **look)
    write_near(
        axes,
        f"{name}{happened}",
        (0.0, 1.0),
        (0.0, 6.0 + 12.0 * len(lines)),
        xycoords="axes fraction",
        **look,
    )


def _entries(level: float) -> list[key.Entry]:
    return [
        key.line("simulator", **_SIMULATOR),
        key.area(f"{rounding.level(level)} of it", _BAND),
        *(key.line(LABELS[name], **how) for name, how in _curves().items()),
        key.line("when it happened", **_HAPPENED),
        key.mark("it never did", **_NEVER),
    ]
