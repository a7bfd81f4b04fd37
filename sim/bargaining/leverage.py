"""Leverage: the sticks still in hand, and what giving some of them away costs.

With ``eta < 1`` the last sticks are the dearest, so that a sender which counts its leverage
never gives all of them.
"""

from math import inf, pow
from typing import Final

# Sums of many measures may differ from the whole by rounding, as a share of the whole.
_ROUNDING: Final = 1e-9


def leverage(remaining: float, initial: float, eta: float) -> float:
    """Return the leverage that `remaining` points of measures in force still give.

    Parameters
    ----------
    remaining : float
        LP in force, at least 0; above `initial` after new measures.
    initial : float
        LP in force at the start, positive.
    eta : float
        Elasticity, positive: below 1 the last sticks are the dearest.

    Returns
    -------
    float
        ``100 * (remaining / initial) ** eta``.

    Raises
    ------
    ValueError
        If `remaining` is negative by more than rounding, or another argument not positive.

    Notes
    -----
    Form of the model; that a sender keeps sticks to enforce the deal: Schelling 1960, The
    Strategy of Conflict; Drezner 1999, The Sanctions Paradox.
    """
    if not 0.0 < initial < inf or not eta > 0.0:
        raise ValueError(f"initial points ({initial}) and eta ({eta}) must be positive")
    if remaining <= 0.0:
        if remaining < -_ROUNDING * initial:
            raise ValueError(f"remaining points ({remaining}) must not be negative")
        return 0.0
    return 100.0 * pow(remaining / initial, eta)


def leverage_cost(remaining: float, relief: float, initial: float, eta: float) -> float:
    """Return the leverage lost by giving `relief` out of `remaining` points.

    Parameters
    ----------
    remaining : float
        LP in force before.
    relief : float
        LP given, at least 0 and at most `remaining`.
    initial : float
        LP in force at the start, positive.
    eta : float
        Elasticity, positive; the cost is convex in `relief` for ``eta <= 1``.

    Returns
    -------
    float
        ``L(remaining) - L(remaining - relief)``, at least 0.

    Raises
    ------
    ValueError
        If `relief` is negative or exceeds `remaining`, or as `leverage`.
    """
    if not relief >= 0.0:
        raise ValueError(f"relief ({relief}) must not be negative")
    if relief > remaining + _ROUNDING * initial:
        raise ValueError(f"relief ({relief}) exceeds the points remaining ({remaining})")
    return leverage(remaining, initial, eta) - leverage(remaining - relief, initial, eta)
