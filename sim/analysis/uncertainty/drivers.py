"""What drives an outcome: which uncertain parameter its variance comes from, from given runs."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt
from typing import Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.analysis.quantities import FUTURES, Schema, quantities
from sim.batch.batch import Batch
from sim.statistics.intervals import Groups
from sim.statistics.products import product
from sim.statistics.regression import choice_numbers, is_choice
from sim.statistics.resampling import resamples

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

    Notes
    -----
    Of a large batch from the first `FUTURES`, which tell it to within a point.
    """
    measured = [
        quantity
        for quantity in quantities(batch, outcomes, first=FUTURES)
        if quantity.category is None or np.nansum(quantity.values) > 0.0
    ]
    if not measured or not batch.parameters or not batch.rows:
        return pl.DataFrame(schema=SCHEMA)
    numbers = batch.select(["replication"], FUTURES)["replication"].cast(pl.Int64).to_numpy()
    draw = np.unique(numbers // batch.repeats, return_inverse=True)[1]
    first = np.unique(draw, return_index=True)[1]
    theta = batch.select(batch.parameters, FUTURES)[first]
    values = np.stack([quantity.values for quantity in measured], axis=1)
    indices = first_order(theta, values, draw, level)
    there = ~np.isnan(values)
    rows = [
        (quantity.outcome, quantity.category, parameter, np.unique(draw[there[:, m]]).size, *found)
        for m, quantity in enumerate(measured)
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
    means = _Means.of(y, told)
    classes = [_classes(theta[name]) for name in theta.columns]
    found: list[Floats] = []
    for weights in resamples(theta.height, RESAMPLES):
        if not found:  # the estimate itself is the first row: every draw once
            weights = np.vstack([np.ones(theta.height), weights])
        found.append(_epsilon_squared(classes, means, weights))
    epsilon = share * np.concatenate(found, axis=1)
    tail = 0.5 * (1.0 - level)
    return [[_index(column, tail) for column in of_parameter.T] for of_parameter in epsilon]


def _index(epsilon: Floats, tail: float) -> Index:
    """Return an index with its interval, from the estimate and those of resamples."""
    value, again = float(epsilon[0]), epsilon[1:]
    again = again[np.isfinite(again)]
    if not np.isfinite(value) or not again.size:
        return None, None, None
    low, high = np.quantile(again, (tail, 1.0 - tail)) - again.mean() + value
    return _cut(value), _cut(float(low)), _cut(float(high))


def _cut(value: float) -> float:
    return min(1.0, max(0.0, value))


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


class _Means(NamedTuple):
    """Means of outcomes over the replications of each draw, 0 where there are none.

    Attributes
    ----------
    y, squared
        The means and their squares, shape ``(k, outcomes)``.
    told
        Whether there are any, each pattern of them once, shape ``(k, patterns)``.
    which
        The pattern of each outcome, shape ``(outcomes,)``.
    """

    y: Floats
    squared: Floats
    told: Floats
    which: Groups

    @classmethod
    def of(cls, y: Floats, told: Floats) -> _Means:
        """Take means with where they are told, shape ``(k, outcomes)`` each."""
        patterns: dict[bytes, int] = {}
        which = [patterns.setdefault(column.tobytes(), len(patterns)) for column in told.T]
        first = [which.index(place) for place in range(len(patterns))]
        return cls(y, y * y, told[:, first], np.array(which))


def _epsilon_squared(classes: Sequence[Groups], of: _Means, weights: Floats) -> Floats:
    """Correlation ratios less their bias, for each parameter, row of weights and outcome.

    Shapes: classes (k,) for each parameter, weights (rows, k); result (parameters, rows, outcomes).
    """
    count = product(weights, of.told)[:, of.which]
    total = product(weights, of.y)
    squares = product(weights, of.squared)
    found = []
    for each in classes:
        between, used = _between(each, of, weights)
        with np.errstate(divide="ignore", invalid="ignore"):
            middle = total * total / count
            eta = (between - middle) / (squares - middle)
            epsilon = 1.0 - (1.0 - eta) * (count - 1.0) / (count - used)
        vary = (squares - middle > 1e-12 * squares) & (used > 1) & (count > used)
        found.append(np.where(vary, epsilon, np.nan))
    return np.stack(found)


def _between(classes: Groups, of: _Means, weights: Floats) -> tuple[Floats, Floats]:
    """Squares of sums over their number, summed over classes, and how many classes have any."""
    # Sorted once, so that every class is a slice and none is copied.
    order = np.argsort(classes, kind="stable")
    weights, y, told = weights[:, order], of.y[order], of.told[order]
    ends = np.cumsum(np.bincount(classes))
    squares: Floats = np.zeros((len(weights), y.shape[1]))
    used = np.zeros_like(squares)
    for low, high in zip(np.append(0, ends[:-1]), ends, strict=True):
        n = product(weights[:, low:high], told[low:high])[:, of.which]
        s = product(weights[:, low:high], y[low:high])
        squares += np.divide(s * s, n, out=np.zeros_like(n), where=n > 0.0)
        used += n > 0.0
    return squares, used
