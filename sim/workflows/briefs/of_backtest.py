"""A brief of a backtest: scores beside other forecasters, each forecast, and what happened."""

from __future__ import annotations

from typing import Final

import polars as pl

from sim.figures.findings import validation as findings
from sim.validation.backtest.forecasters import FORECASTERS, HEADLINE
from sim.validation.backtest.groups import ALL, EVERYTHING
from sim.validation.backtest.numbers import SHORT, ranged
from sim.wording.cells import score_cell, share
from sim.wording.words import count
from sim.workflows.backtests.result import BacktestResult
from sim.workflows.briefs.caveats import again, made, not_this
from sim.workflows.briefs.charts import apart as apart_charts
from sim.workflows.briefs.document import Brief, Chart, Part, Section
from sim.workflows.page import Paragraph, Table

__all__ = ["brief_of_backtest"]

_ROWS: Final = 7
"""Rows of points of forecasts that are spread so as not to hide each other."""


def brief_of_backtest(result: BacktestResult, prefix: str = "") -> Brief:
    """Return a brief of a backtest.

    Parameters
    ----------
    result
        The backtest.
    prefix
        Before the names of charts and sections, to keep those of several briefs apart.
    """
    how = made(result.folder, None)
    _, _, *blocks = result.page(everything=False)
    cases = count(len(result.batches), "case")
    return Brief(
        kind="backtest",
        title=f"Forecasts of {cases} held against what happened",
        question="",
        answer=result.sentence,
        first=_skill(result, prefix),
        sections=[
            Section(f"{prefix}forecasts", "Each forecast", _forecasts(result, prefix)),
            Section(f"{prefix}scores", "Scores, groups and cases", blocks),
            not_this(None, prefix=prefix),
            again(how, prefix),
        ],
        made=how,
        values=result.to_json(),
    )


def _skill(result: BacktestResult, prefix: str) -> list[Part]:
    """Return how the headline fares beside the others, score by score."""
    table = result.skill.filter(
        pl.col("by") == EVERYTHING, pl.col("group") == ALL, pl.col("forecaster") == HEADLINE
    )
    found = [row for row in table.iter_rows(named=True) if row["difference"] is not None]
    brier = [row for row in found if row["score"] == "brier"] or found
    if not brier:
        return [Paragraph("No item could be scored beside other forecasters.")]
    label = FORECASTERS[HEADLINE].label
    points = [
        {
            "what": f"against {FORECASTERS[row['reference']].label}, {SHORT[row['score']]}",
            "who": label,
            "value": row["difference"],
            "low": row["low"],
            "high": row["high"],
            "said": ranged(row, "difference"),
        }
        for row in brier
    ]
    return [
        Chart(
            f"{prefix}skill",
            f"{findings.skill(result.backtest, result.batches)}.",
            f"Mean {SHORT[brier[0]['score']]} score of the {label} less that of each other, item "
            "by item, with 95 % intervals over cases where there are cases enough; left of 0 is "
            "better.",
            apart_charts.dots(points, "difference of mean scores"),
            Table(
                [(row["what"], row["said"]) for row in points],
                ("", "difference"),
                right=(1,),
            ),
        )
    ]


def _forecasts(result: BacktestResult, prefix: str) -> list[Part]:
    """Return every answer of yes or no, by the probability that was given to it."""
    items = result.items.filter(pl.col("kind") == "yes_no").sort(f"p_{HEADLINE}")
    label = FORECASTERS[HEADLINE].label
    points = [
        {
            "what": f"{row['title']}: {row['text']}",
            "who": "happened" if row["answer"] else "did not happen",
            "probability": row[f"p_{HEADLINE}"],
            "jitter": k % _ROWS,
            "said": f"probability given {share(row[f'p_{HEADLINE}'])}",
        }
        for k, row in enumerate(items.iter_rows(named=True))
        if row[f"p_{HEADLINE}"] is not None and row["answer"] is not None
    ]
    if not points:
        return [Paragraph("No item of yes or no was scored.")]
    yes = [row["probability"] for row in points if row["who"] == "happened"]
    no = [row["probability"] for row in points if row["who"] != "happened"]
    means = [
        f"{share(sum(values) / len(values))} on average to what {what}"
        for values, what in ((yes, "happened"), (no, "did not"))
        if values
    ]
    return [
        Chart(
            f"{prefix}items",
            f"The {label} gave {', and '.join(means)}.",
            "Every item of yes or no: the probability that was given to it, and whether it "
            "happened.",
            apart_charts.forecasts(points),
            Table(
                [(row["what"], share(row["probability"]), row["who"]) for row in points],
                ("item", "probability", "it"),
                right=(1,),
            ),
        ),
        Paragraph(f"Brier score of a coin: {score_cell(0.25)}."),
    ]
