"""Which replication of a batch to look at: a typical one, an extreme one, a surprising one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import ndtri

from sim.analysis.quantities import UNTIL, Quantity, UnknownOutcomeError, quantities
from sim.analysis.wording import class_words
from sim.batch.batch import Batch
from sim.documents.nearest import did_you_mean
from sim.errors import ThawError
from sim.statistics.products import product

Floats = NDArray[np.float64]

LIKE: Final = ("median", "best:OUTCOME", "worst:OUTCOME", "surprising")
"""What a replication may be chosen by."""

_TIED: Final = 1e-9
"""Distances closer than this are equal: which is smaller would be a matter of rounding."""


class UnknownChoiceError(ThawError):
    """A way to choose a replication that does not exist."""

    exit_code: ClassVar[int] = 2


class Choice(NamedTuple):
    """A replication, and why it was chosen."""

    replication: int
    why: str


def choose(batch: Batch, like: str) -> Choice:
    """Choose a replication that did not fail; of several that fit equally well the first.

    Parameters
    ----------
    batch
        The batch.
    like
        One of `LIKE`: see `median`, `extreme` and `surprising`.

    Raises
    ------
    UnknownChoiceError
        If there is no such way to choose.
    UnknownOutcomeError
        If there is no such outcome, or it is no number.
    ThawError
        If all replications failed.
    """
    way, _, outcome = like.partition(":")
    extremes = way in ("best", "worst")
    if way not in ("median", "best", "worst", "surprising") or bool(outcome) is not extremes:
        ways = ("median", "best", "worst", "surprising")
        hint = did_you_mean(way, ways) if way not in ways else ""
        if extremes:
            hint = f"of which outcome? '{way}:legal_end', for example"
        raise UnknownChoiceError(
            f"no way to choose a replication: '{like[:60]}'; there are: {', '.join(LIKE)}"
            + (f" ({hint})" if hint else "")
        )
    if not batch.rows:
        raise ThawError(f"there is nothing to choose from: all {batch.n:,} replications failed")
    if extremes:
        return extreme(batch, outcome, best=way == "best")
    return median(batch) if way == "median" else surprising(batch)


def median(batch: Batch) -> Choice:
    """The replication nearest to the medians of all primary outcomes that are numbers.

    Notes
    -----
    Distance is Euclidean in units of each outcome's standard deviation. Times that never come
    count as the horizon; an outcome that a replication does not have is left out of its mean.
    Outcomes that do not vary tell nothing and are left out.
    """
    away = []
    for quantity in quantities(batch):
        values = quantity.values[~np.isnan(quantity.values)]
        if quantity.kind == "share" or not values.size or values.min() == values.max():
            continue
        away.append((quantity.values - np.median(values)) / values.std())
    if not away:
        return _first(batch, np.zeros(batch.rows), "all are alike in their numbers")
    squares = np.square(np.stack(away))
    there = ~np.isnan(squares)
    counted = there.sum(axis=0)
    distance = np.where(counted > 0, np.nansum(squares, axis=0) / np.maximum(1, counted), np.inf)
    return _first(batch, distance, "nearest to the medians of the primary outcomes")


def extreme(batch: Batch, outcome: str, *, best: bool) -> Choice:
    """The replication with most of an outcome, or with least.

    Parameters
    ----------
    batch
        The batch.
    outcome
        Name of an outcome column, a number or yes or no.
    best
        Whether to take the largest value; of a time until something happens, the soonest. The
        worst is the smallest or latest, and never is later than any day.

    Raises
    ------
    UnknownOutcomeError
        If there is no such outcome, it holds names, or no replication has a value.
    """
    (quantity, *others) = quantities(batch, [outcome])
    if others or quantity.category is not None:
        raise UnknownOutcomeError(f"{outcome} is no number: there is no best or worst of it")
    values = quantity.values
    known = ~np.isnan(values)
    if not known.any():
        raise UnknownOutcomeError(f"no replication of {batch.name} has a value of {outcome}")
    time = outcome.startswith(UNTIL)
    ascending = best is time
    ranked = np.where(known, values if ascending else -values, np.inf)
    words = ("soonest", "latest") if time else ("most", "least")
    return _first(batch, ranked, f"{words[0] if best else words[1]}: {quantity.meaning}")


def surprising(batch: Batch) -> Choice:
    """The replication whose combination of primary outcomes is the least likely.

    Each value is replaced by its normal score (the normal quantile of its mean rank), classes by
    yes or no for each; the least likely combination is the one at the largest Mahalanobis
    distance. A replication may so be surprising because a value is rare, or because values that
    are common do not go together.

    Notes
    -----
    That is the least density under a Gaussian copula, for which normal scores are the usual
    estimate (van der Waerden; Klaassen & Wellner 1997, Bernoulli 3). The correlations are shrunk
    towards independence by p / (n + p) for p scores and n replications: without that, all
    replications of a small batch would be equally far. A missing value counts as a usual one.
    """
    scored = [(q, found) for q in quantities(batch) if (found := _scores(q)) is not None]
    if not scored:
        return _first(batch, np.zeros(batch.rows), "all are alike")
    matrix = np.stack([scores for _, scores in scored], axis=1)
    n, p = matrix.shape
    shrink = p / (n + p)
    correlation = (1.0 - shrink) * product(matrix.T, matrix) / n + shrink * np.eye(p)
    parts = matrix * np.linalg.solve(correlation, matrix.T).T  # each outcome's, shape (n, p)
    chosen = _first(batch, -parts.sum(axis=1), "")
    row = int(np.flatnonzero(batch.column("replication").to_numpy() == chosen.replication)[0])
    most = scored[int(np.argmax(parts[row]))][0]
    what = most.meaning if most.category is None else f"that it is {_category(most)}"
    return chosen._replace(why=f"the least likely combination, above all in: {what}")


def _category(quantity: Quantity) -> str:
    words = class_words(str(quantity.category))
    return words[:1].lower() + words[1:]


def _scores(quantity: Quantity) -> Floats | None:
    """Normal scores with mean 0 and variance 1; None if the quantity does not vary."""
    series = pl.Series(quantity.values).fill_nan(None)
    n = series.len() - series.null_count()
    if n == 0 or series.min() == series.max():
        return None
    ranks = series.rank("average").to_numpy().astype(np.float64)
    scores: Floats = ndtri((ranks - 0.5) / n)
    known = ~np.isnan(scores)
    spread = float(scores[known].std())
    scores = (scores - float(scores[known].mean())) / spread
    return np.where(known, scores, 0.0)


def _first(batch: Batch, distance: Sequence[float] | Floats, why: str) -> Choice:
    """The first replication at the least distance, up to rounding."""
    values = np.asarray(distance, dtype=np.float64)
    least = float(values.min())
    near = values <= least + _TIED * max(1.0, abs(least))
    row = int(np.flatnonzero(near)[0])
    return Choice(int(batch.column("replication")[row]), why)
