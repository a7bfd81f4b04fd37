"""Days as they are typed."""

from __future__ import annotations

import datetime as dt

from sim.catalogue.fields import FIRST_DAY, LAST_DAY
from sim.errors import InputError

__all__ = ["parse_date", "parse_period"]


def parse_date(text: str, option: str) -> dt.date:
    """Return a date that was typed.

    Parameters
    ----------
    text
        Such as ``2026-07-15``.
    option
        The option that it was typed for, for messages.

    Raises
    ------
    InputError
        If it is none.
    """
    try:
        if len(text) != 10:
            raise ValueError(text)
        day = dt.date.fromisoformat(text)
        if not FIRST_DAY <= day <= LAST_DAY:
            raise ValueError(text)
        return day
    except ValueError:
        allowed = f"a date such as 2026-07-15, from {FIRST_DAY} to {LAST_DAY}"
        raise InputError.of(option, found=repr(text[:40]), allowed=allowed) from None


def parse_period(first: dt.date | str, last: dt.date | str, option: str) -> tuple[dt.date, dt.date]:
    """Return two days, each as it is or as it was typed.

    Raises
    ------
    InputError
        If one of them is none, or the later one comes first.
    """
    begin, end = (parse_date(day, option) if isinstance(day, str) else day for day in (first, last))
    if end < begin:
        allowed = "the earlier day first"
        raise InputError.of(option, found=f"{begin} {end}", allowed=allowed)
    return begin, end
