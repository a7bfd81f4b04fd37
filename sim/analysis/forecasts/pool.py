"""Simulated and base rate pooled: a logistic pool with weights by maximum likelihood."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.statistics.products import dot, product

__all__ = ["FLOOR", "PRIOR", "Pool", "fitted"]

Floats = NDArray[np.float64]

FLOOR: Final = 0.01
"""Nothing is taken for less probable than this, nor for more probable than one minus this.

What none of 100 cases has done the next one does with probability 1 / 102 by the rule of succession
(Laplace 1774): a library of that size cannot say that something is rarer.
"""

RIDGE: Final = 4.0
"""How firmly the prior holds: one over the square of .5, the standard deviation around it of the
intercept and of each weight."""

_STEPS: Final = 100
"""Newton's steps at most; a handful will do."""

_ROUNDING: Final = 1e-12
"""What a loss may rise by, of itself, for rounding alone."""

_FREE: Final = ((0, 1, 2), (0, 1), (0, 2), (0,))
"""Which of intercept and weights are free while the other weights are 0."""


class Pool(NamedTuple):
    """Weights of what is pooled.

    Attributes
    ----------
    intercept
        What is added to the logit.
    simulated, base
        Weights of the logits of what was simulated and of the base rate, at least 0.
    n
        Answers on which they rest; 0 for the prior.

    Notes
    -----
    ``logit P = intercept + simulated * logit(S) + base * logit(B)``: a logarithmic pool with
    recalibration (Genest & Zidek 1986, Statistical Science 1; Satopää et al. 2014, International
    Journal of Forecasting 30). It is the pool that is recalibrated, and not the simulator.
    """

    intercept: float
    simulated: float
    base: float
    n: int = 0

    def blended(self, simulated: ArrayLike, base: ArrayLike) -> Floats:
        """Return the pool of probabilities, shape as given, within `FLOOR` of neither 0 nor 1.

        It falls with neither of them.
        """
        eta = self.intercept + self.simulated * _logit(simulated) + self.base * _logit(base)
        pooled: Floats = _within(1.0 / (1.0 + np.exp(-eta)))
        return pooled


PRIOR: Final = Pool(0.0, 0.5, 0.5)
"""What is believed where nothing is known: both count alike, and neither is moved."""


def fitted(simulated: ArrayLike, base: ArrayLike, happened: ArrayLike, prior: Pool = PRIOR) -> Pool:
    """Return the pool that fits answers that are known.

    Parameters
    ----------
    simulated, base
        What was simulated of each and its base rate, shape ``(n,)``.
    happened
        1 for what happened, 0 for what did not, shape ``(n,)``.
    prior
        What is believed before.

    Notes
    -----
    Maximum likelihood with a ridge towards the prior (a normal prior of precision `RIDGE`), by
    Newton's method; weights that would be negative are 0. The loss is convex: of the minima with
    some weights at 0, the least that has none below 0 is the minimum.
    """
    x = np.column_stack([np.ones(np.size(simulated)), _logit(simulated), _logit(base)])
    y = np.asarray(happened, dtype=np.float64)
    centre = np.array(prior[:3])
    found = [_minimum(x, y, centre, list(free)) for free in _FREE]
    best = min((at for at in found if at[1:].min() >= 0.0), key=lambda at: _loss(at, x, y, centre))
    return Pool(float(best[0]), float(best[1]), float(best[2]), y.size)


def _minimum(x: Floats, y: Floats, centre: Floats, free: list[int]) -> Floats:
    """Return where the loss is least while all but the free coordinates are 0."""
    at = np.zeros(3)
    at[free] = centre[free]
    part = x[:, free]
    for _ in range(_STEPS):
        p = 1.0 / (1.0 + np.exp(-product(x, at)))
        slope = product(part.T, p - y) + RIDGE * (at - centre)[free]
        curvature = product((part * (p * (1.0 - p))[:, None]).T, part)
        step = np.linalg.solve(curvature + RIDGE * np.eye(len(free)), slope)
        size, before = 1.0, _loss(at, x, y, centre)
        while True:
            trial = at.copy()
            trial[free] -= size * step
            if _loss(trial, x, y, centre) <= before + _ROUNDING * before or size < 1e-9:
                break
            size /= 2.0
        at = trial
        if np.abs(step).max() < 1e-10:
            break
    return at


def _loss(at: Floats, x: Floats, y: Floats, centre: Floats) -> float:
    eta = product(x, at)
    off = at - centre
    return float(np.logaddexp(0.0, eta).sum()) - dot(y, eta) + 0.5 * RIDGE * dot(off, off)


def _within(shares: ArrayLike) -> Floats:
    return np.clip(np.asarray(shares, dtype=np.float64), FLOOR, 1.0 - FLOOR)


def _logit(shares: ArrayLike) -> Floats:
    p = _within(shares)
    odds: Floats = np.log(p / (1.0 - p))
    return odds
