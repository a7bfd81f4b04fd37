"""Motives of agreed packages, and the decades by which a long history is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from math import fsum
from typing import Final

from sim.engine.kernel.calendar import Calendar
from sim.engine.kernel.clock import YEAR
from sim.engine.state.agreements import Deal

__all__ = ["MOTIVES", "decades", "motive_shares"]

MOTIVES: Final = {
    "economic": "economic gain",
    "wedge": "the wedge",
    "socialisation": "socialisation",
}
"""Why a sender eases, in the order in which deals keep them; and as they are called."""

_LONG: Final = 10.0
"""Years from which on a scenario is told by decades."""


def decades(calendar: Calendar) -> tuple[tuple[str, float], ...]:
    """Return the decades of the calendar that a scenario touches.

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


def motive_shares(deals: Sequence[Deal]) -> list[float | None]:
    """Return the share of each motive in the gains from some packages, in order of `MOTIVES`.

    None for each if nothing is gained.
    """
    gains = [fsum(of_motive) for of_motive in zip(*(deal.motives for deal in deals), strict=True)]
    whole = fsum(gains)
    return [gain / whole for gain in gains] if whole > 0.0 else [None] * len(MOTIVES)
