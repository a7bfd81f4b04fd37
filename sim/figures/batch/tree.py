"""Where futures branch off another one: what had happened by then, and what they do first."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any, Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.base import style
from sim.figures.base.medium import SCREEN, Medium
from sim.figures.base.page import page
from sim.figures.base.text import fitted
from sim.figures.findings import lineage as findings
from sim.figures.registry import figure
from sim.story.telling import Line
from sim.story.ways import Lineage, Way, keeps_events, lineage
from sim.wording.rounding import percent
from sim.wording.words import date


class _Layout(NamedTuple):
    """How a page is laid out.

    Attributes
    ----------
    past, leaves
        Events before the node, and ends of the tree, at most.
    letters
        Letters across the page, and in a column of the tree.
    line, row
        A line of the past and a row of the tree, inches.
    dates
        Room for dates, inches.
    """

    past: int
    leaves: int
    letters: tuple[int, int]
    line: float
    row: float
    dates: float


_SCREEN: Final = _Layout(8, 12, (150, 46), 0.24, 0.36, 1.05)
_MEMO: Final = _Layout(6, 12, (90, 27), 0.2, 0.36, 0.95)
_SLIDE: Final = _Layout(2, 8, (90, 27), 0.2, 0.32, 0.95)

_LEFT, _TOP, _NODE, _INDENT, _GAP = 0.3, 0.1, 0.42, 0.2, 0.35
"""Left margin, room above, room for the node and for what is changed, to the tree, before texts."""

_PAST: Final[dict[str, Any]] = {"color": "#777777", "linewidth": 1.2}
_WAY: Final[dict[str, Any]] = {"color": style.BLUE, "solid_capstyle": "butt"}
_LEADS: Final[dict[str, Any]] = {"color": "#9DB9CC", "linewidth": 0.9}
_WHITE: Final[dict[str, Any]] = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
_THICK: Final = 11.0
"""Width of a line that all futures take, points."""


def branches_off(batch: Batch) -> bool:
    """Return whether futures branch off another one, and any keeps its events."""
    return batch.branch is not None and keeps_events(batch)


@figure("tree", "batch", order=35, finding=findings.tree, has_content=branches_off)
def tree(batch: Batch, *, medium: Medium = SCREEN) -> Figure:
    """Show where futures branch off another one, what had happened by then, what they do first.

    Of the futures that keep their events: which of the events that may turn a future comes
    first, and what then, each kind once.

    Parameters
    ----------
    batch
        Futures that branch off another one.
    medium
        What it is made for.

    Raises
    ------
    ThawError
        If they branch off none, or none keeps its events.
    """
    layout = _SCREEN if not medium.narrow else _SLIDE if medium.height else _MEMO
    found = lineage(batch, layout.leaves)
    if found is None or batch.branch is None:
        raise ThawError(
            f"there is nothing to draw of {batch.name}: its futures branch off no other one, or "
            "none keeps its events (--events first:100)"
        )
    past = found.past[-layout.past :]
    changed = wrap(findings.changes(batch.branch), layout.letters[0]) or [""]
    leaves = sum(way.leaves for way in found.ways)
    until = _TOP + layout.line * len(past)
    down = until + _NODE + layout.line * len(changed)
    body = down + layout.row * leaves
    more = f" (the last {len(past)} of {len(found.past)})" if len(past) < len(found.past) else ""
    sheet = page(
        [batch],
        f"What had happened{more}, and what comes first from then on: share of the "
        f"{found.futures:,} futures that keep their events",
        body + 0.1,
        finding=findings.said(batch, found),
        medium=medium,
    )
    axes = sheet.panel(0.0, 0.0, medium.width, body)
    axes.set_xlim(0.0, medium.width)
    axes.set_ylim(body, 0.0)
    axes.set_axis_off()
    _lived(axes, past, layout)
    node = until + 0.5 * layout.line
    _node(axes, node, findings.node(batch), changed, layout)
    _ways(axes, found, node, down, layout)
    return sheet.figure


def _size(axes: Axes) -> float:
    medium = style.medium_for(axes.figure)
    return medium.small if medium.narrow else 9.5


def _lived(axes: Axes, past: Sequence[Line], layout: _Layout) -> None:
    """Draw the past as a line of what had happened."""
    ends = [_TOP, _TOP + layout.line * (len(past) + 0.5)]
    axes.plot([_LEFT, _LEFT], ends, label="past", zorder=1, **_PAST)
    left = _LEFT + _INDENT + layout.dates
    room, size = style.medium_for(axes.figure).width - left - 0.15, _size(axes)
    for k, line in enumerate(past):
        y = _TOP + layout.line * (k + 0.5)
        axes.plot(_LEFT, y, "o", color="white", markeredgecolor="#777777", markersize=5.0)
        _write(axes, _LEFT + _INDENT, y, date(line.date), color="#444444")
        _write(axes, left, y, fitted(line.text, room, fontsize=size))


def _node(axes: Axes, y: float, words: str, changed: Sequence[str], layout: _Layout) -> None:
    """Draw the moment at which futures branch off, and what is changed there."""
    axes.plot(_LEFT, y, "D", color=style.VERMILLION, markersize=8.0, zorder=4, label="node")
    _write(axes, _LEFT + _INDENT, y, words, fontweight="bold", color="#9A4400")
    for k, line in enumerate(changed):
        _write(axes, _LEFT + _INDENT, y + layout.line * (k + 1), line)


def _ways(axes: Axes, found: Lineage, node: float, down: float, layout: _Layout) -> None:
    """Draw the tree from its node on, a row for each end."""
    wide = (style.medium_for(axes.figure).width - _LEFT - 0.1) / 3.0

    def draw(ways: Sequence[Way], x: float, y: float, top: float) -> None:
        for way in ways:
            middle = top + 0.5 * layout.row * way.leaves
            share = way.count / found.futures
            width = max(_THICK * share, 0.8)
            axes.plot([x, x], [y, middle], zorder=0, **_LEADS)
            ends = [x, x + _GAP]
            axes.plot(ends, [middle] * 2, linewidth=width, label=way.words, **_WAY)
            words = f"{percent(share)} {way.words}"
            lines = wrap(words, layout.letters[1], max_lines=2, placeholder="…")
            _write(axes, x + _GAP + 0.06, middle, "\n".join(lines), linespacing=1.1, bbox=_WHITE)
            if way.on:
                axes.plot([x + _GAP, x + wide], [middle] * 2, zorder=0, **_LEADS)
                draw(way.on, x + wide, middle, top)
            top += layout.row * way.leaves

    draw(found.ways, _LEFT, node, down)


def _write(axes: Axes, x: float, y: float, text: str, **look: Any) -> None:
    axes.text(x, y, text, va="center", fontsize=_size(axes), **look)
