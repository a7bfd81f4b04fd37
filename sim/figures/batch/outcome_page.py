"""The page of one outcome: what it is of, mean and median above the panel, and other cases."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.quantities import chosen_columns
from sim.batch.batch import Batch
from sim.figures.base import style
from sim.figures.base.axes import say, write_near
from sim.figures.base.page import Page, page
from sim.figures.base.scenarios import need_rows
from sim.figures.batch.categories import categories
from sim.figures.batch.measured import Measured, measured
from sim.figures.findings import batch as findings

# Inches: the panel, the strip above it for mean and median.
_LEFT, _WIDTH, _TOP, _HEIGHT, _BOTTOM = 0.85, 11.6, 0.78, 3.9, 0.75

AFTER_END: Final = "not\nby the end"
"""Name of the bar of futures in which it does not happen by the end."""

Content = Callable[[Page, Axes, Batch, Measured, float], None]


def outcome_page(batch: Batch, outcome: str, level: float, what: str, draw: Content) -> Figure:
    """Return a page of one outcome; of names or of yes and no it is one of bars.

    Parameters
    ----------
    batch
        The batch.
    outcome
        Name of an outcome column.
    level
        Level of the intervals, in (0, 1).
    what
        What the figure shows of the outcome.
    draw
        What draws it, on a panel of the page.
    """
    need_rows(batch)
    (column,) = chosen_columns(batch, [outcome])
    if column.type in ("str", "bool"):
        return categories(batch, outcome, level)
    values = measured(batch, outcome, level)
    title = f"{what}: {column.meaning}"
    found = findings.histogram(batch, outcome, level)
    if not values.values.size:
        return _nothing(batch, values, title, found)
    sheet = page([batch], title, _TOP + _HEIGHT + _BOTTOM, level, finding=found)
    draw(sheet, sheet.panel(_LEFT, _TOP, _WIDTH, _HEIGHT), batch, values, level)
    return sheet.figure


def _nothing(batch: Batch, values: Measured, text: str, found: str) -> Figure:
    sheet = page([batch], text, 1.5, finding=found)
    axes = sheet.panel(0.3, 0.2, style.WIDTH - 0.6, 1.1)
    axes.set_axis_off()
    why = "It does not happen by the end" if values.until else "There is no such thing"
    say(axes, f"{why} in any of {values.n:,} futures.")
    return sheet.figure


def strip(
    sheet: Page,
    axes: Axes,
    values: Measured,
    zero: float | None = None,
    never: float | None = None,
) -> None:
    """Draw mean and median with their intervals on a strip above a panel, on its axis.

    Where 0, or what is after the end, has a bar beside the axis, it stands over that.

    Parameters
    ----------
    sheet
        The page.
    axes
        The panel.
    values
        The outcome.
    zero, never
        Where 0, and what is after the end, have a bar of their own.
    """
    tall = 0.16 * len(values.middle)
    above = sheet.panel(_LEFT, _TOP - 0.08 - tall, _WIDTH, tall, share_x=axes)
    above.set_axis_off()
    above.set_ylim(-0.5, len(values.middle) - 0.5)
    left, right = axes.get_xlim()
    for k, (name, ends) in enumerate(values.middle.items()):
        value, low, high = (_placed(end, zero, never) for end in ends)
        assert value is not None
        if not left <= value <= right:  # a median after the end
            continue
        colour = style.VERMILLION if name == "mean" else style.BLACK
        # An interval that is longer than the panel ends in an arrow.
        for end, edge, arrow in ((low, left, "<"), (high, right, ">")):
            if end is None:
                continue
            beyond = end < left or end > right
            to = edge if beyond else end
            above.plot([value, to], [k, k], color=colour, linewidth=1.4)
            above.plot(
                to,
                k,
                arrow if beyond else "|",
                color=colour,
                markersize=7.0,
                markeredgewidth=1.4,
                clip_on=False,
            )
        marker = "D" if name == "mean" else "o"
        above.plot(value, k, marker, color=colour, markersize=5.0, label=name, clip_on=False)
        write_near(
            above,
            name,
            (0.0, k),
            (-8.0, 0.0),
            xycoords=("axes fraction", "data"),
            ha="right",
            va="center",
            fontsize=9,
        )


def _placed(value: float | None, zero: float | None, never: float | None) -> float | None:
    """Return where a value stands on an axis on which some have a place apart."""
    if value == 0.0 and zero is not None:
        return zero
    return never if value == inf and never is not None else value
