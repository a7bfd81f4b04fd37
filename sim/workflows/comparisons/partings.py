"""Where runs of two scenarios part, summed up: how often, when, and one future in words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final

from sim.analysis.comparison.parting import again, partings
from sim.batch.batch import Batch
from sim.engine.state.record import Record
from sim.events.registry import KINDS
from sim.story import Tale, sentence
from sim.wording.words import date
from sim.workflows.page import Block, Line, Paragraph

__all__ = ["parting_summary", "partings_report"]

Row = Mapping[str, Any]

_EXAMPLES: Final = 10
"""Futures that part which are looked at for one that parts in substance."""

_DATE: Final = re.compile(r"\b\d{1,2} [A-Z][a-z]{2} \d{4}\b")

_WITH_EXAMPLE: Final = 3
"""Partings of which an example is reported; of the others only how many futures part."""


def parting_summary(a: Batch, b: Batch, replications: int) -> dict[str, Any]:
    """Sum up where paired runs of two batches part: how often, when, at what, and one in words.

    The ``example`` is of the first future that parts in substance: what the sides do is another
    thing, and not only on another day. It is None if there is no such future among the first.

    Parameters
    ----------
    a, b
        Two batches under the same seed and design.
    replications
        How many futures to look at, the first that are good in both.

    Raises
    ------
    PairingError
        If replications of one number are not the same luck in both.
    """
    parted = partings(a, b, replications)
    apart = parted.table.filter(parted.table["date"].is_not_null())
    examples = (_example(a, b, k) for k in apart["replication"].to_list()[:_EXAMPLES])
    return {
        "a": a.name,
        "b": b.name,
        "n": parted.n,
        "parted": parted.parted,
        "median_date": parted.median_date,
        "tally": parted.tally.to_dicts(),
        "example": next((example for example in examples if example is not None), None),
    }


def _example(a: Batch, b: Batch, replication: int) -> dict[str, Any] | None:
    """Return the first acts that differ in substance in a future, in words; None without any."""
    one, two = again(a, replication), again(b, replication)
    for x, y in zip_longest(_acts(one), _acts(two)):
        if x is not None and y is not None and _undated(x["text"]) == _undated(y["text"]):
            continue
        first = min(act["date"] for act in (x, y) if act is not None)
        return {"replication": replication, "date": first, "a": x, "b": y}
    return None


def _acts(record: Record) -> Iterator[dict[str, Any]]:
    """Yield what the sides do in a run, one after the other."""
    tale = Tale(record)
    for entry in record.entries:
        if KINDS[entry.kind].deliberate:  # all others follow from these, or from chance
            day = record.model.calendar.date(entry.day)
            yield {"event": entry.id, "date": day, "text": sentence(tale, entry)}


def _undated(text: str) -> str:
    """Return a sentence without its dates."""
    return _DATE.sub("", text)


# -- in words ------------------------------------------------------------------------------


def partings_report(summaries: Sequence[Row]) -> Iterator[Block]:
    """Yield where scenarios part; of the first few one future each in words."""
    for k, parting in enumerate(summaries):
        yield from _parting(parting, example=k < _WITH_EXAMPLE)
    if summaries:
        yield Line()


def _parting(parting: Row, *, example: bool) -> Iterator[Block]:
    a, b = parting["a"], parting["b"]
    if not parting["parted"]:
        yield Paragraph(f"{a} and {b} never part in the first {parting['n']} futures.")
        return
    middle = date(dt.date.fromisoformat(parting["median_date"]))
    yield Paragraph(
        f"{a} and {b} part in {parting['parted']} of the first {parting['n']} futures, half of "
        f"them by {middle}."
    )
    if not example:
        return
    example_of = parting["example"]
    if example_of is None:
        yield Paragraph("what the sides do differs in no more than its dates", indent=2)
        return
    yield Paragraph(
        f"the first thing done otherwise, in future {example_of['replication']}:", indent=2
    )
    for name, event in ((a, example_of["a"]), (b, example_of["b"])):
        if event is None:
            yield Paragraph(f"{name}: nothing more is offered or agreed", indent=4)
            continue
        day = date(dt.date.fromisoformat(event["date"]))
        yield Paragraph(f"{name}, {day}: {event['text']}", indent=4)
