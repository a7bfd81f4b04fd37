"""Days of the year on which something is due, and the terms of council acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sim.catalogue.fields import month_day

if TYPE_CHECKING:
    from sim.catalogue.schema import Act

_DAY = dt.timedelta(days=1)


def occurrences(days_of_year: Iterable[str], first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """All dates from `first` to `last`, both included, on the given days, in order."""
    days = sorted(month_day(text) for text in days_of_year)
    for year in range(first.year, last.year + 1):
        for month, day in days:
            date = dt.date(year, month, day)
            if first <= date <= last:
                yield date


def expiries(act: Act, first: dt.date, last: dt.date, known: dt.date) -> Iterator[dt.date]:
    """Dates from `first` to `last` on which an act expires if it is not renewed, in order.

    A renewal for another term than the usual puts off what was due before the end of that term.

    Parameters
    ----------
    act
        The act.
    first, last
        First and last day, both included.
    known
        Renewals adopted after this day are not yet known.
    """
    begins, days, due = dt.date.min, act.expiries, None
    renewals = [renewal for renewal in act.renewals if renewal.adopted <= known]
    for renewal in [*renewals, None]:
        ends = last if renewal is None else min(last, renewal.adopted - _DAY)
        if due is not None:
            if max(first, begins) <= due <= ends:
                yield due
            begins = max(begins, due + _DAY)
        yield from occurrences(days, max(first, begins), ends)
        if renewal is not None:
            begins, due = renewal.adopted, renewal.until
            days = renewal.expiries or days
