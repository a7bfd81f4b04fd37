"""How probable the record is as a whole: everything that happened, in one and the same run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import polars as pl

from sim.analysis.quantities import Schema, groups
from sim.batch.batch import Batch
from sim.statistics.intervals import share
from sim.validation.backtest.items import Item, forecast

SCHEMA: Final[Schema] = {
    "case": pl.String,
    "n_items": pl.Int64,
    "probability": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}
"""Columns of the table of joint probabilities."""


def joint(batch: Batch, items: Sequence[Item], level: float = 0.95) -> dict[str, Any] | None:
    """Return in which share of replications all answers are as they were: a row of `SCHEMA`.

    With Wilson's interval. None if there is no such item.
    """
    binary = [item for item in items if item.kind == "yes_no"]
    if not binary:
        return None
    as_it_was = [forecast(item, batch) == item.answer for item in binary]
    whole = np.logical_and.reduce(as_it_was).astype(np.float64)
    probability, low, high = share(whole, groups(batch), level)
    return {
        "case": batch.name,
        "n_items": len(binary),
        "probability": probability,
        "low": low,
        "high": high,
    }
