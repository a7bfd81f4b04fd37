"""Days as they are typed."""

from __future__ import annotations

import datetime as dt

from sim.catalogue.fields import FIRST_DAY, LAST_DAY
from sim.errors import InputError, Problem

__all__ = ["parse_date"]


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
        raise InputError([Problem(option, found=repr(text[:40]), allowed=allowed)]) from None
