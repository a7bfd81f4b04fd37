"""What came of many futures, as sheets: the summary, the questions, every future a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import polars as pl

from sim.analysis.questions import SCHEMA as QUESTIONS
from sim.analysis.questions import questions
from sim.analysis.wording import class_words, parameter_words
from sim.batch.batch import ANSWER, DAYS, OBSERVED, Batch
from sim.outcomes.columns import columns
from sim.wording.words import capital
from sim.workflows.sheets.columns import field_of, frame_sheet
from sim.workflows.sheets.sheet import Cell, Field, Kind, Sheet, Value, kind_of, sheet_of

__all__ = ["SCENARIO_FIELD", "batch_sheets", "outcomes_sheet", "questions_sheet"]

Row = Mapping[str, Any]

SCENARIO_FIELD: Final = Field("scenario", "Name of the scenario")

_SUMMARY: Final = (
    Field("what", "What was counted or measured"),
    Field("statistic", "Which number of it this is"),
    Field("estimate", "The number", "points"),
    Field("low", "Lower end of its interval, which chance in so many futures leaves", "points"),
    Field("high", "Upper end of that interval", "points"),
    Field("unit", "Its unit; empty for counts"),
    Field("outcome", "Column of the table of outcomes that it sums up, where it is of one"),
)

_STATISTICS: Final = {
    "share": "share of futures",
    "never": "share of futures in which it does not come by the end",
    "mean": "mean",
    "q05": "5 % of futures lie below",
    "median": "median",
    "q95": "95 % of futures lie below",
}
"""Statistics of a summary in words; others are called as they are."""

_SHARES: Final = ("share", "never")

_AT: Final = {"q05": "5 %", "q25": "25 %", "median": "50 %", "q75": "75 %", "q95": "95 %"}

_ASKED: Final = {
    "id": "Id of the question",
    "text": "The question",
    "by": "Day by which it is asked; empty if it asks for a date",
    "n": "Futures that answer it",
    "probability": "Simulated: in which share of the futures it happens",
    "low": "Lower end of the interval of that share",
    "high": "Upper end of that interval",
    "never": "Simulated: in which share it does not happen before the end",
    "never_low": "Lower end of the interval of that share",
    "never_high": "Upper end of that interval",
    **{key: f"Simulated: day by which it has happened in {at}" for key, at in _AT.items()},
    "blended": "Headline: the simulated share and the base rate, pooled",
    **{
        f"blended_{key}": f"Blended: day by which it has happened with {at}"
        for key, at in _AT.items()
    },
    "base_rate": "How often such things happen, in like cases or as published",
    "base_n": "As how many cases those count that make the base rate",
    "base_cases": "Which cases these are, or where the rate is published",
}
"""Columns of `sim.analysis.questions.questions` in words."""

_FIRST: Final = ("text", "by", "blended", "probability", "low", "high", "base_rate", "base_n")
"""Columns of questions that are read first."""

_FAILED: Final = {
    "replication": "Number of the future",
    "stage": "Where it failed",
    "message": "Why",
    "command": "What runs it again",
}


def batch_sheets(batch: Batch, summary: Row) -> Iterator[Sheet]:
    """Yield the sheets of a batch.

    Parameters
    ----------
    batch
        The batch.
    summary
        Its summary (`sim.analysis.summary.summary`).
    """
    yield sheet_of("Summary", _SUMMARY, [*_classes(summary), *_primary(summary)])
    yield questions_sheet([batch])
    yield outcomes_sheet([batch])
    failed = batch.failures.select(list(_FAILED))
    fields = [field_of(name, failed.schema[name], text) for name, text in _FAILED.items()]
    yield frame_sheet("Failures", failed, fields)


def _classes(summary: Row) -> Iterator[tuple[Value | Cell, ...]]:
    for row in summary["classes"]:
        numbers = [Cell(row[key], "share") for key in ("share", "low", "high")]
        yield (class_words(row["class"]), "share of futures that end so", *numbers, "", "outcome")


def _primary(summary: Row) -> Iterator[tuple[Value | Cell, ...]]:
    for row in summary["primary"]:
        kind: Kind = "share" if row["statistic"] in _SHARES else kind_of("float", row["unit"])
        numbers = [Cell(row[key], kind) for key in ("estimate", "low", "high")]
        unit = "" if kind == "share" else row["unit"]
        said = _STATISTICS.get(row["statistic"], row["statistic"])
        yield (capital(row["meaning"]), said, *numbers, unit, row["outcome"])


def questions_sheet(batches: Sequence[Batch]) -> Sheet:
    """Return the questions of batches as they are answered, those to be read first at the left."""
    order = [*_FIRST, *(name for name in QUESTIONS if name not in _FIRST)]
    fields = [_question_field(name) for name in order]
    return _stacked("Questions", batches, fields, questions)


def _question_field(name: str) -> Field:
    field = field_of(name, pl.DataFrame(schema={name: QUESTIONS[name]}).dtypes[0], _ASKED[name])
    if field.kind == "number":
        return field._replace(kind="points" if name == "base_n" else "share")
    return field


def outcomes_sheet(batches: Sequence[Batch]) -> Sheet:
    """Return every future of batches as a row: columns as in docs/names.md, then the others."""
    fields: dict[str, Field] = {}
    for batch in batches:
        known = {column.name: column for column in columns(batch.model)}
        asked = {question.id: question.text for question in batch.model.scenario.questions}
        table = batch.outcomes
        for name in [*(key for key in known if key in table.columns), *table.columns]:
            if name in fields:
                continue
            column = known.get(name)
            unit = column.unit if column is not None else "d" if name.endswith(DAYS) else ""
            meaning = column.meaning if column is not None else _other(name, asked)
            field = field_of(name, table.schema[name], capital(meaning), unit)
            fields[name] = field._replace(kind="name") if name in _IDS else field
    return _stacked("Outcomes", batches, list(fields.values()), lambda batch: batch.outcomes)


_IDS: Final = ("seed", "replication")


def _other(name: str, asked: Mapping[str, str]) -> str:
    """Return what a column says that is of this scenario alone: a question, or what was drawn."""
    for before, what in ((ANSWER, "question"), (OBSERVED, "event of the record")):
        if name.startswith(before):
            key = name.removeprefix(before)
            said = asked.get(key) or asked.get(key.removesuffix(DAYS)) or key.removesuffix(DAYS)
            if key.endswith(DAYS):
                return f"days from the start until it comes true, by this {what}: {said}"
            return f"whether it comes true, by this {what}: {said}"
    return f"drawn for this future: {parameter_words(name)}"


def _stacked(
    name: str,
    batches: Sequence[Batch],
    fields: Sequence[Field],
    table: Callable[[Batch], pl.DataFrame],
) -> Sheet:
    """Return tables of batches below each other, with the scenario in front if there are many."""
    names = [field.name for field in fields]
    if len(batches) == 1:
        return frame_sheet(name, table(batches[0]), fields)
    frames = [
        table(batch).with_columns(pl.lit(batch.name).alias(SCENARIO_FIELD.name))
        for batch in batches
    ]
    whole = pl.concat(frames, how="diagonal_relaxed").select(SCENARIO_FIELD.name, *names)
    return frame_sheet(name, whole, [SCENARIO_FIELD, *fields])
