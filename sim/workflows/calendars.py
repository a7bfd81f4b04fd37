"""Files of iCalendar (RFC 5545): events of whole days, the same bytes for the same events."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import Any, NamedTuple

from sim.workflows.sheets.extras import extra

__all__ = ["WholeDay", "calendar_of", "check_calendar"]


class WholeDay(NamedTuple):
    """An event of a whole day.

    Attributes
    ----------
    date
        The day.
    summary
        What it is called.
    lines
        What there is to know of it, line by line.
    category
        Of what sort it is.
    key
        What tells it from all others.
    """

    date: dt.date
    summary: str
    lines: Sequence[str]
    category: str
    key: Sequence[str]


def check_calendar() -> None:
    """Refuse calendars, before anything is computed for one.

    Raises
    ------
    InputError
        If icalendar is not installed.
    """
    _library()


def calendar_of(name: str, maker: str, stamp: dt.date, days: Iterable[WholeDay]) -> bytes:
    """Return events as a file of iCalendar.

    Parameters
    ----------
    name
        What the calendar is called.
    maker
        What made it, as its ``PRODID`` says.
    stamp
        The day that its events are stamped with: not that on which it is made.
    days
        The events.

    Raises
    ------
    InputError
        If icalendar is not installed.
    """
    library = _library()
    calendar = library.Calendar()
    calendar.add("prodid", f"-//thaw//{maker}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for day in days:
        calendar.add_component(_event(library, stamp, day))
    text: bytes = calendar.to_ical()
    return text


def _library() -> ModuleType:
    return extra("icalendar", "calendars", "--ics")


def _event(library: Any, stamp: dt.date, day: WholeDay) -> Any:
    content = "\n".join(day.key)
    event = library.Event()
    event.add("uid", f"{hashlib.blake2b(content.encode(), digest_size=16).hexdigest()}@thaw")
    event.add("dtstamp", dt.datetime.combine(stamp, dt.time(), dt.UTC))
    event.add("dtstart", day.date)
    event.add("dtend", day.date + dt.timedelta(days=1))
    event.add("summary", day.summary)
    event.add("description", "\n".join(day.lines))
    event.add("categories", [day.category])
    event.add("transp", "TRANSPARENT")
    return event
