"""Every outcome of a batch with its interval, as a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.analysis.quantities import UNTIL, Schema, categories, groups, numbers, outcome_columns
from sim.batch.batch import Batch
from sim.outcomes.columns import Column
from sim.statistics.intervals import Estimated, Groups, mean, quantile, share

Floats = NDArray[np.float64]

QUANTILES: Final[dict[str, float]] = {"q05": 0.05, "median": 0.5, "q95": 0.95}
"""Quantiles that are estimated, by what they are called in the table."""

SCHEMA: Final[Schema] = {
    "outcome": pl.String,
    "statistic": pl.String,
    "category": pl.String,
    "unit": pl.String,
    "meaning": pl.String,
    "primary": pl.Boolean,
    "n": pl.Int64,
    "estimate": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}


def estimates(batch: Batch, level: float = 0.95) -> pl.DataFrame:
    """Estimate everything that an outcome row holds.

    Parameters
    ----------
    batch
        The batch.
    level
        Level of confidence, in (0, 1).

    Returns
    -------
    polars.DataFrame
        In the order of `Batch.columns`, with the columns

        - ``outcome``, ``meaning``, ``primary``: as the outcome column says;
        - ``statistic``: ``share`` (of yes, or of a class), ``never`` (share in which it does not
          happen by the end), ``mean``, ``q05``, ``median`` or ``q95``;
        - ``category``: the class of a share; null otherwise. Of `outcome` every class has its
          row, also one that was never seen;
        - ``n``: replications in which there is such a thing;
        - ``estimate``, ``low``, ``high``: in ``unit``, which is empty for shares. Infinite
          for a quantile of ``days_to_...`` that lies beyond the horizon; null where n is 0, or
          where an end of the interval is not set by so few replications: of a mean also where
          all of them have the same value, which tells nothing of its spread. No end lies outside
          what the outcome can be.

    Notes
    -----
    Wilson's interval for shares, Student's t for means, order statistics for quantiles; see
    `sim.statistics.intervals`. Nulls are left out, but for the times until something happens,
    where they say that it did not: these count as later than everything else.
    """
    member = groups(batch)
    columns = outcome_columns(batch)
    parts = batch.in_parts([column.name for column in columns])
    each = (series for table in parts for series in table)
    rows = [
        row
        for column, series in zip(columns, each, strict=True)
        for row in _rows(column, series, member, level)
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _rows(
    column: Column, series: pl.Series, member: Groups | None, level: float
) -> Iterator[tuple[Any, ...]]:
    def row(
        statistic: str, n: int, found: Estimated | None, category: str | None = None
    ) -> tuple[Any, ...]:
        unit = "" if statistic == "never" else column.unit
        about = (unit, column.meaning, column.primary)
        return (column.name, statistic, category, *about, n, *(found or (None, None, None)))

    if column.type == "str":
        for category in categories(column.name, [series]):
            hits, inside = _known(numbers(series == category), member)
            found = share(hits, inside, level) if hits.size else None
            yield row("share", hits.size, found, category)
        return
    if column.type == "bool":
        hits, inside = _known(numbers(series), member)
        yield row("share", hits.size, share(hits, inside, level) if hits.size else None)
        return
    values = numbers(series)
    if column.name.startswith(UNTIL):
        never = np.isnan(values)
        found = share(never.astype(np.float64), member, level) if values.size else None
        yield row("never", values.size, found)
        values, inside = np.where(never, np.inf, values), member
    else:
        values, inside = _known(values, member)
        yield row("mean", values.size, _mean(values, inside, level, column.bounds))
    if inside is None:
        values = np.sort(values, kind="stable")
    else:
        order = np.argsort(values, kind="stable")
        values, inside = values[order], inside[order]
    for name, p in QUANTILES.items():
        yield row(name, values.size, quantile(values, p, inside, level) if values.size else None)


def _mean(
    values: Floats, member: Groups | None, level: float, bounds: tuple[float, float]
) -> Estimated | None:
    if not values.size:
        return None
    found = mean(values, member)
    low, high = found.interval(level, bounds) or (None, None)
    return Estimated(found.mean, low, high)


def _known(values: Floats, member: Groups | None) -> tuple[Floats, Groups | None]:
    """Values that are there, with their groups."""
    there = ~np.isnan(values)
    if there.all():
        return values, member
    return values[there], None if member is None else member[there]
