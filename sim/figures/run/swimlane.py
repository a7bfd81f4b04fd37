"""One replication measure by measure: a lane for each, with what happened to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from sim.analysis.wording import SCALE
from sim.engine.state.record import Record
from sim.figures.base import beside, key, style
from sim.figures.base.axes import grid_lines
from sim.figures.base.dates import date_axis, date_number
from sim.figures.base.medium import SCREEN, Medium
from sim.figures.base.page import future_page
from sim.figures.base.text import fitted
from sim.figures.findings import run as findings
from sim.figures.registry import figure
from sim.figures.run.lanes import Lane, State, folded, lanes


class _Look(NamedTuple):
    face: str
    hatch: str
    meaning: str


_LOOKS: Final[dict[State, _Look]] = {
    "in force": _Look(style.BLUE, "", "in force"),
    "in force again": _Look(style.ORANGE, "\\\\\\\\", "in force again after a snapback"),
    "suspended": _Look("#CFE8F8", "////", "suspended (licence, waiver)"),
    "ended": _Look("#F4F4F4", "", "ended by an act (delisting, order, repeal)"),
    "lapsed": _Look("white", "xxxx", "ended with what held it"),
}


class _Mark(NamedTuple):
    marker: str
    face: str
    edge: str
    size: float
    meaning: str


_MARKS: Final[dict[str, _Mark]] = {
    "renewal": _Mark("|", "white", "white", 3.2, "renewal of what holds it"),
    "vote carried": _Mark("^", "black", "black", 4.5, "vote carried"),
    "vote lost": _Mark("^", "white", "black", 4.5, "vote lost"),
    "statute": _Mark("s", "white", "black", 4.5, "put under a new statute"),
    "snapback": _Mark("v", style.VERMILLION, "black", 6.0, "snapback"),
}


class _Layout(NamedTuple):
    """Inches: one lane, above and below the lanes, their edges, from the right edge; sizes."""

    row: float
    above: float
    below: float
    left: float
    right: float
    small: float
    dates: tuple[int, int]


_SCREEN: Final = _Layout(0.2, 0.36, 0.4, 4.608, 0.64, 8.5, (5, 10))
_NARROW: Final = _Layout(0.165, 0.34, 0.35, 2.6, 0.5, 8.0, (3, 6))

_LINE: Final = 0.2
"""A line of the legend, inches."""


@figure("swimlane", "run", order=20, finding=findings.swimlane)
def swimlane(record: Record, *, medium: Medium = SCREEN) -> Figure:
    """Show measures over time: in force, suspended, ended, lapsed, in force again.

    The height of a lane is the whole measure; a measure eased in part shows in what part. Marks
    tell of renewals of what holds it, reviews of its relief and votes on it, new statutes and
    snapbacks. Measures of a sender that stay in force throughout share a lane.

    Parameters
    ----------
    record
        The replication.
    medium
        What it is made for.
    """
    rows = _rows(record, folded(lanes(record)))
    layout = _NARROW if medium.narrow else _SCREEN
    entries = _entries([row for row in rows if isinstance(row, Lane)])
    columns = key.columns(entries, medium.width - 0.3, **_KEY)
    above = layout.above + _LINE * -(-len(entries) // columns)
    height = layout.row * len(rows)
    page = future_page(
        record,
        f"What became of each measure, and what happened on the way; at the right its LP · {SCALE}",
        above + height + layout.below,
        finding=findings.swimlane(record),
        medium=medium,
    )
    width = medium.width - layout.left - layout.right
    axes = page.panel(layout.left, above, width, height)
    date_axis(axes, record.model, *layout.dates)
    axes.tick_params(top=True, labeltop=True, length=3)
    grid_lines(axes, "x")
    axes.spines["left"].set_visible(False)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks([])
    _label(axes, rows, layout)
    _draw_states(axes, record, rows)
    _draw_marks(axes, record, rows)
    page.legend(entries, 0.06, 0.13, ncols=columns, **_KEY)
    return page.figure


def _rows(record: Record, measures: Iterable[Lane]) -> list[Lane | str]:
    """Return lanes from top to bottom, with the name of each sender above its own."""
    rows: list[Lane | str] = []
    sender = ""
    for lane in measures:
        if lane.sender != sender:
            sender = lane.sender
            rows.append(record.model.catalogue.senders[sender].name)
        rows.append(lane)
    return rows


def _label(axes: Axes, rows: list[Lane | str], layout: _Layout) -> None:
    """Write names on the left, weights on the right."""
    right: dict[str, Any] = {"ha": "right", "fontsize": layout.small}
    edge = layout.left - 0.06
    for y, row in enumerate(rows):
        if isinstance(row, str):
            room = 2.0 * layout.left
            name = fitted(row, room, fontweight="bold")
            beside.write(axes, beside.MARGIN, y + 0.1, name, fontweight="bold")
            beside.rule(axes, y + 0.45, "#BBBBBB", 0.7)
            continue
        name = fitted(row.name, edge - beside.MARGIN, fontsize=layout.small)
        beside.write(axes, edge, y, name, **right)
        beside.write_after(axes, layout.right - 0.12, y, f"{row.lp:.2f}", **right)
    beside.write_after(axes, layout.right - 0.12, -0.95, "LP", **right)


def _draw_states(axes: Axes, record: Record, rows: list[Lane | str]) -> None:
    boxes: dict[State, list[list[tuple[float, float]]]] = {state: [] for state in _LOOKS}
    for y, row in enumerate(rows):
        if isinstance(row, str):
            continue
        for span in row.spans:
            a, b = (date_number(record.model, day) for day in (span.begin, span.end))
            low, high = (y + 0.4 - 0.8 * share for share in (span.low, span.high))
            boxes[span.state].append([(a, low), (b, low), (b, high), (a, high)])
    for state, vertices in boxes.items():
        look = _LOOKS[state]
        if vertices:
            axes.add_collection(
                PolyCollection(
                    vertices,
                    facecolors=look.face,
                    edgecolors="#666666",
                    linewidths=0.4,
                    hatch=look.hatch or None,
                    label=state,
                ),
                autolim=False,
            )


def _draw_marks(axes: Axes, record: Record, rows: list[Lane | str]) -> None:
    model = record.model
    spots: dict[str, list[tuple[float, float]]] = {name: [] for name in _MARKS}
    for y, row in enumerate(rows):
        if isinstance(row, str):
            continue
        for begin, end in row.reviews:
            axes.broken_barh(
                [(date_number(model, begin), end - begin)],
                (y - 0.4, 0.8),
                facecolor=style.PURPLE,
                edgecolor="black",
                linewidth=0.6,
                zorder=2.5,
                label="review",
            )
        spots["renewal"] += [(day, y + 0.28) for day in row.renewals]
        spots["vote carried"] += [(day, y) for day, carried in row.votes if carried]
        spots["vote lost"] += [(day, y) for day, carried in row.votes if not carried]
        spots["statute"] += [(day, y) for day in row.laws]
        spots["snapback"] += [(day, y) for day in row.snapbacks]
    for name, where in spots.items():
        if not where:
            continue
        look = _MARKS[name]
        axes.plot(
            [date_number(model, day) for day, _ in where],
            [y for _, y in where],
            linestyle="none",
            zorder=3,
            label=name,
            marker=look.marker,
            markersize=look.size,
            markerfacecolor=look.face,
            markeredgecolor=look.edge,
        )


_KEY: Final[dict[str, Any]] = {"borderpad": 0.2, "columnspacing": 1.2}


def _entries(drawn: list[Lane]) -> list[key.Entry]:
    """Return what a legend says of all that is drawn, and of nothing else."""
    states = {span.state for lane in drawn for span in lane.spans}
    entries: list[key.Entry] = [
        key.area(look.meaning, look.face, look.hatch, edgecolor="#666666")
        for state, look in _LOOKS.items()
        if state in states
    ]
    if any(lane.reviews for lane in drawn):
        entries.append(key.area("review of its relief", style.PURPLE, edgecolor="black"))
    there = {
        "renewal": any(lane.renewals for lane in drawn),
        "vote carried": any(carried for lane in drawn for _, carried in lane.votes),
        "vote lost": any(not carried for lane in drawn for _, carried in lane.votes),
        "statute": any(lane.laws for lane in drawn),
        "snapback": any(lane.snapbacks for lane in drawn),
    }
    return entries + [
        key.mark(
            look.meaning,
            marker=look.marker,
            markersize=max(look.size, 5.0),
            markerfacecolor=look.face,
            # A white tick is seen on the lanes, but not on the page.
            markeredgecolor="black" if look.edge == "white" else look.edge,
        )
        for name, look in _MARKS.items()
        if there[name]
    ]
