"""Many futures of one scenario, as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.batch.branch import Branch
from sim.batch.copies import allow
from sim.batch.errors import BatchError
from sim.batch.here import alive
from sim.batch.rows import READ, Rows, Series, Stored
from sim.documents.nearest import did_you_mean
from sim.engine.model.model import Model
from sim.engine.model.uncertain import drawn_values
from sim.outcomes.columns import Column, columns
from sim.outcomes.trajectories import names as series_names

allow()  # copies and pickles of models, which are compiled

ANSWER = "answer_"
"""Before the id of a question: the column that says whether it came true."""

OBSERVED = "observed_"
"""Before the id of an event of the record: the column that says whether the run has its like."""

WHOLE: Final = 10_000
"""Rows of outcomes up to which all columns are read at once, as soon as one is asked for."""

_VALUES: Final = 2**23
"""Values of series that are read at once, and of columns that are kept: 32 to 64 megabytes."""

DAYS = "_days"
"""After that column's name: the column that says when, in days from the start."""


@dataclass(frozen=True, slots=True, repr=False)
class Precision:
    """The precision reached by a batch that stops once it is precise enough.

    Attributes
    ----------
    until
        The half-width wanted, see `sim.batch.stopping`.
    level
        Level of confidence.
    replications
        After how many replications it was measured.
    reached
        Whether every half-width is small enough.
    half_widths
        By outcome, in the units of the outcome; None where nothing is known.
    """

    until: float
    level: float
    replications: int
    reached: bool
    half_widths: dict[str, float | None]


_TELLING: Final = ["name", "model", "seed", "n", "antithetic", "repeats", "branch", "precision"]
"""Fields by which batches are told apart before their tables are looked at."""


def _none_kept(replication: int) -> pl.DataFrame:
    raise BatchError(f"no events of replication {replication} were kept")


@dataclass(frozen=True, eq=False)
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
        Replications, those that failed among them.
    grid
        Days from the start at which series are known, shape ``(t,)``, ascending from 0.
    outcomes
        A row per replication that did not fail, in order: `sim.outcomes.columns.columns(model)`,
        the uncertain parameters by their paths; of each question ``answer_<id>`` (whether it came
        true) and ``answer_<id>_days`` (days from the start, or null), likewise ``observed_<id>``
        of the events of its record. Of a batch on disk they are read when first asked for.
    failures
        A row per replication that failed: ``replication``, ``stage``, ``message``,
        ``traceback``, ``command`` (which runs it again).
    in_force
        For each measure at the start, in the order of the catalogue, the share of its LP in force
        at each day of the grid, mean over replications, shape ``(t,)``.
    trajectories
        Reads series: given a name or several, a frame with ``replication``, ``day`` and a column
        for each (float32), replications in order and days ascending within each.
    folder
        Where it is kept; None if it is in memory only.
    antithetic
        Whether replications 2j and 2j + 1 are antithetic pairs.
    repeats
        Consecutive replications that share one draw of the uncertain parameters.
    branch
        Where the replications branch off another future; None if they begin on the first day.
    events
        Reads the events of a replication: ``replication``, ``id``, ``day``, ``agent``, ``kind``,
        ``subject``, ``cause``, ``numbers`` (as JSON), in order; `BatchError` if none were kept.
    precision
        How precise it is, if it was to stop once it was precise enough.
    found
        Whether it had been computed before this call.
    """

    name: str
    model: Model
    seed: int
    n: int
    grid: NDArray[np.float64]
    failures: pl.DataFrame
    in_force: dict[str, NDArray[np.float64]]
    trajectories: Callable[[Sequence[str]], pl.DataFrame]
    outcomes: Rows = Rows()  # noqa: RUF009 - a descriptor
    folder: Path | None = None
    antithetic: bool = False
    repeats: int = 1
    branch: Branch | None = None
    events: Callable[[int], pl.DataFrame] = _none_kept
    precision: Precision | None = None
    found: bool = False

    def __repr__(self) -> str:
        failed = f", {self.failures.height} failed" if self.failures.height else ""
        where = f", in {self.folder}" if self.folder is not None else ""
        return f"<batch of {self.name}: {self.n} replications, seed {self.seed}{failed}{where}>"

    def _repr_html_(self) -> str:
        return f"<b>{escape(self.title)}</b><br>{escape(repr(self)[1:-1])}"

    def __eq__(self, other: object) -> bool:
        """Return whether two batches hold the same, wherever they are kept."""
        if not isinstance(other, Batch):
            return NotImplemented
        return self is other or (
            all(getattr(self, name) == getattr(other, name) for name in _TELLING)
            and self.outcomes.equals(other.outcomes)
            and self.failures.equals(other.failures)
            and self.in_force.keys() == other.in_force.keys()
            and all(
                np.array_equal(values, other.in_force[name], equal_nan=True)
                for name, values in self.in_force.items()
            )
            and self._same_paths(other)
        )

    __hash__ = None  # type: ignore[assignment]  # tables have no hash

    def __getstate__(self) -> dict[str, object]:
        """Return what copies and pickles are made of: what is on disk they read themselves."""
        return {name: value for name, value in vars(self).items() if not name.endswith(READ)}

    def called(self, name: str) -> Batch:
        """Return this batch under another name, with its tables as they are, read or not."""
        if name == self.name:
            return self
        other = object.__new__(type(self))
        vars(other).update(vars(self), name=name)
        return other

    def _same_paths(self, other: Batch) -> bool:
        """Return whether series and events are the same."""
        if (self.trajectories, self.events) == (other.trajectories, other.events):
            return True
        every = series_names(self.model)
        if not self.trajectories(every).equals(other.trajectories(every)):
            return False
        return all(
            (mine is None) == (theirs is None)
            and (mine is None or theirs is None or mine.equals(theirs))
            for mine, theirs in (
                (_events(self, k), _events(other, k)) for k in self.column("replication")
            )
        )

    @property
    def names(self) -> list[str]:
        """Names of the columns of `outcomes`."""
        table = self._table()
        return table.names if isinstance(table, Stored) else table.columns

    @property
    def rows(self) -> int:
        """Replications that did not fail: rows of `outcomes`."""
        table = self._table()
        return table.rows if isinstance(table, Stored) else table.height

    def select(self, names: Sequence[str], first: int | None = None) -> pl.DataFrame:
        """Return columns of `outcomes`: of a large batch on disk only these are read.

        Of the `first` so many rows, or of all.
        """
        table = self._table()
        wanted = [names] if isinstance(names, str) else list(names)
        names_here = self.names
        for name in wanted:
            if name not in names_here:
                hint = did_you_mean(name, names_here)
                raise BatchError(
                    f"{self.name} has no outcome column {name!r}" + (f": {hint}" if hint else "")
                )
        if isinstance(table, Stored) and table.rows > WHOLE:
            alive()
            return table.read(wanted, first)
        chosen = self.outcomes.select(wanted)
        return chosen if first is None else chosen.head(first)

    def holding(self, names: Sequence[str]) -> Batch:
        """Return the batch with some columns of `outcomes` in memory: they are read only once.

        The same batch if all columns are, or if these are too many.
        """
        table = self._table()
        if not isinstance(table, Stored) or not WHOLE < table.rows <= _VALUES // len(names):
            return self
        return replace(self, outcomes=table.holding(self.select(names)))

    def in_parts(self, names: Sequence[str]) -> Iterator[pl.DataFrame]:
        """Yield columns of `outcomes`, of a large batch a few at a time."""
        together = max(1, _VALUES // 2 // max(1, self.rows))
        for first in range(0, len(names), together):
            yield self.select(names[first : first + together])

    def column(self, name: str) -> pl.Series:
        """Return a column of `outcomes`, read like `select`."""
        return self.select([name])[name]

    def _table(self) -> pl.DataFrame | Stored:
        kept = self.__dict__
        table: pl.DataFrame | Stored = kept.get(f"_outcomes{READ}", kept["_outcomes"])
        return table

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
        drawn = drawn_values(self.model.scenario) if self.branch is None else []  # else all alike
        return [path for path in drawn if path in self.names]

    @property
    def questions(self) -> list[str]:
        """Ids of the questions that were answered."""
        return [question.id for question in self.model.scenario.questions]

    def series(self, name: str) -> NDArray[np.float32]:
        """Return a series of all replications, shape ``(replications, t)``."""
        values = self.trajectories([name])[name].to_numpy()
        return values.reshape(self.rows, len(self.grid))

    def by_days(self, name: str) -> Iterator[tuple[slice, NDArray[np.float32]]]:
        """Yield a series a few days at a time: of a large batch on disk only these are read.

        Yields
        ------
        (slice, ndarray)
            Which days of the grid, and the series on them, shape ``(replications, days)``.
        """
        count = len(self.grid)
        if not isinstance(self.trajectories, Series):
            yield slice(0, count), self.series(name)
            return
        together = max(2, _VALUES // max(1, self.rows))
        for first in range(0, count, together):
            days = slice(first, min(first + together, count))
            yield days, self.trajectories.on_days(name, days, count)


def _events(batch: Batch, replication: int) -> pl.DataFrame | None:
    """Return the events of a replication; None if they were not kept."""
    try:
        return batch.events(replication)
    except BatchError:
        return None
