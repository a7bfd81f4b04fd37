"""The calendar of the law, and the same as events that a calendar program takes (iCalendar)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from sim.catalogue.schema import Catalogue
from sim.errors import InputError
from sim.law.foreseen import timetable_foreseen
from sim.law.timetable import Deadline, Entry, timetable
from sim.wording.words import count, date
from sim.workflows.calendars import WholeDay, calendar_of
from sim.workflows.laws.reading import Reading
from sim.workflows.laws.words import kept_to

__all__ = ["calendar_file", "deadlines", "known_from"]

_MAKER: Final = "calendar of the law"

_SUMMARIES: Final[dict[Entry, str]] = {
    "window opens": "Renewal window opens",
    "deadline": "Last day to renew",
    "expiry": "Expires unless renewed",
    "sunset": "Ends by its own law",
    "layer": "A further legal basis",
    "recess begins": "Recess begins",
    "recess ends": "Recess ends",
}
"""What an entry of the calendar is called, before the name of what it is of."""


def deadlines(law: Reading, first: dt.date, last: dt.date) -> list[Deadline]:
    """Return every date between two days on which the law does something by itself."""
    if law.scenario is None or law.source is None:
        return timetable(law.catalogue, first, last)
    return timetable_foreseen(law.scenario, law.source, first, last)


def known_from(catalogue: Catalogue, row: Deadline) -> tuple[str, str, tuple[str, ...]]:
    """Return where the law says so, how well that is known, and from which sources.

    Parameters
    ----------
    catalogue
        The catalogue.
    row
        A date of its calendar.
    """
    authority, sunset = catalogue.authorities.get(row.subject), None
    if row.entry == "sunset" and authority is not None:
        sunset = authority.sunset
    if sunset is not None:
        section, how_sure, sources = sunset.section, sunset.confidence, sunset.sources
    elif row.entry == "expiry":
        act = catalogue.acts[row.subject]
        section, how_sure, sources = act.section, act.confidence, act.sources
    elif row.entry in ("window opens", "deadline"):
        emergency = catalogue.emergencies[row.subject]
        section, how_sure, sources = emergency.section, emergency.confidence, emergency.sources
    elif row.subject in catalogue.measures:
        measure = catalogue.measures[row.subject]
        section, how_sure, sources = "", measure.confidence, measure.sources
    else:
        return "", "", ()
    return section, how_sure, tuple(catalogue.sources.get(name, name) for name in sources)


def calendar_file(law: Reading, first: dt.date, last: dt.date) -> bytes:
    """Return the dates between two days as a file of iCalendar (RFC 5545).

    Each is an event of a whole day. The same law gives the same bytes: what names an event is made
    of what it says, and it is stamped with the day to which the catalogue is kept.

    Parameters
    ----------
    law
        The law.
    first, last
        First and last day, both included.

    Raises
    ------
    InputError
        If there is no date between the two days, or icalendar is not installed.
    """
    rows = deadlines(law, first, last)
    if not rows:
        message = f"the law does nothing by itself from {date(first)} to {date(last)}"
        raise InputError.of("--ics", message=message, hint="take a longer period (--calendar)")
    title = law.catalogue.title
    days = [
        WholeDay(
            date=row.date,
            summary=f"{_SUMMARIES[row.entry]}: {row.name}",
            lines=_said(law, row),
            category=row.entry,
            key=(title, str(row.date), row.entry, row.subject, row.name),
        )
        for row in rows
    ]
    return calendar_of(title, _MAKER, law.catalogue.as_of or law.day, days)


def _said(law: Reading, row: Deadline) -> Sequence[str]:
    """Return what there is to know of a date, line by line."""
    section, how_sure, sources = known_from(law.catalogue, row)
    lines = []
    if row.silence:
        ends = count(row.measures, "measure")
        rest = "rests" if row.measures == 1 else "rest"
        nothing_else = f"; {ends} {rest} on nothing else and would end" if row.measures else ""
        lines.append(f"If nobody acts it {row.silence}{nothing_else}.")
    if section:
        lines.append(f"Law: {section}.")
    if how_sure:
        lines.append(f"How well it is known: {how_sure.replace('_', ' ')}.")
    lines += [f"Source: {source}" for source in sources]
    caveat = kept_to(law.catalogue, row.date)
    return [*lines, *([caveat] if caveat else []), f"From thaw law: {law.catalogue.title}."]
