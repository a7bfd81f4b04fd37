"""Dates and days from the start."""

from __future__ import annotations

import datetime as dt


class Calendar:
    """Turns dates into days from the start and back.

    Parameters
    ----------
    start, end
        First and last day of the scenario.
    """

    __slots__ = ("horizon", "origin")

    def __init__(self, start: dt.date, end: dt.date) -> None:
        self.origin = start.toordinal()
        self.horizon = float(end.toordinal() - self.origin + 1)

    def day(self, date: dt.date) -> float:
        """Days from the start to the beginning of a date."""
        return float(date.toordinal() - self.origin)

    def date(self, day: float) -> dt.date:
        """The date on which a moment falls."""
        return dt.date.fromordinal(self.origin + int(day // 1))
