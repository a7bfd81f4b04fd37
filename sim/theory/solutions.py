"""Solution concepts: what a bargain on a given frontier should be."""

from collections.abc import Callable
from math import exp, log
from typing import NamedTuple

from scipy.optimize import brentq, minimize_scalar


class Split(NamedTuple):
    """Utilities of the two sides."""

    first: float
    second: float


def nash_product(
    u1: float, u2: float, d1: float = 0.0, d2: float = 0.0, weight: float = 0.5
) -> float:
    """Return the weighted Nash product of a deal.

    Parameters
    ----------
    u1, u2
        Utilities of the deal, each in the points of its side.
    d1, d2
        Utilities without a deal.
    weight
        Bargaining power of side 1, in (0, 1).

    Returns
    -------
    float
        ``(u1 - d1) ** w * (u2 - d2) ** (1 - w)``; 0 if either side loses by the deal.

    Raises
    ------
    ValueError
        If `weight` is not in (0, 1).

    Notes
    -----
    Nash 1950, Econometrica 18. Ratios of such products need no common unit of utility.
    """
    _check_weight(weight)
    if u1 <= d1 or u2 <= d2:
        return 0.0
    return exp(weight * log(u1 - d1) + (1.0 - weight) * log(u2 - d2))


def nash_linear(weight: float, d1: float, d2: float, total: float = 1.0) -> Split:
    """Return the asymmetric Nash solution on a linear frontier ``u1 + u2 = total``.

    Parameters
    ----------
    weight
        Bargaining power of side 1, in (0, 1).
    d1, d2
        Disagreement point.
    total
        Size of the pie, at least ``d1 + d2``.

    Returns
    -------
    Split
        Each side's disagreement utility plus its share of the surplus.

    Raises
    ------
    ValueError
        If `weight` is not in (0, 1) or there is no surplus to share.

    Notes
    -----
    Nash 1950; asymmetric: Harsanyi & Selten 1972, Management Science 18.
    """
    _check_weight(weight)
    surplus = total - d1 - d2
    if not surplus >= 0.0:
        raise ValueError(f"no deal: d1 ({d1}) + d2 ({d2}) exceeds the pie ({total})")
    return Split(d1 + weight * surplus, d2 + (1.0 - weight) * surplus)


def nash_frontier(
    frontier: Callable[[float], float],
    u1_max: float,
    d1: float = 0.0,
    d2: float = 0.0,
    weight: float = 0.5,
) -> Split:
    """Return the asymmetric Nash solution on a concave frontier ``u2 = frontier(u1)``.

    Parameters
    ----------
    frontier
        Utility of side 2 as a decreasing concave function of that of side 1, defined on
        [`d1`, `u1_max`].
    u1_max
        The most side 1 can get.
    d1, d2
        Disagreement point, below the frontier.
    weight
        Bargaining power of side 1, in (0, 1).

    Returns
    -------
    Split
        The point on the frontier with the largest weighted Nash product.

    Raises
    ------
    ValueError
        If `weight` is not in (0, 1) or no deal is better than none for both.

    Notes
    -----
    Nash 1950; scipy's bounded minimiser on the logarithm of the product, which is concave.
    """
    _check_weight(weight)
    ideal = _ideal_first(frontier, u1_max, d1, d2)

    def loss(u1: float) -> float:
        gain_2 = frontier(u1) - d2
        if u1 <= d1 or gain_2 <= 0.0:
            return float("inf")
        return -(weight * log(u1 - d1) + (1.0 - weight) * log(gain_2))

    minimum = minimize_scalar(
        loss, bounds=(d1, ideal), method="bounded", options={"xatol": 1e-10 * (ideal - d1)}
    )
    u1 = float(minimum.x)
    return Split(u1, frontier(u1))


def kalai_smorodinsky(
    frontier: Callable[[float], float], u1_max: float, d1: float = 0.0, d2: float = 0.0
) -> Split:
    """Return the Kalai-Smorodinsky solution on a frontier ``u2 = frontier(u1)``.

    Both sides get the same share of the most each could have got.

    Parameters
    ----------
    frontier
        Utility of side 2 as a decreasing function of that of side 1, on [`d1`, `u1_max`].
    u1_max
        The most side 1 can get.
    d1, d2
        Disagreement point, below the frontier.

    Returns
    -------
    Split
        Where the frontier meets the line from the disagreement to the ideal point.

    Raises
    ------
    ValueError
        If no deal is better than none for both.

    Notes
    -----
    Kalai & Smorodinsky 1975, Econometrica 43; the root by Brent's method.
    """
    ideal_1 = _ideal_first(frontier, u1_max, d1, d2)
    ideal_2 = frontier(d1)

    def lead(u1: float) -> float:
        return (u1 - d1) / (ideal_1 - d1) - (frontier(u1) - d2) / (ideal_2 - d2)

    # A frontier that ends above the line (its edge is vertical) gives the corner.
    if lead(ideal_1) <= 0.0:
        return Split(ideal_1, frontier(ideal_1))
    u1 = float(brentq(lead, d1, ideal_1, xtol=1e-14, rtol=1e-14))
    return Split(u1, frontier(u1))


def _check_weight(weight: float) -> None:
    if not 0.0 < weight < 1.0:
        raise ValueError(f"bargaining power of side 1 ({weight}) must lie in (0, 1)")


def _ideal_first(frontier: Callable[[float], float], u1_max: float, d1: float, d2: float) -> float:
    """Return the most side 1 can have while side 2 still gets `d2`."""
    if not u1_max > d1 or not frontier(d1) > d2:
        raise ValueError(
            f"no deal: the frontier (u1 up to {u1_max}, u2 of {frontier(d1)} at u1 = {d1}) has "
            f"no point above the disagreement point ({d1}, {d2})"
        )
    if frontier(u1_max) >= d2:
        return u1_max
    return float(brentq(lambda u: frontier(u) - d2, d1, u1_max, xtol=1e-14, rtol=1e-14))
