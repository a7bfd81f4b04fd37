"""What both sides get: the executive's utility against the target's, with what was open to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from sim.analysis.opening import Opening, opening
from sim.analysis.quantities import groups, numbers
from sim.batch.batch import Batch
from sim.figures.base import key, scenarios, style
from sim.figures.base.axes import write_at
from sim.figures.base.curves import Floats
from sim.figures.base.page import Grid, page, share_out
from sim.figures.findings import comparison as findings
from sim.figures.findings.names import called
from sim.figures.registry import figure
from sim.statistics.intervals import Mean, mean
from sim.wording.rounding import minus, percent

COLUMNS: Final = ("utility_executive", "utility_target")
"""Outcome columns of the horizontal and the vertical axis."""

POINTS: Final = 500
"""Most futures drawn as points, the first so many; means are over all."""

_LINEAR: Final = 1.0
"""Axes are linear from minus to plus this, logarithmic beyond: most deals are small, some not."""

# Inches: a panel, around and between panels.
_HEIGHT, _LEFT, _RIGHT, _GAP = 2.55, 0.75, 0.15, 0.2

_FUTURE: Final[dict[str, Any]] = {
    "marker": "o",
    "markerfacecolor": style.SKY,
    "markeredgecolor": "#1F5F8B",
    "markeredgewidth": 0.4,
}
_FRONTIER: Final[dict[str, Any]] = {"color": style.VERMILLION, "linewidth": 1.5}
_NASH: Final[dict[str, Any]] = {
    "marker": "*",
    "color": style.YELLOW,
    "markeredgecolor": style.BLACK,
}


class _Side(NamedTuple):
    values: Floats
    mean: Mean


class _Cloud(NamedTuple):
    name: str
    executive: _Side
    target: _Side
    without: float
    opening: Opening | None


@figure("utilities", "comparison", order=100, finding=findings.utilities)
def utilities(batches: Sequence[Batch], level: float = 0.95) -> Figure:
    """Show the utility of the executive against that of the target, future by future.

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
    compared = scenarios.compared(batches)
    names = called(compared, 25)
    clouds = [_cloud(batch, name) for batch, name in zip(compared, names, strict=True)]
    count = len(clouds) + 1
    columns = min(count, 4)
    width = share_out(columns, _LEFT, _RIGHT, _GAP)
    grid = Grid(columns, _LEFT, width, _HEIGHT, _GAP, above=0.3, below=0.55, top=0.4)
    first = "" if max(batch.rows for batch in compared) <= POINTS else f" (the first {POINTS})"
    sheet = page(
        compared,
        f"What both sides get from all packages of a future{first}, no agreement being 0; axes "
        f"are linear up to ±{_LINEAR:g}, logarithmic beyond",
        grid.tall(count),
        level,
        finding=findings.utilities(compared, level),
    )
    sheet.legend(_entries(), columnspacing=1.8)
    limits = _limits(clouds)
    for k in range(count):
        axes = sheet.panel(*grid.place(k))
        _scale(axes, *limits)
        axes.set_xlabel("executive, UP")
        if k % columns == 0:
            axes.set_ylabel("target, LP")
        axes.tick_params(labelleft=k % columns == 0)
        if k == 0:
            axes.set_title("Means of all scenarios")
            for i, cloud in enumerate(clouds):
                _mean(axes, cloud, i, level)
        else:
            _panel(axes, clouds[k - 1], k - 1, level)
    return sheet.figure


def _cloud(batch: Batch, name: str) -> _Cloud:
    member = groups(batch)
    x, y = (numbers(batch.column(column)) for column in COLUMNS)
    without = float((numbers(batch.column("deals")) == 0.0).mean())
    return _Cloud(
        name, _Side(x, mean(x, member)), _Side(y, mean(y, member)), without, opening(batch.model)
    )


def _limits(clouds: Sequence[_Cloud]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return ends of both axes: all points, all means, all packages that are a gain to both."""
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
        axis.set_major_formatter(FuncFormatter(lambda value, _: minus(f"{value:g}")))
    axes.set_xlim(x)
    axes.set_ylim(y)
    axes.grid(visible=True, axis="both")
    axes.axhline(0.0, color="#999999", linewidth=0.8, zorder=1)
    axes.axvline(0.0, color="#999999", linewidth=0.8, zorder=1)


def _panel(axes: Axes, cloud: _Cloud, k: int, level: float) -> None:
    axes.plot(
        cloud.executive.values[:POINTS],
        cloud.target.values[:POINTS],
        linestyle="none",
        markersize=3.6,
        alpha=0.55,
        label="futures",
        zorder=2,
        **_FUTURE,
    )
    if cloud.opening is not None:
        frontier = cloud.opening.frontier
        own, other = [p.own for p in frontier], [p.other for p in frontier]
        axes.plot(own, other, label="frontier", zorder=3, **_FRONTIER)
        if cloud.opening.nash is not None:
            nash = cloud.opening.nash
            axes.plot(
                nash.own,
                nash.other,
                linestyle="none",
                markersize=13,
                label="Nash",
                zorder=5,
                **_NASH,
            )
    _mean(axes, cloud, k, level)
    # The marker that stands for the scenario in the panel of all.
    axes.plot(
        0.025,
        1.0 + 0.135 / _HEIGHT,
        transform=axes.transAxes,
        clip_on=False,
        **_marker(k),
    )
    axes.set_title(f"    {cloud.name}")
    write_at(
        axes,
        0.03,
        0.03,
        f"no deal: {percent(cloud.without)}",
        fontsize=9,
        color="#444444",
        va="bottom",
    )
    if cloud.opening is None:
        axes.set_xlabel("executive, UP (no menu of packages)")


def _marker(k: int) -> dict[str, Any]:
    return {**style.point(style.scenario_look(k)), "markersize": 7.5, "markeredgewidth": 0.7}


def _mean(axes: Axes, cloud: _Cloud, k: int, level: float) -> None:
    x, y = cloud.executive.mean, cloud.target.mean
    interval: dict[str, Any] = {"color": style.BLACK, "linewidth": 1.4, "label": "interval"}
    if (ends := x.interval(level)) is not None:
        axes.plot(ends, [y.mean] * 2, zorder=6, **interval)
    if (ends := y.interval(level)) is not None:
        axes.plot([x.mean] * 2, ends, zorder=6, **interval)
    axes.plot(x.mean, y.mean, linestyle="none", label="mean", zorder=7, **_marker(k))


def _entries() -> list[key.Entry]:
    mean = {"marker": "o", "color": style.GREY, "markeredgecolor": style.BLACK}
    return [
        key.mark("a future", markersize=4.5, **_FUTURE),
        key.mark("mean, with its interval", markersize=7.5, **mean),
        key.line("best single packages at the outset (Pareto frontier)", **_FRONTIER),
        key.mark("Nash point", markersize=12, **_NASH),
    ]
