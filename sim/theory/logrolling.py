"""Logrolling: trade what matters little to you for what matters more to you.

Two sides weigh the same issues differently. Who wins each issue (indivisible), or how much of
each (divisible), so that the product of their gains over no deal is largest?
"""

from collections.abc import Sequence
from itertools import product as choices
from math import fsum, inf
from typing import Final, NamedTuple

_MOST_ISSUES: Final = 20  # enumeration of who wins what: a million agendas, about a second


class Logroll(NamedTuple):
    """A split of the issues between two sides."""

    given: tuple[float, ...]
    """Share of each issue that side 1 leaves to side 2."""
    first: float
    """Gain of side 1 over no deal."""
    second: float
    """Gain of side 2 over no deal."""

    @property
    def product(self) -> float:
        """The Nash product; 0 if either side loses."""
        return max(self.first, 0.0) * max(self.second, 0.0)


def logroll_indivisible(
    weights_1: Sequence[float], weights_2: Sequence[float], d1: float = 0.0, d2: float = 0.0
) -> Logroll:
    """Return the assignment of whole issues with the largest Nash product.

    Parameters
    ----------
    weights_1, weights_2
        What winning each issue is worth to either side, at least 0.
    d1, d2
        What either side has without a deal, such as the issues that it has won already.

    Returns
    -------
    Logroll
        Shares of 0 or 1; of equal products the first in the order of the lists, keeping
        before giving.

    Raises
    ------
    ValueError
        If the weights do not match, are negative, or are more than 20.

    Notes
    -----
    Nash 1950; logrolling in negotiation: Pruitt 1981, Negotiation Behavior.
    """
    _check(weights_1, weights_2)
    if len(weights_1) > _MOST_ISSUES:
        raise ValueError(f"at most {_MOST_ISSUES} issues can be enumerated: {len(weights_1)}")
    deals = (
        _deal(given, weights_1, weights_2, d1, d2)
        for given in choices((0.0, 1.0), repeat=len(weights_1))
    )
    return max(deals, key=lambda deal: deal.product)


def logroll_divisible(
    weights_1: Sequence[float], weights_2: Sequence[float], d1: float = 0.0, d2: float = 0.0
) -> Logroll:
    """Return the split of divisible issues with the largest Nash product.

    Issues go to side 2 in the order of what they are worth to it per unit of what they cost
    side 1; at most one issue is split.

    Parameters
    ----------
    weights_1, weights_2
        What the whole of each issue is worth to either side, at least 0.
    d1, d2
        What either side has without a deal.

    Returns
    -------
    Logroll
        The Nash solution on the piecewise linear frontier: no deal has a larger product.

    Raises
    ------
    ValueError
        If the weights do not match or are negative.

    Notes
    -----
    Nash 1950; the order by ratios is that of "adjusted winner" (Brams & Taylor 1996, Fair
    Division). On a segment with slope -b/a the product ``(u1 - a x)(u2 + b x)`` is largest
    at ``x = (u1 / a - u2 / b) / 2``.
    """
    _check(weights_1, weights_2)
    # What is worth nothing to side 2 stays where it is.
    wanted = [i for i, b in enumerate(weights_2) if b > 0.0]
    wanted.sort(
        key=lambda i: weights_2[i] / weights_1[i] if weights_1[i] > 0.0 else inf, reverse=True
    )
    given = [0.0] * len(weights_1)
    u1, u2 = fsum(weights_1) - d1, -d2
    for i in wanted:
        a, b = weights_1[i], weights_2[i]
        share = 1.0 if a == 0.0 else min(max(0.5 * (u1 / a - u2 / b), 0.0), 1.0)
        given[i] = share
        u1 -= a * share
        u2 += b * share
        if share < 1.0:
            break  # the frontier is concave: the first interior optimum is the optimum
    return _deal(given, weights_1, weights_2, d1, d2)


def _deal(
    given: Sequence[float],
    weights_1: Sequence[float],
    weights_2: Sequence[float],
    d1: float,
    d2: float,
) -> Logroll:
    return Logroll(
        tuple(given),
        fsum(w * (1.0 - g) for w, g in zip(weights_1, given, strict=True)) - d1,
        fsum(w * g for w, g in zip(weights_2, given, strict=True)) - d2,
    )


def _check(weights_1: Sequence[float], weights_2: Sequence[float]) -> None:
    if len(weights_1) != len(weights_2) or not weights_1:
        raise ValueError(
            f"both sides weigh the same issues, at least one: "
            f"found {len(weights_1)} and {len(weights_2)} weights"
        )
    if not all(w >= 0.0 for w in (*weights_1, *weights_2)):
        raise ValueError(f"weights must not be negative: {list(weights_1)} and {list(weights_2)}")
