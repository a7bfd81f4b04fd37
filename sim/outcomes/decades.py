"""Motives of accepted steps by decade: what relief was for changes over a long history."""

from __future__ import annotations

import datetime as dt
from math import fsum
from typing import Final

from sim.engine.clock import YEAR, Calendar
from sim.engine.record import Record
from sim.outcomes.counts import Groups, Row

__all__ = ["MOTIVES", "decades", "motives_by_decade"]

MOTIVES: Final = {
    "economic": "economic gain",
    "wedge": "the wedge",
    "socialisation": "socialisation",
}
"""Why a sender eases, in the order in which deals keep them; and as they are called."""

_LONG: Final = 10.0
"""Years from which on a scenario is told by decades."""


def decades(calendar: Calendar) -> tuple[tuple[str, float], ...]:
    """The calendar's decades that a scenario touches.

    Returns
    -------
    tuple
        For each its name, such as ``1970s``, and the day on which it begins, days from the start
        (not positive for the first); none for a scenario of less than ten years.
    """
    if calendar.horizon < _LONG * YEAR:
        return ()
    first = calendar.date(0.0).year // 10 * 10
    last = calendar.date(calendar.horizon - 1.0).year
    return tuple(
        (f"{year}s", calendar.day(dt.date(year, 1, 1))) for year in range(first, last + 1, 10)
    )


def motives_by_decade(record: Record, log: Groups) -> Row:
    """Share of each motive in the gains from the packages agreed in each decade."""
    row: Row = {}
    told = decades(record.model.calendar)
    ends = [begins for _, begins in told[1:]] + [float("inf")]
    for (decade, begins), end in zip(told, ends, strict=False):
        gains = [deal.motives for deal in record.deals if begins <= deal.day < end]
        sums = [fsum(each) for each in zip(*gains, strict=True)] or [0.0] * len(MOTIVES)
        whole = fsum(sums)
        for motive, gain in zip(MOTIVES, sums, strict=True):
            row[f"motive_{motive}_{decade}"] = gain / whole if whole > 0.0 else None
    return row
