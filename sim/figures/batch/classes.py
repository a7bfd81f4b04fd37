"""How futures end: the share of each outcome class, of one scenario or of several."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from typing import Any, Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from sim.analysis.quantities import groups, numbers
from sim.analysis.wording import SCALE, class_words
from sim.batch.batch import Batch
from sim.figures.base import key, naming, scenarios, style
from sim.figures.base.axes import percent_axis
from sim.figures.base.bars import Bar, bars
from sim.figures.base.headings import of_shares
from sim.figures.base.medium import SCREEN, Medium
from sim.figures.base.page import page
from sim.figures.findings import batch as findings
from sim.figures.registry import figure
from sim.outcomes.classes import CLASSES, COMPREHENSIVE_LP, ESCALATION_LP, PARTIAL_LP, Class
from sim.statistics.intervals import share
from sim.wording.rounding import percent

_SMALL = f"under {PARTIAL_LP:g} LP"
_MIDDLING = f"{PARTIAL_LP:g} to {COMPREHENSIVE_LP:g} LP"
_LARGE = f"over {COMPREHENSIVE_LP:g} LP"
_IN_PLACE = "bargained and in place"
_UNDONE = "in place, half undone"

MEANINGS: Final[dict[Class, str]] = {
    "status_quo": "nothing but renewals",
    "licences_only": "relief, but none by bargain",
    "baby_steps": f"{_SMALL} {_IN_PLACE}",
    "baby_steps_reversed": f"{_SMALL} {_UNDONE}",
    "partial": f"{_MIDDLING} {_IN_PLACE}",
    "partial_reversed": f"{_MIDDLING} {_UNDONE}",
    "comprehensive": f"{_LARGE} {_IN_PLACE}",
    "comprehensive_reversed": f"{_LARGE} {_UNDONE}",
    "escalation": f"no bargain, over {ESCALATION_LP:g} LP more",
}
"""What the classes mean, see `sim.outcomes.classes`, in a few words."""


class _Layout(NamedTuple):
    """Inches: a row, left and right of the bars; of several, a row, a bar, names, the legend."""

    row: float
    left: float
    right: float
    stack: float
    bar: float
    names: float
    line: float


_SCREEN: Final = _Layout(0.46, 3.0, 0.35, 0.4, 0.3, scenarios.NAMES, 0.22)
_NARROW: Final = _Layout(0.38, 2.35, 0.2, 0.34, 0.25, 1.85, 0.18)

_BOTTOM: Final = 0.55
"""Room below bars, inches."""

_NAME: Final = 22
"""Letters of a line of a scenario's name where there is little room; it may take two."""

_SPACE: Final = 0.05
"""Least room beside a percentage in its bar, inches."""


@figure("classes", "batch", "comparison", order=10, finding=findings.classes)
def classes(of: Batch | Sequence[Batch], level: float = 0.95, *, medium: Medium = SCREEN) -> Figure:
    """Show how futures end: the share of each outcome class, with intervals.

    Of one scenario all classes are shown on a screen, in their order, those that never came about
    too: an interval has a width also at zero. Elsewhere these are told of in a line. Of several, a
    stacked bar for each; shares too small for their percentage are drawn without it, and the
    heading tells the widest interval.

    Parameters
    ----------
    of
        One batch, or several.
    level
        Level of the intervals, in (0, 1).
    medium
        What it is made for.

    Raises
    ------
    ThawError
        If all replications of a batch failed.
    """
    batches = scenarios.one_or_many(of)
    if len(batches) > 1:
        return _stacked(batches, level, medium)
    (batch,) = batches
    rows, least, unseen = class_bars(batch, level), len(CLASSES), ""
    if medium.narrow:
        never = [bar for bar in rows if not bar.count]
        rows, least = [bar for bar in rows if bar.count], 1
        if never:
            highest = max(bar.share.high or 0.0 for bar in never)
            listed = "; ".join(bar.name.lower() for bar in never)
            unseen = f". Never seen, at most {percent(highest)} each: {listed}"
    what = f"How futures end: share of each class of outcomes · {SCALE}{unseen}"
    found = findings.classes(batch, level)
    return bars_page(batch, what, rows, least, level, found, medium)


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
    batch: Batch,
    what: str,
    rows: Sequence[Bar],
    least: int,
    level: float,
    finding: str,
    medium: Medium = SCREEN,
) -> Figure:
    """Return a page of bars, as high as if there were so many at least."""
    layout = _NARROW if medium.narrow else _SCREEN
    height = layout.row * max(len(rows), least)
    sheet = page(
        [batch],
        what,
        0.15 + height + 0.6,
        level,
        finding=finding,
        method=of_shares([batch]),
        medium=medium,
    )
    width = medium.width - layout.left - layout.right
    axes = sheet.panel(layout.left, 0.15, width, height + sheet.spare)
    bars(axes, rows, batch.rows)
    return sheet.figure


# -- several scenarios ---------------------------------------------------------------------


def _stacked(batches: Sequence[Batch], level: float, medium: Medium) -> Figure:
    layout = _NARROW if medium.narrow else _SCREEN
    stacks = [class_bars(batch, level) for batch in batches]
    # All classes that came about in any scenario, in their order.
    entries = [
        key.area(alike[0].name, alike[0].colour, alike[0].hatch, edgecolor="#333333")
        for alike in zip(*stacks, strict=True)
        if any(bar.count for bar in alike)
    ]
    columns = key.columns(entries, medium.width - 0.3, columnspacing=1.6)
    legend = 0.18 + layout.line * -(-len(entries) // columns)
    height = len(batches) * layout.stack
    sheet = page(
        batches,
        "How futures end: share of each class of outcomes, known to within "
        f"±{100.0 * _margin(stacks):.0f} percentage points",
        legend + height + _BOTTOM,
        level,
        finding=findings.classes(batches, level),
        method=of_shares(batches),
        medium=medium,
    )
    width = medium.width - layout.names - layout.right
    axes = sheet.panel(layout.names, legend, width, height + sheet.spare)
    axes.set_xlim(0.0, 1.0)
    axes.set_ylim(len(batches) - 0.5, -0.5)
    for y, stack in enumerate(stacks):
        _stack(axes, y, stack, layout.bar / layout.stack)
    names = scenarios.names(batches)
    if medium.narrow:
        names = [fill(name, _NAME) for name in naming.scenarios(batches, 2 * _NAME - 8)]
    axes.set_yticks(range(len(batches)), names)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("share of futures")
    percent_axis(axes.xaxis)
    axes.grid(visible=False)
    sheet.legend(entries, left=0.13, ncols=columns, columnspacing=1.6)
    return sheet.figure


def _margin(stacks: Sequence[Sequence[Bar]]) -> float:
    """Return the largest distance of a share from an end of its interval."""
    shares = [bar.share for stack in stacks for bar in stack]
    return max(
        abs(end - value) for value, low, high in shares for end in (low, high) if end is not None
    )


def _stack(axes: Axes, y: int, stack: Sequence[Bar], tall: float) -> None:
    left = 0.0
    medium = style.medium_for(axes.figure)
    width = axes.get_window_extent().width
    for bar in stack:
        value = bar.share.value
        if not bar.count:
            continue
        axes.barh(
            y,
            value,
            tall,
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
            fontsize=medium.small,
            ha="center",
            va="center",
            color="white" if _dark(bar.colour) else "black",
            bbox=plain if bar.hatch else None,
        )
        if text.get_window_extent().width + _SPACE * medium.dots > value * width:
            text.remove()
        left += value


def _dark(colour: str) -> bool:
    red, green, blue = to_rgb(colour)
    return 0.299 * red + 0.587 * green + 0.114 * blue < 0.4
