"""Values of scenarios side by side, and how large differences are beside the usual spread."""

from __future__ import annotations

from collections.abc import Sequence
from math import copysign, inf, sqrt
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.analysis.comparison.comparison import Comparison
from sim.analysis.comparison.pairing import pair
from sim.analysis.quantities import quantities
from sim.batch.batch import Batch

Floats = NDArray[np.float64]

SCHEMA: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "b": pl.String,
    "outcome": pl.String,
    "category": pl.String,
    "effect": pl.Float64,
}


def effect_size(x: Floats, y: Floats) -> float:
    """Return the standardised difference of two scenarios, free of units.

    Parameters
    ----------
    x, y
        Shape ``(n,)`` and ``(m,)``. An outcome of either; n, m >= 1.

    Returns
    -------
    float
        ``(mean y - mean x) / sqrt((var x + var y) / 2)``: 0 if the means are equal, and
        infinite if they differ though neither outcome varies.

    Notes
    -----
    Cohen 1988, Statistical Power Analysis for the Behavioral Sciences, sec. 2.2. Unlike a test
    statistic it does not grow with the number of replications; by Cohen's convention .2 is
    small, .5 middling and .8 large.
    """
    apart = float(y.mean() - x.mean())
    spread = sqrt(0.5 * (float(x.var()) + float(y.var())))
    if abs(apart) <= 1e-12 * max(abs(float(x.mean())), abs(float(y.mean()))):
        return 0.0
    return apart / spread if spread > 0.0 else copysign(inf, apart)


def aligned(
    batches: Sequence[Batch], outcomes: Sequence[str]
) -> list[dict[tuple[str, str | None], Floats]]:
    """Return the values of outcomes in the replications that all batches share.

    Parameters
    ----------
    batches
        The batches, two or more, run under the same seed and design.
    outcomes
        Names of outcome columns.

    Returns
    -------
    list of dict
        For each batch, by outcome and class (None but for columns of names): values as
        `sim.analysis.comparison.comparison.compare` takes them, shape ``(n,)``, NaN where there
        is no such thing. The same place is the same replication.

    Raises
    ------
    PairingError
        If replications of one number are not the same luck in all of them.
    UnknownOutcomeError
        If one of them has no outcome of a name.
    """
    pairing = pair(batches)
    horizon = min(batch.model.calendar.horizon for batch in batches)
    return [
        {
            (q.outcome, q.category): q.values[rows]
            for q in quantities(batch, outcomes, horizon=horizon, beside=batches)
        }
        for batch, rows in zip(batches, pairing.rows, strict=True)
    ]


def effects(batches: Sequence[Batch], comparison: Comparison) -> pl.DataFrame:
    """Return the standardised differences to the baseline, for all outcomes of a comparison.

    Parameters
    ----------
    batches
        The batches that were compared.
    comparison
        What `sim.analysis.comparison.comparison.compare` made of them.

    Returns
    -------
    polars.DataFrame
        A row for each scenario but the baseline and each outcome: ``b``, ``outcome``,
        ``category``, ``effect`` (see `effect_size`; null where no replication has such a thing
        in both).
    """
    measured = aligned(batches, list(dict.fromkeys(comparison.table["outcome"])))
    place = {name: k for k, name in enumerate(comparison.names)}
    first = comparison.names[comparison.baseline]
    rows = []
    for a, b, *key in comparison.table.select("a", "b", "outcome", "category").iter_rows():
        if a != first:
            continue
        x, y = (measured[place[name]][key[0], key[1]] for name in (a, b))
        both = ~(np.isnan(x) | np.isnan(y))
        rows.append((b, *key, effect_size(x[both], y[both]) if both.any() else None))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")
