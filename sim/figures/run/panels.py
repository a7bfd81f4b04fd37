"""Panels of a timeline: relief, events, what is in force, the war and trust, the price of oil."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from sim.engine.state.record import Record
from sim.events.world import OFFENSIVE
from sim.figures.base import style
from sim.figures.base.axes import few_ticks
from sim.figures.base.dates import dates
from sim.figures.run.events import events
from sim.outcomes.trajectories import Steps, on_grid
from sim.wording.words import clipped

Draw = Callable[[Axes, Record, dict[str, Steps]], None]

_LEAST_LP: Final = 5.0
"""The relief axis reaches at least so far, or small steps would look like a thaw."""

EFFECTIVE: Final[dict[str, Any]] = {
    "color": style.BLACK,
    "linestyle": (0, (4, 2)),
    "linewidth": 1.6,
}
"""How effective relief is drawn."""


def _relief(axes: Axes, record: Record, series: dict[str, Steps]) -> None:
    model = record.model
    below = 0.0 * series["legal"].values
    for name, sender in model.catalogue.senders.items():
        colour, hatch = style.sender_look(model, name)
        days, lp = series[f"legal_{name}"]
        x = dates(record, [*days, record.horizon])
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
        dates(record, fine),
        effective,
        where="post",
        label="effective",
        path_effects=[withStroke(linewidth=3.6, foreground="white")],
        **EFFECTIVE,
    )
    axes.set_ylim(0.0, max(1.12 * float(below.max(initial=0.0)), _LEAST_LP))
    few_ticks(axes.yaxis, 7, (1, 2, 5, 10))
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
            label=f"trust of {clipped(name, 24)}",
        )
    shocks = [e.day for e in record.entries if e.kind == OFFENSIVE.name]
    if shocks:
        axes.plot(
            dates(record, shocks),
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


def _held(record: Record, series: Steps) -> tuple[list[float], list[float]]:
    """Return a series with its last value held to the end."""
    x = dates(record, [*series.days, record.horizon])
    return x, [*series.values.tolist(), float(series.values[-1])]


def _stairs(axes: Axes, record: Record, series: Steps, colour: str) -> None:
    x, y = _held(record, series)
    axes.step(x, y, where="post", color=colour)


# Height over that of the others, how each is drawn, and the series of which one must move.
PANELS: Final[tuple[tuple[float, Draw, tuple[str, ...]], ...]] = (
    (4.6, _relief, ()),
    (2.5, _events, ()),
    (1.2, _in_force, ()),
    (1.5, _war, ("war", "trust_executive", "trust_target")),
    (1.1, _oil, ("oil",)),
)
