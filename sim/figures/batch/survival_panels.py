"""How long things take in several scenarios: a panel for each outcome, a curve for each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

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
from sim.figures.base.medium import Medium
from sim.figures.base.page import Grid, page, share_out
from sim.figures.base.scenarios import NAMES, names
from sim.figures.findings import batch as findings
from sim.statistics.survival import Survival
from sim.wording.rounding import share_with_range

_BANDS: Final = 4
"""Scenarios up to which every curve has its band: more bands would hide one another."""

_DIGIT: Final = 5.4
"""Width of a digit of the numbers below a panel, points."""

_TOP: Final = 1.02
"""Upper end of the axis of shares."""

# Inches: below a panel its axis, a row of numbers.
_DATES, _ROW = 0.62, 0.185


class _Layout(NamedTuple):
    """Inches: beside a panel, its height at least, a name at its right; letters of a name."""

    left: float
    right: float
    height: float
    name: float
    letters: int


_SCREEN: Final = _Layout(NAMES, 4.35, 3.3, 0.205, 24)
_NARROW: Final = _Layout(0.75, 2.25, 1.8, 0.34, 28)


def compared_curves(
    batches: Sequence[Batch],
    waits: Mapping[str, Sequence[Survival]],
    level: float,
    medium: Medium,
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
    medium
        What it is made for.
    """
    layout = _NARROW if medium.narrow else _SCREEN
    # The names beside a panel need room.
    height = max(layout.height, (layout.name + 0.005) * len(batches))
    width = share_out(1, layout.left, layout.right, 0.0, medium.width)
    table = 0.0 if medium.narrow else 0.28 + len(batches) * _ROW + 0.25
    grid = Grid(1, layout.left, width, height, above=0.34, below=_DATES + table)
    few = len(batches) <= _BANDS
    sheet = page(
        batches,
        "How long it takes: share of futures in which it has happened by then"
        + ("; bands: intervals" if few else ""),
        grid.tall(len(waits)) + 0.1,
        level,
        finding=findings.survival(batches, [*waits], level),
        method=f"pointwise, {of_shares(batches)}",
        medium=medium,
    )
    grid = grid.higher(sheet.spare, len(waits))
    left, right = names(batches), naming.scenarios(batches, layout.letters)
    for k, (name, each) in enumerate(waits.items()):
        axes = sheet.panel(*grid.place(k))
        (column,) = chosen_columns(batches[0], [name])
        axes.set_title(f"Time {column.meaning}")
        _scale(axes, max(curve.horizon for curve in each) / YEAR)
        for i, curve in enumerate(each):
            _draw(axes, i, curve, left[i], band=few)
        _name(axes, each, right, grid.height, layout)
        if table:
            _counts(axes, each, left, grid.height)
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


def _name(
    axes: Axes, each: Sequence[Survival], names: Sequence[str], height: float, layout: _Layout
) -> None:
    """Write names at the right, as near to the ends of the curves as leaves them apart."""
    ends = [1.0 - curve.never for curve in each]
    at = spread(ends, gap=layout.name * _TOP / height, low=0.0, high=_TOP)
    beside = axes.get_yaxis_transform()
    size = style.medium_for(axes.figure).small
    # What stands beside the panel, in shares of its width, which is another on other pages.
    wide = axes.get_position().width * style.medium_for(axes.figure).width
    inch = min(1.0, 5.85 / wide) if layout is _SCREEN else 5.85 / wide
    right = axes.get_xlim()[1]
    axes.text(
        1.0 + 0.095 * inch,
        max(at) + (0.5 * layout.name + 0.13) * _TOP / height,
        "by the end of the scenario",
        transform=beside,
        fontsize=size,
        color="#444444",
        va="center",
    )
    for k, (curve, name, y) in enumerate(zip(each, names, at, strict=True)):
        look = style.scenario_look(k)
        end = curve.horizon / YEAR / right
        if end > 0.98:  # a line from far inside would cross the other curves
            axes.plot(
                [end, 1.0 + 0.025 * inch, 1.0 + 0.035 * inch],
                [1.0 - curve.never, y, y],
                color="#999999",
                linewidth=0.7,
                transform=beside,
                clip_on=False,
                zorder=2,
            )
        axes.plot(
            [1.0 + by * inch for by in (0.04, 0.0625, 0.085)],
            [y, y, y],
            linestyle=look.dashes,
            linewidth=1.9,
            markevery=[1],
            markersize=6,
            transform=beside,
            clip_on=False,
            **style.point(look),
        )
        by_end = (1.0 - curve.never, 1.0 - curve.high[-1], 1.0 - curve.low[-1])
        between = ": " if layout is _SCREEN else "\n"
        text = f"{name}{between}{share_with_range(*by_end)}"
        axes.text(1.0 + 0.095 * inch, y, text, transform=beside, fontsize=size, va="center")


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
