"""How much whether one thing comes tells of whether another does, in bits and in points.

All of it is of two columns of yes and no. Units may hang together in groups: intervals and tests
then count those, and never claim more than independent units would give.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import copysign, log, sqrt
from typing import Final, NamedTuple

import numpy as np
import scipy
from numpy.typing import NDArray

from sim.statistics.intervals import Estimated
from sim.statistics.precision import Interval, normal_quantile, standard_error, wilson_interval

__all__ = ["Information", "benjamini_hochberg", "difference_of_shares", "fisher", "information"]

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Groups = NDArray[np.int64]

_NATS: Final = log(2.0)
"""In a bit."""

_NOTHING: Final = 1e-13
"""Information, in nats, that is nought to a computer."""

_ALIKE: Final = 1.0 + 1e-7
"""By how much two probabilities may differ that are the same but for rounding."""


class Information(NamedTuple):
    """Mutual information of two columns, in bits.

    Attributes
    ----------
    bits
        Estimated, bias taken off; not below 0.
    low, high
        Ends of its interval.
    plain
        As the sample has it.
    bias
        By how much that is too large on average.
    p
        Two-sided p that the two are independent.
    """

    bits: float
    low: float
    high: float
    plain: float
    bias: float
    p: float


def information(
    x: Bools, y: Bools, groups: Groups | None = None, level: float = 0.95
) -> Information:
    """Return what each of two columns tells of the other.

    Parameters
    ----------
    x, y
        Yes or no, n >= 1, shape (n,).
    groups
        Number of the group of each unit, from 0, shape (n,): members of a group are not
        independent of each other. None if all are.
    level
        Level of the interval, in (0, 1).

    Notes
    -----
    The bias is (cells that occur - rows - columns + 1) / 2n nats (Miller 1955, in Information
    Theory in Psychology; Paninski 2003, Neural Computation 15), times the design effect of groups.
    The interval is that of the root of twice the information, with the sign of the association:
    it is close to normal whether or not the two are independent, its variance by the delta method
    from log p(x, y) / p(x) p(y), which averages to the information (as 2n times that is the G
    statistic, the root is the signed root of the likelihood ratio). Where it reaches over 0, or p
    does not exclude that the two are independent, the information may be 0. The p is Fisher's;
    with groups also Student's of that root, the larger.
    """
    n = x.size
    table = np.bincount(2 * x.astype(np.int64) + y, minlength=4).reshape(2, 2)
    p = fisher(table)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / n
    ratios = np.log(np.divide(table, expected, out=np.ones((2, 2)), where=table > 0))
    nats = max(0.0, float(np.einsum("ij,ij->", table, ratios)) / n)
    single, several, units = _errors(ratios[x.astype(np.int64), y.astype(np.int64)], groups)
    deff = (several / single) ** 2 if single > 0.0 else 1.0
    cells, rows, columns = (int(np.count_nonzero(t)) for t in (table, *_margins(table)))
    bias = max(0, cells - rows - columns + 1) * deff / (2 * n)
    root = sqrt(2.0 * nats)
    error = several / root if nats > _NOTHING else sqrt(deff / n)
    if groups is not None and error > 0.0 and units > 1:
        p = max(p, 2.0 * float(scipy.special.stdtr(units - 1, -root / error)))
    root = copysign(root, table[1, 1] - expected[1, 1])
    half = normal_quantile(level) * error
    ends = [0.5 * end * end / _NATS for end in (root - half, root + half)]
    low = 0.0 if abs(root) <= half or p >= 1.0 - level else min(ends)
    bits, plain, off = (value / _NATS for value in (max(0.0, nats - bias), nats, bias))
    return Information(bits, min(low, bits), min(1.0, max(ends)), plain, off, min(1.0, p))


def difference_of_shares(
    x: Bools, y: Bools, groups: Groups | None = None, level: float = 0.95
) -> Estimated:
    """Return by how much the share of y is larger where there is x than where there is not.

    Parameters
    ----------
    x, y
        Yes or no, shape (n,); x must be both.
    groups, level
        See `information`.

    Notes
    -----
    Newcombe 1998, Statistics in Medicine 17, method 10: Wilson's intervals of both, put together;
    with groups widened by the root of the design effect of the difference, never below 1 (the
    linearised variance of a cluster sample, Cochran 1977, Sampling Techniques, ch. 9).
    """
    parts = [y[x], y[~x]]
    (one, n_one), (two, n_two) = ((float(part.mean()), part.size) for part in parts)
    ends = [wilson_interval(int(part.sum()), part.size, level) for part in parts]
    influence = np.where(x, (y - one) * (x.size / n_one), (two - y) * (x.size / n_two))
    single, several, _ = _errors(influence, groups)
    wider = several / single if single > 0.0 else 1.0
    down = sqrt((one - ends[0].low) ** 2 + (ends[1].high - two) ** 2)
    up = sqrt((ends[0].high - one) ** 2 + (two - ends[1].low) ** 2)
    between = Interval(max(-1.0, one - two - wider * down), min(1.0, one - two + wider * up))
    return Estimated(one - two, *between)


def fisher(table: NDArray[np.int64]) -> float:
    """Return Fisher's exact two-sided p of a table of two by two, shape (2, 2).

    Notes
    -----
    The probability, given both margins, of all tables that are no likelier than this one.
    """
    (a, b), (c, d) = table.tolist()
    rows, first, n = a + b, a + c, a + b + c + d
    counts = np.arange(max(0, rows + first - n), min(rows, first) + 1)
    cells = np.array([counts, rows - counts, first - counts, n - rows - first + counts])
    logs = -scipy.special.gammaln(cells + 1.0).sum(axis=0)
    likely = np.exp(logs - logs.max())
    here = likely[a - counts[0]]
    return min(1.0, float(likely[likely <= here * _ALIKE].sum() / likely.sum()))


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Return p values adjusted so that of those below q a share of q are false on average.

    Notes
    -----
    Benjamini & Hochberg 1995, Journal of the Royal Statistical Society B 57: the i-th smallest of
    m is multiplied by m / i, and none may be above one that is larger. It holds where tests are
    independent or hang together positively (Benjamini & Yekutieli 2001, Annals of Statistics 29).
    """
    m = len(p_values)
    adjusted = [1.0] * m
    least = 1.0
    order = sorted(range(m), key=p_values.__getitem__, reverse=True)
    for rank, i in zip(range(m, 0, -1), order, strict=True):
        least = min(least, p_values[i] * m / rank)
        adjusted[i] = least
    return adjusted


def _margins(table: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return table.sum(axis=1), table.sum(axis=0)


def _errors(values: Floats, groups: Groups | None) -> tuple[float, float, int]:
    """Return standard errors of a mean: of single units, of groups but no smaller, their number."""
    single, units = standard_error(values)
    if groups is None:
        return single, single, units
    several, units = standard_error(values, groups)
    return single, max(single, several), units
