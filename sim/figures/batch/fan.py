"""How series may go: the spread of all futures over time, of one scenario or of several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.over_time import Fan, fan_of
from sim.analysis.wording import SCALE
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.base import dates, key, naming, style
from sim.figures.base.medium import SCREEN, Medium
from sim.figures.base.page import Grid, page, share_out
from sim.figures.base.scenarios import one_or_many
from sim.figures.base.series import label
from sim.figures.batch import chronicle
from sim.figures.batch.fan_panel import (
    Floats,
    band_entries,
    draw_bands,
    draw_fan,
    draw_median,
    fan_entries,
    scale,
)
from sim.figures.findings import batch as findings
from sim.figures.registry import figure
from sim.wording.rounding import number
from sim.wording.words import clipped

SERIES: Final = ("legal", "in_force")
"""Series drawn of several scenarios by default: totals; of many scenarios only the first."""

MANY: Final = 8
"""Scenarios of which all of `SERIES` fit on a page that can be taken in."""

_TOTALS: Final = 3
"""The first of the series drawn of one scenario by default are totals, always drawn."""

_BASELINE: Final[dict[str, Any]] = {
    "color": style.BLACK,
    "linewidth": 1.3,
    "linestyle": (0.0, (3.0, 2.0)),
}

# Inches: two panels side by side with what is around them.
_LEFT, _WIDTH, _BETWEEN = 0.7, 5.6, 0.72

_LINE: Final = 0.2
"""A line of the legend, inches."""

_OVER: Final = {False: 19.0, True: 27.0}
"""How far above a panel its title stands, points: where there is little room, over two lines."""

# Inches: of several scenarios, panels side by side, and between the rows of one scenario.
_ACROSS, _SMALL, _MARGIN, _RIGHT, _GAP, _ROWS = 4, 2.3, 1.0, 0.25, 0.18, 0.16


@figure("fan", "batch", "comparison", order=20, finding=findings.fan)
def fan(
    of: Batch | Sequence[Batch],
    series: Sequence[str] | None = None,
    *,
    medium: Medium = SCREEN,
) -> Figure:
    """Show fan charts: at each moment the median and the bands of 50 % and 90 % of futures.

    Of one scenario with the mean and single futures, a panel for each series. Of senders that
    hardly ever ease anything, so that 90 % of futures stay at 0 throughout, no fan is drawn
    unless it is asked for; they are named instead. Where the scenario has a record of what
    happened, its dates are ticked on every panel and told below, and its path goes over the fan
    of relief in law if it says how much was eased.

    Of several, side by side: a column for each scenario, a row for each series; where there are
    more than four scenarios, further columns follow below. All panels of a series share both
    axes, so that scenarios of other years stand where they belong. The baseline, which is the
    scenario given first, has its median repeated in every other panel.

    Parameters
    ----------
    of
        One batch, or several.
    series
        Names of series that all have, see `sim.outcomes.series.series`; `default_series` of
        one and `SERIES` of several if None; on anything but a screen relief in law and effective
        relief of one, relief in law of several.
    medium
        What it is made for.

    Raises
    ------
    ThawError
        If all replications of a batch failed, or one has no such series.
    """
    batches = one_or_many(of)
    if series is not None and not series:
        raise ThawError("there is no series to draw")
    if len(batches) == 1:
        return _alone(batches[0], series, medium)
    return _side_by_side(batches, series, medium)


def default_series(batch: Batch) -> tuple[str, ...]:
    """Return what is drawn of one batch: the totals, then relief by sender."""
    senders = batch.model.catalogue.senders
    return ("legal", "effective", "in_force", *(f"legal_{sender}" for sender in senders))


# -- one scenario --------------------------------------------------------------------------


def _alone(batch: Batch, series: Sequence[str] | None, medium: Medium) -> Figure:
    usual = default_series(batch)[: 2 if medium.narrow else None]
    names = list(series or usual)
    titles = {name: label(batch.model, name) for name in names}  # one that is not there says so
    fans = {name: fan_of(batch, name) for name in names}
    still: dict[str, Fan] = {}
    if not series:
        still = {name: fans[name] for name in names[_TOTALS:] if not _moves(fans[name])}
        names = [name for name in names if name not in still]
    entries = fan_entries([batch])
    look: dict[str, Any] = {"borderpad": 0.2, "columnspacing": 1.3}
    columns = key.columns(entries, medium.width - 0.3, **look)
    more = _LINE * (-(-len(entries) // columns) - 1)
    grid = _narrow(len(names), medium, more) if medium.narrow else two_columns(len(names))
    body = grid.tall(len(names))
    # The key of the record has a line for each date: too much for little room.
    record = None if medium.narrow else chronicle.chronicle(batch.model, 2.0 * _WIDTH + _BETWEEN)
    sheet = page(
        [batch],
        "How it may go: at each moment half of all futures are in the dark band and 90 % in the "
        f"light one (a band is not a path) · {SCALE}{_left_out(batch, still)}",
        body + (record.height if record else 0.0),
        finding=findings.fan(batch, series),
        medium=medium,
    )
    grid = grid.higher(sheet.spare, len(names))
    for k, name in enumerate(names):
        title, unit = titles[name]
        axes = sheet.panel(*grid.place(k))
        draw_fan(axes, batch, name, unit, fans[name])
        axes.set_title(clipped(title, 34 if medium.narrow else 60), pad=_OVER[medium.narrow])
        axes.set_ylabel(unit)
    if record:
        record.draw(sheet, _LEFT, body)
    sheet.legend(entries, left=0.1, ncols=columns, **look)
    return sheet.figure


def _narrow(panels: int, medium: Medium, more: float) -> Grid:
    """Return the places of fans on a narrow page, more room above them for a long legend."""
    left, right, gap = 0.52, 0.15, 0.62
    wide = share_out(min(panels, 2), left, right, gap, medium.width)
    return Grid(2, left, wide, 1.75, gap, above=0.5, below=0.32, top=0.25 + more)


def two_columns(panels: int, height: float = 2.2, between: float = 0.72) -> Grid:
    """Return the places of fans side by side; one alone takes the whole width."""
    wide = _WIDTH if panels > 1 else 2.0 * _WIDTH + _BETWEEN
    below = 0.4
    above = between - below
    return Grid(2, _LEFT, wide, height, _BETWEEN, above, below, top=0.7 - above)


def _moves(fan: Fan) -> bool:
    """Return whether not all of 90 % of futures stay at 0 throughout."""
    return bool(fan.bands[[0, -1]].any())


def _left_out(batch: Batch, fans: Mapping[str, Fan]) -> str:
    """Return which senders have no fan, and why."""
    if not fans:
        return ""
    senders = batch.model.catalogue.senders
    listed = ", ".join(
        f"{clipped(senders[name.removeprefix('legal_')].name, 40)} "
        f"(mean at the end {number(float(fan.mean[-1]))})"
        for name, fan in fans.items()
    )
    return f"; no fan where 90 % of futures stay at 0: {listed}"


# -- several scenarios ---------------------------------------------------------------------


def _side_by_side(batches: Sequence[Batch], series: Sequence[str] | None, medium: Medium) -> Figure:
    narrow = medium.narrow
    if series is None:
        series = SERIES if len(batches) <= MANY and not narrow else SERIES[:1]
    # Asked of every model, for one that lacks a series says so.
    labels, *_ = [[label(batch.model, name) for name in series] for batch in batches]
    most, high = (_ACROSS, _SMALL) if not narrow else (3, 1.0) if medium.height else (2, 1.5)
    letters = 68 // most if narrow else 36 if len(batches) > 2 else 60
    names = naming.scenarios(batches, letters)
    across = min(len(batches), most)
    left, right = (0.62, 0.15) if narrow else (_MARGIN, _RIGHT)
    gap = 0.42 if narrow else _GAP  # dates at the edges of neighbours do not meet
    width = share_out(across, left, right, gap, medium.width)
    tall = len(series) * (high + _ROWS) - _ROWS
    baseline = f"median of {clipped(names[0], 40)}, the baseline"
    entries = [*band_entries(), key.line(baseline, **_BASELINE)]
    columns = key.columns(entries, medium.width - 0.3)
    more = _LINE * (-(-len(entries) // columns) - 1)
    grid = Grid(most, left, width, tall, gap, above=0.3, below=0.42, top=0.4 + more)
    sheet = page(
        batches,
        "How it may go: at each moment half of all futures are in the dark band, 90 % in the "
        f"light one · {SCALE}",
        grid.tall(len(batches)),
        finding=findings.fan(batches, series),
        medium=medium,
    )
    grid = grid.higher(sheet.spare, len(batches))
    high = (grid.height + _ROWS) / len(series) - _ROWS
    sheet.legend(entries, down=0.02, ncols=columns)
    for row, (name, (title, unit)) in enumerate(zip(series, labels, strict=True)):
        fans = [fan_of(batch, name).bands for batch in batches]
        first: Axes | None = None
        for k, batch in enumerate(batches):
            left, top, width, _ = grid.place(k)
            axes = sheet.panel(left, top + row * (high + _ROWS), width, high, first, first)
            first = first or axes
            draw_bands(axes, batch, fans[k])
            draw_median(axes, batch, fans[k])
            if k:
                _repeat_baseline(axes, batches[0], fans[0])
            if row == 0:
                axes.set_title(names[k])
            outer = k % most == 0
            if outer:
                axes.set_ylabel(f"{fill(title, 30)}\n({unit})")
            axes.tick_params(labelleft=outer, labelbottom=row == len(series) - 1)
        assert first is not None
        _share_axes(first, batches, fans, unit)
        if narrow:
            dates.ticks(first.xaxis, 3, 5)
    return sheet.figure


def _repeat_baseline(axes: Axes, batch: Batch, fan: Floats) -> None:
    x = dates.day_numbers(batch.model, batch.grid)
    axes.step(x, fan[2], where="post", label="baseline", **_BASELINE)


def _share_axes(axes: Axes, batches: Sequence[Batch], fans: Sequence[Floats], unit: str) -> None:
    """Set both axes of a row of panels: from the first day of any to the last, low to high."""
    begin = min(dates.date_number(batch.model, 0.0) for batch in batches)
    end = max(dates.date_number(batch.model, batch.model.calendar.horizon) for batch in batches)
    axes.set_xlim(begin, end)
    dates.ticks(axes.xaxis, 3, 6)
    scale(axes, min(float(f.min()) for f in fans), max(float(f.max()) for f in fans), unit)
