"""Levers: what a change of one assumption must do to an outcome, on the same luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import polars as pl
from pydantic import Field, model_validator

from sim.analysis.comparison.pairing import pair
from sim.analysis.quantities import Schema, numbers
from sim.batch.batch import Batch
from sim.catalogue.fields import Strict
from sim.documents import read_document, validate
from sim.engine.model.model import Model
from sim.errors import InputError, Problem
from sim.statistics import intervals
from sim.validation.patterns.columns import misfits
from sim.validation.patterns.loading import Source, World, scenario_path
from sim.validation.patterns.schema import Id, Mean, overrides

__all__ = [
    "LEVERS",
    "Lever",
    "LeverFile",
    "StatedLever",
    "lever_row",
    "read_levers",
    "refused_lever_columns",
]

LEVERS: Final[Schema] = {
    "id": pl.String,
    "claim": pl.String,
    "scenario": pl.String,
    "column": pl.String,
    "n": pl.Int64,
    "before": pl.Float64,
    "after": pl.Float64,
    "difference": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "direction": pl.String,
    "verdict": pl.String,
    "basis": pl.String,
}

_HERE: Final = Path(__file__).parent


class Lever(Strict):
    """A change of assumptions, and the direction in which it must move an outcome."""

    id: Id
    claim: str = Field(min_length=1, max_length=300, description="What it does, in words.")
    basis: str = Field(min_length=1, max_length=400, description="Why that must be so.")
    scenario: str = Field(
        min_length=1,
        description="Name of a shipped scenario, or path of a file ending in .yaml, relative to "
        "this one.",
    )
    set: dict[str, Any] = Field(
        default_factory=dict, description="Fields of the scenario to override in both, by path."
    )
    change: dict[str, Any] = Field(min_length=1, description="Fields that are changed, by path.")
    column: str = Field(min_length=1, description="Column of the outcomes that moves.")
    direction: Literal["more", "less"] = Field(description="Which way its mean moves.")


class LeverFile(Strict):
    """A file of levers."""

    levers: tuple[Lever, ...] = Field(min_length=1, description="The levers, in order.")

    @model_validator(mode="after")
    def _ids_once(self) -> LeverFile:
        ids = [lever.id for lever in self.levers]
        for name in ids:
            if ids.count(name) > 1:
                raise ValueError(f"there are two levers '{name}'")
        return self


@dataclass(frozen=True, slots=True)
class StatedLever:
    """A lever, the worlds before and after the change, and where it was written.

    Attributes
    ----------
    lever
        What was written.
    before, after
        The two worlds.
    source, changed
        Where the common overrides, and the changes, were written.
    """

    lever: Lever
    before: World
    after: World
    source: Source
    changed: Source


def read_levers(path: Path | None = None) -> list[StatedLever]:
    """Read a file of levers; by default those that come with the project.

    Raises
    ------
    InputError
        With everything that is wrong with it, but for what only its scenarios can tell.
    """
    document = read_document(path or _HERE / "levers.yaml", name=None if path else "levers.yaml")
    file = validate(LeverFile, document)
    stated, problems = [], []
    for i, lever in enumerate(file.levers):
        source = Source(document, ("levers", i))
        scenario = scenario_path(lever.scenario, path.parent if path else _HERE)
        if not isinstance(scenario, Path):
            problems.append(source.problem("scenario", message=scenario[0], hint=scenario[1]))
            continue
        before = World(scenario, overrides(lever.set))
        after = World(scenario, (*before.overrides, *overrides(lever.change)))
        changed = Source(document, ("levers", i), "change")
        stated.append(StatedLever(lever, before, after, source, changed))
    if problems:
        raise InputError(problems)
    return stated


def refused_lever_columns(stated: StatedLever, model: Model) -> list[Problem]:
    """Return what a lever asks of its scenario's outcomes that they do not have."""
    return [
        stated.source.problem(
            "column",
            message=misfit.message,
            allowed=misfit.allowed or "",
            hint=misfit.hint or "",
        )
        for misfit in misfits(Mean(type="mean", column=stated.lever.column), model)
    ]


def lever_row(stated: StatedLever, before: Batch, after: Batch) -> Sequence[Any]:
    """Return what a lever does, as a row of `LEVERS`.

    Parameters
    ----------
    stated
        The lever.
    before, after
        Batches of the two worlds, on the same luck.

    Returns
    -------
    sequence
        ``difference`` is the mean of after minus before over futures in which both are known,
        with Student's 95 % interval. ``verdict``: ``pass`` if the whole interval lies on the right
        side of nothing, ``wrong sign`` if it lies on the other, else ``within chance``.
    """
    lever = stated.lever
    pairing = pair([before, after])
    x, y = (
        numbers(batch.outcomes[lever.column])[rows]
        for batch, rows in zip((before, after), pairing.rows, strict=True)
    )
    both = ~(np.isnan(x) | np.isnan(y))
    group = None if pairing.groups is None else pairing.groups[both]
    x, y = x[both], y[both]
    head = (lever.id, lever.claim, lever.scenario, lever.column, int(both.sum()))
    tail = (lever.direction, lever.basis)
    if not both.any():
        return (*head, None, None, None, None, None, tail[0], "not measured", tail[1])
    estimate = intervals.mean(y - x, group)
    low, high = estimate.interval() or (None, None)
    told = (float(x.mean()), float(y.mean()), estimate.mean, low, high)
    return (*head, *told, tail[0], _verdict(lever, low, high), tail[1])


def _verdict(lever: Lever, low: float | None, high: float | None) -> str:
    if low is None or high is None or low <= 0.0 <= high:
        return "within chance"
    return "pass" if (low > 0.0) == (lever.direction == "more") else "wrong sign"
