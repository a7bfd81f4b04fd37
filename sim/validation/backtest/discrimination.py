"""Whether what is called likelier happens sooner than what is not: areas under the curve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import polars as pl

from sim.analysis.forecasts import topics
from sim.analysis.quantities import Schema
from sim.statistics.clusters import areas, numbered
from sim.validation.backtest.forecasters import FORECASTERS
from sim.validation.backtest.groups import Group
from sim.validation.backtest.items import Item

__all__ = ["AREAS", "ITEMS", "RELIEF", "discrimination", "relief_item"]

ITEMS: Final = "items"
"""Of all items of yes or no."""

RELIEF: Final = "relief"
"""Of one item of each case: whether relief of any kind comes."""

AREAS: Final[Schema] = {
    "by": pl.String,
    "group": pl.String,
    "of": pl.String,
    "forecaster": pl.String,
    "area": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "n": pl.Int64,
    "yes": pl.Int64,
    "cases": pl.Int64,
}
"""Columns of the table of areas."""

_CAME: Final = (
    pl.when(pl.col("kind") == "date")
    .then(pl.col("answer").is_not_null())
    .otherwise(pl.col("answer") == 1.0)
)
"""Whether it came: a date if it came before the scenario ended."""


def relief_item(items: Sequence[Item]) -> Item | None:
    """Return the item by which a case says whether relief of any kind came.

    Parameters
    ----------
    items
        Items of the case.

    Returns
    -------
    Item or None
        One that asks for the first easing of any measure of the first sender (the topic
        `sim.analysis.forecasts.topics.RELIEF`): the first that asks for its date from the first
        day on, since that says whether it came by the end; else that of yes or no with the longest
        window. None if there is none.
    """
    asked = [item for item in items if item.topic == topics.RELIEF and item.at_least == 1]
    whole = [item for item in asked if item.kind == "date" and item.first == 0.0]
    binary = [item for item in asked if item.kind == "yes_no"]
    longest = max(binary, key=lambda item: item.last - item.first, default=None)
    return whole[0] if whole else longest


def discrimination(
    items: pl.DataFrame, groups: Sequence[Group], level: float = 0.95
) -> pl.DataFrame:
    """Return the areas under the curve of each forecaster in each group, see `AREAS`.

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
        Areas: the share of pairs of an item that came true and one that did not in which the
        first was called the likelier, one half for a tie. `ITEMS` is of all items of yes or no,
        of one case or of two; `RELIEF` of one item of each case, see `relief_item`. No row where
        nothing came true, or everything.
    """
    rows: list[tuple[Any, ...]] = []
    names = [f"p_{who}" for who in FORECASTERS]
    chosen = {ITEMS: pl.col("kind") == "yes_no", RELIEF: pl.col("relief")}
    for group in groups:
        of_group = items.filter(pl.Series(group.rows))
        for of, which in chosen.items():
            part = of_group.filter(which)
            came = part.select(_CAME).to_series().to_numpy().astype(np.float64)
            cases = numbered(part["case"].to_list())
            found = areas(part.select(names).to_numpy(), came, cases, level) if len(came) else None
            size = (part.height, int(came.sum()), part["case"].n_unique())
            for who, area in zip(FORECASTERS, found or (), strict=bool(found)):
                rows.append((group.by, group.name, of, who, *area, *size))
    return pl.DataFrame(rows, schema=AREAS, orient="row")
