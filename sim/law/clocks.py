"""Statutory clocks: renewal windows, expiries, review periods. All of them calendar dates."""

from __future__ import annotations

import datetime as dt
from functools import cache

from sim.catalogue.fields import month_day
from sim.catalogue.forms import FORMS
from sim.catalogue.schema import Elections, Procedure
from sim.catalogue.terms import occurrences

__all__ = [
    "earliest_effect",
    "election_day",
    "election_days",
    "in_recess",
    "least_days",
    "next_legislature",
    "next_occurrence",
    "occurrences",
    "renewal_window",
    "review_days",
    "review_ends",
]

_DAY = dt.timedelta(days=1)


def next_occurrence(day_of_year: str, on: dt.date) -> dt.date:
    """Return the first date on or after `on` that falls on the day ``MM-DD``."""
    month, day = month_day(day_of_year)
    candidate = dt.date(on.year, month, day)
    return candidate if candidate >= on else dt.date(on.year + 1, month, day)


def next_legislature(elections: Elections, date: dt.date) -> dt.date:
    """Return the first day after a date on which newly elected chambers meet."""
    year = date.year - elections.every_years - 1
    while True:
        if (year - elections.year) % elections.every_years == 0:
            meets = next_occurrence(elections.seats_change, election_day(elections, year) + _DAY)
            if meets > date:
                return meets
        year += 1


def election_days(elections: Elections, first: int, last: int) -> list[dt.date]:
    """Return the days of election from one year to another, both included."""
    return [
        election_day(elections, year)
        for year in range(first, last + 1)
        if (year - elections.year) % elections.every_years == 0
    ]


def election_day(elections: Elections, year: int) -> dt.date:
    """Return the day of an election in a year."""
    if elections.on is not None:
        month, day = month_day(elections.on)
        return dt.date(year, month, day)
    first = dt.date(year, 11, 1)
    return first + dt.timedelta(days=(7 - first.weekday()) % 7 + 1)


def renewal_window(anniversary: dt.date, window_days: int = 90) -> tuple[dt.date, dt.date]:
    """Return the first and last day on which an emergency can be continued.

    The notice is published and sent to Congress within the 90 days before the anniversary
    (National Emergencies Act s.202(d), 50 USC 1622(d)).

    Returns
    -------
    tuple of datetime.date
        The day the window opens and the anniversary itself, on which it is too late.
    """
    return anniversary - dt.timedelta(days=window_days), anniversary


@cache
def _recess(first: str, last: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the first and the last month and day of a recess window; there are few of them."""
    return month_day(first), month_day(last)


def in_recess(procedure: Procedure, sent: dt.date) -> bool:
    """Return whether a report sent on that day falls into the procedure's recess window."""
    if procedure.recess is None:
        return False
    first, last = _recess(*procedure.recess)
    today = (sent.month, sent.day)
    if first <= last:
        return first <= today <= last
    return today >= first or today <= last  # a window over New Year


def review_days(procedure: Procedure, sent: dt.date) -> int:
    """Return the length of the review of a report sent on that day, in days."""
    if procedure.review_days_recess and in_recess(procedure, sent):
        return procedure.review_days_recess
    return procedure.review_days


def review_ends(
    procedure: Procedure, sent: dt.date, *, passed: bool = False, vetoed: bool = False
) -> dt.date:
    """Return the first day on which relief under review may take effect.

    Parameters
    ----------
    procedure
        A procedure of the form ``review``.
    sent
        Day on which the report reaches the committees.
    passed, vetoed
        Whether a disapproval has passed both chambers, and whether it was vetoed: either
        freezes the relief for a few days more (CAATSA s.216(b), 22 USC 9511).
    """
    days = review_days(procedure, sent)
    if passed:
        days += procedure.after_passage_days
    if vetoed:
        days += procedure.after_veto_days
    return sent + dt.timedelta(days=days)


def earliest_effect(procedure: Procedure, requested: dt.date) -> dt.date:
    """Return the earliest day of effect of relief that is asked for on a day.

    Consultation comes first, then the report and its review, then the delay. A certification
    takes effect after its delay, and the legislature reviews it meanwhile: both run at once.
    """
    sent = requested + procedure.consult_days * _DAY
    reviewed = review_ends(procedure, sent)
    delay = procedure.delay_days[0] * _DAY
    if FORMS[procedure.form].certified:
        return max(reviewed, sent + delay)
    return reviewed + delay


def least_days(procedure: Procedure) -> int:
    """Return the days that relief by a procedure takes at least, sent in no recess."""
    reviewed, delay = procedure.review_days, procedure.delay_days[0]
    if FORMS[procedure.form].certified:
        return procedure.consult_days + max(reviewed, delay)
    return procedure.consult_days + reviewed + delay
