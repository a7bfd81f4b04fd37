"""Means of scores, and skill: which part of a reference forecaster's score the simulator saves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.analysis.quantities import Schema
from sim.statistics.intervals import SEED
from sim.statistics.products import product
from sim.validation.backtest.references import REFERENCES
from sim.validation.backtest.scoring import FORECASTERS

Floats = NDArray[np.float64]

ALL: Final = "all"
"""Stands for all cases together."""

REST: Final = "all but renewals"
"""Stands for all cases without the renewals, which are many and alike."""

FEWEST: Final = 5
"""Items from which on an interval of skill is given."""

SCORES: Final[dict[str, tuple[str, ...]]] = {"yes_no": ("brier", "log"), "date": ("crps",)}
"""Scores of which means are taken, by kind of item: those of values differ in their units."""

RESAMPLES: Final = 4000

MEANS: Final[Schema] = {
    "case": pl.String,
    "kind": pl.String,
    "score": pl.String,
    "forecaster": pl.String,
    "mean": pl.Float64,
    "n": pl.Int64,
}
"""Columns of the table of mean scores."""

SKILL: Final[Schema] = {
    "case": pl.String,
    "score": pl.String,
    "reference": pl.String,
    "skill": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "n": pl.Int64,
}
"""Columns of the table of skill."""


def means(items: pl.DataFrame) -> pl.DataFrame:
    """Return the mean scores of each forecaster over each case and over all; see `MEANS`.

    Log scores are in nats, CRPS of dates in years.
    """
    rows = [
        (case, kind, score, who, float(values.mean()), values.size)
        for case, kind, score, part in _parts(items)
        for who in FORECASTERS
        if (values := part[f"{score}_{who}"].drop_nulls().to_numpy()).size
    ]
    return pl.DataFrame(rows, schema=MEANS, orient="row")


def skill(items: pl.DataFrame, level: float = 0.95) -> pl.DataFrame:
    """Return the skill against each reference, over each case and over all; see `SKILL`.

    Parameters
    ----------
    items
        Scored items, see `sim.validation.backtest.scoring.SCHEMA`.
    level
        Level of confidence of the intervals, in (0, 1).

    Returns
    -------
    polars.DataFrame
        Skill is ``1 - score of the simulator / score of the reference``: 1 is perfect, 0 no
        better than the reference, below 0 worse. Null where the reference makes no mistake. An
        end of an interval is null where nothing bounds it, and both are for fewer than `FEWEST`
        items: so few resampled say nothing.

    Notes
    -----
    The interval is the bootstrap's by percentiles. Items are resampled within their cases, since
    which cases there are was no matter of chance. It says how much the few items that there are
    tell; that items of a case are not independent makes it too narrow.
    """
    rows = [
        (case, score, reference, *saved)
        for case, _, score, part in _parts(items)
        for reference in REFERENCES
        if (saved := _skill(part, score, reference, level)) is not None
    ]
    return pl.DataFrame(rows, schema=SKILL, orient="row")


def _parts(items: pl.DataFrame) -> Iterator[tuple[str, str, str, pl.DataFrame]]:
    """Yield case, kind, score and its items: all together, all but renewals, then case by case.

    Without renewals where there are some, and not of a single case.
    """
    cases = items["case"].unique(maintain_order=True).to_list()
    groups = {ALL: items}
    if len(cases) > 1 and items["renewal"].any():
        groups[REST] = items.filter(~pl.col("renewal"))
    groups |= {case: items.filter(pl.col("case") == case) for case in cases}
    for case, of_case in groups.items():
        for kind, scores in SCORES.items():
            for score in scores:
                yield case, kind, score, of_case.filter(pl.col("kind") == kind)


def _skill(part: pl.DataFrame, score: str, reference: str, level: float) -> tuple[Any, ...] | None:
    """Return skill, ends of its interval, and number of items."""
    columns = [f"{score}_simulator", f"{score}_{reference}"]
    scored = part.drop_nulls(columns)
    if not scored.height:
        return None
    ours, theirs = (scored[column].to_numpy() for column in columns)
    value = _saved(np.array([ours.sum()]), np.array([theirs.sum()]))[0]
    if scored.height < FEWEST:
        return _finite(value), None, None, scored.height
    drawn = _redrawn(scored["case"].to_numpy())
    again = _saved(product(drawn, ours), product(drawn, theirs))
    tail = 0.5 - 0.5 * level
    # No mean of two neighbours is taken: one of them may be infinite.
    low, high = np.quantile(again, [tail, 1.0 - tail], method="inverted_cdf")
    return _finite(value), _finite(low), _finite(high), scored.height


def _saved(ours: Floats, theirs: Floats) -> Floats:
    """Return the part of their score that ours saves; −∞ of none at all, 0 if both have none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        saved: Floats = np.where((ours == 0.0) & (theirs == 0.0), 0.0, 1.0 - ours / theirs)
    return saved


def _redrawn(cases: NDArray[Any]) -> Floats:
    """Return how often each item is drawn when those of each case are; always the same.

    Returns
    -------
    ndarray, shape (RESAMPLES, n)
        Adds up to the number of its items for each case, in every row.
    """
    rng = np.random.default_rng(SEED)
    drawn = np.zeros((RESAMPLES, cases.size))
    for case in dict.fromkeys(cases):
        inside = np.flatnonzero(cases == case)
        even = np.full(inside.size, 1.0 / inside.size)
        drawn[:, inside] = rng.multinomial(inside.size, even, size=RESAMPLES)
    return drawn


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
