"""The law's calendar: every renewal window, anniversary and expiry between two days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from sim.catalogue.schema import Catalogue
from sim.catalogue.terms import expiries
from sim.law.answers import holders
from sim.law.clocks import occurrences, renewal_window

Entry = Literal[
    "window opens", "deadline", "expiry", "sunset", "layer", "recess begins", "recess ends"
]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A dated entry of the calendar."""

    date: dt.date
    entry: Entry
    subject: str
    name: str
    silence: str
    measures: int
    """Measures that would end if the subject lapsed on that day (none for other entries)."""


_DAY = dt.timedelta(days=1)


def _hanging(catalogue: Catalogue, authorities: set[str], on: dt.date) -> int:
    """Count the measures held by nothing but the given authorities on the eve of a day."""
    count = 0
    for measure in catalogue.measures.values():
        held = set(holders(catalogue, measure, on - _DAY))
        count += bool(held) and held <= authorities
    return count


def timetable(catalogue: Catalogue, first: dt.date, last: dt.date) -> list[Deadline]:
    """Return every date on which the law does something by itself or sets a deadline.

    Parameters
    ----------
    catalogue
        The catalogue.
    first, last
        First and last day, both included.

    Raises
    ------
    ValueError
        If the last day is before the first.
    """
    if last < first:
        raise ValueError(f"the last day ({last}) is before the first ({first})")
    rows: list[Deadline] = []
    horizon = last + dt.timedelta(days=366)
    for name, emergency in catalogue.emergencies.items():
        hanging = {
            key
            for key, authority in catalogue.authorities.items()
            if authority.emergency == name and not authority.codified
        }
        for date in occurrences([emergency.anniversary], first, horizon):
            if date <= emergency.declared:
                continue
            opens, closes = renewal_window(date, emergency.window_days)
            held = _hanging(catalogue, hanging, date)
            if first <= opens <= last:
                rows.append(Deadline(opens, "window opens", name, emergency.name, "", 0))
            if closes <= last:
                rows.append(Deadline(closes, "deadline", name, emergency.name, "lapses", held))
    for name, act in catalogue.acts.items():
        hanging = {key for key, entry in catalogue.authorities.items() if entry.act == name}
        for date in expiries(act, first, last, last):
            if date > act.adopted:
                held = _hanging(catalogue, hanging, date)
                rows.append(Deadline(date, "expiry", name, act.name, "lapses", held))
    for key, authority in catalogue.authorities.items():
        sunset = authority.sunset
        if sunset is not None and first <= sunset.date <= last:
            held = _hanging(catalogue, {key}, sunset.date)
            rows.append(Deadline(sunset.date, "sunset", key, authority.name, "ends", held))
    for key, measure in catalogue.measures.items():
        over = measure.until + _DAY if measure.until is not None else None
        if over is not None and first <= over <= last and holders(catalogue, measure, over - _DAY):
            rows.append(Deadline(over, "sunset", key, measure.name, "ends", 1))
        for layer in measure.layers:
            if first <= layer.since <= last:
                text = f"{measure.name}: rests on {catalogue.authorities[layer.authority].name}"
                rows.append(Deadline(layer.since, "layer", key, text, "", 0))
    windows = {p.recess for p in catalogue.procedures.values() if p.recess is not None}
    for begin, end in sorted(windows):
        marks: tuple[tuple[Entry, str], ...] = (("recess begins", begin), ("recess ends", end))
        for entry, day in marks:
            rows += [
                Deadline(date, entry, "review", "longer reviews", "", 0)
                for date in occurrences([day], first, last)
            ]
    rows.sort(key=lambda row: (row.date, row.entry, row.subject))
    return rows
