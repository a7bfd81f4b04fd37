"""One replication measure by measure: a lane for each, with what happened to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from sim.engine.state.record import Record
from sim.figures.base import key, style
from sim.figures.base.axes import grid_lines
from sim.figures.base.dates import date_axis, date_number
from sim.figures.base.page import Page, future_page
from sim.figures.base.text import fitted
from sim.figures.findings import run as findings
from sim.figures.registry import figure
from sim.figures.run.lanes import Lane, State, lanes


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

# Inches: one lane, above the lanes, below them; edges of the lanes.
_ROW, _ABOVE, _BELOW, _LEFT, _RIGHT = 0.2, 0.9, 0.4, 4.608, 12.16

_NAME: Final = 4.4
"""Room for the name of a measure, inches."""

_SMALL: Final = 8.5
"""Size of names and weights, points."""


@figure("swimlane", "run", order=20, finding=findings.swimlane)
def swimlane(record: Record) -> Figure:
    """Show every measure over time: in force, suspended, ended, lapsed, in force again.

    The height of a lane is the whole measure; a measure eased in part shows in what part. Marks
    tell of renewals of what holds it, reviews of its relief and votes on it, new statutes and
    snapbacks.

    Parameters
    ----------
    record
        The replication.
    """
    rows = _rows(record, lanes(record))
    height = _ROW * len(rows)
    what = "What became of each measure, and what happened on the way"
    found = findings.swimlane(record)
    page = future_page(record, what, _ABOVE + height + _BELOW, finding=found)
    axes = page.panel(_LEFT, _ABOVE, _RIGHT - _LEFT, height)
    date_axis(axes, record.model)
    axes.tick_params(top=True, labeltop=True, length=3)
    grid_lines(axes, "x")
    axes.spines["left"].set_visible(False)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks([])
    _label(axes, rows)
    _draw_states(axes, record, rows)
    _draw_marks(axes, record, rows)
    _legend(page)
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


def _label(axes: Axes, rows: list[Lane | str]) -> None:
    """Write names on the left, weights on the right."""
    beside = axes.get_yaxis_transform()
    right: dict[str, Any] = {"transform": beside, "ha": "right", "va": "center", "fontsize": _SMALL}
    for y, row in enumerate(rows):
        if isinstance(row, str):
            name = fitted(row, style.WIDTH - 0.5, fontweight="bold")
            axes.text(-0.585, y + 0.1, name, transform=beside, fontweight="bold", va="center")
            axes.axhline(y + 0.45, color="#BBBBBB", linewidth=0.7, xmin=-0.585, clip_on=False)
            continue
        axes.text(-0.008, y, fitted(row.name, _NAME, fontsize=_SMALL), **right)
        axes.text(1.058, y, f"{row.lp:.2f}", **right)
    axes.text(1.058, -0.95, "LP", **right)


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


def _legend(page: Page) -> None:
    states = [
        key.area(look.meaning, look.face, look.hatch, edgecolor="#666666")
        for look in _LOOKS.values()
    ]
    marks = [
        key.mark(
            look.meaning,
            marker=look.marker,
            markersize=max(look.size, 5.0),
            markerfacecolor=look.face,
            # A white tick is seen on the lanes, but not on the page.
            markeredgecolor="black" if look.edge == "white" else look.edge,
        )
        for look in _MARKS.values()
    ]
    reviews = key.area("review of its relief", style.PURPLE, edgecolor="black")
    look: dict[str, Any] = {"borderpad": 0.2, "columnspacing": 1.4, "fontsize": 9}
    page.legend(states, 0.06, **look)
    page.legend([reviews, *marks], 0.3, **look)
