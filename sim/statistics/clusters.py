"""Intervals over clusters: whole clusters are resampled, for what their members share.

Items of one cluster are not independent of each other, clusters are. The interval of a number is
the bootstrap's by percentiles: clusters are drawn with replacement, each with all of its items,
and the number is worked out anew (Field & Welsh 2007, JRSS B 69; Davison & Hinkley 1997, Bootstrap
Methods and their Application, sec. 3.8). The draws are always the same. With few clusters such
intervals are rather too narrow than too wide; with fewer than `FEWEST` none is given.

A share has Wilson's interval for as many items as count for as much on their own: where nothing
happened, or everything, all resamples are the same, and would claim to be certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.statistics.intervals import Estimated
from sim.statistics.precision import wilson_interval
from sim.statistics.products import product
from sim.statistics.resampling import resampled
from sim.statistics.shares import widening

__all__ = ["FEWEST", "areas", "ends", "means", "numbered", "redrawn", "saved", "share"]

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

FEWEST: Final = 5
"""Clusters from which on there is an interval."""

RESAMPLES: Final = 4000
"""How often clusters are drawn anew."""


def numbered(names: Sequence[str]) -> Numbers:
    """Return the number of the cluster of each item, from 0 in the order of the first of each.

    Parameters
    ----------
    names
        Name of the cluster of each item, n of them.

    Returns
    -------
    ndarray, shape (n,)
    """
    places = {name: place for place, name in enumerate(dict.fromkeys(names))}
    return np.array([places[name] for name in names], dtype=np.int64)


@lru_cache(maxsize=8)
def redrawn(clusters: int, times: int = RESAMPLES) -> Floats:
    """Return how often each of the clusters is drawn, shape ``(times, clusters)``."""
    return resampled(clusters, times)


def means(values: Floats, clusters: Numbers, level: float = 0.95) -> list[Estimated]:
    """Return the mean of each column over all items, with its interval over clusters.

    Parameters
    ----------
    values
        Finite, shape ``(n, k)``, n >= 1.
    clusters
        Number of the cluster of each item, from 0 without gaps, shape ``(n,)``.
    level
        Level of confidence, in (0, 1).

    Returns
    -------
    list of Estimated
        One of each column. Columns are resampled together: the mean of a difference of two is
        that of a paired comparison.
    """
    middle = values.mean(axis=0)
    if _few(clusters):
        return [Estimated(float(value), None, None) for value in middle]
    sums, sizes = _totals(values, clusters), np.bincount(clusters).astype(np.float64)
    drawn = redrawn(sizes.size)
    again = product(drawn, sums) / product(drawn, sizes)[:, None]
    return [
        Estimated(float(value), *ends(column, level))
        for value, column in zip(middle, again.T, strict=True)
    ]


def share(hits: Floats, clusters: Numbers, level: float = 0.95) -> Estimated:
    """Return a share of items, with its interval over clusters.

    Parameters
    ----------
    hits
        1 where it happened, 0 where it did not; n >= 1, shape ``(n,)``.
    clusters, level
        See `means`.

    Notes
    -----
    Wilson's interval for as many items as they count for: n over the design effect (Kish 1965,
    Survey Sampling, ch. 5), never more than n. Where all items are alike they say nothing of how
    they hang together: each cluster then counts as one, which is the worst.
    """
    value = float(hits.mean())
    count = int(clusters.max()) + 1
    if count < FEWEST:
        return Estimated(value, None, None)
    if value in (0.0, 1.0):
        return Estimated(value, *wilson_interval(round(value * count), count, level))
    counting = max(1.0, hits.size / widening(hits, clusters) ** 2)
    return Estimated(value, *wilson_interval(value * counting, counting, level))


def saved(
    ours: Floats, theirs: Floats, clusters: Numbers, level: float = 0.95
) -> list[Estimated | None]:
    """Return which part of their loss ours saves, column by column, with intervals over clusters.

    Parameters
    ----------
    ours, theirs
        Losses of the same items, shape ``(n, k)`` each, n >= 1; those of theirs are not negative.
    clusters, level
        See `means`.

    Returns
    -------
    list of Estimated or None
        ``1 - sum of ours / sum of theirs``; 0 if both are without loss, None if only theirs are.
        An end is None where nothing bounds it.
    """
    values = _part(ours.sum(axis=0), theirs.sum(axis=0))
    bounds: list[tuple[float | None, float | None]] = [(None, None)] * values.size
    if not _few(clusters):
        sums, others = _totals(ours, clusters), _totals(theirs, clusters)
        drawn = redrawn(len(sums))
        again = _part(product(drawn, sums), product(drawn, others))
        bounds = [ends(column, level) for column in again.T]
    return [
        Estimated(float(value), *pair) if np.isfinite(value) else None
        for value, pair in zip(values, bounds, strict=True)
    ]


def areas(
    forecasts: Floats, happened: Floats, clusters: Numbers, level: float = 0.95
) -> list[Estimated] | None:
    """Return the area under the curve of each forecaster, with its interval over clusters.

    Parameters
    ----------
    forecasts
        A column for each forecaster, the larger the likelier, shape ``(n, k)``.
    happened
        1 where it happened, else 0, shape ``(n,)``.
    clusters, level
        See `means`.

    Returns
    -------
    list of Estimated or None
        The share of all pairs of one that happened and one that did not in which the first was
        called the likelier; one half for a tie. None if there is no such pair. Resamples without
        such a pair are left out.

    Notes
    -----
    Bamber 1975, Journal of Mathematical Psychology 12: the statistic of Mann and Whitney, over
    the number of pairs. Clusters: Obuchowski 1997, Biometrics 53.
    """
    yes, no = happened == 1.0, happened == 0.0
    if not yes.any() or not no.any():
        return None
    count = int(clusters.max()) + 1
    ups = np.bincount(clusters[yes], minlength=count).astype(np.float64)
    downs = np.bincount(clusters[no], minlength=count).astype(np.float64)
    places = (clusters[yes][:, None] * count + clusters[no][None, :]).ravel()
    found = []
    for column in forecasts.T:
        first, second = column[yes][:, None], column[no][None, :]
        right = ((first > second) + 0.5 * (first == second)).ravel()
        value = float(right.mean())
        if _few(clusters):
            found.append(Estimated(value, None, None))
            continue
        won = np.bincount(places, right, minlength=count * count).astype(np.float64)
        drawn = redrawn(count)
        pairs = product(drawn, ups) * product(drawn, downs)
        with np.errstate(invalid="ignore"):
            again = np.einsum("ij,ij->i", product(drawn, won.reshape(count, count)), drawn) / pairs
        found.append(Estimated(value, *ends(again, level)))
    return found


def ends(again: Floats, level: float) -> tuple[float | None, float | None]:
    """Return the ends of an interval by percentiles.

    Parameters
    ----------
    again
        The number in each resample; NaN where there was none, infinite where nothing bounded it.
    level
        Level of confidence, in (0, 1).

    Returns
    -------
    tuple
        Values that there are, so that no mean of two neighbours is taken, of which one may be
        infinite. An end is None where nothing bounds it, both if no resample has a number.
    """
    known = again[~np.isnan(again)]
    if not known.size:
        return None, None
    tail = 0.5 - 0.5 * level
    low, high = np.quantile(known, [tail, 1.0 - tail], method="inverted_cdf")
    return _finite(low), _finite(high)


def _few(clusters: Numbers) -> bool:
    return int(clusters.max()) + 1 < FEWEST


def _totals(values: Floats, clusters: Numbers) -> Floats:
    """Return the sum of each column in each cluster, shape ``(clusters, k)``."""
    return np.column_stack([np.bincount(clusters, column) for column in values.T])


def _part(ours: Floats, theirs: Floats) -> Floats:
    """Return the part of theirs that ours saves; −∞ of none at all, 0 if both have none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        part: Floats = np.where((ours == 0.0) & (theirs == 0.0), 0.0, 1.0 - ours / theirs)
    return part


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
