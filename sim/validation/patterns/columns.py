"""Whether the outcomes of a scenario have what a statistic asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from sim.analysis.quantities import UNTIL
from sim.batch.batch import ANSWER, DAYS, OBSERVED
from sim.batch.tables import outcome_schema
from sim.documents import Misfit, Place, did_you_mean
from sim.engine.kernel.clock import YEAR
from sim.engine.model.model import Model
from sim.validation.patterns.schema import Share, Statistic

__all__ = ["misfits"]


def misfits(statistic: Statistic, model: Model) -> Iterator[Misfit]:
    """Yield what a statistic asks for that the outcomes of a model do not have.

    Yields
    ------
    Misfit
        With the path from the statistic.
    """
    schema = outcome_schema(model)
    for path, name in _columns(statistic):
        if name not in schema:
            yield Misfit(
                path,
                f"no column '{name}' of the outcomes",
                allowed="a column of `thaw batch`'s outcomes",
                hint=did_you_mean(name, schema),
            )
            return
    for path, name, condition in _conditions(statistic):
        yield from _comparable(path, name, condition, schema[name])
    if isinstance(statistic, Share):
        return
    for path, name in _columns(statistic):
        if schema[name] == pl.String and path[0] != "where":
            yield Misfit(path, f"the column '{name}' holds names, not numbers")
    years = getattr(statistic, "years", None)
    if years is not None:
        if not is_time(statistic.column):  # type: ignore[union-attr]
            yield Misfit(
                ("column",),
                "no column of days until something happens",
                allowed="days_to_..., answer_..._days or observed_..._days",
            )
        horizon = model.calendar.horizon
        if years * YEAR > horizon:
            yield Misfit(
                ("years",),
                f"the scenario ends after {horizon / YEAR:.1f} years",
                allowed="at most that",
            )


def is_time(column: str) -> bool:
    """Return whether a column holds days until something happens, null if it does not in time."""
    answers_when = column.startswith((ANSWER, OBSERVED)) and column.endswith(DAYS)
    return column.startswith(UNTIL) or answers_when


def _columns(statistic: Statistic) -> Iterator[tuple[Place, str]]:
    """Yield columns that a statistic names, each with its place."""
    for field in ("column", "weight"):
        name = getattr(statistic, field, None)
        if name is not None:
            yield (field,), name
    for field in ("of", "among"):
        for i, name in enumerate(getattr(statistic, field, ())):
            yield (field, i), name
    for name in statistic.where:
        yield ("where", name), name


def _conditions(statistic: Statistic) -> Iterator[tuple[Place, str, Any]]:
    """Yield conditions of a statistic, each with its place and the column it is about."""
    for name, condition in statistic.where.items():
        yield ("where", name), name, condition
    if isinstance(statistic, Share):
        yield (), statistic.column, statistic


def _comparable(path: Place, name: str, condition: Any, kind: object) -> Iterator[Misfit]:
    """Yield what is wrong with comparing a column of a type with what a condition gives."""
    limits = condition.at_least is not None or condition.at_most is not None
    given = condition.equals is not None or limits
    if not given and kind != pl.Boolean:
        yield Misfit(path, f"what of '{name}'?", allowed="equals, at_least or at_most")
    elif not given and not isinstance(condition, Share):
        yield Misfit(path, "no condition", allowed="equals, at_least or at_most")
    elif limits and kind in (pl.String, pl.Boolean):
        yield Misfit(path, f"the column '{name}' has no order", allowed="equals")
    elif condition.equals is not None and (
        isinstance(condition.equals, str) != (kind == pl.String)
        or isinstance(condition.equals, bool) != (kind == pl.Boolean)
    ):
        what = {pl.String: "text", pl.Boolean: "true or false"}.get(kind, "a number")  # type: ignore[call-overload]
        yield Misfit((*path, "equals"), f"the column '{name}' never equals that", allowed=what)
