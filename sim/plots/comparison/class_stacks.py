"""Outcome classes of several scenarios: a bar for each, from nothing to all futures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from sim.batch.batch import Batch
from sim.plots.base import pages, style
from sim.plots.base.bars import Bar
from sim.plots.base.wording import of_shares, percent
from sim.plots.batch.classes import class_bars

# Inches: a bar with its gap, the bar alone, beside the bars, the legend above, the axis below.
_ROW, _BAR, _RIGHT, _LEGEND, _BOTTOM = 0.4, 0.3, 0.3, 0.62, 0.55

_LABEL = 9.0
"""Size of percentages in the bars, points."""

_SPACE = 6.0
"""Least room beside a percentage in its bar, pixels."""


def class_stacks(batches: Sequence[Batch], level: float = 0.95) -> Figure:
    """How often each class of outcome comes about: stacked bars, one for each scenario.

    Shares too small for their percentage are drawn without it.

    Parameters
    ----------
    batches
        The batches, two or more.
    level
        Level of the intervals, in (0, 1), of which the heading tells the widest.

    Raises
    ------
    ThawError
        If there are fewer than two batches, or one has no replication.
    """
    shown = pages.compared(batches)
    stacks = [class_bars(batch, level) for batch in shown]
    with style.house():
        page = pages.page(
            shown,
            "How futures end: share of each outcome class, known to within "
            f"±{100.0 * _margin(stacks):.0f} percentage points "
            f"({of_shares(shown)}, {100.0 * level:g} %)",
            _LEGEND + len(shown) * _ROW + _BOTTOM,
            chance=True,
        )
        axes = page.panel(
            pages.NAMES, _LEGEND, style.WIDTH - pages.NAMES - _RIGHT, len(shown) * _ROW
        )
        axes.set_xlim(0.0, 1.0)
        axes.set_ylim(len(shown) - 0.5, -0.5)
        for y, (batch, stack) in enumerate(zip(shown, stacks, strict=True)):
            _stack(axes, y, stack, batch.rows)
        axes.set_yticks(range(len(shown)), pages.names(shown))
        axes.tick_params(axis="y", length=0)
        axes.set_xlabel("share of futures")
        style.percent_axis(axes.xaxis)
        axes.grid(visible=False)
        _legend(page, stacks)
    return page.figure


def _margin(stacks: Sequence[Sequence[Bar]]) -> float:
    """The largest distance of a share from an end of its interval."""
    shares = [bar.share for stack in stacks for bar in stack]
    return max(
        abs(end - value) for value, low, high in shares for end in (low, high) if end is not None
    )


def _stack(axes: Axes, y: int, stack: Sequence[Bar], n: int) -> None:
    left = 0.0
    width = axes.get_window_extent().width
    for bar in stack:
        value = bar.share.value
        if not bar.count:
            continue
        axes.barh(
            y,
            value,
            _BAR / _ROW,
            left=left,
            facecolor=bar.colour,
            hatch=bar.hatch,
            edgecolor="#333333",
            linewidth=0.6,
            label=bar.name,
        )
        # Letters stand on the plain colour, not on the hatch.
        plain: dict[str, Any] = {"facecolor": bar.colour, "edgecolor": "none", "pad": 1.2}
        text = axes.text(
            left + 0.5 * value,
            y,
            percent(value, n),
            fontsize=_LABEL,
            ha="center",
            va="center",
            color="white" if _dark(bar.colour) else "black",
            bbox=plain if bar.hatch else None,
        )
        if text.get_window_extent().width + _SPACE > value * width:
            text.remove()
        left += value


def _dark(colour: str) -> bool:
    red, green, blue = to_rgb(colour)
    return 0.299 * red + 0.587 * green + 0.114 * blue < 0.4


def _legend(page: pages.Page, stacks: Sequence[Sequence[Bar]]) -> None:
    """All classes that came about in any scenario, in their order."""
    handles = [
        Patch(
            facecolor=bars[0].colour, hatch=bars[0].hatch, edgecolor="#333333", label=bars[0].name
        )
        for bars in zip(*stacks, strict=True)
        if any(bar.count for bar in bars)
    ]
    page.figure.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=page.at(0.1, 0.04),
        ncols=5,
        borderaxespad=0.0,
        columnspacing=1.6,
    )
