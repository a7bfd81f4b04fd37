"""One replication over time: relief by sender, what brought it about, and the world around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis.wording import SCALE
from sim.engine.state.record import Record
from sim.figures.base import key, style
from sim.figures.base.dates import date_axis, dates
from sim.figures.base.labels import Placed, place
from sim.figures.base.page import Page, future_page
from sim.figures.findings import run as findings
from sim.figures.registry import figure
from sim.figures.run.notes import notes
from sim.figures.run.panels import EFFECTIVE, PANELS
from sim.outcomes.trajectories import Steps, steps
from sim.wording.words import clipped

# Inches: above the panels, a panel of height 1, below them; a row of texts, a line of the legend.
_ABOVE, _INCH, _BELOW, _LEVEL, _LINE = 0.35, 0.8165, 0.36, 0.47, 0.2

# Edges of the panels, as shares of the width.
_LEFT, _RIGHT = 0.088, 0.985

_LEVELS: Final = 4
"""Rows for texts above the relief."""

_NAME: Final = 60
"""Letters of a sender's name in the legend."""

_TEXT: Final = 8.5
"""Size of texts above the relief, points."""


@figure("timeline", "run", order=10, finding=findings.timeline)
def timeline(record: Record) -> Figure:
    """Show relief over time with the events on it.

    From top to bottom: LP eased in law by sender, stacked, and the effective relief of the
    executive; events by who acts; LP in force; the war and trust; the price of oil. The last two
    only if they move.

    Parameters
    ----------
    record
        The replication.
    """
    texts = _placed(record)
    series = steps(record)
    entries, easing = _senders(record, series)
    columns = key.columns(entries, (_RIGHT - _LEFT) * style.WIDTH)
    above = 0.45 + _LEVEL * (1 + max((text.level for text in texts), default=-1))
    above += _LINE * (-(-len(entries) // columns) - 1)
    drawn = [
        (ratio, draw)
        for ratio, draw, names in PANELS
        if not names or any(_moves(series[name]) for name in names)
    ]
    ratios = [ratio for ratio, _ in drawn]
    body = _ABOVE + above + _INCH * sum(ratios) + _BELOW
    page = future_page(
        record,
        f"Relief over time, and what brought it about · {SCALE}",
        body,
        finding=findings.timeline(record),
    )
    height = page.figure.get_figheight()
    grid = page.figure.add_gridspec(
        len(drawn),
        1,
        height_ratios=ratios,
        hspace=0.3,
        left=_LEFT,
        right=_RIGHT,
        top=page.at(0.0, _ABOVE + above)[1],
        bottom=_BELOW / height,
    )
    panels = [page.figure.add_subplot(grid[0])]
    panels += [page.figure.add_subplot(grid[k], sharex=panels[0]) for k in range(1, len(drawn))]
    date_axis(panels[0], record.model)
    for axes in panels[:-1]:
        axes.tick_params(labelbottom=False)
    for axes, (_, draw) in zip(panels, drawn, strict=True):
        draw(axes, record, series)
    _write(page, panels[0], record, texts)
    left = _LEFT * style.WIDTH
    what = "Relief in law, stacked by sender"
    look: dict[str, Any] = {"fontsize": 10.5, "fontweight": "bold", "va": "bottom"}
    page.write(left, _ABOVE, f"{what}{_without(record, easing)}", **look)
    page.legend(entries, _ABOVE, left, ncols=columns, borderpad=0.3, columnspacing=1.6)
    return page.figure


def _moves(series: Steps) -> bool:
    return bool(series.values.max() > series.values.min())


def _senders(record: Record, series: dict[str, Steps]) -> tuple[list[key.Entry], list[str]]:
    """Return what the legend of the relief explains, and the senders that eased anything."""
    model = record.model
    easing = [name for name in model.catalogue.senders if series[f"legal_{name}"].values.any()]
    entries: list[key.Entry] = []
    for name in easing:
        colour, hatch = style.sender_look(model, name)
        label = key.shown(clipped(model.catalogue.senders[name].name, _NAME))
        entries.append(key.area(label, colour, hatch, edgecolor="#333333"))
    leader = clipped(model.catalogue.senders[model.executive].name, _NAME)
    effective = key.shown(f"{leader}: effective, after overcompliance by banks")
    entries.append(key.line(effective, **EFFECTIVE))
    return entries, easing


def _without(record: Record, easing: Sequence[str]) -> str:
    """Return which senders are not in the legend."""
    senders = record.model.catalogue.senders
    others = [clipped(senders[name].name, 24) for name in senders if name not in easing]
    if not others:
        return ""
    if not easing:
        return "; none eased anything"
    listed = ", ".join(others)
    return f"; nothing eased by {listed if len(listed) <= 38 else f'{len(others)} other senders'}"


# -- texts ---------------------------------------------------------------------------------


def _placed(record: Record) -> list[Placed]:
    """Return places for events of note, in pixels from the left edge of the figure."""
    probe = style.new_figure(1.0)
    events = [note for note in notes(record) if note.day <= record.horizon]
    widths = [
        probe.text(0.0, 0.0, note.text, fontsize=_TEXT).get_window_extent().width + 8.0
        for note in events
    ]
    at = [_across(record, note.day) * style.PIXELS for note in events]
    right = style.PIXELS - 4.0
    return place(events, at, widths, right=right, gap=8.0, levels=_LEVELS)


def _across(record: Record, day: float) -> float:
    """Return where a day is, as a share of the figure's width."""
    return _LEFT + (_RIGHT - _LEFT) * day / record.horizon


def _write(page: Page, axes: Axes, record: Record, texts: Iterable[Placed]) -> None:
    """Write texts above the relief, each with a line down to its moment."""
    height = page.figure.get_figheight()
    top = axes.get_position().y1
    for text in texts:
        day = text.note.day
        thin: dict[str, Any] = {"color": "#777777", "linewidth": 0.7}
        axes.axvline(dates(record, [day])[0], zorder=0.5, **thin)
        up = top + (0.05 + text.level * _LEVEL) / height
        x = _across(record, day)
        line = Line2D([x, x], [top, up + (_LEVEL - 0.04) / height], zorder=1.0, **thin)
        page.figure.add_artist(line)
        page.figure.text(
            (text.left + 4.0) / style.PIXELS,
            up,
            text.note.text,
            fontsize=_TEXT,
            va="bottom",
            linespacing=1.05,
            zorder=2.0,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
        )
