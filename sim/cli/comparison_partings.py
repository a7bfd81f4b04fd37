"""Where runs of two scenarios part: how often, when, and at which offer, agreement or gesture."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from sim.cli.output.console import paragraph, say

if TYPE_CHECKING:
    from sim.batch.batch import Batch
    from sim.engine.state.record import Record
    from sim.events.log import Entry

__all__ = ["parting_of", "print_partings"]

Row = Mapping[str, Any]

_EXAMPLES: Final = 10
"""Futures that part which are looked at for one that parts in substance."""

_DATE: Final = re.compile(r"\b\d{1,2} [A-Z][a-z]{2} \d{4}\b")

_TOLD: Final = 3
"""Partings of which an example is told; of the others it is said how many futures part."""


def parting_of(a: Batch, b: Batch, replications: int) -> dict[str, Any]:
    """Where paired runs of two batches part: how often, when, at what, and one in words.

    The ``example`` is of the first future that parts in substance: what the sides do is another
    thing, and not only on another day. It is None if there is no such future among the first.
    """
    from sim.analysis.comparison.parting import partings

    found = partings(a, b, replications)
    said: dict[str, Any] = {
        "a": a.name,
        "b": b.name,
        "n": found.n,
        "parted": found.parted,
        "median_date": found.median_date,
        "tally": found.tally.to_dicts(),
        "example": None,
    }
    apart = found.table.filter(found.table["date"].is_not_null())
    for replication in apart["replication"].to_list()[:_EXAMPLES]:
        said["example"] = _example(a, b, replication)
        if said["example"] is not None:
            break
    return said


def _example(a: Batch, b: Batch, replication: int) -> dict[str, Any] | None:
    """The first acts that differ in substance in a future, in words; None if there are none."""
    from sim.analysis.comparison.parting import again

    one, two = again(a, replication), again(b, replication)
    for x, y in zip_longest(_acts(one), _acts(two)):
        if x is not None and y is not None and _bare(x["text"]) == _bare(y["text"]):
            continue
        dates = [each["date"] for each in (x, y) if each is not None]
        return {"replication": replication, "date": min(dates), "a": x, "b": y}
    return None


def _acts(record: Record) -> Iterator[dict[str, Any]]:
    """What the sides do in a run, one after the other."""
    from sim.events.registry import KINDS
    from sim.story import Tale, sentence

    tale = Tale(record)
    for entry in record.entries:
        if KINDS[entry.kind].deliberate:  # all others follow from these, or from chance
            yield _told(record, entry, sentence(tale, entry))


def _told(record: Record, entry: Entry, text: str) -> dict[str, Any]:
    return {"event": entry.id, "date": record.model.calendar.date(entry.day), "text": text}


def _bare(text: str) -> str:
    """A sentence without its dates."""
    return _DATE.sub("", text)


# -- in words ------------------------------------------------------------------------------


def print_partings(told: Sequence[Row]) -> None:
    """Print where scenarios part; of the first few one future each in words."""
    for k, parting in enumerate(told):
        _print(parting, example=k < _TOLD)
    if told:
        say()


def _print(parting: Row, *, example: bool) -> None:
    from sim.wording.words import date

    a, b = parting["a"], parting["b"]
    if not parting["parted"]:
        paragraph(f"{a} and {b} never part in the first {parting['n']} futures.")
        return
    middle = date(dt.date.fromisoformat(parting["median_date"]))
    paragraph(
        f"{a} and {b} part in {parting['parted']} of the first {parting['n']} futures, half of "
        f"them by {middle}."
    )
    if not example:
        return
    found = parting["example"]
    if found is None:
        paragraph("what the sides do differs in no more than its dates", indent=2)
        return
    paragraph(f"the first thing done otherwise, in future {found['replication']}:", indent=2)
    for name, event in ((a, found["a"]), (b, found["b"])):
        if event is None:
            paragraph(f"{name}: nothing more is offered or agreed", indent=4)
            continue
        day = date(dt.date.fromisoformat(event["date"]))
        paragraph(f"{name}, {day}: {event['text']}", indent=4)
