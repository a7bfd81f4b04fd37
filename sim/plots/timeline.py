"""One replication over time: relief by sender, what brought it about, and the world around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke

from sim.analysis.trajectories import Steps, on_grid, steps
from sim.engine.log import Entry
from sim.engine.record import Record
from sim.plots import style
from sim.plots.notes import Placed, notes, place

# Inches: above the panels, the panels, below them; one row of texts.
_TOP, _PANELS, _BOTTOM, _LEVEL = 0.95, 8.9, 0.36, 0.47

# Edges of the panels, as shares of the width.
_LEFT, _RIGHT = 0.088, 0.985

_LEVELS = 4
"""Rows for texts above the relief."""

_TEXT = 8.5
"""Size of texts above the relief, points."""

_LEAST_LP = 5.0
"""The relief axis reaches at least so far, or small steps would look like a thaw."""


def timeline(record: Record) -> Figure:
    """Relief over time with the events on it.

    From top to bottom: LP eased in law by sender, stacked, and the effective relief of the
    executive; events by who acts; LP in force; the war and trust; the price of oil.

    Parameters
    ----------
    record
        The replication.
    """
    with style.house():
        texts = _placed(record)
        above = 0.45 + _LEVEL * (1 + max((text.level for text in texts), default=-1))
        figure = style.new_figure(_TOP + above + _PANELS + _BOTTOM)
        style.title(figure, record, "Relief over time, and what brought it about", 0.14)
        height = figure.get_figheight()
        grid = figure.add_gridspec(
            5, 1, height_ratios=(4.6, 2.5, 1.2, 1.5, 1.1), hspace=0.3, left=_LEFT, right=_RIGHT,
            top=1.0 - (_TOP + above) / height, bottom=_BOTTOM / height,
        )  # fmt: skip
        panels = [figure.add_subplot(grid[0])]
        panels += [figure.add_subplot(grid[k], sharex=panels[0]) for k in range(1, 5)]
        style.date_axis(panels[0], record.model)
        for axes in panels[:-1]:
            axes.tick_params(labelbottom=False)
        series = steps(record)
        handles = _relief(panels[0], record, series)
        _events(panels[1], record)
        _in_force(panels[2], record, series)
        _war(panels[3], record, series)
        _oil(panels[4], record, series)
        _write(figure, panels[0], record, texts)
        figure.text(
            _LEFT, 1.0 - _TOP / height,
            "Relief in law, stacked by sender (100 LP = everything in force at the start)",
            fontsize=10.5, fontweight="bold", va="bottom",
        )  # fmt: skip
        figure.legend(
            handles=handles, loc="upper left", bbox_to_anchor=(_LEFT, 1.0 - _TOP / height),
            ncols=len(handles), borderaxespad=0.0, borderpad=0.3, columnspacing=1.6,
        )  # fmt: skip
    return figure


# -- panels --------------------------------------------------------------------------------


def _relief(axes: Axes, record: Record, series: dict[str, Steps]) -> list[Line2D | Patch]:
    """Draw the relief; return what its legend has to explain."""
    model = record.model
    below = 0.0 * series["legal"].values
    handles: list[Line2D | Patch] = []
    for name, sender in model.catalogue.senders.items():
        colour, hatch = style.sender_look(model, name)
        days, lp = series[f"legal_{name}"]
        x = _dates(record, [*days, record.horizon])
        low, high = np.append(below, below[-1]), np.append(below + lp, (below + lp)[-1])
        axes.fill_between(
            x, low, high, step="post", facecolor=colour, edgecolor="#333333", hatch=hatch,
            linewidth=0.5 if lp.any() else 0.0, label=sender.name,
        )  # fmt: skip
        handles.append(Patch(facecolor=colour, edgecolor="#333333", hatch=hatch, label=sender.name))
        below = below + lp
    fine = np.unique([*np.linspace(0.0, record.horizon, 1500), *series["legal"].days])
    effective = on_grid(record, fine)[f"effective_{model.executive}"]
    name = model.catalogue.senders[model.executive].name
    (line,) = axes.plot(
        _dates(record, fine), effective, color=style.BLACK, linestyle=(0, (4, 2)), linewidth=1.6,
        label=f"{name}: effective, after overcompliance",
        path_effects=[withStroke(linewidth=3.6, foreground="white")],
    )  # fmt: skip
    axes.set_ylim(0.0, max(1.12 * float(below.max(initial=0.0)), _LEAST_LP))
    axes.set_ylabel("LP eased")
    return [*handles, line]


def _in_force(axes: Axes, record: Record, series: dict[str, Steps]) -> None:
    days, lp = series["in_force"]
    _stairs(axes, record, Steps(days, lp), style.BLACK)
    axes.axhline(100.0, color=style.GREY, linewidth=0.9, linestyle=(0, (1, 2)))
    span = max(float(np.abs(lp - 100.0).max()), 5.0) * 1.15
    axes.set_ylim(min(100.0 - 0.3 * span, float(lp.min()) - 0.05 * span), 100.0 + span)
    axes.set_ylabel("LP")
    axes.set_title("LP in force, with what was imposed since (dotted: the start)")


def _war(axes: Axes, record: Record, series: dict[str, Steps]) -> None:
    days, values = _held(record, series["war"])
    axes.fill_between(
        days, values, step="post", facecolor=style.PALE, edgecolor=style.GREY, linewidth=0.8,
        label="war intensity",
    )  # fmt: skip
    names = (record.model.scenario.agents.executive.name, record.model.scenario.agents.kremlin.name)
    looks = ((style.BLUE, "-"), (style.VERMILLION, (0, (4, 1.5))))
    for key, name, (colour, dashes) in zip(
        ("trust_executive", "trust_target"), names, looks, strict=True
    ):
        x, trust = _held(record, series[key])
        axes.step(
            x, trust, where="post", color=colour, linestyle=dashes,
            label=f"trust of {name}",
        )  # fmt: skip
    shocks = [e.day for e in record.entries if e.kind == "offensive"]
    axes.plot(
        _dates(record, shocks), [0.06] * len(shocks), "^", color=style.BLACK, markersize=6,
        label="offensive",
    )  # fmt: skip
    axes.set_ylim(0.0, 1.0)
    axes.set_yticks([0.0, 0.5, 1.0])
    axes.set_ylabel("0 to 1")
    axes.set_title("War and trust (belief that the other side is a dealer)")
    axes.legend(
        loc="lower right", bbox_to_anchor=(1.0, 0.98), ncols=4, borderaxespad=0.0, fontsize=9
    )


def _oil(axes: Axes, record: Record, series: dict[str, Steps]) -> None:
    _stairs(axes, record, series["oil"], style.BLACK)
    limit = record.model.scenario.agents.executive.oil_threshold
    axes.axhline(limit, color=style.VERMILLION, linewidth=1.0, linestyle=(0, (4, 1.5)))
    axes.set_ylim(0.0, max(1.15 * float(series["oil"].values.max()), 1.15 * limit))
    axes.set_ylabel("$/bbl")
    axes.set_title("Price of oil (dashed: above it, licences on oil are likely)")


# -- the panel of events -------------------------------------------------------------------


def _events(axes: Axes, record: Record) -> None:
    """One row for each kind of actor, later ones below."""
    rows: list[tuple[str, Callable[[Axes, Record, float], None]]] = [
        ("Talks", _talks),
        ("Legislature", _legislature),
        ("Reversals", _reversals),
        ("Renewals", _renewals),
        ("Oil licences", _oil_licences),
        ("New measures", _new_measures),
    ]
    for k, (_, draw) in enumerate(rows):
        draw(axes, record, -float(k))
    axes.set_ylim(-len(rows) + 0.45, 0.55)
    axes.set_yticks([-float(k) for k in range(len(rows))], [name for name, _ in rows])
    axes.tick_params(axis="y", length=0)
    axes.set_title("Events")
    axes.legend(
        loc="lower right", bbox_to_anchor=(1.0, 0.99), ncols=9, borderaxespad=0.0, fontsize=9,
        handlelength=1.0, handletextpad=0.4, columnspacing=1.1,
    )  # fmt: skip


def _talks(axes: Axes, record: Record, y: float) -> None:
    _spans(axes, record, y, "breakdown", ("reopened",), style.PALE, "channel closed")
    _marks(axes, record, y, ("deal", "stage"), "o", style.BLUE, "deal, stage")
    _marks(axes, record, y, ("road_map",), "D", style.ORANGE, "road-map")
    _marks(axes, record, y, ("gesture",), "o", "white", "gesture")


def _legislature(axes: Axes, record: Record, y: float) -> None:
    _spans(axes, record, y, "report", ("review_over", "blocked"), style.SKY, "review of relief")
    _marks(axes, record, y, ("vote",), "|", style.BLACK, "vote")
    _marks(axes, record, y, ("law", "blocked"), "s", style.BLACK, "law, relief blocked")


def _reversals(axes: Axes, record: Record, y: float) -> None:
    lapses = [
        e for e in record.entries if e.kind == "licence_lapse" and e.numbers.get("via") != "oil"
    ]
    _points(axes, record, y, lapses, "v", "white", "licence runs out")
    _marks(axes, record, y, ("snapback",), "v", style.VERMILLION, "snapback")


def _renewals(axes: Axes, record: Record, y: float) -> None:
    _marks(axes, record, y, ("continued", "act_renewed"), "|", style.GREY, "renewal")
    _marks(axes, record, y, ("emergency_lapse", "act_lapse", "repeal"), "X", style.BLACK, "lapse")


def _oil_licences(axes: Axes, record: Record, y: float) -> None:
    begun: float | None = None
    for e in record.entries:
        if e.numbers.get("via") != "oil":
            continue
        if e.kind == "eased" and begun is None:
            begun = e.day
        elif e.kind == "licence_lapse" and begun is not None:
            _bar(axes, record, y, begun, e.day, style.GREEN)
            begun = None
    if begun is not None:
        _bar(axes, record, y, begun, record.horizon, style.GREEN)


def _new_measures(axes: Axes, record: Record, y: float) -> None:
    """Ticks of the senders that lead, as high as they weigh; short ones of those that follow."""
    model = record.model
    for change in record.changes:
        if change.via != "added":
            continue
        t = record.tranches[change.tranche]
        height = 0.25 + 0.2 * min(t.lp, 4.0) / 2.0 if t.lp >= 0.5 else 0.15
        x = _dates(record, [change.day])[0]
        colour = style.sender_look(model, t.sender)[0] if t.lp >= 0.5 else style.GREY
        axes.plot([x, x], [y - 0.35, y - 0.35 + height], color=colour, linewidth=2.2)


def _marks(
    axes: Axes, record: Record, y: float, kinds: tuple[str, ...], marker: str, colour: str,
    label: str,
) -> None:  # fmt: skip
    _points(axes, record, y, [e for e in record.entries if e.kind in kinds], marker, colour, label)


def _points(
    axes: Axes, record: Record, y: float, entries: Iterable[Entry], marker: str, colour: str,
    label: str,
) -> None:  # fmt: skip
    days = sorted({e.day for e in entries})
    if not days:
        return
    axes.plot(
        _dates(record, days), [y] * len(days), marker, color=colour, label=label or "_nolegend_",
        markersize=10 if marker == "|" else 8, markeredgecolor=colour if marker == "|" else "black",
        markeredgewidth=1.4 if marker == "|" else 0.9, linestyle="none", zorder=3,
        clip_on=False,
    )  # fmt: skip


def _spans(
    axes: Axes, record: Record, y: float, begins: str, ends: tuple[str, ...], colour: str,
    label: str,
) -> None:  # fmt: skip
    """Bars from events to those that end them: the first later one of the same subject, if any."""
    first = True
    for e in record.entries:
        if e.kind != begins:
            continue
        end = next(
            (
                x.day for x in record.entries[e.id + 1 :]
                if x.kind in ends and (x.subject == e.subject or not x.subject)
            ),
            record.horizon,
        )  # fmt: skip
        _bar(axes, record, y, e.day, end, colour, label if first else "")
        first = False


def _bar(
    axes: Axes, record: Record, y: float, begin: float, end: float, colour: str, label: str = ""
) -> None:
    x = _dates(record, [begin, end])
    axes.broken_barh(
        [(x[0], x[1] - x[0])], (y - 0.22, 0.44), facecolor=colour, edgecolor="#555555",
        linewidth=0.5, label=label or "_nolegend_",
    )  # fmt: skip


# -- texts ---------------------------------------------------------------------------------


def _placed(record: Record) -> list[Placed]:
    """Places for events of note, in pixels from the left edge of the figure."""
    probe = style.new_figure(1.0)
    canvas = probe.canvas
    assert isinstance(canvas, FigureCanvasAgg)
    renderer = canvas.get_renderer()
    noted = [note for note in notes(record) if note.day <= record.horizon]
    widths = [
        probe.text(0.0, 0.0, note.text, fontsize=_TEXT).get_window_extent(renderer).width + 8.0
        for note in noted
    ]
    at = [_across(record, note.day) * style.PIXELS for note in noted]
    right = style.PIXELS - 4.0
    return place(noted, at, widths, right=right, gap=8.0, levels=_LEVELS)


def _across(record: Record, day: float) -> float:
    """Where a day is, as a share of the figure's width."""
    return _LEFT + (_RIGHT - _LEFT) * day / record.horizon


def _write(figure: Figure, axes: Axes, record: Record, texts: Iterable[Placed]) -> None:
    """Write texts above the relief, each with a line down to its moment."""
    height = figure.get_figheight()
    top = axes.get_position().y1
    for text in texts:
        day = text.note.day
        axes.axvline(_dates(record, [day])[0], color="#777777", linewidth=0.7, zorder=0.5)
        up = top + (0.05 + text.level * _LEVEL) / height
        x = _across(record, day)
        figure.add_artist(
            Line2D(
                [x, x], [top, up + (_LEVEL - 0.04) / height], color="#777777", linewidth=0.7,
                zorder=1.0,
            )
        )  # fmt: skip
        figure.text(
            (text.left + 4.0) / style.PIXELS, up, text.note.text, fontsize=_TEXT, va="bottom",
            linespacing=1.05, zorder=2.0,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
        )  # fmt: skip


# -- small things --------------------------------------------------------------------------


def _dates(record: Record, days: Iterable[float]) -> list[float]:
    return [style.date_number(record.model, float(day)) for day in days]


def _held(record: Record, series: Steps) -> tuple[list[float], list[float]]:
    """A series with its last value held to the end."""
    x = _dates(record, [*series.days, record.horizon])
    return x, [*series.values.tolist(), float(series.values[-1])]


def _stairs(axes: Axes, record: Record, series: Steps, colour: str) -> None:
    x, y = _held(record, series)
    axes.step(x, y, where="post", color=colour)
