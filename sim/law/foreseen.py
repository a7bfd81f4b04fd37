"""The law of a scenario's world: how it reads the catalogue, and what it fixes by date.

Nothing is simulated. What depends on a condition, on chance or on the will of agents is left out;
`sim.engine.standing` says what has become of the law in one future.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sim.catalogue.forms import FORMS
from sim.catalogue.schema import Catalogue, Layer, Measure
from sim.law.altered import with_fulfilled, without
from sim.law.answers import reviewed_everywhere
from sim.law.clocks import occurrences
from sim.law.timetable import Deadline, timetable
from sim.scenario.schema import Scenario, StartRelief
from sim.scenario.world import LawSwitches

__all__ = [
    "as_foreseen",
    "as_read",
    "fulfilled_by",
    "licences",
    "timetable_foreseen",
]

_Lapsing = Literal["emergency", "act"]

_DAY = dt.timedelta(days=1)


def as_read(catalogue: Catalogue, law: LawSwitches) -> Catalogue:
    """Return the catalogue under a scenario's readings of the law.

    Parameters
    ----------
    catalogue
        The catalogue.
    law
        The readings.

    Returns
    -------
    Catalogue
        With all immediate relief of the executive reviewed, if the scenario reads the review so;
        and without certifications, if it closes them.
    """
    if law.s216_scope == "all":
        catalogue = reviewed_everywhere(catalogue)
    return catalogue if law.certifiable else _uncertified(catalogue)


def as_foreseen(scenario: Scenario, catalogue: Catalogue, on: dt.date) -> Catalogue:
    """Return the law of a scenario's world on a day, as far as it is fixed by dates.

    Parameters
    ----------
    scenario
        The scenario: its readings, decisions and dated interventions.
    catalogue
        Its catalogue.
    on
        The day.

    Returns
    -------
    Catalogue
        With what the scenario has imposed by then from the day on which it did, and without what
        it has ended; what nothing holds any more has a last day. It is not checked again.
    """
    read = as_read(catalogue, scenario.law)
    if on < scenario.start:
        return read
    read = with_fulfilled(read, fulfilled_by(scenario, on))
    ended = _ended(scenario, read, on)
    lapsed = {name for name in (*read.emergencies, *read.acts) if name in ended}
    imposed: dict[str, dt.date | None] = {}
    for change in scenario.interventions:
        imposed |= dict.fromkeys(change.impose, change.on)
    measures = {
        name: _held(scenario, name, measure, imposed, ended)
        for name, measure in read.measures.items()
    }
    return without(read, measures, lapsed)


def timetable_foreseen(
    scenario: Scenario, catalogue: Catalogue, first: dt.date, last: dt.date
) -> list[Deadline]:
    """Return the calendar of a scenario's world: each part of it by the law of that time.

    Parameters
    ----------
    scenario, catalogue
        As for `as_foreseen`.
    first, last
        First and last day, both included.

    Raises
    ------
    ValueError
        If the last day is before the first.
    """
    # What lapses on a day is due on it still.
    changes = {day for change in scenario.interventions if (day := change.on) is not None}
    changes |= {day + _DAY for day, _, _ in _lapses(scenario, catalogue)}
    begins = [first, *sorted(day for day in {*changes, scenario.start} if first < day <= last)]
    ends = [*(day - _DAY for day in begins[1:]), last]
    return [
        row
        for begin, end in zip(begins, ends, strict=True)
        for row in timetable(as_foreseen(scenario, catalogue, begin), begin, end)
    ]


def fulfilled_by(scenario: Scenario, on: dt.date) -> frozenset[str]:
    """Return the conditions of relief that a scenario says are fulfilled on a day."""
    fulfilled = set(scenario.at_start.conditions)
    for change in scenario.interventions:
        if change.on is not None and change.on <= on:
            fulfilled.update(change.fulfil)
    return frozenset(fulfilled)


def licences(scenario: Scenario, measure: str, on: dt.date) -> tuple[StartRelief, ...]:
    """Return the licences of the first day whose first terms ease a measure on a day.

    Whether one is renewed after that is decided by the executive, and not foreseen.
    """
    return tuple(
        entry
        for entry in scenario.at_start.relief
        if entry.measure == measure
        and scenario.start <= on
        and (entry.until is None or on <= entry.until)
    )


def _uncertified(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with no authority that can be certified away."""
    closed = {name for name, p in catalogue.procedures.items() if FORMS[p.form].certified}
    authorities = {
        name: entry.model_copy(
            update={
                "suspend": tuple(way for way in entry.suspend if way not in closed),
                "end": tuple(way for way in entry.end if way not in closed),
            }
        )
        if closed.intersection((*entry.suspend, *entry.end))
        else entry
        for name, entry in catalogue.authorities.items()
    }
    return catalogue.model_copy(update={"authorities": authorities})


def _ended(scenario: Scenario, catalogue: Catalogue, on: dt.date) -> dict[str, dt.date]:
    """Return authorities, emergencies and acts that dates have ended by a day: last days by id."""
    ended: dict[str, dt.date] = {}
    for change in scenario.interventions:
        if change.on is not None and change.on <= on:
            for name in change.end:
                ended[name] = min(ended.get(name, change.on), change.on - _DAY)
    for day, kind, name in _lapses(scenario, catalogue):
        if day <= on:
            _lapse(catalogue, kind, name, day, ended)
    return ended


def _lapses(scenario: Scenario, catalogue: Catalogue) -> list[tuple[dt.date, _Lapsing, str]]:
    """Return when the scenario has emergencies and acts lapse: the day, which of both, the id."""
    lapses: list[tuple[dt.date, _Lapsing, str]] = []
    for name, years in scenario.decisions.emergencies.items():
        emergency = catalogue.emergencies[name]
        first = max(scenario.start, emergency.declared) + _DAY
        days = occurrences((emergency.anniversary,), first, scenario.end)
        lapses += [(day, "emergency", name) for day in days if years.get(str(day.year)) == "lapse"]
    for name, decided in scenario.decisions.acts.items():
        lapses += [(day, "act", name) for day, what in decided.items() if what == "lapse"]
    return sorted(lapses)


def _lapse(
    catalogue: Catalogue,
    kind: _Lapsing,
    name: str,
    day: dt.date,
    ended: dict[str, dt.date],
) -> None:
    """Note that an emergency or an act lapses on a day, and what hangs on it."""
    last = day - _DAY
    ended[name] = min(ended.get(name, last), last)
    for key, entry in catalogue.authorities.items():
        hangs = entry.act == name if kind == "act" else entry.emergency == name
        if hangs and not (kind == "emergency" and entry.codified):
            ended[key] = min(ended.get(key, last), last)


def _held(
    scenario: Scenario,
    name: str,
    measure: Measure,
    imposed: dict[str, dt.date | None],
    ended: dict[str, dt.date],
) -> Measure:
    """Return a measure on the layers that hold it in the scenario's world."""
    layers, until, start = measure.layers, measure.until, scenario.start
    if name in imposed:
        day = imposed[name]
        if day is None:  # whether its condition ever holds is not known
            return measure.model_copy(update={"until": measure.imposed - _DAY})
        # Where the catalogue dates all its layers later, it rests on all of them at once.
        at_once = all(layer.since > day for layer in layers)
        layers = tuple(
            layer.model_copy(update={"since": day if at_once else max(layer.since, day)})
            for layer in layers
            if ended.get(layer.authority, day) >= day
        )
    elif measure.in_force(start) and not scenario.law.later_layers:
        layers = tuple(layer for layer in layers if layer.since <= start)
    held = tuple(layer for layer in layers if layer.authority not in ended)
    if held == measure.layers:
        return measure
    if held:
        return measure.model_copy(update={"layers": held})
    last = _last(layers, ended, measure.imposed - _DAY)
    return measure.model_copy(
        update={"layers": layers or measure.layers, "until": min(until or last, last)}
    )


def _last(layers: tuple[Layer, ...], ended: dict[str, dt.date], never: dt.date) -> dt.date:
    """Return the last day on which any of some layers held."""
    return max((ended[layer.authority] for layer in layers), default=never)
