"""Regret: how much worse a strategy does than the best one would have done."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.analysis.comparison.pairing import Pairing, labels, pair
from sim.analysis.quantities import Schema, UnknownOutcomeError, quantities
from sim.batch.batch import Batch
from sim.statistics.intervals import Groups, mean, share
from sim.statistics.products import dot

Floats = NDArray[np.float64]

WORST: Final = 0.1
"""The share of states, the worst, over which the conditional value at risk is a mean."""

SCHEMA: Final[Schema] = {
    "strategy": pl.String,
    "n": pl.Int64,
    "utility": pl.Float64,
    "expected": pl.Float64,
    "expected_low": pl.Float64,
    "expected_high": pl.Float64,
    "cvar": pl.Float64,
    "cvar_low": pl.Float64,
    "cvar_high": pl.Float64,
    "minimax": pl.Float64,
    "best": pl.Float64,
    "best_low": pl.Float64,
    "best_high": pl.Float64,
    "alone": pl.Float64,
}


def regrets(utility: Floats) -> Floats:
    """Return the best utility in each state less the one obtained.

    Parameters
    ----------
    utility
        Shape ``(strategies, states)``. Larger is better.

    Returns
    -------
    ndarray, shape (strategies, states)
        At least 0, and 0 for the best strategy of each state.

    Notes
    -----
    Savage 1951, JASA 46.
    """
    loss: Floats = utility.max(axis=0) - utility
    return loss


def cvar(losses: Floats, worst: float = WORST, weights: Floats | None = None) -> float:
    """Return the conditional value at risk: the mean of the worst share of losses.

    Parameters
    ----------
    losses
        Shape ``(k,)``. k >= 1; larger is worse.
    worst
        The share, in (0, 1].
    weights
        Shape ``(k,)``. Probabilities of the states, up to a factor; equal without it.

    Returns
    -------
    float
        In the unit of the losses. A state of which only a part belongs to the worst share
        counts with that part.

    Raises
    ------
    ValueError
        If an argument is out of range.

    Notes
    -----
    Rockafellar & Uryasev 2000, Journal of Risk 2; for atoms 2002, Journal of Banking & Finance
    26.
    """
    if not losses.size or not 0.0 < worst <= 1.0:
        raise ValueError(f"need losses ({losses.size}) and a share ({worst}) in (0, 1]")
    mass = np.ones(losses.size) if weights is None else np.asarray(weights, dtype=np.float64)
    if mass.shape != losses.shape or mass.min() < 0.0 or not mass.sum() > 0.0:
        raise ValueError("weights are one for each loss, not negative and not all zero")
    order = np.argsort(-losses, kind="stable")
    mass = mass[order] / mass.sum()
    before = np.concatenate(([0.0], np.cumsum(mass)[:-1]))
    inside = np.clip(worst - before, 0.0, mass)
    return dot(losses[order], inside / inside.sum())


def utilities(
    batches: Sequence[Batch], pairing: Pairing, outcome: str, category: str | None
) -> Floats:
    """Return what strategies obtain, by replication.

    Parameters
    ----------
    batches
        A batch per strategy.
    pairing
        Their replications, from `pair`.
    outcome, category
        What is wanted: an outcome column, and the class if it holds classes.

    Returns
    -------
    ndarray, shape (strategies, replications)
        NaN where there is no such thing.

    Raises
    ------
    UnknownOutcomeError
        If there is no such outcome.
    """
    horizon = min(batch.model.calendar.horizon for batch in batches)
    obtained = []
    for batch, rows in zip(batches, pairing.rows, strict=True):
        measured = quantities(batch, [outcome], horizon=horizon, beside=batches)
        wanted = [quantity.values for quantity in measured if quantity.category == category]
        if not wanted:
            raise UnknownOutcomeError(f"{outcome} holds classes, and '{category}' is none of them")
        obtained.append(wanted[0][rows])
    return np.stack(obtained)


def regret(
    batches: Sequence[Batch],
    *,
    outcome: str = "utility_executive",
    category: str | None = None,
    larger_is_better: bool = True,
    level: float = 0.95,
) -> pl.DataFrame:
    """Return the regret of strategies, one batch each, over replications as states of the world.

    Parameters
    ----------
    batches
        Two or more strategies, run under the same seed and design.
    outcome, category
        What is wanted: an outcome column, and the class if it holds classes.
    larger_is_better
        Whether more of it is wanted, or less.
    level
        Level of confidence, in (0, 1).

    Returns
    -------
    polars.DataFrame
        A row per strategy, in the order given, with the columns

        - ``strategy``; ``n``: replications that are good in all of them;
        - ``utility``: mean of the outcome;
        - ``expected``, ``cvar``, ``minimax``: mean regret, mean of its worst tenth, largest
          regret, in the unit of the outcome, the first two with intervals ``..._low`` and
          ``..._high`` (null from fewer than two replications);
        - ``best``: share of replications in which no other does better, with its interval;
        - ``alone``: share in which it does better than every other. The two differ by ties.

    Raises
    ------
    PairingError
        If replications of one number are not the same luck in all of them.
    UnknownOutcomeError
        If there is no such outcome.

    Notes
    -----
    The interval of the conditional value at risk is that of the mean of
    ``q + max(regret - q, 0) / .1``, q the quantile at .9 (Trindade et al. 2007, Journal of
    Banking & Finance 31).
    """
    pairing = pair(batches)
    utility = utilities(batches, pairing, outcome, category)
    there = ~np.isnan(utility).any(axis=0)
    utility = utility[:, there]
    groups = None if pairing.groups is None else pairing.groups[there]
    if not utility.size:
        raise UnknownOutcomeError(f"{outcome} has no value in all strategies at once")
    loss = regrets(utility if larger_is_better else -utility)
    winners = (loss == 0.0).sum(axis=0)
    rows = []
    for name, gained, lost in zip(labels(batches), utility, loss, strict=True):
        first = (lost == 0.0).astype(np.float64)
        rows.append(
            (
                name,
                lost.size,
                float(gained.mean()),
                *_mean(lost, groups, level),
                *_cvar(lost, groups, level),
                float(lost.max()),
                *share(first, groups, level),
                float((first * (winners == 1)).mean()),
            )
        )
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _mean(
    lost: Floats, groups: Groups | None, level: float
) -> tuple[float, float | None, float | None]:
    """Return the mean regret with its interval, which does not go below 0 either."""
    estimate = mean(lost, groups)
    low, high = estimate.interval(level, (0.0, inf)) or (None, None)
    return estimate.mean, low, high


def _cvar(
    lost: Floats, groups: Groups | None, level: float
) -> tuple[float, float | None, float | None]:
    at = float(np.quantile(lost, 1.0 - WORST, method="inverted_cdf"))
    _, low, high = _mean(at + np.maximum(lost - at, 0.0) / WORST, groups, level)
    return cvar(lost), low, high
