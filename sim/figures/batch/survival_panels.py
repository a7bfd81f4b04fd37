"""How long things take in several scenarios: a panel for each outcome, a curve for each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MultipleLocator

from sim.analysis.quantities import chosen_columns
from sim.batch.batch import Batch
from sim.engine.kernel.clock import YEAR
from sim.figures.base import curves, naming, style
from sim.figures.base.axes import percent_axis, write_at, write_near
from sim.figures.base.headings import of_shares
from sim.figures.base.labels import spread
from sim.figures.base.page import Grid, page, share_out
from sim.figures.base.scenarios import NAMES, names
from sim.figures.findings import batch as findings
from sim.statistics.survival import Survival
from sim.wording.rounding import percent, percent_range

_BANDS: Final = 4
"""Scenarios up to which every curve has its band: more bands would hide one another."""

_DIGIT: Final = 5.4
"""Width of a digit of the numbers below a panel, points."""

_TOP: Final = 1.02
"""Upper end of the axis of shares."""

# Inches: right of a panel (names), its dates, a row of numbers, the height of a name.
_RIGHT, _DATES, _ROW, _NAME = 4.35, 0.62, 0.185, 0.205


def compared_curves(
    batches: Sequence[Batch], waits: Mapping[str, Sequence[Survival]], level: float
) -> Figure:
    """Draw shares of futures in which something has happened by then, all scenarios on one axis.

    At the right the share in which it happens before the scenario ends, with its interval.

    Parameters
    ----------
    batches
        The batches, two or more.
    waits
        For each column, survival in each of them.
    level
        Level of the intervals.
    """
    # The names beside a panel need room.
    height = max(3.3, 0.21 * len(batches))
    width = share_out(1, NAMES, _RIGHT, 0.0)
    table = 0.28 + len(batches) * _ROW
    grid = Grid(1, NAMES, width, height, above=0.34, below=_DATES + table + 0.25)
    few = len(batches) <= _BANDS
    sheet = page(
        batches,
        "How long it takes: share of futures in which it has happened by then"
        + ("; bands: intervals" if few else ""),
        grid.tall(len(waits)) + 0.1,
        level,
        finding=findings.survival(batches, [*waits], level),
        method=f"pointwise, {of_shares(batches)}",
    )
    left, right = names(batches), naming.scenarios(batches, 24)
    for k, (name, each) in enumerate(waits.items()):
        axes = sheet.panel(*grid.place(k))
        (column,) = chosen_columns(batches[0], [name])
        axes.set_title(f"Time {column.meaning}")
        _scale(axes, max(curve.horizon for curve in each) / YEAR)
        for i, curve in enumerate(each):
            _draw(axes, i, curve, left[i], band=few)
        _name(axes, each, right, height)
        _counts(axes, each, left, height)
    return sheet.figure


def _scale(axes: Axes, years: float) -> None:
    axes.set_xlim(0.0, years)
    axes.set_ylim(0.0, _TOP)
    # At most ten ticks.
    step = next((s for s in (0.25, 0.5, 1.0, 2.0, 5.0) if years / s <= 10.0), 10.0)
    axes.xaxis.set_major_locator(MultipleLocator(step))
    axes.yaxis.set_major_locator(MultipleLocator(0.25))
    percent_axis(axes.yaxis)
    axes.set_xlabel("years from the start of the scenario")
    axes.set_ylabel("share of futures")


def _draw(axes: Axes, k: int, curve: Survival, name: str, *, band: bool) -> None:
    look = style.scenario_look(k)
    steps = curves.rising(curve)
    x = steps.days / YEAR
    if band:
        curves.band(axes, x, steps.low, steps.high, color=look.colour, alpha=0.16, label=name)
    axes.step(
        x,
        steps.share,
        where="post",
        color=look.colour,
        linestyle=look.dashes,
        linewidth=1.9,
        label=name,
        clip_on=False,
        zorder=3,
    )
    axes.plot(x[-1], steps.share[-1], markersize=7, clip_on=False, zorder=4, **style.point(look))


def _name(axes: Axes, each: Sequence[Survival], names: Sequence[str], height: float) -> None:
    """Write names at the right, as near to the ends of the curves as leaves them apart."""
    ends = [1.0 - curve.never for curve in each]
    at = spread(ends, gap=_NAME * _TOP / height, low=0.0, high=_TOP)
    beside = axes.get_yaxis_transform()
    right = axes.get_xlim()[1]
    axes.text(
        1.095,
        max(at) + 0.24 * _TOP / height,
        "by the end of the scenario",
        transform=beside,
        fontsize=9,
        color="#444444",
        va="center",
    )
    for k, (curve, name, y) in enumerate(zip(each, names, at, strict=True)):
        look = style.scenario_look(k)
        end = curve.horizon / YEAR / right
        if end > 0.98:  # a line from far inside would cross the other curves
            axes.plot(
                [end, 1.025, 1.035],
                [1.0 - curve.never, y, y],
                color="#999999",
                linewidth=0.7,
                transform=beside,
                clip_on=False,
                zorder=2,
            )
        axes.plot(
            [1.04, 1.0625, 1.085],
            [y, y, y],
            linestyle=look.dashes,
            linewidth=1.9,
            markevery=[1],
            markersize=6,
            transform=beside,
            clip_on=False,
            **style.point(look),
        )
        ends_by = percent_range(1.0 - curve.high[-1], 1.0 - curve.low[-1])
        text = f"{name}: {percent(1.0 - curve.never)} ({ends_by})"
        axes.text(1.095, y, text, transform=beside, fontsize=9, va="center")


def _counts(axes: Axes, each: Sequence[Survival], names: Sequence[str], height: float) -> None:
    """Write futures in which it has happened before, scenario by scenario, below the ticks."""
    top = -(_DATES + 0.1) / height
    years = [x for x in axes.get_xticks() if 0.0 <= x <= axes.get_xlim()[1]]
    write_at(axes, 0.0, top, curves.BEFORE, fontsize=9, fontweight="bold", va="center")
    longest = max(len(f"{curve.n:,}") for curve in each)
    for k, (curve, name) in enumerate(zip(each, names, strict=True)):
        y = top - (0.2 + k * _ROW) / height
        write_near(
            axes,
            name,
            (0.0, y),
            (-_DIGIT * 0.5 * longest - 9.0, 0.0),
            xycoords="axes fraction",
            fontsize=8.5,
            ha="right",
            va="center",
            annotation_clip=False,
        )
        counts = [
            f"{curve.n - int(curve.at_risk(year * YEAR)):,}"
            if year * YEAR <= curve.horizon
            else "–"
            for year in years
        ]
        curves.write_counts(axes, y, years, counts, size=8.5)
