"""Whether what is forecast with some probability happens as often.

Two views of the same items of yes or no: a table by bins of the forecast, and a logistic
recalibration (Cox 1958, Biometrika 45): logit P(yes) = a + b logit(forecast). A calibrated
forecaster has a = 0 and b = 1; one that is too sure of itself has b below 1, one too timid above.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq, minimize_scalar
from scipy.special import chdtri, expit, logit

from sim.analysis.quantities import Schema
from sim.statistics.precision import wilson_interval
from sim.statistics.products import dot
from sim.validation.backtest.scoring import FLOOR, FORECASTERS

Floats = NDArray[np.float64]

EDGES: Final = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Ends of the bins; a forecast on the end between two belongs to the upper one."""

_STEEPEST: Final = 200.0
"""Slopes are looked for as long as the least and the largest forecast differ by less in logit."""

BINS: Final[Schema] = {
    "forecaster": pl.String,
    "low": pl.Float64,
    "high": pl.Float64,
    "n": pl.Int64,
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
}
"""Columns of the table of slopes."""


class Recalibration(NamedTuple):
    """The logistic recalibration of a forecaster; None where the items do not say.

    Attributes
    ----------
    slope
        The slope b.
    low, high
        Ends of its interval.
    intercept
        The intercept a, at that slope.
    """

    slope: float | None
    low: float | None
    high: float | None
    intercept: float | None


def reliability(items: pl.DataFrame, level: float = 0.95) -> pl.DataFrame:
    """Return the observed frequencies by bins of the forecast, with Wilson's intervals; see `BINS`.

    Bins without an item have no row.
    """
    binary = items.filter(pl.col("kind") == "yes_no")
    happened = binary["answer"].to_numpy()
    rows: list[tuple[Any, ...]] = []
    for who in FORECASTERS:
        forecasts = binary[f"p_{who}"].to_numpy()
        place = np.clip(np.searchsorted(EDGES, forecasts, side="right") - 1, 0, len(EDGES) - 2)
        for i, (low, high) in enumerate(pairwise(EDGES)):
            inside = place == i
            n = int(inside.sum())
            if n:
                yes = int(happened[inside].sum())
                ends = wilson_interval(yes, n, level)
                rows.append((who, low, high, n, float(forecasts[inside].mean()), yes / n, *ends))
    return pl.DataFrame(rows, schema=BINS, orient="row")


def slopes(items: pl.DataFrame, level: float = 0.95) -> pl.DataFrame:
    """Return the recalibration of each forecaster on items of yes or no; see `SLOPES`."""
    binary = items.filter(pl.col("kind") == "yes_no")
    happened = binary["answer"].to_numpy()
    rows = [
        (who, *recalibration(binary[f"p_{who}"].to_numpy(), happened, level)) for who in FORECASTERS
    ]
    return pl.DataFrame(rows, schema=SLOPES, orient="row")


def recalibration(forecasts: ArrayLike, outcomes: ArrayLike, level: float = 0.95) -> Recalibration:
    """Fit ``logit P(yes) = a + b logit(forecast)``.

    Parameters
    ----------
    forecasts
        Shape ``(n,)``. Probabilities of yes; taken to be no closer than `FLOOR` to 0 and 1.
    outcomes
        Shape ``(n,)``. 1 for yes, 0 for no.
    level
        Level of confidence of the slope's interval, in (0, 1).

    Returns
    -------
    Recalibration
        By maximum likelihood, with the interval of the profile likelihood: the slopes that a
        likelihood ratio test does not reject. All None if every answer or every forecast is the
        same. Slope and intercept are None if the likelihood only grows with a steeper slope, as
        it does where some probability parts every yes from every no; so is an end of the
        interval where no slope is too steep.

    Notes
    -----
    Cox 1958, Biometrika 45; Venzon & Moolgavkar 1988, Applied Statistics 37.
    """
    p = np.clip(np.asarray(forecasts, dtype=np.float64), FLOOR, 1.0 - FLOOR)
    yes = np.asarray(outcomes, dtype=np.float64)
    x: Floats = logit(p)
    if not x.size or np.ptp(yes) == 0.0 or np.ptp(x) == 0.0:
        return Recalibration(None, None, None, None)

    def loss(slope: float) -> float:
        eta = _intercept(slope, x, yes) + slope * x
        return float(np.logaddexp(0.0, eta).sum() - dot(yes, eta))

    steepest = _STEEPEST / float(np.ptp(x))
    optimum = minimize_scalar(
        loss, bounds=(-steepest, steepest), method="bounded", options={"xatol": 1e-8}
    )
    slope = float(optimum.x)
    allowed = float(optimum.fun) + 0.5 * float(chdtri(1, 1.0 - level))

    def end(side: float) -> float | None:
        if loss(side) <= allowed:
            return None
        return float(brentq(lambda b: loss(b) - allowed, slope, side))

    low, high = end(-steepest), end(steepest)
    if _parted(x, yes):
        return Recalibration(None, low, high, None)
    return Recalibration(slope, low, high, _intercept(slope, x, yes))


def _parted(x: Floats, yes: Floats) -> bool:
    """Return whether yes and no do not overlap, so that the likeliest slope is infinite."""
    ups, downs = x[yes == 1.0], x[yes == 0.0]
    return bool(ups.min() >= downs.max() or downs.min() >= ups.max())


def _intercept(slope: float, x: Floats, yes: Floats) -> float:
    """Return the likeliest intercept at a slope: as many yes expected as there are."""
    reach = abs(slope) * float(np.abs(x).max()) + 40.0
    return float(brentq(lambda a: float((expit(a + slope * x) - yes).sum()), -reach, reach))
