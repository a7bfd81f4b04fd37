"""How futures end: the share of each outcome class, with what chance leaves open."""

from __future__ import annotations

from typing import Final

from matplotlib.figure import Figure

from sim.analysis.quantities import groups, numbers
from sim.batch.batch import Batch
from sim.outcomes.classes import CLASSES, COMPREHENSIVE_LP, ESCALATION_LP, PARTIAL_LP, Class
from sim.plots.base import style
from sim.plots.base.bars import Bar, bars
from sim.plots.base.pages import page
from sim.plots.base.wording import need_rows, of_shares
from sim.statistics.intervals import share

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

# Inches: one class, the panel's place, below it.
_ROW, _TOP, _LEFT, _WIDTH, _BOTTOM = 0.46, 0.15, 3.95, 8.5, 0.6


def classes(batch: Batch, level: float = 0.95) -> Figure:
    """The share of futures in each outcome class, with intervals.

    All classes are shown, in their order, those that never came about too: an interval has a
    width also at zero.

    Parameters
    ----------
    batch
        The batch.
    level
        Level of the intervals, in (0, 1).

    Raises
    ------
    ThawError
        If all replications failed.
    """
    need_rows(batch)
    with style.house():
        height = _ROW * len(CLASSES)
        sheet = page(
            [batch],
            f"How futures end: share of each outcome class ({of_shares([batch])})",
            _TOP + height + _BOTTOM,
            level,
        )
        bars(
            sheet.panel(_LEFT, _TOP, _WIDTH, height),
            class_bars(batch, level),
            batch.rows,
        )
    return sheet.figure


def class_bars(batch: Batch, level: float) -> list[Bar]:
    """A bar for each class, in order."""
    member = groups(batch)
    found = []
    for name in CLASSES:
        hits = numbers(batch.column("outcome") == name)
        look = style.class_look(name)
        found.append(
            Bar(
                look.name,
                MEANINGS[name],
                int(hits.sum()),
                share(hits, member, level),
                look.colour,
                look.hatch,
            )
        )
    return found
