"""The panel of a timeline on which events are marked, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from matplotlib.axes import Axes

from sim.engine.state.record import Record
from sim.events.channel import BREAKDOWN, REOPENED
from sim.events.kind import Kind
from sim.events.law import ACT_RENEWED, CONTINUED, LAPSES
from sim.events.lawmaking import LAW
from sim.events.legislature import VOTE
from sim.events.log import Entry
from sim.events.relief import EASED, LICENCE_LAPSE, SNAPBACK
from sim.events.reviews import BLOCKED, REPORT, REVIEW_OVER
from sim.events.road_maps import ROAD_MAP, STAGE
from sim.events.talks import DEAL, GESTURE
from sim.figures.base import style
from sim.figures.base.dates import dates

KEY: Final[dict[str, Any]] = {"handlelength": 1.0, "handletextpad": 0.4, "columnspacing": 1.1}
"""How a legend of the marks is set."""


def events(axes: Axes, record: Record) -> None:
    """Mark events on a panel: a row for each kind of actor or act that there is something of."""
    rows: list[tuple[str, Callable[[Axes, Record, float], None]]] = [
        ("Talks", _talks),
        ("Legislature", _legislature),
        ("Reversals", _reversals),
        ("Renewals", _renewals),
        ("Oil licences", _oil_licences),
        ("New measures", _new_measures),
    ]
    shown: list[str] = []
    for name, draw in rows:
        before = _drawn(axes)
        draw(axes, record, -float(len(shown)))
        if _drawn(axes) > before:
            shown.append(name)
    axes.set_ylim(-max(len(shown), 1) + 0.45, 0.55)
    axes.set_yticks([-float(k) for k in range(len(shown))], shown)
    axes.tick_params(axis="y", length=0)
    axes.set_title("Events" if shown else "Events: none")


def entries(record: Record) -> list[Any]:
    """Return what a legend says of the marks, of those that there are."""
    axes = style.new_figure(1.0).add_subplot()
    events(axes, record)
    return list(axes.get_legend_handles_labels()[0])


def explain(axes: Axes) -> None:
    """Say above the panel what the marks mean."""
    if axes.get_legend_handles_labels()[0]:
        look: dict[str, Any] = {"loc": "lower right", "bbox_to_anchor": (1.0, 0.99), "fontsize": 9}
        axes.legend(ncols=9, borderaxespad=0.0, **look, **KEY)


def _drawn(axes: Axes) -> int:
    return len(axes.lines) + len(axes.collections)


def _talks(axes: Axes, record: Record, y: float) -> None:
    _spans(axes, record, y, BREAKDOWN, (REOPENED,), style.PALE, "channel closed")
    _marks(axes, record, y, (DEAL, STAGE), "o", style.BLUE, "deal, stage")
    _marks(axes, record, y, (ROAD_MAP,), "D", style.ORANGE, "road-map")
    _marks(axes, record, y, (GESTURE,), "o", "white", "gesture")


def _legislature(axes: Axes, record: Record, y: float) -> None:
    _spans(axes, record, y, REPORT, (REVIEW_OVER, BLOCKED), style.SKY, "review of relief")
    _marks(axes, record, y, (VOTE,), "|", style.BLACK, "vote")
    _marks(axes, record, y, (LAW, BLOCKED), "s", style.BLACK, "law, relief blocked")


def _reversals(axes: Axes, record: Record, y: float) -> None:
    lapses = [
        e
        for e in record.entries
        if e.kind == LICENCE_LAPSE.name and LICENCE_LAPSE.of(e)["via"] != "oil"
    ]
    _points(axes, record, y, lapses, "v", "white", "licence runs out")
    _marks(axes, record, y, (SNAPBACK,), "v", style.VERMILLION, "snapback")


def _renewals(axes: Axes, record: Record, y: float) -> None:
    _marks(axes, record, y, (CONTINUED, ACT_RENEWED), "|", style.GREY, "renewal")
    _marks(axes, record, y, LAPSES, "X", style.BLACK, "lapse")


def _oil_licences(axes: Axes, record: Record, y: float) -> None:
    begun: float | None = None
    for e in record.entries:
        if e.kind == EASED.name and EASED.of(e)["via"] == "oil" and begun is None:
            begun = e.day
        if e.kind == LICENCE_LAPSE.name and LICENCE_LAPSE.of(e)["via"] == "oil":
            if begun is not None:
                _bar(axes, record, y, begun, e.day, style.GREEN)
            begun = None
    if begun is not None:
        _bar(axes, record, y, begun, record.horizon, style.GREEN)


def _new_measures(axes: Axes, record: Record, y: float) -> None:
    """Draw ticks of senders that lead, as high as they weigh; short ones of those that follow."""
    model = record.model
    for change in record.changes:
        if change.via != "added":
            continue
        t = record.tranches[change.tranche]
        height = 0.25 + 0.2 * min(t.lp, 4.0) / 2.0 if t.lp >= 0.5 else 0.15
        x = dates(record, [change.day])[0]
        colour = style.sender_look(model, t.sender)[0] if t.lp >= 0.5 else style.GREY
        axes.plot([x, x], [y - 0.35, y - 0.35 + height], color=colour, linewidth=2.2)


def _marks(
    axes: Axes,
    record: Record,
    y: float,
    kinds: tuple[Kind[Any], ...],
    marker: str,
    colour: str,
    label: str,
) -> None:
    names = [kind.name for kind in kinds]
    _points(axes, record, y, [e for e in record.entries if e.kind in names], marker, colour, label)


def _points(
    axes: Axes,
    record: Record,
    y: float,
    entries: Iterable[Entry],
    marker: str,
    colour: str,
    label: str,
) -> None:
    days = sorted({e.day for e in entries})
    if not days:
        return
    axes.plot(
        dates(record, days),
        [y] * len(days),
        marker,
        color=colour,
        label=label or "_nolegend_",
        markersize=10 if marker == "|" else 8,
        markeredgecolor=colour if marker == "|" else "black",
        markeredgewidth=1.4 if marker == "|" else 0.9,
        linestyle="none",
        zorder=3,
        clip_on=False,
    )


def _spans(
    axes: Axes,
    record: Record,
    y: float,
    begins: Kind[Any],
    ends: tuple[Kind[Any], ...],
    colour: str,
    label: str,
) -> None:
    """Draw bars from events to those that end them: the first later one of the same subject."""
    first = True
    names = [kind.name for kind in ends]
    for e in record.entries:
        if e.kind != begins.name:
            continue
        end = next(
            (
                x.day
                for x in record.entries[e.id + 1 :]
                if x.kind in names and (x.subject == e.subject or not x.subject)
            ),
            record.horizon,
        )
        _bar(axes, record, y, e.day, end, colour, label if first else "")
        first = False


def _bar(
    axes: Axes, record: Record, y: float, begin: float, end: float, colour: str, label: str = ""
) -> None:
    x = dates(record, [begin, end])
    axes.broken_barh(
        [(x[0], x[1] - x[0])],
        (y - 0.22, 0.44),
        facecolor=colour,
        edgecolor="#555555",
        linewidth=0.5,
        label=label or "_nolegend_",
    )
