"""Many scenarios at a glance: every primary outcome of each, and how far from the baseline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.figure import Figure

from sim.analysis.comparison.comparison import Comparison, compare
from sim.analysis.comparison.effects import effects
from sim.batch.batch import Batch
from sim.figures.base import key, naming, scenarios, style, table
from sim.figures.base.page import Grid, page
from sim.figures.registry import figure
from sim.wording import rounding
from sim.wording.rounding import minus, percent
from sim.wording.words import capital, clipped

BOUNDS: Final = (-0.8, -0.5, -0.2, 0.2, 0.5, 0.8)
"""Standardised differences at which the colour changes: small, middling, large (Cohen 1988)."""

# From much less to much more: orange and blue, which differ to all kinds of colour vision.
_COLOURS: Final = ("#E08214", "#F5B46A", "#FBE0BE", "#FFFFFF", "#CFE3F1", "#8DBEDD", "#4B97C9")
_NAMES: Final = (
    "much less (d ≤ −0.8)",
    "less",
    "a little less",
    "about the same (|d| < 0.2)",
    "a little more",
    "more",
    "much more (d ≥ 0.8)",
)
_UNKNOWN: Final = "#EDEDED"

_MOST: Final = 28
"""Outcomes side by side; more than that go into another block below."""

# Inches: the right margin, the legend, a row, between blocks, below them.
_RIGHT, _LEGEND, _ROW, _BETWEEN, _BOTTOM = 0.15, 0.42, 0.34, 0.3, 0.2


class _Cell(NamedTuple):
    text: str
    effect: float
    sure: bool


class _Column(NamedTuple):
    label: str
    cells: list[_Cell]


@figure("matrix", "comparison", order=120)
def matrix(
    batches: Sequence[Batch], outcomes: Sequence[str] | None = None, level: float = 0.95
) -> Figure:
    """Show scenarios against outcomes: the mean, coloured by how far from the baseline.

    The baseline is the scenario given first. The colour tells the difference in units of the
    usual spread between futures, whatever the outcome is measured in; a triangle repeats its
    direction for those who see no colours. Bold: beyond chance, adjusted for all cells.

    Parameters
    ----------
    batches
        The batches, two or more, under one seed.
    outcomes
        Names of outcome columns; the primary ones that all have if None.
    level
        One minus the level at which p, adjusted for all cells, makes a number bold.

    Raises
    ------
    ThawError
        If there are fewer than two batches, one has no replication, they do not share their
        luck, or one has no such outcome.
    """
    compared = scenarios.compared(batches)
    columns = _columns(compared, compare(compared, outcomes=outcomes, level=level))
    blocks = table.blocks(columns, _MOST)
    # A few columns need not fill the page.
    wide = min((style.WIDTH - scenarios.NAMES - _RIGHT) / min(len(columns), _MOST), 1.0)
    head = table.head([column.label for column in columns])
    height = len(compared) * _ROW
    grid = Grid(1, scenarios.NAMES, 0.0, height, above=head, below=_BETWEEN, top=_LEGEND)
    sheet = page(
        compared,
        f"Means; bold: differs from {naming.scenarios(compared, 60)[0]} at "
        f"{rounding.level(1.0 - level)}, adjusted for all cells (Holm); colour: difference "
        f"over the standard deviation of futures (Cohen's d){scenarios.caveat(compared)}",
        grid.tall(len(blocks)) - _BETWEEN + _BOTTOM,
        chance=True,
    )
    entries = [
        key.area(name, colour, edgecolor="#999999")
        for colour, name in zip(_COLOURS, _NAMES, strict=True)
    ]
    sheet.legend(entries, 0.06, columnspacing=1.5, handletextpad=0.5, fontsize=9)
    for k, block in enumerate(blocks):
        left, top, _, _ = grid.place(k)
        axes = sheet.panel(left, top, wide * len(block), height)
        _draw(axes, block)
        table.frame(axes, [column.label for column in block], scenarios.names(compared))
        axes.axhline(1.0, color=style.BLACK, linewidth=1.2)
        axes.get_yticklabels()[0].set_fontweight("bold")
    return sheet.figure


def _columns(batches: Sequence[Batch], comparison: Comparison) -> list[_Column]:
    sizes = {
        (b, name, category): effect
        for b, name, category, effect in effects(batches, comparison).iter_rows()
    }
    columns: dict[tuple[str, str | None], _Column] = {}
    for row in comparison.table.iter_rows(named=True):
        outcome = (row["outcome"], row["category"])
        if outcome not in columns:
            first = _Cell(_number(row["mean_a"], row), 0.0, False)
            columns[outcome] = _Column(_label(row), [first])
        effect = sizes[row["b"], *outcome]
        columns[outcome].cells.append(
            _Cell(
                _number(row["mean_b"], row),
                np.nan if effect is None else effect,
                row["p_holm"] is not None and row["p_holm"] < 1.0 - comparison.level,
            )
        )
    return list(columns.values())


def _label(row: dict[str, Any]) -> str:
    name = capital(naming.outcome(row["outcome"], row["category"], row["meaning"]))
    unit = {"share": "%", "days": "days"}.get(row["kind"], row["unit"] or "number")
    return f"{clipped(name, 46)}, {unit}"


def _number(value: float | None, row: dict[str, Any]) -> str:
    """Return a mean in at most five letters."""
    if value is None:
        return "–"
    if row["kind"] == "share":
        return percent(value).removesuffix(" %")
    if row["kind"] == "days" or value == 0.0 or abs(value) >= 99.95:
        return minus(f"{value:.0f}")
    return minus(f"{value:.{1 if abs(value) >= 0.995 else 2}f}")


def _draw(axes: Axes, columns: Sequence[_Column]) -> None:
    effect = np.array([[cell.effect for cell in column.cells] for column in columns]).T
    shades = ListedColormap(list(_COLOURS)).with_extremes(bad=_UNKNOWN)
    # Infinite: the means differ though nothing varies.
    norm = BoundaryNorm([-1e9, *BOUNDS, 1e9], len(_COLOURS))
    axes.pcolormesh(
        np.ma.masked_invalid(np.clip(effect, -1e8, 1e8)),
        cmap=shades,
        norm=norm,
        edgecolors="#FFFFFF",
        linewidth=1.0,
    )
    for x, column in enumerate(columns):
        for y, cell in enumerate(column.cells):
            weight = "bold" if cell.sure else "normal"
            axes.text(
                x + 0.47,
                y + 0.5,
                cell.text,
                fontsize=8.5,
                ha="center",
                va="center",
                fontweight=weight,
            )
            if abs(cell.effect) >= BOUNDS[3]:
                up = cell.effect > 0.0
                axes.plot(
                    x + 0.9,
                    y + (0.2 if up else 0.8),
                    color="#333333",
                    marker="^" if up else "v",
                    markersize=2.6,
                    clip_on=False,
                )
