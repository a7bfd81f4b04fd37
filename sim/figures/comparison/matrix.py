"""The table of a comparison: outcomes down, scenarios across, and how far from the baseline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any, Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.figure import Figure

from sim.analysis.comparison.cells import value
from sim.analysis.comparison.comparison import Comparison, compare
from sim.analysis.comparison.effects import effects
from sim.analysis.comparison.words import beyond
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.base import beside, naming, scenarios, style, table
from sim.figures.base.medium import SCREEN, Medium
from sim.figures.base.page import Page, page
from sim.figures.base.text import fitted, widest
from sim.figures.comparison.outcomes import Outcome, by_unit, how_many, most_different
from sim.figures.comparison.units import Unit
from sim.figures.findings import comparison as findings
from sim.figures.findings.names import called
from sim.figures.registry import figure
from sim.wording import rounding
from sim.wording.cells import UNKNOWN
from sim.wording.words import count

BOUNDS: Final = (-0.8, -0.5, -0.2, 0.2, 0.5, 0.8)
"""Standardised differences at which the colour changes: small, middling, large (Cohen 1988)."""

# From much less to much more: orange and blue, which differ to all kinds of colour vision.
_COLOURS: Final = ("#E08214", "#F5B46A", "#FBE0BE", "#FFFFFF", "#CFE3F1", "#8DBEDD", "#4B97C9")
_UNKNOWN: Final = "#EDEDED"

_MARKS: Final = {(True, True): "▲", (True, False): "▼", (False, True): "△", (False, False): "▽"}
"""What stands behind a value, by whether its difference is beyond chance, and whether it is more.

The first two are those of the tables that a comparison prints.
"""

_BLOCKS: Final = 2
"""Blocks of scenarios, one below the other, that a narrow page holds."""

_FIXED: Final = 8
"""Outcomes that a page of fixed height holds."""


class _Sizes(NamedTuple):
    """Inches: least room for names, least width of a column, a row, a line of a heading, a key."""

    names: float
    column: float
    row: float
    line: float
    key: float


_NARROW: Final = _Sizes(2.5, 0.95, 0.172, 0.15, 0.5)
_WIDE: Final = _Sizes(3.2, 0.98, 0.235, 0.175, 0.34)

# Inches: the right margin, the widest column, above a block, below it.
_RIGHT, _WIDEST, _ABOVE, _BELOW = 0.15, 1.5, 0.1, 0.14


class _Cell(NamedTuple):
    text: str
    effect: float
    sure: bool


class _Line(NamedTuple):
    """A row of the table: an outcome with a cell for each scenario, or a heading without."""

    name: str
    cells: list[_Cell]
    main: bool = False


@figure("matrix", "comparison", order=15, finding=findings.matrix)
def matrix(
    batches: Sequence[Batch],
    outcomes: Sequence[str] | None = None,
    level: float = 0.95,
    *,
    medium: Medium = SCREEN,
) -> Figure:
    """Show outcomes against scenarios, as a table coloured by how far from the baseline.

    The baseline is the scenario given first. The colour tells the difference in units of the
    usual spread between futures, whatever the outcome is measured in. A triangle says that a
    value is more or less, full if that is beyond chance when p is adjusted for all cells.
    Scenarios for which there is no room go on in a block below, beside the baseline again.

    Parameters
    ----------
    batches
        The batches, two or more, under one seed.
    outcomes
        Names of outcome columns; the primary ones that all have if None.
    level
        One minus the level at which p, adjusted for all cells, is beyond chance.
    medium
        What it is made for. A slide has the outcomes that differ most.

    Raises
    ------
    ThawError
        If there are fewer than two batches, one has no replication, they do not share their
        luck, or one has no such outcome; or if scenarios are too many for the medium.
    """
    compared = scenarios.compared(batches)
    size = _NARROW if medium.narrow else _WIDE
    most = int((medium.width - size.names - _RIGHT) / size.column)
    blocks = table.blocks(range(1, len(compared)), most - 1)
    if medium.narrow and len(blocks) > _BLOCKS:
        raise ThawError(
            f"{len(compared)} scenarios are too many for a {medium.name}, which holds "
            f"{1 + _BLOCKS * (most - 1)}: compare fewer, or draw the matrix for a screen"
        )
    comparison = compare(compared, outcomes=outcomes, level=level)
    every = shown = by_unit(comparison)
    if medium.height:
        shown = most_different(compared, comparison, every, lambda some: how_many(some) <= _FIXED)
    left_out = how_many(every) - how_many(shown)
    lines = _lines(compared, comparison, shown)
    names = naming.scenarios(compared, 36 if medium.narrow else 44)
    columns = min(most, len(compared))
    widest_name = widest([line.name for line in lines], fontsize=medium.text, fontweight="bold")
    left = min(beside.MARGIN + widest_name + 0.15, medium.width - _RIGHT - columns * size.column)
    width = min((medium.width - left - _RIGHT) / columns, _WIDEST)
    heads = [_head(name, width, medium) for name in names]
    head = max(map(len, heads)) * size.line + 0.08
    tall = len(lines) * size.row
    block = _ABOVE + head + tall + _BELOW
    sheet = page(
        compared,
        f"Means over the same {count(comparison.n, 'future')} of each scenario"
        + (f"; the outcomes that differ most, {left_out} more are left out" if left_out else "")
        + scenarios.caveat(compared),
        size.key + len(blocks) * block,
        finding=findings.matrix(batches, outcomes, level),
        note="Colour: the difference over the standard deviation of futures (Cohen's d), in steps "
        "at 0.2, 0.5 and 0.8. Beyond chance: p under "
        f"{rounding.level(1.0 - level)}, adjusted for all cells (Holm)",
        chance=True,
        medium=medium,
    )
    _key(sheet, called(compared, 24)[0], medium)
    for k, others in enumerate(blocks):
        places = [0, *others]
        top = size.key + k * block + _ABOVE
        axes = sheet.panel(left, top + head, width * len(places), tall)
        _draw(axes, lines, places, left, medium)
        _headings(axes, [heads[n] for n in places], size, medium)
    return sheet.figure


# -- what is written ---------------------------------------------------------------------------


def _lines(
    batches: Sequence[Batch], comparison: Comparison, units: Mapping[Unit, list[Outcome]]
) -> list[_Line]:
    """Return headings of units and outcomes, from top to bottom."""
    sizes = {
        (b, name, category): effect
        for b, name, category, effect in effects(batches, comparison).iter_rows()
    }
    lines = []
    for unit, found in units.items():
        lines.append(_Line(unit.heading, []))
        for outcome in found:
            first = outcome.rows[0]
            cells = [_Cell(_written(first, first["mean_a"]), 0.0, False)]
            for row in outcome.rows:
                effect = sizes[row["b"], row["outcome"], row["category"]]
                sure = beyond(row, comparison.level)
                far = np.nan if effect is None else effect
                cells.append(_Cell(_marked(row, far, sure=sure), far, sure))
            lines.append(_Line(outcome.name, cells, outcome.main))
    return lines


def _written(row: Mapping[str, Any], mean: float | None) -> str:
    """Return a mean as tables of a comparison have it."""
    return value(row, mean) or UNKNOWN


def _marked(row: Mapping[str, Any], effect: float, *, sure: bool) -> str:
    """Return a mean with a triangle if it differs beyond chance, or by more than a little."""
    text = _written(row, row["mean_b"])
    if not sure and not abs(effect) >= BOUNDS[3]:
        return text
    return f"{text} {_MARKS[sure, row['difference'] > 0.0]}"


# -- how it is drawn ---------------------------------------------------------------------------


def _head(name: str, width: float, medium: Medium) -> list[str]:
    """Return the lines of a column's heading."""
    letters = int(72.0 * width / (0.66 * medium.text))
    return wrap(name, max(letters, 8))


def _draw(
    axes: Axes, lines: Sequence[_Line], shown: Sequence[int], left: float, medium: Medium
) -> None:
    """Draw a block of the table; rows and columns are 1 high and wide."""
    axes.set_xlim(0.0, len(shown))
    axes.set_ylim(len(lines), 0.0)
    effect = np.full((len(lines), len(shown)), 0.0)
    for y, line in enumerate(lines):
        look: dict[str, Any] = {"fontsize": medium.text}
        if not line.cells:
            beside.write(
                axes, beside.MARGIN, y + 0.55, line.name, color="#555555", fontsize=medium.small
            )
            continue
        name = fitted(line.name, left - beside.MARGIN - 0.08, **look)
        weight = "bold" if line.main else "normal"
        beside.write(axes, beside.MARGIN, y + 0.53, name, fontweight=weight, **look)
        for x, k in enumerate(shown):
            cell = line.cells[k]
            effect[y, x] = cell.effect
            bold = "bold" if cell.sure or line.main else "normal"
            number, _, mark = cell.text.partition(" ")
            look = {"fontsize": medium.text, "va": "center", "fontweight": bold}
            axes.text(x + 0.66, y + 0.53, number, ha="right", **look)
            axes.text(x + 0.7, y + 0.53, mark, **{**look, "fontsize": medium.text - 0.5})
    shades = ListedColormap(list(_COLOURS)).with_extremes(bad=_UNKNOWN)
    # Infinite: the means differ though nothing varies.
    axes.pcolormesh(
        np.ma.masked_invalid(np.clip(effect, -1e8, 1e8)),
        cmap=shades,
        norm=BoundaryNorm([-1e9, *BOUNDS, 1e9], len(_COLOURS)),
        edgecolors="#FFFFFF",
        linewidth=0.8,
    )
    for y in range(len(lines)):
        beside.rule(axes, y, "#D8D8D8")
    beside.rule(axes, len(lines), "#444444", 0.9)
    axes.axvline(1.0, color=style.BLACK, linewidth=0.9)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _headings(axes: Axes, heads: Sequence[Sequence[str]], size: _Sizes, medium: Medium) -> None:
    """Write the names of scenarios above their columns; that of the baseline is bold."""
    step = size.line / size.row
    for x, lines in enumerate(heads):
        for up, text in enumerate(reversed(lines)):
            axes.text(
                x + 0.5,
                -(0.5 + up) * step - 0.1,
                text,
                ha="center",
                va="center",
                fontsize=medium.text,
                fontweight="normal" if x else "bold",
                clip_on=False,
            )


def _key(sheet: Page, baseline: str, medium: Medium) -> None:
    """Explain colours by a strip of all, and the triangles in words beside or below it."""
    small = medium.text - (0.0 if medium.narrow else 0.5)
    look: dict[str, Any] = {"fontsize": small, "va": "center"}
    y = 0.14
    sheet.write(beside.MARGIN, y, "much less", **look)
    left, wide, high = beside.MARGIN + 0.75, 0.2, 0.13
    strip = sheet.panel(left, y - 0.5 * high, wide * len(_COLOURS), high)
    strip.pcolormesh(
        np.arange(len(_COLOURS), dtype=np.float64)[None, :],
        cmap=ListedColormap(list(_COLOURS)),
        edgecolors="#999999",
        linewidth=0.6,
    )
    strip.set_axis_off()
    right = left + wide * len(_COLOURS) + 0.08
    sheet.write(right, y, f"much more than {baseline}", **look)
    marks = "▲ ▼  more and less, beyond chance     △ ▽  may be chance"
    if medium.narrow:
        sheet.write(beside.MARGIN, y + 0.19, marks, **look)
    else:
        sheet.write(0.5 * medium.width, y, marks, **look)
