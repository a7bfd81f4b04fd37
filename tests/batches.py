"""Small batches in memory for tests that look at tables and figures, made once a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import polars as pl

from sim.batch.batch import ANSWER, DAYS, OBSERVED, Batch
from sim.engine.kernel.streams import Chance
from sim.engine.model.compile import compile_model
from sim.engine.replication import replicate
from sim.outcomes.answers import answers, answers_of, ready_observations
from sim.outcomes.columns import columns
from sim.outcomes.measures.history import logs_of
from sim.outcomes.row import outcome_row
from sim.outcomes.trajectories import names, table
from sim.scenario.loading import load_scenario
from tests.records import measures_in_force
from tests.scenarios.worlds import SCENARIOS

TYPES = {"float": pl.Float64, "int": pl.Int64, "str": pl.String, "bool": pl.Boolean}


@cache
def small_batch(
    stem: str, n: int = 40, seed: int = 0, *overrides: str, at: Path | None = None
) -> Batch:
    """A batch of a shipped scenario, or of a file elsewhere, straight from the engine.

    Everything is done here in the plainest way, so that the real thing can be compared with it.
    """
    loaded = load_scenario(at or SCENARIOS / f"{stem}.yaml", list(overrides))
    model = compile_model(loaded.scenario, loaded.catalogue)
    grid = np.append(np.arange(0.0, model.calendar.horizon, 30.4375), model.calendar.horizon)
    chance = Chance(seed, 0, n)
    rows, series, in_force = [], [], []
    for k in range(n):
        record = replicate(model, chance, k)
        row = dict(outcome_row(record))
        row.update(record.drawn)
        seen = answers_of(record, ready_observations(model), logs_of(record).every)
        for prefix, found in ((ANSWER, answers(record)), (OBSERVED, seen)):
            for name, answer in found.items():
                day = None
                if answer.date is not None:
                    day = float((answer.date - model.scenario.start).days)
                row[f"{prefix}{name}"], row[f"{prefix}{name}{DAYS}"] = answer.yes, day
        rows.append(row)
        series.append(table(record, grid).astype(np.float32))
        in_force.append(measures_in_force(record, grid))
    schema = {column.name: TYPES[column.type] for column in columns(model)}
    every = names(model)
    stacked = np.stack(series)

    def trajectories(wanted: list[str]) -> pl.DataFrame:
        frame = {
            "replication": np.repeat(np.arange(n), len(grid)),
            "day": np.tile(grid, n),
        }
        return pl.DataFrame({**frame, **{s: stacked[:, every.index(s), :].ravel() for s in wanted}})

    return Batch(
        name=stem,
        model=model,
        seed=seed,
        n=n,
        grid=grid,
        outcomes=pl.DataFrame(rows, schema_overrides=schema, infer_schema_length=None),
        failures=pl.DataFrame(
            schema=dict.fromkeys(
                ("replication", "stage", "message", "traceback", "command"), pl.String
            )
            | {"replication": pl.Int64}
        ),
        in_force={
            name: np.mean([each[name] for each in in_force], axis=0, dtype=np.float64)
            for name in in_force[0]
        },
        trajectories=trajectories,
    )
