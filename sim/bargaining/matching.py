"""What may be larger than a step because of what is given for it (R23).

What a package eases beyond the size of a step is worth no more to the target than what it gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.bargaining.arrays import first_at_least, zero_ints
from sim.bargaining.bundles import Bundles
from sim.bargaining.package import Limits

if TYPE_CHECKING:
    from librt.vecs import vec
    from mypy_extensions import i64


def beyond(limits: Limits, lp: float, tranches: int) -> float:
    """Return the share of a package that is beyond the size of a step, in LP or in tranches."""
    share = 1.0 - limits.max_lp / lp if lp > limits.max_lp + 1e-12 else 0.0
    if tranches > limits.max_count:
        share = max(share, 1.0 - limits.max_count / tranches)
    return share


def line_of(
    bundles: Bundles, order: vec[i64], limits: Limits, cost: vec[float]
) -> list[int] | None:
    """Return the bundle of each tranche in order, as far as the dearest set makes up for them.

    None if no concessions make up for anything.
    """
    most = limits.match * cost[len(cost) - 1] if limits.match > 0.0 else 0.0
    if most <= 0.0:
        return None
    line: list[int] = []
    lp = worth = 0.0
    for b in order:
        for _ in range(bundles.count[b]):
            more = beyond(limits, lp + bundles.lp[b], len(line) + 1) * (worth + bundles.worth[b])
            if more > most + 1e-12:
                break
            line.append(b)
            lp += bundles.lp[b]
            worth += bundles.worth[b]
    return line


def least_sets(
    limits: Limits, worth: vec[float], fits: vec[float], cost: vec[float], subsets: int
) -> vec[i64]:
    """Return the first set of concessions for which each combination of tranches is to be had.

    Parameters
    ----------
    limits
        How large a package may be.
    worth, fits
        What each combination is worth to the target, and its LP; where concessions make up for
        nothing, what it is worth is not looked at.
    cost
        What the sets cost the target, LP, rising.
    subsets
        How many of the combinations, the first, have no more tranches than the limits allow; of
        the others the first has one, and each has one more than the one before.

    Returns
    -------
    row of int
        Number of the set, that of the first for what is within the limits; the number of sets
        for what is too large for all of them.
    """
    match = limits.match
    n: i64 = len(cost)
    first = zero_ints(len(fits))
    most = limits.max_lp
    counted = subsets if match > 0.0 else len(fits)
    for j, lp in enumerate(fits):
        if lp <= most and j < counted:
            continue  # most of them are within the limits
        tranches = j - subsets + 1 if j >= counted else 0
        share = beyond(limits, lp, tranches)
        if share > 0.0:
            if match > 0.0:
                first[j] = first_at_least(cost, (share * worth[j] - 1e-12) / match)
            else:
                first[j] = n
    return first
