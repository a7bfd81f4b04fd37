"""Mean scores by group, and how forecasts fare beside others: paired differences and skill.

All intervals are over cases (see `sim.statistics.clusters`): items of one case hang together, and
what is asked is how it would be in other cases.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.analysis.quantities import Schema
from sim.statistics.clusters import means, numbered, saved
from sim.validation.backtest.forecasters import FORECASTERS, MODELS
from sim.validation.backtest.groups import Group

__all__ = ["SCORES", "scores", "skill"]

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

SCORES: Final[dict[str, str]] = {"brier": "yes_no", "log": "yes_no", "crps": "date"}
"""Scores of which means are taken, with the kind of item: those of values differ in their units."""

PAIRS: Final = [
    (ours, theirs)
    for ours, theirs in product(MODELS, FORECASTERS)
    if theirs not in MODELS[: MODELS.index(ours) + 1]
]
"""Who is compared with whom: what rests on simulated futures with all that do not, and with what
it is made from."""

MEANS: Final[Schema] = {
    "by": pl.String,
    "group": pl.String,
    "score": pl.String,
    "forecaster": pl.String,
    "mean": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "n": pl.Int64,
    "cases": pl.Int64,
}
"""Columns of the table of mean scores."""

SKILL: Final[Schema] = {
    "by": pl.String,
    "group": pl.String,
    "score": pl.String,
    "forecaster": pl.String,
    "reference": pl.String,
    "difference": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "skill": pl.Float64,
    "skill_low": pl.Float64,
    "skill_high": pl.Float64,
    "n": pl.Int64,
    "cases": pl.Int64,
}
"""Columns of the table of differences and skill."""


def scores(items: pl.DataFrame, groups: Sequence[Group], level: float = 0.95) -> pl.DataFrame:
    """Return the mean scores of each forecaster in each group, see `MEANS`.

    Parameters
    ----------
    items
        Scored items, see `sim.validation.backtest.scoring.SCHEMA`.
    groups
        Groups of them.
    level
        Level of confidence of the intervals over cases, in (0, 1).

    Returns
    -------
    polars.DataFrame
        Means over items: of Brier scores, of log scores in nats, of the CRPS of dates in years.
    """
    rows: list[tuple[Any, ...]] = []
    for group, score, values, cases in _parts(items, groups):
        size = (len(cases), int(cases.max()) + 1)
        for who, found in zip(FORECASTERS, means(values, cases, level), strict=True):
            rows.append((group.by, group.name, score, who, *found, *size))
    return pl.DataFrame(rows, schema=MEANS, orient="row")


def skill(items: pl.DataFrame, groups: Sequence[Group], level: float = 0.95) -> pl.DataFrame:
    """Return how forecasters fare beside others on the same items, see `PAIRS` and `SKILL`.

    Parameters
    ----------
    items, groups, level
        See `scores`.

    Returns
    -------
    polars.DataFrame
        The difference is the mean of score less score of the reference, item by item: below 0 is
        better. Skill is ``1 - score / score of the reference``: 1 is perfect, 0 no better, below
        0 worse; null where the reference makes no mistake, and an end of its interval is null
        where nothing bounds it.
    """
    place = {who: k for k, who in enumerate(FORECASTERS)}
    ours = [place[who] for who, _ in PAIRS]
    theirs = [place[who] for _, who in PAIRS]
    rows: list[tuple[Any, ...]] = []
    for group, score, values, cases in _parts(items, groups):
        size = (len(cases), int(cases.max()) + 1)
        apart = means(values[:, ours] - values[:, theirs], cases, level)
        parts = saved(values[:, ours], values[:, theirs], cases, level)
        for pair, difference, part in zip(PAIRS, apart, parts, strict=True):
            head = (group.by, group.name, score, *pair)
            rows.append((*head, *difference, *(part or (None, None, None)), *size))
    return pl.DataFrame(rows, schema=SKILL, orient="row")


def _parts(
    items: pl.DataFrame, groups: Sequence[Group]
) -> Iterator[tuple[Group, str, Floats, Numbers]]:
    """Yield group, score, the scores of all forecasters and the number of each item's case.

    Only items that all forecasters have a score of: others could not be compared.
    """
    for group in groups:
        of_group = items.filter(pl.Series(group.rows))
        for score, kind in SCORES.items():
            names = [f"{score}_{who}" for who in FORECASTERS]
            scored = of_group.filter(pl.col("kind") == kind).drop_nulls(names)
            if scored.height:
                cases = numbered(scored["case"].to_list())
                yield group, score, scored.select(names).to_numpy(), cases
