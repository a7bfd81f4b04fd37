"""What drives an outcome: which uncertain parameter its variance comes from, from given runs."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.analysis.quantities import Schema, quantities
from sim.batch.batch import Batch
from sim.statistics.intervals import Groups, resampled
from sim.statistics.products import product
from sim.statistics.regression import choice_numbers, is_choice

Floats = NDArray[np.float64]

RESAMPLES = 200

MOST = 48
"""Classes of a parameter at most."""

SCHEMA: Final[Schema] = {
    "outcome": pl.String,
    "category": pl.String,
    "parameter": pl.String,
    "n": pl.Int64,
    "first_order": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}


def drivers(
    batch: Batch, *, outcomes: Sequence[str] | None = None, level: float = 0.95
) -> pl.DataFrame:
    """First-order indices of the uncertain parameters, from the replications as they are.

    Parameters
    ----------
    batch
        The batch.
    outcomes
        Names of outcome columns; the primary ones if None.
    level
        Level of confidence, in (0, 1).

    Returns
    -------
    polars.DataFrame
        A row per outcome (of classes, one for each that was seen) and parameter, for each
        outcome the strongest first, with the columns ``outcome``, ``category``, ``parameter``,
        ``n`` (draws of the parameters that tell) and ``first_order``, ``low``, ``high``: the
        share of the outcome's variance that knowing this parameter alone would remove. Null
        where the outcome or the parameter does not vary, or there are too few draws.
    """
    measured = [
        quantity
        for quantity in quantities(batch, outcomes)
        if quantity.category is None or np.nansum(quantity.values) > 0.0
    ]
    if not measured or not batch.parameters or not batch.rows:
        return pl.DataFrame(schema=SCHEMA)
    numbers = batch.column("replication").cast(pl.Int64).to_numpy()
    draw = np.unique(numbers // batch.repeats, return_inverse=True)[1]
    first = np.unique(draw, return_index=True)[1]
    theta = batch.select(batch.parameters)[first]
    values = np.stack([quantity.values for quantity in measured], axis=1)
    indices = first_order(theta, values, draw, level)
    rows = [
        (quantity.outcome, quantity.category, parameter, int(told), *found)
        for m, (quantity, told) in enumerate(
            zip(measured, _draws_that_tell(values, draw), strict=True)
        )
        for parameter, found in sorted(
            ((name, indices[p][m]) for p, name in enumerate(theta.columns)),
            key=lambda item: -1.0 if item[1][0] is None else item[1][0],
            reverse=True,
        )
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


Index = tuple[float | None, float | None, float | None]


def first_order(
    theta: pl.DataFrame, values: Floats, draw: Groups | None = None, level: float = 0.95
) -> list[list[Index]]:
    """Estimate first-order variance shares from given data.

    Parameters
    ----------
    theta
        A column per parameter, a row per draw; numbers, bools or names.
    values
        Shape ``(n, outcomes)``. NaN where there is no such thing.
    draw
        Shape ``(n,)``, whole numbers. Row of `theta` that each rests on; row by row without it.
    level
        Level of confidence, in (0, 1).

    Returns
    -------
    list over parameters of lists over outcomes
        Share, low and high end, each cut to [0, 1]; None where it cannot be told.

    Notes
    -----
    Draws are sorted into classes of the parameter and the variance between classes is taken as
    that of E[Y | parameter] (Plischke, Borgonovo & Smith 2013, European Journal of Operational
    Research 226). The correlation ratio so found is too large, since class means scatter even if
    nothing depends on the parameter; Kelley's epsilon squared (1935, PNAS 21) takes that out,
    which is why there can be more classes than they use: the root of the number of draws.
    Replications that share a draw are first averaged. The interval is from resampling draws,
    moved to the estimate because resampling adds the same bias once more.
    """
    n = values.shape[0]
    draw = np.arange(n) if draw is None else draw
    y, told, share = _draw_means(values, draw, theta.height)
    # The estimate itself is the first row: every draw once.
    weights = np.vstack([np.ones(theta.height), resampled(theta.height, RESAMPLES)])
    tail = 0.5 * (1.0 - level)
    found: list[list[Index]] = []
    for name in theta.columns:
        epsilon = share * _epsilon_squared(_classes(theta[name]), y, told, weights)
        row: list[Index] = []
        for m in range(y.shape[1]):
            value, again = float(epsilon[0, m]), epsilon[1:, m]
            again = again[np.isfinite(again)]
            if not np.isfinite(value) or not again.size:
                row.append((None, None, None))
                continue
            low, high = np.quantile(again, (tail, 1.0 - tail)) - again.mean() + value
            row.append((_cut(value), _cut(float(low)), _cut(float(high))))
        found.append(row)
    return found


def _cut(value: float) -> float:
    return min(1.0, max(0.0, value))


def _draws_that_tell(values: Floats, draw: Groups) -> Floats:
    there = ~np.isnan(values)
    return np.stack([np.unique(draw[column]).size for column in there.T])


def _draw_means(values: Floats, draw: Groups, k: int) -> tuple[Floats, Floats, Floats]:
    """Means over the replications of each draw; whether there are any; their share of Var(Y)."""
    there = ~np.isnan(values)
    middle = np.nanmean(np.where(there.any(axis=0), values, 0.0), axis=0)
    clean = np.where(there, values - middle, 0.0)
    count = np.zeros((k, values.shape[1]))
    total = np.zeros_like(count)
    np.add.at(count, draw, there)
    np.add.at(total, draw, clean)
    told = (count > 0.0).astype(np.float64)
    y = total / np.maximum(count, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        whole = (clean**2).sum(axis=0) / there.sum(axis=0)
        share: Floats = (y**2).sum(axis=0) / told.sum(axis=0) / whole
    return y, told, share


def _classes(column: pl.Series) -> Groups:
    """Class of each draw: the value of a choice, or one of intervals of equal frequency."""
    if is_choice(column):
        return choice_numbers(column)
    n = len(column)
    count = min(ceil(sqrt(n)), MOST)
    place: Groups = column.rank("ordinal").cast(pl.Int64).to_numpy() - 1
    classes: Groups = place * count // n
    return classes


def _epsilon_squared(classes: Groups, y: Floats, told: Floats, weights: Floats) -> Floats:
    """Correlation ratio less its bias, for each row of weights and each outcome.

    Shapes: classes (k,), y and told (k, outcomes), weights (rows, k); result (rows, outcomes).
    """
    count = product(weights, told)
    total = product(weights, y * told)
    squares = product(weights, y * y * told)
    between = np.zeros_like(count)
    used = np.zeros_like(count)
    # Sorted once, so that every class is a slice and none is copied.
    order = np.argsort(classes, kind="stable")
    weights, y, told = weights[:, order], y[order], told[order]
    ends = np.cumsum(np.bincount(classes))
    for low, high in zip(np.append(0, ends[:-1]), ends, strict=True):
        n = product(weights[:, low:high], told[low:high])
        s = product(weights[:, low:high], y[low:high] * told[low:high])
        between += np.divide(s * s, n, out=np.zeros_like(n), where=n > 0.0)
        used += n > 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        middle = total * total / count
        eta = (between - middle) / (squares - middle)
        epsilon = 1.0 - (1.0 - eta) * (count - 1.0) / (count - used)
    vary = (squares - middle > 1e-12 * squares) & (used > 1) & (count > used)
    return np.where(vary, epsilon, np.nan)
