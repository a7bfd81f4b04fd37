"""What both sides get: the executive's utility against the target's, with what was open to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator
from numpy.typing import NDArray

from sim.analysis.opening import Opening, opening
from sim.analysis.quantities import groups, numbers
from sim.batch.batch import Batch
from sim.plots.base import naming, pages, style
from sim.plots.base.wording import percent
from sim.statistics.intervals import Mean, mean

Floats = NDArray[np.float64]

COLUMNS: Final = ("utility_executive", "utility_target")
"""Outcome columns of the horizontal and the vertical axis."""

POINTS: Final = 500
"""Most futures drawn as points, the first so many; means are over all."""

_LINEAR: Final = 1.0
"""Axes are linear from minus to plus this, logarithmic beyond: most deals are small, some not."""

_ACROSS = 4

# Inches: a panel, around and between panels, the legend.
_HEIGHT, _LEFT, _RIGHT, _GAP, _TITLE, _AXIS, _LEGEND = 2.55, 0.75, 0.15, 0.2, 0.3, 0.55, 0.4


class _Side(NamedTuple):
    values: Floats
    mean: Mean


class _Cloud(NamedTuple):
    name: str
    executive: _Side
    target: _Side
    without: float
    opening: Opening | None


def utilities(batches: Sequence[Batch], level: float = 0.95) -> Figure:
    """Utility of the executive against that of the target, future by future.

    First the means of all scenarios, then a panel for each: its futures, their mean, and the
    Pareto frontier of single packages at the outset with the Nash point on it. A future sums over
    all its packages, so that it may lie beyond the frontier, and short of it if the war or
    beliefs changed.

    Parameters
    ----------
    batches
        The batches, two or more.
    level
        Level of the intervals of the means, in (0, 1).

    Raises
    ------
    ThawError
        If there are fewer than two batches, or one has no replication.
    """
    shown = pages.compared(batches)
    clouds = [_cloud(b, name) for b, name in zip(shown, naming.scenarios(shown, 25), strict=True)]
    with style.house():
        count = len(clouds) + 1
        across = min(count, _ACROSS)
        block = _TITLE + _HEIGHT + _AXIS
        first = "" if max(b.rows for b in shown) <= POINTS else f" (the first {POINTS})"
        page = pages.page(
            shown,
            f"What both sides get from all packages of a future{first}, no agreement being 0; axes "
            f"are linear up to ±{_LINEAR:g}, logarithmic beyond",
            _LEGEND + -(-count // across) * block,
            level,
        )
        _legend(page)
        width = (style.WIDTH - _LEFT - _RIGHT - (across - 1) * _GAP) / across
        limits = _limits(clouds)
        for k in range(count):
            down, column = divmod(k, across)
            axes = page.panel(
                _LEFT + column * (width + _GAP), _LEGEND + down * block + _TITLE, width, _HEIGHT
            )
            _scale(axes, *limits)
            axes.set_xlabel("executive, UP")
            if column == 0:
                axes.set_ylabel("target, LP")
            axes.tick_params(labelleft=column == 0)
            if k == 0:
                axes.set_title("Means of all scenarios")
                for i, cloud in enumerate(clouds):
                    _mean(axes, cloud, i, level)
            else:
                _panel(axes, clouds[k - 1], k - 1, level)
    return page.figure


def _cloud(batch: Batch, name: str) -> _Cloud:
    member = groups(batch)
    x, y = (numbers(batch.column(column)) for column in COLUMNS)
    without = float((numbers(batch.column("deals")) == 0.0).mean())
    return _Cloud(
        name, _Side(x, mean(x, member)), _Side(y, mean(y, member)), without, opening(batch.model)
    )


def _limits(clouds: Sequence[_Cloud]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Ends of both axes: all points, all means, all packages that are a gain to both."""
    x, y = [0.0, _LINEAR], [0.0, _LINEAR]
    for cloud in clouds:
        for ends, side in ((x, cloud.executive), (y, cloud.target)):
            ends += [float(side.values[:POINTS].min()), float(side.values[:POINTS].max())]
            ends.append(side.mean.mean)
        gains = cloud.opening.gains if cloud.opening is not None else ()
        x += [package.own for package in gains]
        y += [package.other for package in gains]
    return _ends(x), _ends(y)


def _ends(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    return 1.4 * low if low < -_LINEAR else low - 0.4 * _LINEAR, 1.4 * high


def _scale(axes: Axes, x: tuple[float, float], y: tuple[float, float]) -> None:
    axes.set_xscale("symlog", linthresh=_LINEAR)
    axes.set_yscale("symlog", linthresh=_LINEAR)
    for axis, (low, high) in ((axes.xaxis, x), (axes.yaxis, y)):
        steps = [s * 10.0**power for power in range(7) for s in (1.0, 3.0)]
        if high - low > 100.0:
            steps = steps[::2]
        ticks = [0.0, *steps, *(-step for step in steps)]
        axis.set_major_locator(FixedLocator([t for t in ticks if low <= t <= high]))
        axis.set_minor_locator(NullLocator())
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}".replace("-", "−")))
    axes.set_xlim(x)
    axes.set_ylim(y)
    axes.grid(visible=True, axis="both")
    axes.axhline(0.0, color="#999999", linewidth=0.8, zorder=1)
    axes.axvline(0.0, color="#999999", linewidth=0.8, zorder=1)


def _panel(axes: Axes, cloud: _Cloud, k: int, level: float) -> None:
    look = pages.look(k)
    axes.plot(
        cloud.executive.values[:POINTS],
        cloud.target.values[:POINTS],
        linestyle="none",
        marker="o",
        markersize=3.6,
        markerfacecolor=style.SKY,
        markeredgecolor="#1F5F8B",
        markeredgewidth=0.4,
        alpha=0.55,
        label="futures",
        zorder=2,
    )
    if cloud.opening is not None:
        axes.plot(
            [p.own for p in cloud.opening.frontier],
            [p.other for p in cloud.opening.frontier],
            color=style.VERMILLION,
            linewidth=1.5,
            label="frontier",
            zorder=3,
        )
    if cloud.opening is not None and cloud.opening.nash is not None:
        nash = cloud.opening.nash
        axes.plot(
            nash.own,
            nash.other,
            marker="*",
            markersize=13,
            color=style.YELLOW,
            markeredgecolor="black",
            linestyle="none",
            label="Nash",
            zorder=5,
        )
    _mean(axes, cloud, k, level)
    # The marker that stands for the scenario in the panel of all.
    axes.plot(
        0.025,
        1.0 + 0.135 / _HEIGHT,
        marker=look.marker,
        color=look.colour,
        markersize=7.5,
        markeredgecolor="black",
        markeredgewidth=0.7,
        transform=axes.transAxes,
        clip_on=False,
    )
    axes.set_title(f"    {cloud.name}")
    axes.text(
        0.03,
        0.03,
        f"no deal: {percent(cloud.without, cloud.executive.values.size)}",
        transform=axes.transAxes,
        fontsize=9,
        color="#444444",
        va="bottom",
    )
    if cloud.opening is None:
        axes.set_xlabel("executive, UP (no menu of packages)")


def _mean(axes: Axes, cloud: _Cloud, k: int, level: float) -> None:
    look = pages.look(k)
    x, y = cloud.executive.mean, cloud.target.mean
    across, up = x.interval(level), y.interval(level)
    for ends, along in ((across, True), (up, False)):
        if ends is not None:
            xs, ys = (list(ends), [y.mean] * 2) if along else ([x.mean] * 2, list(ends))
            axes.plot(xs, ys, color=style.BLACK, linewidth=1.4, zorder=6, label="interval")
    axes.plot(
        x.mean,
        y.mean,
        marker=look.marker,
        color=look.colour,
        markersize=7.5,
        linestyle="none",
        markeredgecolor="black",
        markeredgewidth=0.7,
        label="mean",
        zorder=7,
    )


def _legend(page: pages.Page) -> None:
    none: dict[str, Any] = {"linestyle": "none"}
    handles = [
        Line2D(
            [],
            [],
            marker="o",
            markersize=4.5,
            markerfacecolor=style.SKY,
            markeredgecolor="#1F5F8B",
            markeredgewidth=0.4,
            label="a future",
            **none,
        ),
        Line2D(
            [],
            [],
            marker="o",
            markersize=7.5,
            color=style.GREY,
            markeredgecolor="black",
            label="mean, with its interval",
            **none,
        ),
        Line2D(
            [],
            [],
            color=style.VERMILLION,
            linewidth=1.5,
            label="best single packages at the outset (Pareto frontier)",
        ),
        Line2D(
            [],
            [],
            marker="*",
            markersize=12,
            color=style.YELLOW,
            markeredgecolor="black",
            label="Nash point",
            **none,
        ),
    ]
    page.figure.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=page.at(0.1, 0.04),
        ncols=4,
        borderaxespad=0.0,
        columnspacing=1.8,
    )
