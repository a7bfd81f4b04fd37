"""Many scenarios at a glance: every primary outcome of each, and how far from the baseline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from sim.analysis.comparison.comparison import Comparison, compare
from sim.analysis.comparison.effects import effects
from sim.batch.batch import Batch
from sim.plots.base import naming, pages, style
from sim.plots.base.naming import outcome, sentence
from sim.plots.base.wording import percent

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

_MOST = 28
"""Outcomes side by side; more than that go into another block below."""

# Inches: the right margin, the legend, a row, between blocks, below them.
_RIGHT, _LEGEND, _ROW, _BETWEEN, _BOTTOM = 0.15, 0.42, 0.34, 0.3, 0.2

_NAME = 9.0
"""Size of the names above the columns, points."""


class _Cell(NamedTuple):
    text: str
    effect: float
    sure: bool


class _Column(NamedTuple):
    label: str
    cells: list[_Cell]


def matrix(
    batches: Sequence[Batch], outcomes: Sequence[str] | None = None, level: float = 0.95
) -> Figure:
    """Scenarios against outcomes: the mean in each cell, coloured by how far from the baseline.

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
    shown = pages.compared(batches)
    comparison = compare(shown, outcomes=outcomes, level=level)
    columns = _columns(shown, comparison)
    blocks = [columns[k : k + _MOST] for k in range(0, len(columns), _MOST)]
    caveat = pages.caveat(shown)
    with style.house():
        head = _head(columns)
        block = head + len(shown) * _ROW
        page = pages.page(
            shown,
            f"Means; bold: differs from {naming.scenarios(shown, 60)[0]} at "
            f"{100.0 * (1.0 - level):.3g} %, adjusted for all cells (Holm); colour: difference "
            "over the standard deviation of futures (Cohen's d)"
            + (f"; {caveat}" if caveat else ""),
            _LEGEND + len(blocks) * block + (len(blocks) - 1) * _BETWEEN + _BOTTOM,
            chance=True,
        )
        _legend(page)
        # A few columns need not fill the page.
        cell = min((style.WIDTH - pages.NAMES - _RIGHT) / min(len(columns), _MOST), 1.0)
        for k, part in enumerate(blocks):
            top = _LEGEND + k * (block + _BETWEEN) + head
            axes = page.panel(pages.NAMES, top, cell * len(part), len(shown) * _ROW)
            _draw(axes, part, pages.names(shown))
    return page.figure


def _columns(batches: Sequence[Batch], comparison: Comparison) -> list[_Column]:
    sizes = {
        (b, outcome, category): effect
        for b, outcome, category, effect in effects(batches, comparison).iter_rows()
    }
    found: dict[tuple[str, str | None], _Column] = {}
    for row in comparison.table.iter_rows(named=True):
        key = (row["outcome"], row["category"])
        if key not in found:
            first = _Cell(_number(row["mean_a"], row), 0.0, False)
            found[key] = _Column(_label(row), [first])
        effect = sizes[row["b"], *key]
        found[key].cells.append(
            _Cell(
                _number(row["mean_b"], row),
                np.nan if effect is None else effect,
                row["p_holm"] is not None and row["p_holm"] < 1.0 - comparison.level,
            )
        )
    return list(found.values())


def _label(row: dict[str, Any]) -> str:
    name = sentence(outcome(row["outcome"], row["category"], row["meaning"]))
    unit = {"share": "%", "days": "days"}.get(row["kind"], row["unit"] or "number")
    return f"{style.clipped(name, 46)}, {unit}"


def _number(value: float | None, row: dict[str, Any]) -> str:
    """A mean in at most five letters."""
    if value is None:
        return "–"
    if row["kind"] == "share":
        return percent(value, row["n"]).removesuffix(" %")
    if row["kind"] == "days" or value == 0.0 or abs(value) >= 99.95:
        return f"{value:.0f}".replace("-", "−")
    return f"{value:.{1 if abs(value) >= 0.995 else 2}f}".replace("-", "−")


def _head(columns: Sequence[_Column]) -> float:
    """Room for the names above the columns, inches."""
    probe = style.new_figure(1.0)
    texts = [probe.text(0.0, 0.0, column.label, fontsize=_NAME) for column in columns]
    return max(text.get_window_extent().width for text in texts) / style.DPI + 0.2


def _draw(axes: Axes, columns: Sequence[_Column], names: Sequence[str]) -> None:
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
            axes.text(
                x + 0.47,
                y + 0.5,
                cell.text,
                fontsize=8.5,
                ha="center",
                va="center",
                fontweight="bold" if cell.sure else "normal",
            )
            if abs(cell.effect) >= BOUNDS[3]:
                axes.plot(
                    x + 0.9,
                    y + (0.2 if cell.effect > 0.0 else 0.8),
                    color="#333333",
                    marker="^" if cell.effect > 0.0 else "v",
                    markersize=2.6,
                    clip_on=False,
                )
    axes.set_ylim(len(names), 0.0)
    axes.set_yticks(np.arange(len(names)) + 0.5, names)
    axes.set_xticks(
        np.arange(len(columns)) + 0.5,
        [column.label for column in columns],
        rotation=90.0,
        fontsize=_NAME,
    )
    axes.tick_params(length=0, top=False, labeltop=True, labelbottom=False)
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.axhline(1.0, color=style.BLACK, linewidth=1.2)
    axes.get_yticklabels()[0].set_fontweight("bold")


def _legend(page: pages.Page) -> None:
    handles = [
        Patch(facecolor=colour, edgecolor="#999999", label=name)
        for colour, name in zip(_COLOURS, _NAMES, strict=True)
    ]
    page.figure.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=page.at(0.1, 0.06),
        ncols=7,
        borderaxespad=0.0,
        columnspacing=1.5,
        handletextpad=0.5,
        fontsize=9,
    )
