"""Many futures over time: bands of a series, what is left of measures, how long it takes."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.quantities import chosen_columns, groups, numbers
from sim.batch.batch import Batch
from sim.statistics.intervals import quantiles
from sim.statistics.survival import Survival, survival

__all__ = ["LEVELS", "Bands", "bands", "left_by_sender", "wait"]

Floats = NDArray[np.float64]

LEVELS: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles of bands: the ends of that of 90 %, those of that of 50 %, and the median."""


class Bands(NamedTuple):
    """A series over its futures.

    Attributes
    ----------
    quantiles
        `LEVELS` at every day of the grid: values that are there, as tables have them; shape
        ``(len(LEVELS), t)``.
    mean
        Its mean at every day, shape ``(t,)``.
    """

    quantiles: Floats
    mean: Floats


def bands(batch: Batch, series: str) -> Bands:
    """Return the bands of a series, which is read a few days at a time.

    Raises
    ------
    ThawError
        If there is no such series.
    """
    spreads, means = [], []
    for _, values in batch.by_days(series):
        spreads.append(quantiles(values, LEVELS))
        means.append(values.mean(axis=0, dtype=np.float64))
    return Bands(np.hstack(spreads), np.hstack(means))


def left_by_sender(batch: Batch) -> dict[str, Floats]:
    """Return what is left of the measures of the first day, by sender.

    Returns
    -------
    dict
        LP in force at each day of the grid, mean over futures, shape ``(t,)``, of each sender that
        has a measure in force on the first day.
    """
    measures = batch.model.catalogue.measures
    weights: dict[str, float] = {}
    for tranche in batch.model.tranches:
        weights[tranche.measure] = weights.get(tranche.measure, 0.0) + tranche.lp
    left: dict[str, Floats] = {}
    for name, share in batch.in_force.items():
        if name in weights:
            sender = measures[name].sender
            left[sender] = left.get(sender, 0.0 * share) + weights[name] * share
    return left


def wait(batch: Batch, outcome: str, level: float = 0.95) -> Survival:
    """Return how long it takes until something happens.

    Parameters
    ----------
    batch
        The batch.
    outcome
        A column ``days_to_...``.
    level
        Level of the pointwise intervals, in (0, 1).

    Raises
    ------
    ThawError
        If there is no such column.
    """
    chosen_columns(batch, [outcome])
    horizon = batch.model.calendar.horizon
    return survival(numbers(batch.column(outcome)), horizon, level, groups(batch))
