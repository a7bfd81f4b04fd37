"""Spread that knowledge could remove, and spread that is luck: epistemic and aleatory apart.

The uncertain parameters of a scenario are drawn anew for each replication, or once for several
replications in a row (`repeats`). By the law of total variance

    Var(Y) = Var(E[Y | parameters]) + E[Var(Y | parameters)],

the first part epistemic, the second aleatory. With repeats both are estimated without bias; with
one replication per draw the first can only be bounded from below, by what a regression on the
parameters predicts of replications that it has not seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.analysis.quantities import FUTURES, Quantity, Schema, chosen_columns, quantities
from sim.batch.batch import Batch
from sim.statistics.intervals import Groups
from sim.statistics.products import product
from sim.statistics.regression import Part, Regression, predicted, regressions
from sim.statistics.resampling import resamples

Floats = NDArray[np.float64]

RESAMPLES = 1000

SCHEMA: Final[Schema] = {
    "outcome": pl.String,
    "category": pl.String,
    "unit": pl.String,
    "n": pl.Int64,
    "mean": pl.Float64,
    "variance": pl.Float64,
    "epistemic": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "aleatory": pl.Float64,
    "method": pl.String,
}


def spread(
    batch: Batch, *, outcomes: Sequence[str] | None = None, level: float = 0.95
) -> pl.DataFrame:
    """Tell what the spread of each outcome comes from: the uncertain parameters, or luck.

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
        A row per outcome (of classes, one for each that was seen), with the columns

        - ``outcome``, ``category``, ``unit``, ``n``, ``mean``, ``variance``;
        - ``epistemic``, ``low``, ``high``: share of the variance that knowing the parameters
          would remove;
        - ``aleatory``: the rest;
        - ``method``: ``anova`` (replications share draws: unbiased), ``regression`` (one
          replication a draw: a lower bound, so that ``aleatory`` is an upper one) or ``none``
          (nothing is uncertain: all is luck).

        Null where the outcome does not vary or there are too few replications.

    Notes
    -----
    Of a large batch shares are told from the first `FUTURES`, which tell them to within a point.
    """
    measured = (  # one outcome at a time: all of a large batch take much memory
        quantity
        for column in chosen_columns(batch, outcomes)
        for quantity in quantities(batch, [column.name])
        if quantity.category is None or np.nansum(quantity.values) > 0.0
    )
    return pl.DataFrame(list(_rows(batch, measured, level)), schema=SCHEMA, orient="row")


def _draws(batch: Batch, numbers: NDArray[np.int64]) -> Groups:
    """Return which draw of the parameters each replication rests on.

    Replications share one by design (`repeats`), or because an ensemble has only so many.
    """
    if batch.repeats > 1 or not batch.parameters:
        return numbers // batch.repeats
    shared = batch.select(batch.parameters, FUTURES).select(pl.struct(pl.all()).rank("dense"))
    return shared.to_series().cast(pl.Int64).to_numpy()


def _rows(batch: Batch, measured: Iterable[Quantity], level: float) -> Iterator[tuple[Any, ...]]:
    numbers = batch.select(["replication"], FUTURES)["replication"].cast(pl.Int64).to_numpy()
    draw = _draws(batch, numbers)
    nested = np.unique(draw).size < numbers.size
    # Mirrored luck would pass for luck that is the less the more often it is drawn.
    lucky = numbers % 2 == 0 if batch.antithetic else np.ones(numbers.size, dtype=np.bool_)
    method = ("anova" if nested else "regression") if batch.parameters else "none"
    theta = batch.select(batch.parameters, FUTURES)
    fits: dict[bytes, list[Regression]] = {}  # one for each pattern of what is missing
    for quantity in measured:
        known = quantity.values[~np.isnan(quantity.values)]
        about = (quantity.outcome, quantity.category, quantity.unit, known.size)
        if not known.size:
            yield (*about, *[None] * 6, method)
            continue
        variance = float(known.var(ddof=1)) if known.size > 1 else None
        values = quantity.values[:FUTURES]
        there = ~np.isnan(values)
        y = values[there]
        part: Part | None = None
        if variance and y.size > 1 and y.min() < y.max():
            if method == "none":
                part = Part(0.0, 0.0, 0.0)
            elif nested:
                part = between(values[there & lucky], draw[there & lucky], level)
            else:
                key = there.tobytes()
                if key not in fits:
                    fits[key] = regressions(theta.filter(pl.Series(there)))
                part = predicted(y, fits[key], level)
        share, low, high = part or (None, None, None)
        rest = None if share is None else 1.0 - share
        yield (*about, float(known.mean()), variance, share, low, high, rest, method)


def between(y: Floats, group: Groups, level: float = 0.95) -> Part | None:
    """Return the share of the variance that lies between groups.

    Parameters
    ----------
    y
        Shape ``(n,)``. Outcomes.
    group
        Shape ``(n,)``, whole numbers. The draw of the parameters that each rests on.
    level
        Level of confidence, in (0, 1).

    Returns
    -------
    Part or None
        None if there are fewer than two groups, or no group has two members. The interval is a
        percentile one from resampling the groups.

    Notes
    -----
    One-way random effects with unequal groups: Searle, Casella & McCulloch 1992, Variance
    Components, sec. 3.6. The component between groups is cut at 0.
    """
    members = np.bincount(group)
    occupied = members > 0
    size = members[occupied].astype(np.float64)
    if size.size < 2 or size.max() < 2.0 or y.min() == y.max():
        return None
    y = y - y.mean()  # sums of squares then lose no digits
    total = np.bincount(group, weights=y)[occupied]
    squares = np.bincount(group, weights=y * y)[occupied]
    # All that the estimator needs are sums over groups of these.
    parts = np.stack([np.ones_like(size), size, size * size, total, squares, total**2 / size])
    sums = [product(parts, drawn.T) for drawn in resamples(size.size, RESAMPLES)]
    shares = _between_share(np.hstack(sums))
    tail = 0.5 * (1.0 - level)
    low, high = np.nanquantile(shares, (tail, 1.0 - tail))
    share = float(_between_share(parts.sum(axis=1)))
    return Part(share, min(share, float(low)), max(share, float(high)))


def _between_share(sums: Floats) -> Floats:
    """Share of the variance between groups, from sums over groups, shape (6, ...)."""
    count, n, squared, total, squares, explained = sums
    with np.errstate(divide="ignore", invalid="ignore"):
        within = (squares - explained) / (n - count)
        usual = (n - squared / n) / (count - 1.0)
        component = ((explained - total**2 / n) / (count - 1.0) - within) / usual
        component = np.maximum(0.0, component)
        share: Floats = component / (component + within)
    return share
