"""Tables of items in which everything is chosen, or else as dull as can be."""

from __future__ import annotations

from typing import Any

import polars as pl

from sim.validation.backtest.forecasters import FORECASTERS
from sim.validation.backtest.groups import ALL, EVERYTHING, Group, groups_of
from sim.validation.backtest.scoring import SCHEMA


def table(**columns: list[Any]) -> pl.DataFrame:
    """A table of items in which everything is null that is not said; of one case unless said."""
    n = len(next(iter(columns.values())))
    known: dict[str, list[Any]] = {
        "case": ["a"] * n,
        "kind": ["yes_no"] * n,
        "renewal": [False] * n,
        "relief": [False] * n,
        "family": ["relief"] * n,
        **columns,
    }
    return pl.DataFrame({name: known.get(name, [None] * n) for name in SCHEMA}, schema=SCHEMA)


def scored(score: str, others: float, /, **columns: list[Any]) -> pl.DataFrame:
    """A table in which all forecasters have a score, the same but where it is said."""
    n = len(next(iter(columns.values())))
    same = {f"{score}_{name}": [others] * n for name in FORECASTERS}
    return table(**(same | columns))


def everything(items: pl.DataFrame, by: str = "case") -> list[Group]:
    """All items, and each case."""
    return groups_of(items, {}, by)


def row(frame: pl.DataFrame, **where: str) -> dict[str, Any]:
    """The only row of which something holds; of all items unless said."""
    where = {"by": EVERYTHING, "group": ALL, **where}
    here = [pl.col(key) == value for key, value in where.items() if key in frame.columns]
    (found,) = frame.filter(*here).iter_rows(named=True)
    return found
