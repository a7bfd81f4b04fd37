"""Batches whose outcomes are made up, so that every statistic has a known value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from sim.batch.batch import Batch
from sim.documents import Document
from sim.validation.patterns.loading import Source, Stated, World
from sim.validation.patterns.schema import Pattern
from tests.batches import small_batch
from tests.scenarios.worlds import SCENARIOS

WORLD = World(SCENARIOS / "hold.yaml")


def batch(columns: dict[str, Sequence[Any]], **more: Any) -> Batch:
    """A batch of the shipped scenario `hold` with some of its outcome columns replaced."""
    base = small_batch("hold", 2)
    rows = len(next(iter(columns.values())))
    blank = pl.concat([base.outcomes.head(1)] * rows)
    outcomes = blank.with_columns(
        replication=pl.int_range(rows, dtype=pl.Int64),
        **{
            name: pl.Series(values, dtype=base.outcomes.schema.get(name), strict=False)
            for name, values in columns.items()
        },
    )
    return replace(base, n=rows, outcomes=outcomes, **more)


def pattern(
    statistic: dict[str, Any], band: tuple[float, float] = (0.0, 1.0), **more: Any
) -> Pattern:
    return Pattern.model_validate(
        {
            "id": "made",
            "fact": "It is so.",
            "band": band,
            "basis": "Made up.",
            "use": "validation",
            "scenario": "hold",
            "statistic": statistic,
            **more,
        }
    )


def stated(one: Pattern, world: World = WORLD) -> Stated:
    """A pattern that was written nowhere."""
    return Stated(one, world, Source(Document("made.yaml", {}, {}, {}, ()), ()))
