"""What came of one future, as sheets: its story, outcomes, answers, and what was eased when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sim.engine.state.record import Record
from sim.outcomes.columns import columns
from sim.story import tell
from sim.wording.words import capital
from sim.workflows.sheets.sheet import Cell, Field, Kind, Sheet, Value, kind_of, sheet_of

__all__ = ["run_sheets"]

Row = tuple[Value | Cell, ...]

_STORY: Final = (
    Field("date", "When it happened; of routine the last day of the year", "date"),
    Field("year", "In which year", "name"),
    Field("what happened", "The event, in a sentence"),
    Field("tone", "What it means for the target: relief, pressure, law, routine, or nothing"),
    Field("event", "Number of the event, as thaw explain --event takes it", "name"),
)
_OUTCOMES: Final = (
    Field("what", "What was counted or measured"),
    Field("value", "What it came to; empty for what never happened"),
    Field("unit", "Its unit; empty for names, counts and yes or no"),
    Field("outcome", "Its name in outcome.json and in docs/names.md"),
)
_QUESTIONS: Final = (
    Field("question", "The question"),
    Field("yes", "Whether it came true in this future", "flag"),
    Field("date", "When it came true", "date"),
    Field("base_rate", "How often such things happen, in like cases or as published", "share"),
    Field("base_n", "As how many cases those count that make the base rate", "points"),
    Field("base_cases", "Which cases these are, or where the rate is published"),
    Field("id", "Id of the question"),
)
_CHANGES: Final = (
    Field("date", "When it changed", "date"),
    Field("measure", "The measure, of which it is all or a part"),
    Field("sender", "Who has imposed it"),
    Field("class", "What kind of measure it is"),
    Field("lp", "How much it is worth to the target", "points", "LP"),
    Field("in force", "Whether it is in force from then on", "flag"),
    Field("instrument", "By which instrument"),
    Field("via", "How it came about"),
    Field("id", "Id of the measure in the catalogue"),
)


def run_sheets(
    record: Record, row: Mapping[str, Any], answers: Sequence[Mapping[str, Any]]
) -> Iterator[Sheet]:
    """Yield the sheets of a future.

    Parameters
    ----------
    record
        All that it left behind.
    row
        Its outcomes by name (`sim.outcomes.row.outcome_row`).
    answers
        Its questions as `sim.workflows.runs.playing.answers_of` gives them.
    """
    told = [
        (line.date, line.date.year, line.text, line.tone, line.events[0] if line.events else None)
        for line in tell(record)
    ]
    yield sheet_of("Story", _STORY, told)
    asked = [
        (
            answer["question"],
            answer["yes"],
            dt.date.fromisoformat(answer["date"]) if answer["date"] else None,
            *(answer[field.name] for field in _QUESTIONS[3:]),
        )
        for answer in answers
    ]
    yield sheet_of("Questions", _QUESTIONS, asked)
    yield sheet_of("Outcomes", _OUTCOMES, list(_outcomes(record, row)))
    yield sheet_of("Changes", _CHANGES, list(_changes(record)))


def _outcomes(record: Record, row: Mapping[str, Any]) -> Iterator[Row]:
    for column in columns(record.model):
        named = column.name in ("seed", "replication")
        kind: Kind = "name" if named else kind_of(column.type, column.unit)
        shown = Cell(row[column.name], kind)
        yield (capital(column.meaning), shown, column.unit, column.name)


def _changes(record: Record) -> Iterator[Row]:
    catalogue = record.model.catalogue
    for change in record.changes:
        part = record.tranches[change.tranche]
        known = catalogue.measures.get(part.measure)
        instrument = catalogue.instruments.get(change.instrument)
        yield (
            record.model.calendar.date(change.day),
            part.measure if known is None else known.name,
            catalogue.senders[part.sender].name,
            catalogue.classes[part.class_].name,
            part.lp,
            bool(change.on),
            change.instrument if instrument is None else instrument.name,
            change.via,
            part.measure,
        )
