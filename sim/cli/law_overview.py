"""The law of all measures on one day, and its calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import TYPE_CHECKING

from sim.cli.console import print_table, say
from sim.cli.law_words import hurdle

if TYPE_CHECKING:
    from sim.cli.law_reading import Law
    from sim.law.answers import Answer

__all__ = ["show_all", "show_calendar"]


def show_all(law: Law, *, quiet: bool) -> dict[str, object]:
    """Print all measures in force with their layers and hurdles, or return them."""
    from sim.law.answers import describe

    answers = [describe(law.catalogue, name, law.day) for name in law.catalogue.measures]
    held = [answer for answer in answers if answer.in_force]
    if quiet:
        return {"measures": [_plain(answer) for answer in held]}
    from sim.analysis.story.words import brief, date

    def holders(answer: Answer) -> str:
        return ", ".join(
            brief(layer.name) + ("" if layer.lapses_on is not None else "*")
            for layer in answer.layers
        )

    def day(found: dt.date | None) -> str:
        return date(found) if found is not None else "–"

    say(f"{law.catalogue.title}: {len(held)} measures in force on {date(law.day)}")
    print_table(
        [
            (
                a.measure, brief(a.name), holders(a),
                hurdle(a.suspend, law.agents), day(a.suspend_earliest),
                hurdle(a.end, law.agents), day(a.end_earliest),
            )
            for a in held
        ],
        ("measure", "name", "held by", "to suspend", "earliest", "to end", "earliest"),
        whole=(0, 4, 6),
    )  # fmt: skip
    say("* does not lapse by itself. Earliest: the day of effect if it is asked for on that day.")
    return {}


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
    from sim.analysis.story.words import date
    from sim.law.timetable import timetable

    rows = timetable(law.catalogue, first, last)
    if quiet:
        listed = [{**asdict(row), "date": str(row.date)} for row in rows]
        return {"from": str(first), "to": str(last), "calendar": listed}
    say(f"{law.catalogue.title}: from {date(first)} to {date(last)}")
    print_table(
        [
            (
                date(row.date), row.entry, row.name, row.silence,
                str(row.measures) if row.entry in ("deadline", "expiry") else "",
            )
            for row in rows
        ],
        ("date", "what", "of", "on silence it", "measures that would end"),
        right=(4,),
        whole=(0, 1),
    )  # fmt: skip
    return {}
