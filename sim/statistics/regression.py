"""How much of an outcome a regression on the uncertain parameters predicts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, chain, combinations, pairwise
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.statistics.precision import normal_quantile
from sim.statistics.products import orthonormal, product

Floats = NDArray[np.float64]

DEGREES = (1, 3, 6)
"""Of the polynomials of a single parameter that are tried."""

TOGETHER = 3
"""Degree of products of two parameters."""

MOST = 300
"""Terms of a regression at most."""

FEW = 10
"""A parameter with no more values than this is treated as a choice."""


class Part(NamedTuple):
    """The epistemic share of a variance, with its interval."""

    share: float
    low: float
    high: float


class _Terms(NamedTuple):
    """What one parameter adds to a regression: columns, shape (n, terms), and their degrees."""

    columns: Floats
    degrees: tuple[int, ...]

    def between(self, low: int, high: int) -> list[int]:
        """Which columns are of degrees above `low` and up to `high`."""
        return [i for i, own in enumerate(self.degrees) if low < own <= high]


def is_choice(column: pl.Series) -> bool:
    """Return whether a parameter takes a few values rather than any in a range."""
    return not column.dtype.is_numeric() or column.n_unique() <= FEW


def choice_numbers(column: pl.Series) -> NDArray[np.int64]:
    """Return the values of a choice, numbered from 0."""
    numbers: NDArray[np.int64] = column.cast(pl.String).rank("dense").cast(pl.Int64).to_numpy() - 1
    return numbers


class Regression(NamedTuple):
    """A regression of anything on the parameters.

    Attributes
    ----------
    basis
        Orthonormal, shape ``(n, terms)``.
    left
        For each replication, 1 less its leverage, shape ``(n,)``.
    """

    basis: Floats
    left: Floats


def regressions(theta: pl.DataFrame) -> list[Regression]:
    """Prepare ever richer regressions on the parameters.

    Parameters
    ----------
    theta
        A column per uncertain parameter, a row per replication.

    Returns
    -------
    list of Regression
        On Legendre polynomials of the ranks of each parameter up to degree 1, 3 and 6, then also
        on products of two parameters up to degree 3 together; a choice has a term for each value
        but one. Those with more terms than a fifth of the replications, or than `MOST`, are left
        out.
    """
    n = theta.height
    limit = min(n // 5, MOST)
    single = [_terms(theta[name]) for name in theta.columns]
    tiers = [
        [terms.columns[:, i] for terms in single for i in terms.between(low, high)]
        for low, high in pairwise((0, *DEGREES))
    ]
    alone = [column for tier in tiers for column in tier]
    couples = [
        (one.columns[:, i], two.columns[:, j])
        for one, two in combinations(single, 2)
        for i, j in _couples(one, two)
    ]
    sizes = [len(tier) for tier in tiers]
    if 1 + len(alone) + len(couples) <= limit:
        sizes.append(len(couples))
    widths = [end for end in sorted({*accumulate(sizes, initial=1)} - {1}) if end <= limit]
    if not widths:
        return []
    products = (one * two for one, two in couples)  # made when they are needed: they are many
    # Each column is made orthogonal to those before it, so that this serves all of them.
    basis = orthonormal(chain([np.ones(n)], alone, products), n, widths[-1])
    return [
        Regression(
            basis[:, :width], 1.0 - np.einsum("ij,ij->i", basis[:, :width], basis[:, :width])
        )
        for width in widths
    ]


def _terms(column: pl.Series) -> _Terms:
    if is_choice(column):
        hot = np.eye(max(1, column.n_unique()))[choice_numbers(column)]
        return _Terms(hot[:, 1:], (1,) * (hot.shape[1] - 1))
    points = 2.0 * (column.rank("average").to_numpy() - 0.5) / len(column) - 1.0
    highest = max(DEGREES)
    columns = np.asarray(np.polynomial.legendre.legvander(points, highest)[:, 1:], np.float64)
    return _Terms(columns, tuple(range(1, highest + 1)))


def _couples(one: _Terms, two: _Terms) -> list[tuple[int, int]]:
    """Pairs of terms whose product is of a degree that is tried."""
    return [
        (i, j)
        for i, p in enumerate(one.degrees)
        for j, q in enumerate(two.degrees)
        if p + q <= TOGETHER
    ]


def predicted(y: Floats, fits: Sequence[Regression], level: float = 0.95) -> Part | None:
    """Return the share of the variance that a regression predicts of outcomes not seen.

    Parameters
    ----------
    y
        Outcomes, not all equal, shape (n,).
    fits
        From `regressions`; the one that predicts best counts.
    level
        Level of confidence, in (0, 1).

    Returns
    -------
    Part or None
        A lower bound of the epistemic share in expectation, since no regression predicts better
        than the mean given the parameters does. None if there are too few replications.

    Notes
    -----
    Each replication is left out in turn (Allen 1974, Technometrics 16), in closed form by the
    leverages; 0 is what the mean of the others predicts. The interval is that of a ratio of
    means.
    """
    n = y.size
    if not fits:
        return None
    blind = ((y - y.mean()) * n / (n - 1)) ** 2
    errors = [
        ((y - product(fit.basis, product(fit.basis.T, y))) / np.maximum(fit.left, 1e-9)) ** 2
        for fit in fits
    ]
    best = min(errors, key=lambda error: float(error.sum()))
    share = 1.0 - float(best.sum() / blind.sum())
    noise = (best - (1.0 - share) * blind) / blind.mean()
    half = normal_quantile(level) * float(noise.std(ddof=1)) / float(np.sqrt(n))
    return Part(*(min(1.0, max(0.0, end)) for end in (share, share - half, share + half)))
