"""Dates on which something is due in a scenario, whatever happens; worked out once per model."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sim.catalogue.schema import Catalogue, Elections
from sim.catalogue.terms import expiries
from sim.engine.kernel.calendar import Calendar
from sim.law.clocks import election_days, next_legislature, next_occurrence, occurrences
from sim.scenario.schema import Scenario

_LAST_WEEKS: Final = dt.timedelta(days=20)
"""How long before its end a Congress repeals what it repeals, when such things are passed."""


@dataclass(frozen=True, slots=True)
class Dates:
    """Days from the start, and how dates are written where the log wants them so.

    Attributes
    ----------
    anniversaries
        Of each emergency: the day, its year, and the date up to which a continuation reaches.
    beyond
        Of each emergency declared before the scenario's end: its first anniversary after that.
    declared
        Of each emergency: the day on which it was declared, perhaps before the start.
    expiries
        Of each act: the day, its date, and the date as text.
    sunsets
        Of each measure whose last day comes before that of the scenario: the day after, its id,
        and its last day as text.
    elections
        Of each sender that bargains: the day, the year, and the day on which seats change.
    legislatures
        The same: the days after the start on which newly elected chambers meet, the last of them
        after the end.
    repeals
        The same: days on which its legislature decides whether it repeals, the first perhaps
        before the start.
    vehicles
        The same: days on which acts of its legislature pass that must, and their ids.
    unscheduled
        The same: ids of such acts that have no day.
    conditions
        Of each condition of relief that holds until a day: the day after, and its id.
    changes
        For each parameter that interventions set, by its path, the days on which they do, in
        order; None if one of them waits for a condition.
    """

    anniversaries: dict[str, tuple[tuple[float, str, str], ...]]
    beyond: dict[str, float]
    declared: dict[str, float]
    expiries: dict[str, tuple[tuple[float, dt.date, str], ...]]
    sunsets: tuple[tuple[float, str, str], ...]
    elections: dict[str, tuple[tuple[float, str, float], ...]]
    legislatures: dict[str, tuple[float, ...]]
    repeals: dict[str, tuple[float, ...]]
    vehicles: dict[str, tuple[tuple[float, str], ...]]
    unscheduled: dict[str, tuple[str, ...]]
    conditions: tuple[tuple[float, str], ...]
    changes: dict[str, tuple[float, ...] | None]


def dates(scenario: Scenario, catalogue: Catalogue, calendar: Calendar) -> Dates:
    """Every dated occasion of a scenario."""
    first, last = scenario.start, scenario.end
    day = calendar.day
    executive = next((key for key, s in catalogue.senders.items() if s.role == "executive"), "")
    meetings = {
        sender: _meetings(scenario, entry.elections) for sender, entry in catalogue.senders.items()
    }
    return Dates(
        anniversaries={
            name: tuple(
                (day(d), str(d.year), str(d.replace(year=d.year + 1)))
                for d in occurrences((entry.anniversary,), max(first, _next(entry.declared)), last)
            )
            for name, entry in catalogue.emergencies.items()
        },
        beyond={
            name: day(next_occurrence(entry.anniversary, _next(max(last, entry.declared))))
            for name, entry in catalogue.emergencies.items()
            if entry.declared <= last
        },
        declared={name: day(entry.declared) for name, entry in catalogue.emergencies.items()},
        expiries={
            name: tuple(
                (day(d), d, str(d))
                for d in expiries(entry, max(first, _next(entry.adopted)), last, first)
            )
            for name, entry in catalogue.acts.items()
        },
        sunsets=tuple(
            (day(entry.until) + 1.0, name, str(entry.until))
            for name, entry in catalogue.measures.items()
            if entry.until is not None and first <= entry.until < last
        ),
        conditions=tuple(
            (day(entry.until) + 1.0, name)
            for name, entry in catalogue.conditions.items()
            if entry.until is not None and entry.waits
        ),
        elections={
            sender: tuple(
                (day(d), str(d.year), day(next_legislature(entry.elections, d)))
                for d in election_days(entry.elections, first.year, last.year)
            )
            for sender, entry in catalogue.senders.items()
        },
        legislatures={sender: tuple(map(day, begins)) for sender, begins in meetings.items()},
        repeals={
            sender: tuple(day(begin - _LAST_WEEKS) for begin in begins if begin <= last)
            for sender, begins in meetings.items()
        },
        vehicles={
            sender: tuple(
                sorted(
                    (day(d), name)
                    for name, entry in catalogue.vehicles.items()
                    if entry.on is not None and (entry.sender or executive) == sender
                    for d in occurrences((entry.on,), first, last)
                )
            )
            for sender in catalogue.senders
        },
        unscheduled={
            sender: tuple(
                name
                for name, entry in catalogue.vehicles.items()
                if entry.on is None and (entry.sender or executive) == sender
            )
            for sender in catalogue.senders
        },
        changes=_changes(scenario, calendar),
    )


def _changes(scenario: Scenario, calendar: Calendar) -> dict[str, tuple[float, ...] | None]:
    days: dict[str, list[float | None]] = {}
    for change in scenario.interventions:
        day = None if change.on is None else calendar.day(change.on)
        for path in change.set:
            days.setdefault(path, []).append(day)
    return {
        path: None if None in found else tuple(sorted(day for day in found if day is not None))
        for path, found in days.items()
    }


def _next(date: dt.date) -> dt.date:
    """The day after: what was declared or adopted on a day does not expire on it."""
    return date + dt.timedelta(days=1)


def _meetings(scenario: Scenario, elections: Elections) -> list[dt.date]:
    """Return the days on which newly elected chambers meet, up to the first after the end."""
    days = [next_legislature(elections, scenario.start)]
    while days[-1] <= scenario.end:
        days.append(next_legislature(elections, days[-1]))
    return days
