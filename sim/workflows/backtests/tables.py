"""What a backtest comes to, as tables: the same on the terminal and in a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import polars as pl

from sim.analysis.wording import points
from sim.batch.batch import Batch
from sim.statistics.precision import wilson_interval
from sim.validation.backtest.references import REFERENCES
from sim.validation.backtest.results import Backtest
from sim.validation.backtest.scoring import FLOOR, FORECASTERS
from sim.validation.backtest.skill import ALL
from sim.wording.cells import UNKNOWN, score_cell, share
from sim.wording.rounding import percent, percent_range
from sim.wording.words import count
from sim.workflows.page import Table

__all__ = ["SCORES", "forecaster", "overview"]

Row = Mapping[str, Any]

SCORES: Final = {"brier": "Brier", "log": "log score, nats", "crps": "CRPS of dates, years"}
"""Scores in words."""


def overview(result: Backtest, batches: Sequence[Batch]) -> Iterator[Table]:
    """Yield cases, scores, skill, calibration and coverage, but for those that would be empty.

    Parameters
    ----------
    result
        The backtest.
    batches
        One of each case.
    """
    tables = [
        _cases(result, batches),
        _scores(result),
        _skill(result),
        _reliability(result),
        _slopes(result),
        _coverage(result),
        _joint(result),
        _paths(result),
    ]
    yield from (table for table in tables if table.rows)


# -- cases and scores ----------------------------------------------------------------------


def _cases(result: Backtest, batches: Sequence[Batch]) -> Table:
    rows = []
    for batch in batches:
        kinds = result.items.filter(pl.col("case") == batch.name)["kind"].to_list()
        counts = [str(kinds.count(kind)) for kind in ("yes_no", "date", "value")]
        rows.append(
            (batch.name, batch.title, f"{batch.n:,}", f"{batch.failures.height:,}", *counts)
        )
    binary = result.items.filter(pl.col("kind") == "yes_no")
    yes = int(binary["answer"].sum() or 0)
    return Table(
        rows,
        ("case", "title", "runs", "failed", "yes or no", "dates", "values"),
        right=(2, 3, 4, 5, 6),
        title="Cases",
        note=f"{count(result.items.height, 'item')} in all: few, and chosen by hand. Those of the "
        f"record are there because they happened: {yes} of {binary.height} answers of yes or no "
        "are yes. Runs that failed are left out of everything below.",
    )


def _scores(result: Backtest) -> Table:
    groups = _apart(result.scores).group_by("case", "kind", "score", maintain_order=True)
    rows = []
    for (case, _, score), part in groups:
        by = dict(part.select("forecaster", "mean").iter_rows())
        rows.append(
            (
                str(case),
                SCORES[str(score)],
                str(part["n"].max()),
                *(score_cell(by.get(who)) for who in FORECASTERS),
            )
        )
    return Table(
        rows,
        ("case", "score", "n", *map(forecaster, FORECASTERS)),
        right=range(2, 3 + len(FORECASTERS)),
        labels=2,
        title="Scores, smaller is better",
        note=_base_rates(result),
    )


def _apart(table: pl.DataFrame) -> pl.DataFrame:
    """Return all cases together and each of them; a single one only once."""
    return table.filter(pl.col("case") != ALL) if table["case"].n_unique() == 2 else table


def _base_rates(result: Backtest) -> str:
    with_rate = result.items["base_rate"].drop_nulls()
    without = with_rate.len() - int(with_rate.sum())
    return (
        "Persistence: what falls due is renewed, and nothing else happens. Base "
        f"rates: by kind of event, and one half where none is known ({without} of "
        f"{with_rate.len()} items). Half: always one half; of a date, that it comes before the "
        "scenario ends. All "
        "forecast from the start of the scenario, as the simulator does: a tenth renewal takes "
        f"ten. Log scores take nothing for less probable than {percent(FLOOR)}; CRPS is how far a "
        "forecast lay off, in years up to the end of the scenario."
    )


def _skill(result: Backtest) -> Table:
    groups = _apart(result.skill).group_by("case", "score", maintain_order=True)
    rows = []
    for (case, score), part in groups:
        by = {row["reference"]: row for row in part.iter_rows(named=True)}
        rows.append(
            (
                str(case),
                SCORES[str(score)].split(",")[0],
                str(part["n"].max()),
                *(_with_ends(by[who], "skill") for who in REFERENCES),
            )
        )
    return Table(
        rows,
        ("case", "score", "n", *map(forecaster, REFERENCES)),
        right=range(2, 3 + len(REFERENCES)),
        labels=2,
        title="Skill against each reference",
        note="Skill: 1 is perfect, 0 no better, below 0 worse; with 95 % intervals (bootstrap "
        "over the items of each case, as if these were independent: they are not, and the "
        "intervals are too narrow). – where nothing bounds it or the reference makes no mistake.",
    )


# -- calibration ---------------------------------------------------------------------------


def _reliability(result: Backtest) -> Table:
    rows = [
        (
            f"{row['low']:.1f} to {row['high']:.1f}",
            str(row["n"]),
            share(row["forecast"]),
            share(row["frequency"]),
            percent_range(row["frequency_low"], row["frequency_high"]),
        )
        for row in result.reliability.filter(pl.col("forecaster") == "simulator").iter_rows(
            named=True
        )
    ]
    return Table(
        rows,
        ("forecast", "n", "mean", "happened", "95 % interval"),
        right=(1, 2, 3, 4),
        title="Reliability of the simulator's probabilities",
        note="Intervals as if items were independent.",
    )


def _slopes(result: Backtest) -> Table:
    rows = [
        (forecaster(row["forecaster"]), _with_ends(row, "slope"), score_cell(row["intercept"]))
        for row in result.slopes.iter_rows(named=True)
        if any(row[name] is not None for name in ("slope", "low", "high"))
    ]
    return Table(
        rows,
        ("forecaster", "slope", "intercept"),
        right=(1, 2),
        title="Recalibration",
        note="logit P(yes) = intercept + slope × logit(forecast): 0 and 1 if calibrated; a slope "
        "below 1 is too sure of itself. – where the items do not say.",
    )


def _coverage(result: Backtest) -> Table:
    rows = []
    for kind, word in (("date", "dates"), ("value", "values")):
        part = result.items.filter(pl.col("kind") == kind)
        for width, column in (("50 %", "in50"), ("90 %", "in90")):
            scored = part[column].drop_nulls()
            if scored.len():
                inside = int(scored.sum())
                low, high = wilson_interval(inside, scored.len())
                rows.append(
                    (
                        word,
                        width,
                        f"{inside} of {scored.len()}",
                        share(inside / scored.len()),
                        percent_range(low, high),
                    )
                )
    return Table(
        rows,
        ("of", "interval", "within", "share", "95 % interval"),
        right=(1, 2, 3, 4),
        labels=2,
        title="How often it lay within the central interval",
        note=_unscored(result),
    )


def _unscored(result: Backtest) -> str:
    """Say which values have no forecast at all, and what they count as."""
    rows = result.items.filter((pl.col("kind") == "value") & (pl.col("n") == 0))
    if not rows.height:
        return ""
    names = ", ".join(f"{row['case']}: {row['id']}" for row in rows.iter_rows(named=True))
    return f"No future has such a value, which counts as outside every interval: {names}."


def _joint(result: Backtest) -> Table:
    rows = [
        (
            row["case"],
            str(row["n_items"]),
            share(row["probability"]),
            percent_range(row["low"], row["high"]),
        )
        for row in result.joint.iter_rows(named=True)
    ]
    return Table(
        rows,
        ("case", "items", "probability", "95 % interval"),
        right=(1, 2, 3),
        title="All answers of yes or no as they were, in one and the same run",
    )


def _paths(result: Backtest) -> Table:
    rows = [
        (row["case"], share(row["share_in_50"]), share(row["share_in_90"]))
        for row in result.paths.iter_rows(named=True)
    ]
    return Table(
        rows,
        ("case", "50 % band", "90 % band"),
        right=(1, 2),
        title="Share of the time that the LP eased in the record lie within the simulated bands",
        note=points(),
    )


# -- words ---------------------------------------------------------------------------------


def _with_ends(row: Row, name: str) -> str:
    """Return a number with its interval: ``0.53 (0.34 to 0.71)``, – for what is not known."""
    value, low, high = (score_cell(row[key]) or UNKNOWN for key in (name, "low", "high"))
    return value if low == high == UNKNOWN else f"{value} ({low} to {high})"


def forecaster(name: str) -> str:
    """Return who forecasts, in words."""
    return {"climatology": "base rates", "half": "one half"}.get(name, name)
