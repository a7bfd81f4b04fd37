"""What is told of each case of a backtest by itself, as tables."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sim.analysis.wording import points
from sim.validation.backtest.forecasters import FORECASTERS
from sim.validation.backtest.groups import CASE
from sim.validation.backtest.numbers import SHORT
from sim.validation.backtest.results import Backtest
from sim.wording.cells import score_cell, share
from sim.wording.rounding import percent_range
from sim.workflows.page import Table

__all__ = ["each_case"]


def each_case(result: Backtest) -> Iterator[Table]:
    """Yield what is told of each case by itself: scores, all answers at once, the path."""
    if result.items["case"].n_unique() > 1:
        yield _by_case(result)
    yield _joint(result)
    yield _paths(result)


def _by_case(result: Backtest) -> Table:
    groups = result.scores.filter(pl.col("by") == CASE).group_by(
        "group", "score", maintain_order=True
    )
    rows = []
    for (case, score), part in groups:
        by = dict(part.select("forecaster", "mean").iter_rows())
        means = (score_cell(by[name]) for name in FORECASTERS)
        rows.append((str(case), SHORT[str(score)], f"{part['n'][0]:,}", *means))
    return Table(
        rows,
        ("case", "score", "n", *(who.label for who in FORECASTERS.values())),
        right=range(2, 3 + len(FORECASTERS)),
        labels=2,
        title="Scores by case",
        note="A single case has no interval over cases.",
    )


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
        note="The interval is of the simulation alone.",
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
