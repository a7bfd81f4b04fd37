"""The law of all measures on one day, and its calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from sim.catalogue.forms import DELIVERERS
from sim.cli.console import print_table, say
from sim.cli.law_words import hurdle, kept_to
from sim.cli.prose import paragraph

if TYPE_CHECKING:
    from sim.cli.law_reading import Law
    from sim.law.answers import Answer
    from sim.law.routes import Route

_NARROW: Final = 100
"""Columns under which a block a measure reads better than five columns."""

__all__ = ["show_all", "show_calendar"]


def show_all(law: Law, *, quiet: bool) -> dict[str, object]:
    """Print all measures in force with their layers and hurdles, or return them."""
    from sim.law.answers import describe

    answers = [describe(law.catalogue, name, law.day) for name in law.catalogue.measures]
    held = [answer for answer in answers if answer.in_force]
    if quiet:
        return {**_kept(law, law.day), "measures": [_plain(answer) for answer in held]}
    from sim.story.words import brief, date

    def holders(answer: Answer) -> str:
        return ", ".join(
            brief(layer.name) + ("" if layer.lapses_on is not None else "*")
            for layer in answer.layers
        )

    def way(verb: Route | None, earliest: dt.date | None) -> str:
        who = hurdle(verb, law.agents)
        if verb is None or earliest is None or not DELIVERERS[verb.deliverer].dated:
            return who
        return f"{who}, {date(earliest)}"

    def relief(answer: Answer) -> str:
        standing = law.standings.get(answer.measure)
        if standing is None or standing.on == standing.tranches:
            return ""
        if not standing.on:
            return " (eased)"
        return f" ({standing.tranches - standing.on} of {standing.tranches} parts eased)"

    if law.future:
        paragraph(f"This is {law.future} on {date(law.day)}, as it was simulated.")
    say(f"{law.catalogue.title}: {len(held)} measures in force on {date(law.day)}")
    caveat = kept_to(law)
    if caveat:
        paragraph(caveat)
    print_table(
        [
            (
                a.measure,
                brief(a.name) + relief(a),
                holders(a),
                way(a.suspend, a.suspend_earliest),
                way(a.end, a.end_earliest),
            )
            for a in held
        ],
        ("measure", "name", "held by", "to suspend", "to end"),
        whole=(0,),
        labels=2,
        blocks_below=_NARROW,
    )
    paragraph(
        f"* does not lapse by itself. Days: the earliest of effect if it is asked for on "
        f"{date(law.day)}; for an act of {law.agents.congress.name} none can be named."
    )
    return {}


def _kept(law: Law, on: dt.date) -> dict[str, object]:
    """The day to which the catalogue is kept, and whether a day lies beyond it."""
    as_of = law.catalogue.as_of
    return {
        "as_of": None if as_of is None else str(as_of),
        "beyond": as_of is not None and on > as_of,
    }


def _plain(answer: Answer) -> dict[str, object]:
    return {
        "measure": answer.measure,
        "name": answer.name,
        "sender": answer.sender,
        "authorities": [layer.authority for layer in answer.layers],
        "survives": list(answer.survives),
        "suspend": answer.suspend.deliverer if answer.suspend else None,
        "suspend_earliest": str(answer.suspend_earliest) if answer.suspend else None,
        "end": answer.end.deliverer if answer.end else None,
        "end_earliest": str(answer.end_earliest) if answer.end else None,
    }


def show_calendar(law: Law, first: dt.date, last: dt.date, *, quiet: bool) -> dict[str, object]:
    """Print every date between two days on which the law does something by itself."""
    from sim.law.foreseen import timetable_foreseen
    from sim.law.timetable import timetable
    from sim.story.words import date

    if law.scenario is None or law.source is None:
        rows = timetable(law.catalogue, first, last)
    else:
        rows = timetable_foreseen(law.scenario, law.source, first, last)
    if quiet:
        listed = [{**asdict(row), "date": str(row.date)} for row in rows]
        return {"from": str(first), "to": str(last), **_kept(law, last), "calendar": listed}
    say(f"{law.catalogue.title}: from {date(first)} to {date(last)}")
    caveat = kept_to(law, last)
    if caveat:
        paragraph(caveat)
    print_table(
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
    return {}
