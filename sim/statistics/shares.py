"""Intervals for shares of replications that may come in groups.

Wilson's interval is for independent replications. Members of an antithetic pair are not: as a rule
where one has good luck the other has bad, so that a share near a half is known several times
better than Wilson's interval says. A pair holds the event in neither, one or both of its members,
and the share is 1/2 + (P(both) - P(neither)) / 2: half a difference of two shares of the same
pairs, for which Tango's score interval is made. It is to paired shares what Wilson's is to single
ones, and needs no estimate of the design effect, which is worthless for rare events and claims
certainty where every pair is split. Where the pairs tell little of how they hang together it
allows for the worst: an event never seen in m pairs may be one that always takes both members, so
that the upper end is that of m replications and not of 2 m.
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from sim.statistics.precision import (
    Interval,
    group_sums,
    normal_quantile,
    standard_error,
    wilson_interval,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["pair_interval", "share_half_width", "share_interval", "widening"]

_HALVINGS = 60
"""Of the interval in which an end is looked for: below what a float tells apart."""


def share_interval(
    hits: ArrayLike, groups: ArrayLike | None = None, level: float = 0.95
) -> Interval:
    """Return an interval for a share.

    Parameters
    ----------
    hits
        1 where it happened, 0 where it did not, shape (n,), n >= 1.
    groups
        Number of the group of each value, from 0, shape (n,): members of a group are not
        independent of each other. None if all values are independent.
    level
        Level of confidence, in (0, 1).

    Returns
    -------
    Interval
        Wilson's for independent values, `pair_interval` for pairs; for larger groups Wilson's
        widened by `widening`.

    Notes
    -----
    A value whose partner is missing counts as half a pair that has it in both: the estimate stays
    the share of all values, and the interval is, if anything, too wide.
    """
    array = np.asarray(hits, dtype=np.float64)
    n = int(array.size)
    successes = round(float(array.sum()))
    if groups is not None:
        sums, sizes = group_sums(array, groups)
        if sizes.max() == 2:
            weight = 0.5 * sizes
            share = sums / sizes
            neither, both = (float(weight[share == value].sum()) for value in (0.0, 1.0))
            return pair_interval(neither, float(weight.sum()) - neither - both, both, level)
    low, high = wilson_interval(successes, n, level)
    wider = widening(array, groups)
    value = successes / n
    return Interval(
        max(0.0, value - wider * (value - low)) if wider > 1.0 else low,
        min(1.0, value + wider * (high - value)) if wider > 1.0 else high,
    )


def share_half_width(
    hits: ArrayLike, level: float = 0.95, groups: ArrayLike | None = None
) -> float:
    """Return half the width of `share_interval`, in (0, 0.5]."""
    low, high = share_interval(hits, groups, level)
    return 0.5 * (high - low)


def pair_interval(neither: float, one: float, both: float, level: float = 0.95) -> Interval:
    """Return an interval for the share of an event among the members of pairs.

    Parameters
    ----------
    neither, one, both
        Pairs in which it happened to neither member, to one, and to both; in sum above 0.
    level
        Level of confidence, in (0, 1).

    Returns
    -------
    Interval
        Within [0, 1], and of a width also if all pairs are alike.

    Raises
    ------
    ValueError
        If a count is negative or there are no pairs.

    Notes
    -----
    Tango 1998, Statistics in Medicine 17: the differences d = P(both) - P(neither) that a score
    test does not reject, the variance taken under the difference tested.
    """
    pairs = neither + one + both
    if min(neither, one, both) < 0.0 or not pairs > 0.0:
        raise ValueError(f"need counts >= 0 of some pairs, found {neither}, {one}, {both}")
    z = normal_quantile(level)
    difference = (both - neither) / pairs

    def score(d: float) -> float:
        # Greatest likelihood of P(neither) given d, the larger root of a quadratic equation.
        b = (2.0 * pairs - both + neither) * d - both - neither
        c = -neither * d * (1.0 - d)
        least = (sqrt(max(0.0, b * b - 8.0 * pairs * c)) - b) / (4.0 * pairs)
        variance = pairs * max(0.0, 2.0 * least + d * (1.0 - d))
        return pairs * (difference - d) / sqrt(variance) if variance > 0.0 else 0.0

    low = -1.0 if neither == pairs else _crossing(score, z, -1.0, difference)
    high = 1.0 if both == pairs else _crossing(score, -z, difference, 1.0)
    return Interval(0.5 + 0.5 * low, 0.5 + 0.5 * high)


def _crossing(score: Callable[[float], float], value: float, low: float, high: float) -> float:
    """Where a score that falls from `low` to `high` has a value."""
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        if score(middle) > value:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def widening(hits: ArrayLike, groups: ArrayLike | None = None) -> float:
    """Return by how much groups widen the interval of a share: root of the design effect.

    Never below 1: by how much groups narrow an interval is itself uncertain when the event is
    rare.

    Notes
    -----
    Kish 1965, Survey Sampling, ch. 5.
    """
    if groups is None:
        return 1.0
    array = np.asarray(hits, dtype=np.float64)
    share = float(array.mean())
    if array.size < 2 or not 0.0 < share < 1.0:
        return 1.0
    error, units = standard_error(array, groups)
    if units < 2:
        return 1.0
    return max(1.0, error / sqrt(share * (1.0 - share) / (array.size - 1)))
