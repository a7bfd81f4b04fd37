"""The summary of a batch: what came of it, how sure that is, and what drives it, as plain data."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

import polars as pl

from sim.analysis.estimates import estimates
from sim.analysis.headline import relief
from sim.analysis.quantities import chosen_columns
from sim.analysis.questions import questions
from sim.analysis.uncertainty.drivers import drivers
from sim.analysis.uncertainty.spread import spread
from sim.batch.batch import Batch
from sim.outcomes.decades import MOTIVES, decades
from sim.results.json_values import to_json
from sim.scenario.facts import Conditioned

KEYS: Final = (
    "scenario",
    "seed",
    "replications",
    "good",
    "failures",
    "antithetic",
    "repeats",
    "level",
    "primary",
    "classes",
    "relief",
    "questions",
    "motives",
    "spread",
    "drivers",
    "precision",
)
"""What a summary says."""


def keys(batch: Batch) -> tuple[str, ...]:
    """Return what the summary of a batch says, in order, and where its futures begin later."""
    more = [] if batch.branch is None else ["branch"]
    more += [] if batch.model.scenario.conditioned is None else ["conditioned"]
    return (*KEYS, *more)


FORECASTS: Final = ("relief", "questions")
"""What of it rests on the case library too, which may change while the futures stay."""


def summary(batch: Batch, level: float = 0.95) -> dict[str, Any]:
    """Sum up a batch.

    Parameters
    ----------
    batch
        The batch.
    level
        Level of confidence of all intervals, in (0, 1).

    Returns
    -------
    dict
        Plain values that JSON can hold, the same for the same batch and in the same order:

        - ``scenario``: ``name``, ``title``, ``question``, ``start``, ``end``;
        - ``seed``, ``replications`` (asked for), ``good``, ``failures``, ``antithetic``,
          ``repeats``, ``level``;
        - ``primary``: rows of `estimates` for the primary outcomes but for their classes;
        - ``classes``: ``class``, ``share``, ``low``, ``high``, all classes in their order;
        - ``relief``: rows of `relief`, the headline; ``questions``: rows of `questions`;
        - ``motives``: ``decade``, and for each motive (``economic``, ``wedge``,
          ``socialisation``) its share in the steps accepted then, ``n`` (replications with such
          a step), ``estimate``, ``low``, ``high``; empty for scenarios of less than ten years;
        - ``spread``: rows of `spread`; ``drivers``: rows of `drivers`;
        - ``precision``: half-widths reached: ``shares``, the widest of any primary share, of the
          classes among them; ``means``, by outcome, in its unit; ``until``, what
          `Batch.precision` says if the batch was to stop once it was precise enough;
        - ``branch``, if the futures branch off another one: fields of `sim.batch.branch.Branch`;
        - ``conditioned``, if they are conditioned on a record: fields of
          `sim.scenario.facts.Conditioned` but for the facts and the pasts themselves: ``until``,
          and how many of each it names (``facts``, ``absent``, ``complete``).

        None stands for whatever is not there: what lies beyond the horizon, an end of an
        interval that so few replications do not set, an outcome without any value.
    """
    again = ["replication", *(column.name for column in chosen_columns(batch)), *batch.parameters]
    batch = batch.holding(again)
    table = estimates(batch, level)
    primary = table.filter(pl.col("primary"))
    classes = primary.filter(pl.col("outcome") == "outcome")
    scenario = batch.model.scenario
    found = {
        "scenario": {
            "name": batch.name,
            "title": batch.title,
            "question": scenario.question,
            "start": scenario.start,
            "end": scenario.end,
        },
        "seed": batch.seed,
        "replications": batch.n,
        "good": batch.rows,
        "failures": batch.failures.height,
        "antithetic": batch.antithetic,
        "repeats": batch.repeats,
        "level": level,
        "primary": primary.filter(pl.col("outcome") != "outcome").drop("primary").to_dicts(),
        "classes": classes.select(
            pl.col("category").alias("class"), pl.col("estimate").alias("share"), "low", "high"
        ).to_dicts(),
        **forecasts(batch, level),
        "motives": _motives(batch, table),
        "spread": spread(batch, level=level).to_dicts(),
        "drivers": drivers(batch, level=level).to_dicts(),
        "precision": {
            **_precision(primary),
            "until": None if batch.precision is None else asdict(batch.precision),
        },
    }
    if batch.branch is not None:
        found["branch"] = batch.branch.model_dump()
    if scenario.conditioned is not None:
        found["conditioned"] = said_of(scenario.conditioned)
    clean: dict[str, Any] = to_json(found)
    return clean


def forecasts(batch: Batch, level: float = 0.95) -> dict[str, Any]:
    """Return what of a summary rests on the case library too; see `FORECASTS`."""
    found = (relief(batch, level), questions(batch, level).to_dicts())
    clean: dict[str, Any] = to_json(dict(zip(FORECASTS, found, strict=True)))
    return clean


def _motives(batch: Batch, table: pl.DataFrame) -> list[dict[str, Any]]:
    means = table.filter(pl.col("statistic") == "mean")
    found = {row["outcome"]: row for row in means.iter_rows(named=True)}
    kept = ("n", "estimate", "low", "high")
    return [
        {
            "decade": decade,
            **{
                motive: {key: found[f"motive_{motive}_{decade}"][key] for key in kept}
                for motive in MOTIVES
            },
        }
        for decade, _ in decades(batch.model.calendar)
    ]


def _precision(primary: pl.DataFrame) -> dict[str, Any]:
    half = primary.with_columns(((pl.col("high") - pl.col("low")) / 2).alias("half"))
    shares = half.filter(pl.col("statistic").is_in(["share", "never"]))
    means = half.filter(pl.col("statistic") == "mean")
    return {
        "shares": shares["half"].max(),
        "means": dict(zip(means["outcome"].to_list(), means["half"].to_list(), strict=True)),
    }


def said_of(conditioned: Conditioned) -> dict[str, Any]:
    """Return what a scenario is conditioned on, in numbers."""
    facts = conditioned.facts
    return {
        **conditioned.model_dump(exclude={"facts", "pasts", "days"}),
        "until": facts.until,
        "facts": len(facts.facts),
        "absent": len(facts.absent),
        "complete": len(facts.complete),
    }
