"""Leverage: the sticks still in hand, and what giving some of them away costs.

With ``eta < 1`` the last sticks are the dearest, so that a sender which counts its leverage
never gives all of them.
"""

from math import inf, pow, sqrt
from typing import Final

# Sums of many measures may differ from the whole by rounding, as a share of the whole.
_ROUNDING: Final = 1e-9


def leverage(remaining: float, initial: float, eta: float, whole: float = 100.0) -> float:
    """Return the leverage that `remaining` points of measures in force still give.

    Parameters
    ----------
    remaining
        LP in force, at least 0; above `initial` after new measures.
    initial
        LP in force at the start, positive.
    eta
        Elasticity, positive: below 1 the last sticks are the dearest.
    whole
        What all that was in force at the start gives.

    Returns
    -------
    float
        ``whole * (remaining / initial) ** eta``.

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
    share = remaining / initial
    return whole * (sqrt(share) if eta == 0.5 else pow(share, eta))
