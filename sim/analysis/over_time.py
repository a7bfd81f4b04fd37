"""Many futures over time: bands of a series, what is left of measures, how long it takes."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.quantities import chosen_columns, groups, numbers
from sim.batch.batch import Batch
from sim.engine.model.model import Model
from sim.statistics.intervals import quantiles
from sim.statistics.survival import Survival, survival

__all__ = ["LEVELS", "SINGLE", "Fan", "fan_of", "left_by_sender", "measure_weights", "wait"]

Floats = NDArray[np.float64]

LEVELS: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles of bands: the ends of that of 90 %, those of that of 50 %, and the median."""

SINGLE: Final = 5
"""Single futures shown: the first so many, not chosen by what happens in them."""


class Fan(NamedTuple):
    """A series over its futures.

    Attributes
    ----------
    bands
        Quantiles, `LEVELS` at every day of the grid: values that are there, as tables have them;
        shape ``(len(LEVELS), t)``.
    mean
        Its mean at every day, shape ``(t,)``.
    single
        The first `SINGLE` futures, shape ``(SINGLE or fewer, t)``.
    lowest
        Share of futures that end at the lowest of the bands.
    """

    bands: Floats
    mean: Floats
    single: NDArray[np.float32]
    lowest: float


def fan_of(batch: Batch, series: str) -> Fan:
    """Return what a fan shows of a series, which is read a few days at a time."""
    parts = []
    for _, values in batch.by_days(series):
        spread = quantiles(values, LEVELS)
        mean = values.mean(axis=0, dtype=np.float64)
        lowest = float((values[:, -1] == spread[0, -1]).mean())
        parts.append(Fan(spread, mean, values[:SINGLE].copy(), lowest))
    spreads, means, singles, shares = zip(*parts, strict=True)
    return Fan(np.hstack(spreads), np.hstack(means), np.hstack(singles), shares[-1])


def measure_weights(model: Model) -> dict[str, float]:
    """Return what each measure of the first day weighs, LP; those of no weight are not in it."""
    weights: dict[str, float] = {}
    for tranche in model.tranches:
        weights[tranche.measure] = weights.get(tranche.measure, 0.0) + tranche.lp
    return weights


def left_by_sender(batch: Batch) -> dict[str, Floats]:
    """Return what is left of the measures of the first day, by sender.

    Returns
    -------
    dict
        LP in force at each day of the grid, mean over futures, shape ``(t,)``, of each sender that
        has a measure in force on the first day.
    """
    measures = batch.model.catalogue.measures
    weights = measure_weights(batch.model)
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
