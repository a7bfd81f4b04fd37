"""What each replication adds to a statistic.

Every statistic is either a quotient of two sums over replications (ratios, shares, means,
survival) or a quantile of what they show.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.analysis.quantities import numbers
from sim.batch.batch import Batch
from sim.engine.kernel.clock import YEAR
from sim.errors import ThawError
from sim.validation.patterns.columns import misfits
from sim.validation.patterns.schema import (
    Condition,
    Mean,
    Median,
    Never,
    Quantile,
    Ratio,
    Scale,
    Share,
    Statistic,
    Survival,
)

__all__ = ["PatternError", "Quotient", "Sample", "Values", "sample"]

Floats = NDArray[np.float64]


class PatternError(ThawError):
    """A statistic that a batch does not have."""


@dataclass(frozen=True, slots=True)
class Quotient:
    """A sum over replications by another.

    Attributes
    ----------
    top, bottom
        What each row of the batch adds above and below, shape ``(rows,)``; rows that do not count
        add 0 to both.
    shares
        Whether each row that counts adds 1 below, and 0 or 1 above: a share of replications.
    means
        Whether each row that counts adds 1 below: a mean over replications.
    bounds
        What no value of such a mean can go beyond.
    """

    top: Floats
    bottom: Floats
    shares: bool = False
    means: bool = False
    bounds: tuple[float, float] = (-inf, inf)


@dataclass(frozen=True, slots=True)
class Values:
    """A quantile of what the rows show, shape ``(rows,)``; NaN where a row does not count."""

    values: Floats
    q: float


Sample = Quotient | Values


def sample(statistic: Statistic, batch: Batch) -> Sample:
    """Return what each row of a batch adds to a statistic.

    Raises
    ------
    PatternError
        If the batch does not have what the statistic asks for; see `misfits`.
    """
    for misfit in misfits(statistic, batch.model):
        raise PatternError(f"{batch.name}: {misfit.message} ({misfit.hint or misfit.allowed})")
    rows = batch.outcomes
    counts = np.ones(rows.height, dtype=bool)
    for name, condition in statistic.where.items():
        counts &= _holds(rows[name], condition)
    match statistic:
        case Ratio(of=of, among=among):
            return Quotient(_added(rows, of, counts), _added(rows, among, counts))
        case Share(column=column):
            series = rows[column]
            condition = Condition(
                equals=statistic.equals, at_least=statistic.at_least, at_most=statistic.at_most
            )
            if condition == Condition() and series.dtype == pl.Boolean:
                condition = Condition(equals=True)
            there = counts & series.is_not_null().to_numpy()
            return _share(_holds(series, condition), there)
        case Mean(column=column, weight=weight, scale=scale):
            values = _scaled(rows[column], scale, batch)
            there = counts & ~np.isnan(values)
            if weight is None:
                top, bottom = np.where(there, values, 0.0), there.astype(np.float64)
                return Quotient(top, bottom, means=True, bounds=_bounds(column, scale, batch))
            heavy = numbers(rows[weight])
            there &= ~np.isnan(heavy)
            top = np.where(there, values * heavy, 0.0)
            return Quotient(top, np.where(there, heavy, 0.0))
        case Median(column=column, scale=scale) | Quantile(column=column, scale=scale):
            values = _scaled(rows[column], scale, batch)
            return Values(np.where(counts, values, np.nan), statistic.q)
        case Survival(column=column, years=years):
            return _share(_later(rows[column], years), counts)
        case Never(column=column, years=float(years)):
            return _share(_later(rows[column], years), counts)
        case Never(column=column):
            values = numbers(rows[column])
            return _share(values == 0.0, counts & ~np.isnan(values))


def _share(hits: NDArray[np.bool_], there: NDArray[np.bool_]) -> Quotient:
    return Quotient((hits & there).astype(np.float64), there.astype(np.float64), shares=True)


def _later(series: pl.Series, years: float) -> NDArray[np.bool_]:
    """Return whether something happens after so many years, or never (a null)."""
    days = numbers(series)
    return np.isnan(days) | (days > years * YEAR)


def _added(rows: pl.DataFrame, names: tuple[str, ...], counts: NDArray[np.bool_]) -> Floats:
    """Sum of columns in each row; what is missing adds nothing."""
    total = np.zeros(rows.height)
    for name in names:
        total += np.nan_to_num(numbers(rows[name]))
    return np.where(counts, total, 0.0)


def _scaled(series: pl.Series, scale: Scale, batch: Batch) -> Floats:
    return numbers(series) / _by(scale, batch)


def _by(scale: Scale, batch: Batch) -> float:
    model = batch.model
    return {
        "none": 1.0,
        "executive": model.leverage_at_start,
        "year": model.calendar.horizon / YEAR,
    }[scale]


def _bounds(name: str, scale: Scale, batch: Batch) -> tuple[float, float]:
    """Return what values of a column cannot go beyond; nothing is known of parameters."""
    bounds = {column.name: column.bounds for column in batch.columns}
    low, high = bounds.get(name, (-inf, inf))
    return low / _by(scale, batch), high / _by(scale, batch)


def _holds(series: pl.Series, condition: Condition) -> NDArray[np.bool_]:
    """Return whether each value is as a condition says."""
    holds = series.is_not_null()
    if condition.equals is not None:
        holds &= series == condition.equals
    if condition.at_least is not None:
        holds &= series >= condition.at_least
    if condition.at_most is not None:
        holds &= series <= condition.at_most
    return holds.fill_null(False).to_numpy()
