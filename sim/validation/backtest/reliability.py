"""Whether what is forecast with some probability happens as often.

Two views of the same items of yes or no: a table by bins of the forecast, and a logistic
recalibration (Cox 1958, Biometrika 45): logit P(yes) = a + b logit(forecast). A calibrated
forecaster has a = 0 and b = 1; one that is too sure of itself has b below 1, one too timid above.
Intervals are over cases (see `sim.statistics.clusters`).
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray
from scipy.special import logit

from sim.analysis.quantities import Schema
from sim.statistics.clusters import FEWEST, ends, numbered, redrawn, share
from sim.statistics.intervals import Estimated
from sim.statistics.logistic import lines
from sim.statistics.products import product
from sim.validation.backtest.forecasters import FORECASTERS
from sim.validation.backtest.scoring import FLOOR

__all__ = ["recalibration", "reliability", "slopes"]

Floats = NDArray[np.float64]

EDGES: Final = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Ends of the bins; a forecast on the end between two belongs to the upper one."""

REFITS: Final = 1000
"""How often a recalibration is fitted to cases drawn anew."""

BINS: Final[Schema] = {
    "forecaster": pl.String,
    "low": pl.Float64,
    "high": pl.Float64,
    "n": pl.Int64,
    "cases": pl.Int64,
    "forecast": pl.Float64,
    "frequency": pl.Float64,
    "frequency_low": pl.Float64,
    "frequency_high": pl.Float64,
}
"""Columns of the table by bins."""

SLOPES: Final[Schema] = {
    "forecaster": pl.String,
    "slope": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "intercept": pl.Float64,
    "intercept_low": pl.Float64,
    "intercept_high": pl.Float64,
    "n": pl.Int64,
    "cases": pl.Int64,
}
"""Columns of the table of slopes."""


_NONE: Final = (None, None, None)


class Recalibration(NamedTuple):
    """The logistic recalibration of a forecaster, with intervals over cases.

    Attributes
    ----------
    slope, intercept
        The slope b and the intercept a; None where the items do not say, and an end of an
        interval is None where nothing bounds it, or there are too few cases for one.
    """

    slope: Estimated | None
    intercept: Estimated | None


def reliability(items: pl.DataFrame, level: float = 0.95) -> pl.DataFrame:
    """Return the observed frequencies by bins of the forecast, with intervals; see `BINS`.

    Bins without an item have no row.
    """
    binary = items.filter(pl.col("kind") == "yes_no")
    happened, cases = binary["answer"].to_numpy(), np.array(binary["case"].to_list())
    rows: list[tuple[Any, ...]] = []
    for who in FORECASTERS:
        forecasts = binary[f"p_{who}"].to_numpy()
        place = np.clip(np.searchsorted(EDGES, forecasts, side="right") - 1, 0, len(EDGES) - 2)
        for i, bounds in enumerate(pairwise(EDGES)):
            inside = place == i
            if inside.any():
                clusters = numbered(cases[inside].tolist())
                size = (int(inside.sum()), int(clusters.max()) + 1)
                found = share(happened[inside], clusters, level)
                rows.append((who, *bounds, *size, float(forecasts[inside].mean()), *found))
    return pl.DataFrame(rows, schema=BINS, orient="row")


def slopes(items: pl.DataFrame, level: float = 0.95) -> pl.DataFrame:
    """Return the recalibration of each forecaster on items of yes or no; see `SLOPES`."""
    binary = items.filter(pl.col("kind") == "yes_no")
    happened, cases = binary["answer"].to_numpy(), numbered(binary["case"].to_list())
    size = (binary.height, binary["case"].n_unique())
    rows: list[tuple[Any, ...]] = []
    for who in FORECASTERS:
        found = recalibration(binary[f"p_{who}"].to_numpy(), happened, cases, level)
        rows.append((who, *(found.slope or _NONE), *(found.intercept or _NONE), *size))
    return pl.DataFrame(rows, schema=SLOPES, orient="row")


def recalibration(
    forecasts: ArrayLike, outcomes: ArrayLike, cases: ArrayLike, level: float = 0.95
) -> Recalibration:
    """Fit ``logit P(yes) = a + b logit(forecast)``.

    Parameters
    ----------
    forecasts
        Shape ``(n,)``. Probabilities of yes; taken to be no closer than `FLOOR` to 0 and 1.
    outcomes
        Shape ``(n,)``. 1 for yes, 0 for no.
    cases
        Shape ``(n,)``. Number of the case of each, from 0 without gaps.
    level
        Level of confidence of the intervals, in (0, 1).

    Returns
    -------
    Recalibration
        By maximum likelihood, with the intervals of fits to cases drawn anew. Both None if every
        answer or every forecast is the same, or the likelihood only grows with a steeper slope,
        as it does where some probability parts every yes from every no. Resamples in which every
        answer is the same are left out; those without a likeliest slope count as infinite.
    """
    p = np.clip(np.asarray(forecasts, dtype=np.float64), FLOOR, 1.0 - FLOOR)
    yes = np.asarray(outcomes, dtype=np.float64)
    clusters = np.asarray(cases, dtype=np.int64)
    if not p.size:
        return Recalibration(None, None)
    values, place = np.unique(p, return_inverse=True)
    count = int(clusters.max()) + 1
    # Of each case, how often each forecast came true and did not: all that a fit takes.
    cells = clusters * values.size + place
    shape = (count, values.size)
    ups, downs = (
        np.bincount(cells, each, minlength=count * values.size).astype(np.float64).reshape(shape)
        for each in (yes, 1.0 - yes)
    )
    if values.size < 2:
        return Recalibration(None, None)
    x: Floats = logit(values)
    a, b = lines(x, ups.sum(axis=0)[None], downs.sum(axis=0)[None])
    if not np.isfinite(b[0]):
        return Recalibration(None, None)
    bounds: list[tuple[float | None, float | None]] = [(None, None)] * 2
    if count >= FEWEST:
        drawn = redrawn(count, REFITS)
        again = lines(x, product(drawn, ups), product(drawn, downs))
        bounds = [ends(each, level) for each in reversed(again)]
    return Recalibration(Estimated(float(b[0]), *bounds[0]), Estimated(float(a[0]), *bounds[1]))
