"""The questions of a scenario: simulated, by base rate and blended, with dates and intervals."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final, NamedTuple

import numpy as np
import polars as pl

from sim.analysis.forecasts.forecaster import Forecaster, forecaster_of
from sim.analysis.forecasts.rates import Rate
from sim.analysis.forecasts.topics import asked_of
from sim.analysis.quantities import Floats, Schema, groups, numbers
from sim.batch.batch import ANSWER, DAYS, Batch
from sim.batch.branch import begins_on
from sim.engine.kernel.clock import YEAR
from sim.scenario.events import Question
from sim.statistics.intervals import Groups, quantiles, share

QUANTILES: Final[dict[str, float]] = {
    "q05": 0.05,
    "q25": 0.25,
    "median": 0.5,
    "q75": 0.75,
    "q95": 0.95,
}
"""Quantiles of the answers to date questions, by the names of their columns."""

BLENDED: Final = "blended_"
"""Columns of quantiles that are blended begin so."""

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
    "blended": pl.Float64,
    **{f"{BLENDED}{name}": pl.Date for name in QUANTILES},
    "base_rate": pl.Float64,
    "base_n": pl.Float64,
    "base_cases": pl.String,
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
        A row per question, in the order of the scenario, with the columns (what is simulated
        first, then what is blended, then the base rate)

        - ``id``, ``text``, ``by`` (null for a question that asks for a date), ``n``;
        - ``probability``, ``low``, ``high``: that the answer is yes; for a date question, that it
          happens before the scenario ends;
        - ``never``, ``never_low``, ``never_high``: for date questions, the probability that it
          does not happen before the scenario ends; null for others;
        - ``q05``, ``q25``, ``median``, ``q75``, ``q95``: for date questions, the date by which it
          has happened with that probability; null if that lies beyond the end;
        - ``blended``: the headline: that probability and the base rate, pooled;
        - ``blended_q05`` to ``blended_q95``: the dates, of the pool of both distributions;
        - ``base_rate``: how often such things happen; ``base_n``: as how many cases those count
          that make it, null if no cases do; ``base_cases``: which these are, with their shares of
          the weight, or where it is published, or that nothing is known and it says one half.

        What is simulated and blended is null if every replication failed. See `docs/forecasts.md`.
        Where the futures branch off another one no base rate is pooled, which would know nothing of
        what had happened by then: what is blended is what is simulated, ``base_rate`` is null.
        Where they are conditioned on a record, so too; and what was to happen by a day of which
        that knows is asked no more.
    """
    scenario = batch.model.scenario
    asked = scenario.questions
    if scenario.conditioned is not None:
        known = scenario.conditioned.facts.until
        asked = tuple(one for one in asked if one.by is None or one.by > known)
    forecaster, member = forecaster_of(batch.model), groups(batch)
    rows = [_row(question, batch, member, forecaster, level) for question in asked]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


class _Answers(NamedTuple):
    """What the futures answer: whether it happens, and of a date question in how many days."""

    hits: Floats
    days: Floats | None


def _row(
    question: Question, batch: Batch, member: Groups | None, forecaster: Forecaster, level: float
) -> tuple[Any, ...]:
    answers = _answers(question, batch)
    simulated = _simulated(answers, batch, member, level)
    about = (question.id, question.text, question.by)
    if begins_on(batch, batch.model) is not None:
        _, probability, *rest = simulated
        return (*about, *simulated, probability, *rest[-len(QUANTILES) :], None, None, "")
    rate = forecaster.rate(asked_of(question, batch.model))
    blended = _blended(answers, batch, forecaster, rate)
    return (*about, *simulated, *blended, rate.probability, rate.n, rate.made_of)


def _answers(question: Question, batch: Batch) -> _Answers:
    name = f"{ANSWER}{question.id}"
    if question.by is not None:
        return _Answers(numbers(batch.column(name)), None)
    table = batch.select([name, f"{name}{DAYS}"])
    days = numbers(table[f"{name}{DAYS}"])
    return _Answers(numbers(table[name]), np.where(np.isnan(days), np.inf, days))


def _simulated(
    answers: _Answers, batch: Batch, member: Groups | None, level: float
) -> tuple[Any, ...]:
    """Return what the futures say: how many they are, shares with intervals, dates."""
    hits, days = answers
    if not hits.size:
        return (0, *[None] * (6 + len(QUANTILES)))
    yes = share(hits, member, level)
    if days is None:
        return (hits.size, *yes, *[None] * (3 + len(QUANTILES)))
    no = share(1.0 - hits, member, level)
    dates = (_date(batch, day) for day in quantiles(days, tuple(QUANTILES.values())))
    return (hits.size, *yes, *no, *dates)


def _blended(
    answers: _Answers, batch: Batch, forecaster: Forecaster, rate: Rate
) -> tuple[Any, ...]:
    """Return what futures and base rate say together: a probability, dates."""
    nothing = [None] * len(QUANTILES)
    hits, days = answers
    if not hits.size:
        return (None, *nothing)
    if days is None:
        return (forecaster.blend(rate, float(hits.mean())).probability, *nothing)
    levels = np.array(list(QUANTILES.values()))
    found = forecaster.blend(rate, days / YEAR, levels)
    return (found.probability, *(_date(batch, day) for day in found.times * YEAR))


def _date(batch: Batch, day: float) -> dt.date | None:
    return batch.model.calendar.date(day) if day < np.inf else None
