"""One replication over time: relief by sender, what brought it about, and the world around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

from sim.engine.state.record import Record
from sim.outcomes.trajectories import Steps, on_grid, steps
from sim.plots.base import style
from sim.plots.base.notes import Placed, notes, place
from sim.plots.run.events import events

Draw = Callable[[Axes, Record, dict[str, Steps]], None]

# Inches: above the panels, a panel of height 1, below them; a row of texts, a line of the legend.
_TOP, _INCH, _BOTTOM, _LEVEL, _LINE = 0.95, 0.8165, 0.36, 0.47, 0.2

# Edges of the panels, as shares of the width.
_LEFT, _RIGHT = 0.088, 0.985

_LEVELS = 4
"""Rows for texts above the relief."""

_NAME: Final = 60
"""Letters of a sender's name in the legend."""

_TEXT = 8.5
"""Size of texts above the relief, points."""

_LEAST_LP = 5.0
"""The relief axis reaches at least so far, or small steps would look like a thaw."""


def timeline(record: Record) -> Figure:
    """Relief over time with the events on it.

    From top to bottom: LP eased in law by sender, stacked, and the effective relief of the
    executive; events by who acts; LP in force; the war and trust; the price of oil. The last two
    only if they move.

    Parameters
    ----------
    record
        The replication.
    """
    with style.house():
        texts = _placed(record)
        series = steps(record)
        handles, senders = _senders(record, series)
        columns = style.columns(handles, _RIGHT - _LEFT)
        above = 0.45 + _LEVEL * (1 + max((text.level for text in texts), default=-1))
        above += _LINE * (-(-len(handles) // columns) - 1)
        drawn = [
            (ratio, draw)
            for ratio, draw, names in _PANELS
            if not names or any(_moves(series[name]) for name in names)
        ]
        inches = _INCH * sum(ratio for ratio, _ in drawn)
        figure = style.new_figure(_TOP + above + inches + _BOTTOM)
        style.title(figure, record, "Relief over time, and what brought it about", 0.14)
        height = figure.get_figheight()
        grid = figure.add_gridspec(
            len(drawn),
            1,
            height_ratios=[ratio for ratio, _ in drawn],
            hspace=0.3,
            left=_LEFT,
            right=_RIGHT,
            top=1.0 - (_TOP + above) / height,
            bottom=_BOTTOM / height,
        )
        panels = [figure.add_subplot(grid[0])]
        panels += [figure.add_subplot(grid[k], sharex=panels[0]) for k in range(1, len(drawn))]
        style.date_axis(panels[0], record.model)
        for axes in panels[:-1]:
            axes.tick_params(labelbottom=False)
        for axes, (_, draw) in zip(panels, drawn, strict=True):
            draw(axes, record, series)
        _write(figure, panels[0], record, texts)
        figure.text(
            _LEFT,
            1.0 - _TOP / height,
            "Relief in law, stacked by sender (100 LP = everything in force at the start)"
            + _without(record, senders),
            fontsize=10.5,
            fontweight="bold",
            va="bottom",
        )
        figure.legend(
            handles=handles,
            loc="upper left",
            bbox_to_anchor=(_LEFT, 1.0 - _TOP / height),
            ncols=columns,
            borderaxespad=0.0,
            borderpad=0.3,
            columnspacing=1.6,
        )
    return figure


def _moves(series: Steps) -> bool:
    return bool(series.values.max() > series.values.min())


def _senders(record: Record, series: dict[str, Steps]) -> tuple[list[Line2D | Patch], list[str]]:
    """What the legend of the relief explains, and the senders that eased anything."""
    model = record.model
    easing = [name for name in model.catalogue.senders if series[f"legal_{name}"].values.any()]
    handles: list[Line2D | Patch] = []
    for name in easing:
        colour, hatch = style.sender_look(model, name)
        called = style.entry(style.clipped(model.catalogue.senders[name].name, _NAME))
        handles.append(Patch(facecolor=colour, edgecolor="#333333", hatch=hatch, label=called))
    leader = style.clipped(model.catalogue.senders[model.executive].name, _NAME)
    handles.append(
        Line2D(
            [],
            [],
            label=style.entry(f"{leader}: effective, after overcompliance by banks"),
            **_EFFECTIVE,
        )
    )
    return handles, easing


def _without(record: Record, easing: Sequence[str]) -> str:
    """Which senders are not in the legend."""
    senders = record.model.catalogue.senders
    others = [style.clipped(senders[name].name, 24) for name in senders if name not in easing]
    if not others:
        return ""
    if not easing:
        return "; none eased anything"
    listed = ", ".join(others)
    return f"; nothing eased by {listed if len(listed) <= 38 else f'{len(others)} other senders'}"


# -- panels --------------------------------------------------------------------------------


def _relief(axes: Axes, record: Record, series: dict[str, Steps]) -> None:
    model = record.model
    below = 0.0 * series["legal"].values
    for name, sender in model.catalogue.senders.items():
        colour, hatch = style.sender_look(model, name)
        days, lp = series[f"legal_{name}"]
        x = style.dates(record, [*days, record.horizon])
        low, high = np.append(below, below[-1]), np.append(below + lp, (below + lp)[-1])
        axes.fill_between(
            x,
            low,
            high,
            step="post",
            facecolor=colour,
            edgecolor="#333333",
            hatch=hatch,
            linewidth=0.5 if lp.any() else 0.0,
            label=sender.name,
        )
        below = below + lp
    # Caution of banks wanes day by day: steps so small that they make a curve.
    fine = np.unique([*np.linspace(0.0, record.horizon, 1500), *series["legal"].days])
    effective = on_grid(record, fine)[f"effective_{model.executive}"]
    axes.step(
        style.dates(record, fine),
        effective,
        where="post",
        label="effective",
        path_effects=[withStroke(linewidth=3.6, foreground="white")],
        **_EFFECTIVE,
    )
    axes.set_ylim(0.0, max(1.12 * float(below.max(initial=0.0)), _LEAST_LP))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=7, steps=[1, 2, 5, 10]))
    axes.set_ylabel("LP eased")


def _events(axes: Axes, record: Record, _: dict[str, Steps]) -> None:
    events(axes, record)


def _in_force(axes: Axes, record: Record, series: dict[str, Steps]) -> None:
    days, lp = series["in_force"]
    _stairs(axes, record, Steps(days, lp), style.BLACK)
    axes.axhline(100.0, color=style.GREY, linewidth=0.9, linestyle=(0, (1, 2)))
    low, high = min(100.0, float(lp.min())), max(100.0, float(lp.max()))
    margin = 0.12 * max(high - low, 5.0)
    axes.set_ylim(low - margin, high + margin)
    axes.set_ylabel("LP")
    axes.set_title("LP in force, with what was imposed since (dotted: the start)")


def _war(axes: Axes, record: Record, series: dict[str, Steps]) -> None:
    days, values = _held(record, series["war"])
    axes.fill_between(
        days,
        values,
        step="post",
        facecolor=style.PALE,
        edgecolor=style.GREY,
        linewidth=0.8,
        label="war intensity",
    )
    names = (record.model.scenario.agents.executive.name, record.model.scenario.agents.target.name)
    looks = ((style.BLUE, "-"), (style.VERMILLION, (0, (4, 1.5))))
    for key, name, (colour, dashes) in zip(
        ("trust_executive", "trust_target"), names, looks, strict=True
    ):
        x, trust = _held(record, series[key])
        axes.step(
            x,
            trust,
            where="post",
            color=colour,
            linestyle=dashes,
            label=f"trust of {style.clipped(name, 24)}",
        )
    shocks = [e.day for e in record.entries if e.kind == "offensive"]
    if shocks:
        axes.plot(
            style.dates(record, shocks),
            [0.06] * len(shocks),
            "^",
            color=style.BLACK,
            markersize=6,
            label="offensive",
        )
    axes.set_ylim(0.0, 1.0)
    axes.set_yticks([0.0, 0.5, 1.0])
    axes.set_ylabel("0 to 1")
    axes.set_title("War and trust (belief that the other side keeps bargains)")
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


_EFFECTIVE: Final[dict[str, Any]] = {
    "color": style.BLACK,
    "linestyle": (0, (4, 2)),
    "linewidth": 1.6,
}

# Height over that of the others, how each is drawn, and the series of which one must move.
_PANELS: Final[tuple[tuple[float, Draw, tuple[str, ...]], ...]] = (
    (4.6, _relief, ()),
    (2.5, _events, ()),
    (1.2, _in_force, ()),
    (1.5, _war, ("war", "trust_executive", "trust_target")),
    (1.1, _oil, ("oil",)),
)


# -- texts ---------------------------------------------------------------------------------


def _placed(record: Record) -> list[Placed]:
    """Places for events of note, in pixels from the left edge of the figure."""
    probe = style.new_figure(1.0)
    noted = [note for note in notes(record) if note.day <= record.horizon]
    widths = [
        probe.text(0.0, 0.0, note.text, fontsize=_TEXT).get_window_extent().width + 8.0
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
        axes.axvline(style.dates(record, [day])[0], color="#777777", linewidth=0.7, zorder=0.5)
        up = top + (0.05 + text.level * _LEVEL) / height
        x = _across(record, day)
        figure.add_artist(
            Line2D(
                [x, x],
                [top, up + (_LEVEL - 0.04) / height],
                color="#777777",
                linewidth=0.7,
                zorder=1.0,
            )
        )
        figure.text(
            (text.left + 4.0) / style.PIXELS,
            up,
            text.note.text,
            fontsize=_TEXT,
            va="bottom",
            linespacing=1.05,
            zorder=2.0,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
        )


# -- small things --------------------------------------------------------------------------


def _held(record: Record, series: Steps) -> tuple[list[float], list[float]]:
    """A series with its last value held to the end."""
    x = style.dates(record, [*series.days, record.horizon])
    return x, [*series.values.tolist(), float(series.values[-1])]


def _stairs(axes: Axes, record: Record, series: Steps, colour: str) -> None:
    x, y = _held(record, series)
    axes.step(x, y, where="post", color=colour)
