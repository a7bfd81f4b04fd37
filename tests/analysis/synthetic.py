"""Batches with outcomes that a test writes down, or draws from distributions that it knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl

from sim.batch.batch import Batch
from sim.engine.model.world import World
from tests.batches import small_batch


def synthetic(
    columns: Mapping[str, Any],
    *,
    name: str = "synthetic",
    seed: int = 0,
    uncertain: Sequence[str] = (),
    replications: Sequence[int] | None = None,
    antithetic: bool = False,
    repeats: int = 1,
) -> Batch:
    """A batch in which some outcomes are given and all others those of one quiet replication."""
    quiet = small_batch("hold", 2)
    n = len(next(iter(columns.values())))
    numbers = np.arange(n) if replications is None else np.asarray(replications)
    types = {key: kind for key, kind in quiet.outcomes.schema.items() if kind != pl.Null}
    outcomes = quiet.outcomes[np.zeros(n, dtype=np.int64)].with_columns(
        pl.Series("replication", numbers, dtype=pl.Int64),
        *(pl.Series(key, values, dtype=types.get(key)) for key, values in columns.items()),
    )
    scenario = quiet.model.scenario.model_copy(update={"uncertain": dict.fromkeys(uncertain)})
    model = copy(quiet.model)
    model.world = World(scenario, model.source, model.catalogue)
    return replace(
        quiet,
        name=name,
        model=model,
        seed=seed,
        n=int(numbers.max(initial=-1)) + 1,
        outcomes=outcomes,
        antithetic=antithetic,
        repeats=repeats,
    )
