"""How often what happened lay within the central intervals of a forecast."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import polars as pl

from sim.analysis.quantities import Schema
from sim.statistics.clusters import numbered, share
from sim.validation.backtest.forecasters import FORECASTERS
from sim.validation.backtest.scoring import WIDTHS

__all__ = ["COVERAGE", "coverage"]

COVERAGE: Final[Schema] = {
    "kind": pl.String,
    "forecaster": pl.String,
    "width": pl.Float64,
    "inside": pl.Int64,
    "n": pl.Int64,
    "share": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "cases": pl.Int64,
}
"""Columns of the table of coverage."""


def coverage(items: pl.DataFrame, level: float = 0.95) -> pl.DataFrame:
    """Return how many dates and values lay within the intervals of each forecaster.

    Parameters
    ----------
    items
        Scored items, see `sim.validation.backtest.scoring.SCHEMA`.
    level
        Level of confidence of the intervals over cases, in (0, 1).

    Returns
    -------
    polars.DataFrame
        See `COVERAGE`; a row for each kind of item, forecaster that gives a distribution, and
        width. A calibrated forecaster's share is the width.
    """
    rows: list[tuple[Any, ...]] = []
    for kind in ("date", "value"):
        of_kind = items.filter(pl.col("kind") == kind)
        for who in FORECASTERS:
            for name, width in WIDTHS.items():
                told = of_kind.drop_nulls(f"{name}_{who}")
                if told.height:
                    hits = told[f"{name}_{who}"].to_numpy().astype(np.float64)
                    cases = numbered(told["case"].to_list())
                    found = share(hits, cases, level)
                    size = (int(hits.sum()), hits.size)
                    rows.append((kind, who, width, *size, *found, int(cases.max()) + 1))
    return pl.DataFrame(rows, schema=COVERAGE, orient="row")
