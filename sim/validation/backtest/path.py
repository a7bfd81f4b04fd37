"""The record as a path of LP eased in law, and how much of it lies within what was simulated."""

from __future__ import annotations

from math import fsum
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.analysis.quantities import Schema
from sim.batch.batch import Batch
from sim.engine.model.model import Model
from sim.statistics.intervals import quantiles

Floats = NDArray[np.float64]

SERIES: Final = "legal"
"""The series of a batch that the path is held against."""

SCHEMA: Final[Schema] = {
    "case": pl.String,
    "share_in_50": pl.Float64,
    "share_in_90": pl.Float64,
}
"""Columns of the table of paths."""


def record_path(model: Model) -> tuple[Floats, Floats]:
    """Return the LP eased in law according to the shares of measures eased in the record.

    Parameters
    ----------
    model
        The compiled scenario. A share that an entry of its record gives for a measure holds from
        that entry's date on, until another one gives the measure another share. Measures that
        are neither in force at the start nor imposed by the scenario have no LP and count nothing.

    Returns
    -------
    days
        Shape ``(k,)``. Days from the start on which it changes, ascending, the first one 0.
    lp
        Shape ``(k,)``. LP eased from each of these days on.
    """
    weights = _weights(model)
    path = {0.0: 0.0}
    eased: dict[str, float] = {}
    for entry in sorted(model.scenario.observed, key=lambda entry: entry.date):
        if entry.eased:
            eased |= entry.eased
            lp = fsum(part * weights.get(name, 0.0) for name, part in eased.items())
            path[model.calendar.day(entry.date)] = lp
    return np.array(list(path)), np.array(list(path.values()))


def _weights(model: Model) -> dict[str, float]:
    """Return the LP of each measure in force at the start or imposed by the scenario."""
    parts: dict[str, list[float]] = {}
    for tranche in (*model.tranches, *(t for all_ in model.imposable.values() for t in all_)):
        parts.setdefault(tranche.measure, []).append(tranche.lp)
    return {name: fsum(lp) for name, lp in parts.items()}


def path_row(batch: Batch) -> dict[str, Any] | None:
    """Return how much of the time the record lies within the bands of a batch: a row of `SCHEMA`.

    The bands are those of the fan: the central 50 and 90 % of the replications on each day of
    the grid, which stands for the time to the next. None if the record does not say how much
    was eased.
    """
    if not any(entry.eased for entry in batch.model.scenario.observed):
        return None
    days, lp = record_path(batch.model)
    seen = lp[np.searchsorted(days, batch.grid, side="right") - 1]
    lasts = np.diff(batch.grid, append=batch.model.calendar.horizon)
    simulated = batch.series(SERIES)
    inside = {}
    for percent in (50, 90):
        tail = 0.5 - percent / 200.0
        low, high = quantiles(simulated, (tail, 1.0 - tail))
        # Series are kept in single precision: what differs by less is equal.
        within = (seen >= low - _ROUNDING) & (seen <= high + _ROUNDING)
        inside[f"share_in_{percent}"] = float(lasts[within].sum() / lasts.sum())
    return {"case": batch.name, **inside}


_ROUNDING: Final = 1e-3
