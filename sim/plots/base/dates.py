"""Dates on an axis: few enough to be read, and the first of them with its year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from matplotlib.axis import Axis
from matplotlib.dates import (
    MONTHLY,
    AutoDateLocator,
    ConciseDateFormatter,
    DayLocator,
    num2date,
)

_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)


def ticks(axis: Axis, least: int, most: int) -> None:
    """Let an axis in days since 1970 show dates; its limits are set before.

    Parameters
    ----------
    axis
        The axis.
    least, most
        How many dates at least and at most; of fewer days each has one.
    """
    low, high = sorted(axis.get_view_interval())
    locator: Any
    if high - low < most:  # hours are nothing that is told
        locator = DayLocator()  # type: ignore[no-untyped-call]
    else:
        locator = AutoDateLocator(minticks=least, maxticks=most)  # type: ignore[no-untyped-call]
        # Between half-years that are too many and years that are too few there is nothing else.
        locator.intervald[MONTHLY] = [1, 2, 3, 4, 6, 12]
    axis.set_major_locator(locator)
    axis.set_major_formatter(Dated(locator))


class Dated(ConciseDateFormatter):
    """Dates as short as they can be, but the first one that is seen carries its year.

    Parameters
    ----------
    locator
        Of the ticks.
    """

    def __init__(self, locator: Any) -> None:
        super().__init__(locator, show_offset=False)  # type: ignore[no-untyped-call]

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """What is written at these ticks."""
        texts: list[str] = list(super().format_ticks(values))  # type: ignore[no-untyped-call]
        assert self.axis is not None
        low, high = sorted(self.axis.get_view_interval())
        slack = 1e-6 * (high - low)
        for k, value in enumerate(values):
            if low - slack <= value <= high + slack:
                texts[k] = _with_year(texts[k], value)
                break
        return texts


def _with_year(text: str, value: float) -> str:
    """A date with its year: ``2025``, ``Jul 2025``, ``13 Mar 2025``."""
    day = num2date(value)  # type: ignore[no-untyped-call]
    if text == f"{day.year}":
        return text
    month = f"{_MONTHS[day.month - 1]} {day.year}"
    return month if text == _MONTHS[day.month - 1] and day.day == 1 else f"{day.day} {month}"
