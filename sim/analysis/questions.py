"""The questions of a scenario, answered with probabilities, dates and their intervals."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import numpy as np
import polars as pl

from sim.analysis.quantities import Schema, groups, numbers
from sim.batch.batch import ANSWER, DAYS, Batch
from sim.scenario.events import Question
from sim.statistics.intervals import quantile, share

QUANTILES: Final[dict[str, float]] = {
    "q05": 0.05,
    "q25": 0.25,
    "median": 0.5,
    "q75": 0.75,
    "q95": 0.95,
}
"""Quantiles of the answers to date questions, by the names of their columns."""

SCHEMA: Final[Schema] = {
    "id": pl.String,
    "text": pl.String,
    "by": pl.Date,
    "n": pl.Int64,
    "probability": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "never": pl.Float64,
    "never_low": pl.Float64,
    "never_high": pl.Float64,
    **dict.fromkeys(QUANTILES, pl.Date),
}


def questions(batch: Batch, level: float = 0.95) -> pl.DataFrame:
    """Answer the questions of a batch's scenario.

    Parameters
    ----------
    batch
        The batch.
    level
        Level of confidence, in (0, 1).

    Returns
    -------
    polars.DataFrame
        A row per question, in the order of the scenario, with the columns

        - ``id``, ``text``, ``by`` (null for a question that asks for a date), ``n``;
        - ``probability``, ``low``, ``high``: that the answer is yes; for a date question, that it
          happens before the scenario ends;
        - ``never``, ``never_low``, ``never_high``: for date questions, the probability that it
          does not happen before the scenario ends; null for others;
        - ``q05``, ``q25``, ``median``, ``q75``, ``q95``: for date questions, the date by which it
          has happened with that probability; null if that lies beyond the end.
    """
    asked = batch.model.scenario.questions
    rows = [_row(question, batch, level) for question in asked]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _row(question: Question, batch: Batch, level: float) -> tuple[Any, ...]:
    about = (question.id, question.text, question.by)
    hits = numbers(batch.column(f"{ANSWER}{question.id}"))
    if not hits.size:
        return (*about, 0, *[None] * (6 + len(QUANTILES)))
    yes = share(hits, groups(batch), level)
    if question.by is not None:
        return (*about, hits.size, *yes, *[None] * (3 + len(QUANTILES)))
    no = share(1.0 - hits, groups(batch), level)
    days = numbers(batch.column(f"{ANSWER}{question.id}{DAYS}"))
    ordered = np.sort(np.where(np.isnan(days), np.inf, days))
    dates = (_date(batch, quantile(ordered, p).value) for p in QUANTILES.values())
    return (*about, hits.size, *yes, *no, *dates)


def _date(batch: Batch, day: float) -> dt.date | None:
    return batch.model.calendar.date(day) if day < np.inf else None
