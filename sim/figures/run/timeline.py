"""One replication over time: relief by sender, what brought it about, and the world around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis.wording import SCALE
from sim.engine.state.record import Record
from sim.figures.base import key, style
from sim.figures.base.dates import date_axis, dates
from sim.figures.base.labels import Placed, place
from sim.figures.base.medium import SCREEN, Medium
from sim.figures.base.page import Page, future_page
from sim.figures.base.text import fitted, widest
from sim.figures.findings import run as findings
from sim.figures.registry import figure
from sim.figures.run.events import KEY, explain
from sim.figures.run.events import entries as event_marks
from sim.figures.run.notes import notes
from sim.figures.run.panels import EFFECTIVE, PANELS
from sim.outcomes.trajectories import Steps, steps
from sim.wording.words import clipped


class _Layout(NamedTuple):
    """How a page is laid out.

    Attributes
    ----------
    above, inch, below
        Above the panels, a panel of height 1, below them, inches.
    level, line
        A row of texts above the relief, a line of the legend, inches.
    left, right
        Edges of the panels, from the left and from the right edge, inches.
    text
        Size of texts above the relief, points.
    levels
        Rows for texts above the relief.
    panels
        Panels drawn, from the top.
    dates
        Dates on the axis, at least and at most.
    """

    above: float
    inch: float
    below: float
    level: float
    line: float
    left: float
    right: float
    text: float
    levels: int
    panels: int
    dates: tuple[int, int]


_SCREEN: Final = _Layout(0.35, 0.8165, 0.36, 0.47, 0.2, 1.126, 0.192, 8.5, 4, len(PANELS), (5, 10))
_MEMO: Final = _Layout(0.28, 0.44, 0.3, 0.42, 0.18, 1.0, 0.15, 8.0, 2, 2, (3, 6))
_SLIDE: Final = _MEMO._replace(inch=0.3, left=0.6, panels=1)


_EFFECTIVE: Final = "after overcompliance by banks"


@figure("timeline", "run", order=10, finding=findings.timeline)
def timeline(record: Record, *, medium: Medium = SCREEN) -> Figure:
    """Show relief over time with the events on it.

    From top to bottom: LP eased in law by sender, stacked, and the effective relief of the
    executive; events by who acts; LP in force; the war and trust; the price of oil. The last two
    only if they move, the last three on a screen only, and on a slide the first alone.

    Parameters
    ----------
    record
        The replication.
    medium
        What it is made for.
    """
    layout = _SCREEN if not medium.narrow else _SLIDE if medium.height else _MEMO
    across = medium.width - layout.left - layout.right
    texts = _placed(record, layout, medium)
    series = steps(record)
    entries, easing = _senders(record, series, medium)
    columns = key.columns(entries, across)
    above = layout.level * (1 + max((text.level for text in texts), default=-1))
    above += layout.line * -(-len(entries) // columns) + 0.25
    drawn = [
        (ratio, draw)
        for ratio, draw, names in PANELS[: layout.panels]
        if not names or any(_moves(series[name]) for name in names)
    ]
    ratios = [ratio for ratio, _ in drawn]
    effective = f"; effective: {_EFFECTIVE}" if medium.narrow else ""
    marks = event_marks(record) if medium.narrow and len(drawn) > 1 else []
    lines = -(-len(marks) // (across_marks := key.columns(marks, across, **KEY)))
    below = layout.below + (0.05 + layout.line * lines if lines else 0.0)
    body = layout.above + above + layout.inch * sum(ratios) + below
    page = future_page(
        record,
        f"Relief over time, and what brought it about{effective} · {SCALE}",
        body,
        finding=findings.timeline(record),
        medium=medium,
    )
    height = page.figure.get_figheight()
    grid = page.figure.add_gridspec(
        len(drawn),
        1,
        height_ratios=ratios,
        hspace=0.3,
        left=layout.left / medium.width,
        right=1.0 - layout.right / medium.width,
        top=page.at(0.0, layout.above + above)[1],
        bottom=1.0 - (page.top + body + page.spare - below) / height,
    )
    panels = [page.figure.add_subplot(grid[0])]
    panels += [page.figure.add_subplot(grid[k], sharex=panels[0]) for k in range(1, len(drawn))]
    date_axis(panels[0], record.model, *layout.dates)
    for axes in panels[:-1]:
        axes.tick_params(labelbottom=False)
    for axes, (_, draw) in zip(panels, drawn, strict=True):
        draw(axes, record, series)
    _write(page, panels[0], record, texts, layout)
    what = f"Relief in law, stacked by sender{_without(record, easing)}"
    look: dict[str, Any] = {"fontsize": medium.text + 0.5, "fontweight": "bold", "va": "bottom"}
    page.write(layout.left, layout.above, fitted(what, across, **_plain(look)), **look)
    page.legend(entries, layout.above, layout.left, ncols=columns, borderpad=0.3, columnspacing=1.6)
    if marks:
        low = body + page.spare - layout.line * lines
        page.legend(marks, low, layout.left, ncols=across_marks, **KEY)
    elif not medium.narrow:
        explain(panels[1])
    return page.figure


def _plain(look: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in look.items() if name != "va"}


def _moves(series: Steps) -> bool:
    return bool(series.values.max() > series.values.min())


def _senders(
    record: Record, series: dict[str, Steps], medium: Medium
) -> tuple[list[key.Entry], list[str]]:
    """Return what the legend of the relief explains, and the senders that eased anything."""
    model = record.model
    letters = 24 if medium.narrow else 60
    easing = [name for name in model.catalogue.senders if series[f"legal_{name}"].values.any()]
    entries: list[key.Entry] = []
    for name in easing:
        colour, hatch = style.sender_look(model, name)
        label = key.shown(clipped(model.catalogue.senders[name].name, letters))
        entries.append(key.area(label, colour, hatch, edgecolor="#333333"))
    leader = clipped(model.catalogue.senders[model.executive].name, letters)
    effective = f"{leader}: effective" + ("" if medium.narrow else f", {_EFFECTIVE}")
    entries.append(key.line(key.shown(effective), **EFFECTIVE))
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


def _placed(record: Record, layout: _Layout, medium: Medium) -> list[Placed]:
    """Return places for events of note, in inches from the left edge of the figure."""
    events = [note for note in notes(record) if note.day <= record.horizon]
    widths = [widest([note.text], fontsize=layout.text) + 0.064 for note in events]
    at = [_across(record, note.day, layout, medium.width) for note in events]
    right = medium.width - 0.032
    return place(events, at, widths, right=right, gap=0.064, levels=layout.levels)


def _across(record: Record, day: float, layout: _Layout, width: float) -> float:
    """Return where a day is, in inches from the left edge."""
    return layout.left + (width - layout.left - layout.right) * day / record.horizon


def _write(
    page: Page, axes: Axes, record: Record, texts: Iterable[Placed], layout: _Layout
) -> None:
    """Write texts above the relief, each with a line down to its moment."""
    width, height = page.figure.get_size_inches()
    top = axes.get_position().y1
    for text in texts:
        day = text.note.day
        thin: dict[str, Any] = {"color": "#777777", "linewidth": 0.7}
        axes.axvline(dates(record, [day])[0], zorder=0.5, **thin)
        up = top + (0.05 + text.level * layout.level) / height
        x = _across(record, day, layout, width) / width
        line = Line2D([x, x], [top, up + (layout.level - 0.04) / height], zorder=1.0, **thin)
        page.figure.add_artist(line)
        page.figure.text(
            (text.left + 0.032) / width,
            up,
            text.note.text,
            fontsize=layout.text,
            va="bottom",
            linespacing=1.05,
            zorder=2.0,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
        )
