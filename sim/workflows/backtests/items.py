"""The items of a backtest one by one, as tables: the same on the terminal and in a document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import polars as pl

from sim.batch.batch import Batch
from sim.engine.kernel.clock import YEAR
from sim.validation.backtest.forecasters import FORECASTERS, HEADLINE, RIVAL
from sim.validation.backtest.numbers import SCORES
from sim.validation.backtest.results import Backtest
from sim.wording.cells import score_cell, share
from sim.wording.words import date
from sim.workflows.page import Table

__all__ = ["every_item", "worst"]

Row = Mapping[str, Any]

_BESIDE: Final = (HEADLINE, RIVAL)
"""Whose probabilities stand beside what was simulated."""

WORST: Final = 10
"""Forecasts that are named as the worst."""


def worst(result: Backtest, batches: Sequence[Batch]) -> Table:
    """Return the items that the simulator least expected to come out as they did."""
    rows = sorted(
        result.items.iter_rows(named=True),
        key=lambda row: (row["chance"], row["case"], row["id"]),
    )
    starts = _starts(batches)
    return Table(
        [
            (
                row["case"],
                row["text"],
                _forecast(row, starts),
                _happened(row, starts),
                share(row["chance"]),
            )
            for row in rows[:WORST]
        ],
        ("case", "what", "simulated", "happened", "chance"),
        right=(4,),
        labels=2,
        title="The worst forecasts of the simulator",
        note="Chance: the probability given to the answer; of a date or a value that it lies as "
        "far out as it did, on either side; none to a value that no future has. Later: after "
        "the end of the scenario, or never.",
    )


def every_item(result: Backtest, batches: Sequence[Batch]) -> Iterator[Table]:
    """Yield every item with its forecast and what happened, a table for each case."""
    starts = _starts(batches)
    for batch in batches:
        rows = result.items.filter(pl.col("case") == batch.name)
        yield Table(
            [
                (
                    row["id"],
                    row["text"],
                    _forecast(row, starts),
                    _happened(row, starts),
                    *(share(row[f"p_{name}"]) for name in _BESIDE),
                    share(row["p_climatology"]) + ("" if row["base_rate"] is not False else "*"),
                    *(score_cell(row[f"{score}_{_scored(row)}"]) for score in SCORES),
                )
                for row in rows.iter_rows(named=True)
            ],
            (
                *("item", "what", "simulated", "happened"),
                *(FORECASTERS[name].label for name in _BESIDE),
                *("base rates", "Brier", "log", "CRPS"),
            ),
            right=range(4, 8 + len(_BESIDE)),
            title=f"{batch.name}: {batch.title}",
            note="Dates: the median, with the 5 % and 95 % quantiles; in time: before the scenario "
            "ends. Others: their probability of that. Scores of the "
            f"{FORECASTERS[HEADLINE].label}, of a value of the simulator; CRPS in years for dates, "
            "for values in their own unit. * No base rate is known: one half.",
        )


# -- a single item -------------------------------------------------------------------------


def _scored(row: Row) -> str:
    """Return whose scores are told of an item: of values only the simulator says something."""
    return "simulator" if row["kind"] == "value" else HEADLINE


def _forecast(row: Row, starts: Mapping[str, dt.date]) -> str:
    if row["kind"] == "yes_no":
        return f"yes {share(row['p_simulator'])}"
    if row["n"] == 0:
        return "nothing: no future has such a value"

    def shown(name: str) -> str:
        if row["kind"] == "date":
            return _when(row, row[name], starts)
        return "later" if row[name] is None else score_cell(row[name])

    if row["kind"] == "date" and row["q05"] is None:
        return f"later, in time {share(row['p_simulator'])}"
    spread = f"{shown('median')} ({shown('q05')} to {shown('q95')})"
    if row["kind"] == "value":
        left = f", in {share(1.0 - row['left_out'])} of the futures" if row["left_out"] else ""
        return spread + left
    return f"{spread}, in time {share(row['p_simulator'])}"


def _happened(row: Row, starts: Mapping[str, dt.date]) -> str:
    if row["kind"] == "yes_no":
        return "yes" if row["answer"] == 1.0 else "no"
    if row["kind"] == "value":
        return score_cell(row["answer"])
    return _when(row, row["answer"], starts)


def _when(row: Row, years: float | None, starts: Mapping[str, dt.date]) -> str:
    if years is None:
        return "later"
    return date(starts[row["case"]] + dt.timedelta(days=int(round(years * YEAR, 6))))


def _starts(batches: Sequence[Batch]) -> dict[str, dt.date]:
    return {batch.name: batch.model.scenario.start for batch in batches}
