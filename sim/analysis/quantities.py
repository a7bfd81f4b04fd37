"""What is measured on a batch: its outcome columns as numbers that can be averaged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import ClassVar, Final, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.batch.batch import ANSWER, DAYS, OBSERVED, Batch
from sim.batch.continuing import roots_of
from sim.batch.stopping import group_size
from sim.batch.tables import outcome_schema
from sim.documents import did_you_mean
from sim.engine.model.model import Model
from sim.engine.model.uncertain import drawn_values
from sim.errors import ThawError
from sim.outcomes.classes import CLASSES
from sim.outcomes.columns import Column, Type, columns

Floats = NDArray[np.float64]
Groups = NDArray[np.int64]
Kind = Literal["share", "mean", "days"]
Schema = dict[str, type[pl.DataType]]
"""Columns of a table, in order, with their types."""

UNTIL = "days_to_"
"""Columns that begin so are times until something happens, null where it does not in time."""

FUTURES: Final = 50_000
"""Futures, the first, from which is told what spread comes from: more would tell no more of it."""

NOT_OUTCOMES = ("seed", "replication")
"""Columns of an outcome row that say which future it is, not what became of it."""


class UnknownOutcomeError(ThawError):
    """An outcome that a batch does not have."""

    exit_code: ClassVar[int] = 2


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number for every replication of a batch.

    Attributes
    ----------
    outcome
        Name of the column.
    category
        The class, if the column holds names: the quantity is then whether it is this one.
    kind
        ``"share"`` (0 or 1), ``"mean"`` (any number) or ``"days"`` (until something happens,
        cut at the horizon: days without it, up to the horizon).
    unit, meaning
        As the column says.
    values
        Shape ``(rows of the batch,)``; NaN where there is no such thing.
    bounds
        What no value can go beyond.
    """

    outcome: str
    category: str | None
    kind: Kind
    unit: str
    meaning: str
    values: Floats
    bounds: tuple[float, float] = (0.0, 1.0)

    @property
    def label(self) -> str:
        """The column, with the class if there is one: ``outcome=partial``."""
        return self.outcome if self.category is None else f"{self.outcome}={self.category}"


def outcome_columns(batch: Batch) -> list[Column]:
    """Columns that say what became of a replication."""
    return [column for column in batch.columns if column.name not in NOT_OUTCOMES]


def chosen_columns(batch: Batch, names: Sequence[str] | None = None) -> list[Column]:
    """Columns by name, or the primary ones.

    Raises
    ------
    UnknownOutcomeError
        If a batch has no column of a name.
    """
    if names is None:
        return [column for column in outcome_columns(batch) if column.primary]
    by_name = {column.name: column for column in askable_columns(batch.model)}
    for name in names:
        if name not in by_name:
            raise UnknownOutcomeError(why_not(name, batch.name, batch.model))
    return [by_name[name] for name in names]


def askable_columns(model: Model) -> list[Column]:
    """Columns that may be asked for by name: outcomes, answers, the like of the record, parameters.

    Whether something came true is among them; when it did is not, see `why_not`.
    """
    scenario = model.scenario
    types = outcome_schema(model)
    askable = [column for column in columns(model) if column.name not in NOT_OUTCOMES]
    askable += [Column(f"{ANSWER}{q.id}", "bool", "", q.text) for q in scenario.questions]
    askable += [
        Column(f"{OBSERVED}{entry.id}", "bool", "", f"as in the record: {entry.what}")
        for entry in scenario.observed
        if entry.event is not None
    ]
    for path in drawn_values(scenario):
        kind = _KINDS.get(types[path], "str")
        askable.append(Column(path, kind, "", f"drawn value of {path}", signed=True))
    return askable


_KINDS: Final[dict[type[pl.DataType], Type]] = {pl.Float64: "float", pl.Boolean: "bool"}


def why_not(name: str, whose: str, model: Model) -> str:
    """Why there is no such outcome of a scenario, and what to ask for instead."""
    if name in NOT_OUTCOMES:
        return f"'{name}' says which future it is, not what became of it"
    names = [column.name for column in askable_columns(model)]
    yes = name.removesuffix(DAYS)
    if yes != name and yes in names:
        return f"'{name}' has no value where it never happens: ask for '{yes}'"
    hint = did_you_mean(name, names)
    return f"{whose} has no outcome called '{name}'" + (f" ({hint})" if hint else "")


def categories(column: str, seen: Iterable[pl.Series]) -> list[str]:
    """What a column of names may hold: all classes of the outcome, or what was seen, sorted."""
    if column == "outcome":
        return list(CLASSES)
    return sorted({value for series in seen for value in series.drop_nulls().unique()})


def quantities(
    batch: Batch,
    names: Sequence[str] | None = None,
    *,
    horizon: float | None = None,
    beside: Sequence[Batch] = (),
    first: int | None = None,
) -> list[Quantity]:
    """Outcomes of a batch as numbers.

    Parameters
    ----------
    batch
        The batch.
    names
        Names of columns; the primary ones if None. A column of names gives one quantity for
        each class.
    horizon
        Days at which times are cut; the scenario's own if None.
    beside
        Batches whose classes count as well, so that all of them give the same quantities.
    first
        Of how many rows of the batch, the first; all if None.

    Raises
    ------
    UnknownOutcomeError
        If the batch has no column of a name.
    """
    cut = batch.model.calendar.horizon if horizon is None else horizon
    return quantities_of(batch, chosen_columns(batch, names), cut, beside, first)


def quantities_of(
    batch: Batch,
    chosen: Sequence[Column],
    horizon: float,
    beside: Sequence[Batch] = (),
    first: int | None = None,
) -> list[Quantity]:
    """What some columns of a batch say, as numbers; see `quantities`."""
    table = batch.select(list(dict.fromkeys(column.name for column in chosen)), first)
    return [q for column in chosen for q in _of(column, table[column.name], horizon, beside)]


def _of(
    column: Column, series: pl.Series, horizon: float, beside: Sequence[Batch]
) -> Iterator[Quantity]:
    name, unit, meaning = column.name, column.unit, column.meaning
    if column.type == "str":
        others = (other.column(name) for other in beside)
        for category in categories(name, chain([series], others)):
            is_one = numbers(series == category)
            yield Quantity(name, category, "share", unit, f"{meaning}: {category}", is_one)
    elif column.type == "bool":
        yield Quantity(name, None, "share", unit, meaning, numbers(series))
    elif name.startswith(UNTIL):
        days = np.minimum(numbers(series.fill_null(horizon)), horizon)
        yield Quantity(name, None, "days", unit, meaning, days, (0.0, horizon))
    else:
        yield Quantity(name, None, "mean", unit, meaning, numbers(series), column.bounds)


def numbers(series: pl.Series) -> Floats:
    """A column as floating-point numbers, NaN for null."""
    values: Floats = series.cast(pl.Float64).fill_null(np.nan).to_numpy()
    return values


def group_of(batch: Batch, replications: Groups) -> Groups | None:
    """Groups of replications that are not independent; None if all are.

    Parameters
    ----------
    batch
        The batch.
    replications
        Shape ``(n,)``, whole numbers. Numbers of replications.
    """
    if batch.model.scenario.conditioned is not None:
        return roots_of(batch.model, batch.seed, batch.n)[replications]
    size = group_size(batch.antithetic, batch.repeats)
    return replications // size if size > 1 else None


def groups(batch: Batch) -> Groups | None:
    """Groups of the rows of a batch that are not independent; None if all are."""
    return group_of(batch, batch.column("replication").cast(pl.Int64).to_numpy())
