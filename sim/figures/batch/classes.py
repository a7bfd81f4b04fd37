"""How futures end: the share of each outcome class, of one scenario or of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from sim.analysis.quantities import groups, numbers
from sim.analysis.wording import SCALE, class_words
from sim.batch.batch import Batch
from sim.figures.base import key, scenarios, style
from sim.figures.base.axes import percent_axis
from sim.figures.base.bars import Bar, bars
from sim.figures.base.headings import of_shares
from sim.figures.base.page import page
from sim.figures.findings import batch as findings
from sim.figures.registry import figure
from sim.outcomes.classes import CLASSES, COMPREHENSIVE_LP, ESCALATION_LP, PARTIAL_LP, Class
from sim.statistics.intervals import share
from sim.wording.rounding import percent

_SMALL = f"bargained relief still in place: under {PARTIAL_LP:g} LP"
_MIDDLING = f"bargained relief still in place: {PARTIAL_LP:g} to {COMPREHENSIVE_LP:g} LP"
_LARGE = f"bargained relief still in place: over {COMPREHENSIVE_LP:g} LP"

MEANINGS: Final[dict[Class, str]] = {
    "status_quo": "nothing but renewals",
    "licences_only": "relief, but none by bargain",
    "baby_steps": _SMALL,
    "baby_steps_reversed": f"{_SMALL}, half of it undone",
    "partial": _MIDDLING,
    "partial_reversed": f"{_MIDDLING}, half of it undone",
    "comprehensive": _LARGE,
    "comprehensive_reversed": f"{_LARGE}, half of it undone",
    "escalation": f"no bargain, over {ESCALATION_LP:g} LP more in force",
}
"""What the classes mean, see `sim.outcomes.classes`, in a few words."""

# Inches, of several scenarios: a bar with its gap, the bar alone, beside, above and below bars.
_ROW, _BAR, _RIGHT, _LEGEND, _BOTTOM = 0.4, 0.3, 0.3, 0.62, 0.55

_LABEL: Final = 9.0
"""Size of percentages in stacked bars, points."""

_SPACE: Final = 6.0
"""Least room beside a percentage in its bar, pixels."""


@figure("classes", "batch", "comparison", order=10, finding=findings.classes)
def classes(of: Batch | Sequence[Batch], level: float = 0.95) -> Figure:
    """Show how futures end: the share of each outcome class, with intervals.

    Of one scenario all classes are shown, in their order, those that never came about too: an
    interval has a width also at zero. Of several, a stacked bar for each; shares too small for
    their percentage are drawn without it, and the heading tells the widest interval.

    Parameters
    ----------
    of
        One batch, or several.
    level
        Level of the intervals, in (0, 1).

    Raises
    ------
    ThawError
        If all replications of a batch failed.
    """
    batches = scenarios.one_or_many(of)
    if len(batches) > 1:
        return _stacked(batches, level)
    (batch,) = batches
    what = f"How futures end: share of each class of outcomes · {SCALE}"
    found = findings.classes(batch, level)
    return bars_page(batch, what, class_bars(batch, level), len(CLASSES), level, found)


def class_bars(batch: Batch, level: float) -> list[Bar]:
    """Return a bar for each class, in order."""
    member = groups(batch)
    rows = []
    for name in CLASSES:
        hits = numbers(batch.column("outcome") == name)
        look = style.class_look(name)
        estimate = share(hits, member, level)
        rows.append(
            Bar(
                class_words(name),
                MEANINGS[name],
                int(hits.sum()),
                estimate,
                look.colour,
                look.hatch,
            )
        )
    return rows


def bars_page(
    batch: Batch, what: str, rows: Sequence[Bar], least: int, level: float, finding: str
) -> Figure:
    """Return a page of bars, as high as if there were so many at least."""
    height = 0.46 * max(len(rows), least)
    method = of_shares([batch])
    sheet = page([batch], what, 0.15 + height + 0.6, level, finding=finding, method=method)
    bars(sheet.panel(3.95, 0.15, 8.5, height), rows, batch.rows)
    return sheet.figure


# -- several scenarios ---------------------------------------------------------------------


def _stacked(batches: Sequence[Batch], level: float) -> Figure:
    stacks = [class_bars(batch, level) for batch in batches]
    height = len(batches) * _ROW
    sheet = page(
        batches,
        "How futures end: share of each class of outcomes, known to within "
        f"±{100.0 * _margin(stacks):.0f} percentage points",
        _LEGEND + height + _BOTTOM,
        level,
        finding=findings.classes(batches, level),
        method=of_shares(batches),
    )
    width = style.WIDTH - scenarios.NAMES - _RIGHT
    axes = sheet.panel(scenarios.NAMES, _LEGEND, width, height)
    axes.set_xlim(0.0, 1.0)
    axes.set_ylim(len(batches) - 0.5, -0.5)
    for y, stack in enumerate(stacks):
        _stack(axes, y, stack)
    axes.set_yticks(range(len(batches)), scenarios.names(batches))
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("share of futures")
    percent_axis(axes.xaxis)
    axes.grid(visible=False)
    # All classes that came about in any scenario, in their order.
    entries = [
        key.area(alike[0].name, alike[0].colour, alike[0].hatch, edgecolor="#333333")
        for alike in zip(*stacks, strict=True)
        if any(bar.count for bar in alike)
    ]
    sheet.legend(entries, ncols=5, columnspacing=1.6)
    return sheet.figure


def _margin(stacks: Sequence[Sequence[Bar]]) -> float:
    """Return the largest distance of a share from an end of its interval."""
    shares = [bar.share for stack in stacks for bar in stack]
    return max(
        abs(end - value) for value, low, high in shares for end in (low, high) if end is not None
    )


def _stack(axes: Axes, y: int, stack: Sequence[Bar]) -> None:
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
            percent(value),
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
