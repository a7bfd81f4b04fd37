"""Many futures of one scenario, as tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.engine.model import Model
from sim.outcomes.columns import Column, columns

ANSWER = "answer_"
"""Before the id of a question: the column that says whether it came true."""

DAYS = "_days"
"""After that column's name: the column that says when, in days from the start."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Replications of one scenario under one master seed.

    Attributes
    ----------
    name
        Short name of the scenario, for titles and tables: the stem of its file.
    model
        The model with every uncertain parameter at its default: columns, calendar, names.
    seed
        Master seed.
    n
        Replications asked for, those that failed among them.
    grid
        Days from the start at which series are known, shape ``(t,)``, ascending from 0.
    outcomes
        A row per replication that did not fail, in the order of `replication`: the columns of
        `sim.outcomes.columns.columns(model)`; one column for each uncertain parameter, named by
        its path; for each question ``answer_<id>`` (whether it came true) and
        ``answer_<id>_days`` (when, in days from the start; null if it did not).
    failures
        A row per replication that failed: ``replication``, ``stage``, ``message``,
        ``traceback``, ``command`` (which runs it again).
    in_force
        For each measure at the start, in the order of the catalogue, the share of its LP in force
        at each day of the grid, mean over replications, shape ``(t,)``.
    trajectories
        Reads series: given their names, a frame with ``replication``, ``day`` and a column
        for each (float32), replications in order and days ascending within each.
    folder
        Where it is kept; None if it is in memory only.
    """

    name: str
    model: Model
    seed: int
    n: int
    grid: NDArray[np.float64]
    outcomes: pl.DataFrame
    failures: pl.DataFrame
    in_force: dict[str, NDArray[np.float64]]
    trajectories: Callable[[list[str]], pl.DataFrame] = field(repr=False)
    folder: Path | None = None

    @property
    def title(self) -> str:
        """Title of the scenario."""
        return self.model.scenario.title

    @property
    def columns(self) -> tuple[Column, ...]:
        """What the columns of the outcome rows are called, their units and meanings."""
        return columns(self.model)

    @property
    def parameters(self) -> list[str]:
        """Paths of the uncertain parameters that were drawn: names of columns of `outcomes`."""
        return [path for path in self.model.scenario.uncertain if path in self.outcomes.columns]

    @property
    def questions(self) -> list[str]:
        """Ids of the questions that were answered."""
        return [question.id for question in self.model.scenario.questions]

    def series(self, name: str) -> NDArray[np.float32]:
        """One series of all replications, shape ``(replications, t)``; see `trajectories.names`."""
        values = self.trajectories([name])[name].to_numpy()
        return values.reshape(self.outcomes.height, len(self.grid))
