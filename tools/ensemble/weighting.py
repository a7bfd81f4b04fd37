"""Weights of sets of assumptions, so that what they say together fits what happened.

Each case is thought to have assumptions of its own, drawn from a population of which the sets are a
sample. The forecast of an item is then the mean over the sets, each with its weight. The weights
are those under which the items were most likely, less a penalty for leaving the weights that were
thought beforehand (maximum entropy: Hummer & Koefinger 2015, Journal of Chemical Physics 143):

    max over w  sum over items of log p(w)[as it was] - strength * sum over sets of w log(w / prior)

The first part is concave in w and the second strictly so: there is one solution. Items of one case
are taken as if they were independent, which they are not; the strength of the penalty, chosen by
leaving cases out, has to make up for it. Products are taken by BLAS, many times as fast as
`sim.statistics.products`: last digits differ by processor, and six decimals are kept of weights.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

__all__ = ["FLOOR", "effective", "forecasts", "left_out", "log_score", "weights"]

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

FLOOR: Final = 0.01
"""Forecasts are taken to be no closer to 0 and 1: so few futures of a set say no more."""


def forecasts(w: Floats, said: Floats) -> Floats:
    """Return what the sets say together of each item.

    Parameters
    ----------
    w
        Shape ``(sets,)``. Weights that add up to 1.
    said
        Shape ``(sets, items)``. Probability of yes that each set gives to each item.

    Returns
    -------
    ndarray, shape ``(items,)``
        Within [`FLOOR`, 1 - `FLOOR`].
    """
    p: Floats = FLOOR + (1.0 - 2.0 * FLOOR) * (w @ said)
    return p


def log_score(p: Floats, happened: Floats) -> float:
    """Return the mean of ``-log`` of the probability given to what happened, in nats."""
    return float(-np.log(np.where(happened == 1.0, p, 1.0 - p)).mean())


def weights(
    said: Floats,
    happened: Floats,
    strength: float,
    prior: Floats | None = None,
) -> Floats:
    """Return the weights that fit best.

    Parameters
    ----------
    said
        Shape ``(sets, items)``. Probability of yes that each set gives to each item.
    happened
        Shape ``(items,)``. 1 for yes, 0 for no.
    strength
        How dear it is to leave the prior weights, positive: infinite keeps them.
    prior
        Shape ``(sets,)``. Weights beforehand, positive, adding up to 1; even ones if None.

    Returns
    -------
    ndarray, shape ``(sets,)``
        They add up to 1.
    """
    before = np.full(len(said), 1.0 / len(said)) if prior is None else prior
    start = np.log(before)

    def loss(eta: Floats) -> tuple[float, Floats]:
        logs = start + eta
        top = logs.max()
        total = float(np.exp(logs - top).sum())
        w = np.exp(logs - top) / total
        away = eta - top - np.log(total)  # log(w / prior)
        p = forecasts(w, said)
        given = np.where(happened == 1.0, p, 1.0 - p)
        value = -float(np.log(given).sum()) + strength * float((w * away).sum())
        slope = np.where(happened == 1.0, 1.0, -1.0) / given * (1.0 - 2.0 * FLOOR)
        by_weight = -(said @ slope) + strength * away
        return value, w * (by_weight - float((w * by_weight).sum()))

    found = minimize(
        loss,
        np.zeros(len(said)),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": 5000, "ftol": 1e-8, "gtol": 1e-4},
    )
    logs = start + found.x
    w: Floats = np.exp(logs - logs.max())
    w /= w.sum()
    return w


def left_out(
    said: Floats, happened: Floats, case: Whole, strength: float, cases: Iterable[int]
) -> Floats:
    """Return the weights without each case in turn.

    Parameters
    ----------
    said, happened, strength
        See `weights`.
    case
        Shape ``(items,)``. Number of the case of each item.
    cases
        Numbers of the cases to leave out.

    Returns
    -------
    ndarray, shape ``(cases, sets)``
    """
    # Each search begins at even weights: from those of all cases it would stop too near to them.
    found = [weights(said[:, case != c], happened[case != c], strength) for c in cases]
    return np.array(found)


def effective(w: Floats) -> float:
    """Return how many sets of even weight tell as much: ``1 / sum of w ** 2`` (Kish 1965)."""
    return float(1.0 / (w**2).sum())
