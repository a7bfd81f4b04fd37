"""The law of all measures on one day, and its calendar, to be read and as plain values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Final

from sim.catalogue.forms import DELIVERERS
from sim.law.answers import Answer, describe
from sim.law.routes import Route
from sim.law.timetable import Deadline
from sim.wording.words import brief, date
from sim.workflows.laws.calendar import deadlines
from sim.workflows.laws.reading import Reading
from sim.workflows.laws.words import hurdle, kept_to
from sim.workflows.page import Block, Line, Page, Paragraph, Report, Table

__all__ = ["calendar_report", "measures_report"]

_NARROW: Final = 100
"""Columns under which a block a measure reads better than five columns."""


def measures_report(law: Reading) -> Report:
    """Say of all measures in force who holds them, and what it takes to lift them."""
    answers = [describe(law.catalogue, name, law.day) for name in law.catalogue.measures]
    held = [answer for answer in answers if answer.in_force]
    values = {**_kept(law, law.day), "measures": [_values(answer) for answer in held]}
    return Report(Page(_measures(law, held)), values)


def _measures(law: Reading, held: Sequence[Answer]) -> Iterator[Block]:
    if law.future:
        yield Paragraph(f"This is {law.future} on {date(law.day)}, as it was simulated.")
    yield Line(f"{law.catalogue.title}: {len(held)} measures in force on {date(law.day)}")
    caveat = kept_to(law.catalogue, law.day)
    if caveat:
        yield Paragraph(caveat)
    yield Table(
        [
            (
                answer.measure,
                brief(answer.name) + _relief(law, answer),
                _holders(answer),
                _way(law, answer.suspend, answer.suspend_earliest),
                _way(law, answer.end, answer.end_earliest),
            )
            for answer in held
        ],
        ("measure", "name", "held by", "to suspend", "to end"),
        whole=(0,),
        labels=2,
        blocks_below=_NARROW,
    )
    yield Paragraph(
        f"* does not lapse by itself. Days: the earliest of effect if it is asked for on "
        f"{date(law.day)}; for an act of {law.agents.congress.name} none can be named."
    )


def _holders(answer: Answer) -> str:
    return ", ".join(
        brief(layer.name) + ("" if layer.lapses_on is not None else "*") for layer in answer.layers
    )


def _way(law: Reading, route: Route | None, earliest: dt.date | None) -> str:
    who = hurdle(route, law.agents)
    if route is None or earliest is None or not DELIVERERS[route.deliverer].dated:
        return who
    return f"{who}, {date(earliest)}"


def _relief(law: Reading, answer: Answer) -> str:
    standing = law.standings.get(answer.measure)
    if standing is None or standing.on == standing.tranches:
        return ""
    if not standing.on:
        return " (eased)"
    return f" ({standing.tranches - standing.on} of {standing.tranches} parts eased)"


def _kept(law: Reading, on: dt.date) -> dict[str, object]:
    """Return the day to which the catalogue is kept, and whether a day lies beyond it."""
    as_of = law.catalogue.as_of
    return {
        "as_of": None if as_of is None else str(as_of),
        "beyond": as_of is not None and on > as_of,
    }


def _values(answer: Answer) -> dict[str, object]:
    return {
        "measure": answer.measure,
        "name": answer.name,
        "sender": answer.sender,
        "authorities": [layer.authority for layer in answer.layers],
        "survives": list(answer.survives),
        "suspend": answer.suspend.deliverer if answer.suspend else None,
        "suspend_earliest": _day(answer.suspend_earliest),
        "end": answer.end.deliverer if answer.end else None,
        "end_earliest": _day(answer.end_earliest),
    }


def _day(day: dt.date | None) -> str | None:
    return None if day is None else str(day)


def calendar_report(law: Reading, first: dt.date, last: dt.date) -> Report:
    """Say every date between two days on which the law does something by itself."""
    rows = deadlines(law, first, last)
    listed = [{**asdict(row), "date": str(row.date)} for row in rows]
    values = {"from": str(first), "to": str(last), **_kept(law, last), "calendar": listed}
    return Report(Page(_calendar(law, rows, first, last)), values)


def _calendar(
    law: Reading, rows: Sequence[Deadline], first: dt.date, last: dt.date
) -> Iterator[Block]:
    yield Line(f"{law.catalogue.title}: from {date(first)} to {date(last)}")
    caveat = kept_to(law.catalogue, last)
    if caveat:
        yield Paragraph(caveat)
    yield Table(
        [
            (
                date(row.date),
                row.entry,
                row.name,
                row.silence,
                str(row.measures) if row.entry in ("deadline", "expiry", "sunset") else "",
            )
            for row in rows
        ],
        ("date", "what", "of", "on silence it", "measures that would end"),
        right=(4,),
        whole=(0, 1),
    )
