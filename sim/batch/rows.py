"""Tables of a batch that are read when they are asked for: from memory, or from its folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple, overload

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.batch.errors import BatchError
from sim.batch.here import alive
from sim.documents.nearest import did_you_mean
from sim.results.batch import BATCH
from sim.results.files import damage, stat_regular
from sim.results.tables import undamaged

__all__ = ["READ", "InFolder", "Log", "Rows", "Series", "Stored"]

READ: Final = "_read"
"""After the name of a field: where a table is that was read from disk."""

_ROW: Final = "row"
"""Number of a row, while it is chosen by it."""


class Stored(NamedTuple):
    """A table that is on disk.

    Attributes
    ----------
    names, rows
        Its columns, and how many rows it has.
    read
        Reads some of its columns, or all, and of these the first rows, or all.
    """

    names: list[str]
    rows: int
    read: Callable[[Sequence[str] | None, int | None], pl.DataFrame]

    def holding(self, held: pl.DataFrame) -> Stored:
        """Return the table with some of its columns in memory."""

        def read(names: Sequence[str] | None, first: int | None) -> pl.DataFrame:
            wanted = self.names if names is None else names
            others = [name for name in wanted if name not in held.columns]
            known = held if first is None else held.head(first)
            every = known.hstack(self.read(others, first)) if others else known
            return every.select(wanted)

        return self._replace(read=read)


class Rows:
    """A field that holds a table, or reads it when it is first used."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"_{name}"
        self._read = f"_{name}{READ}"

    @overload
    def __get__(self, batch: None, owner: type) -> Rows: ...

    @overload
    def __get__(self, batch: object, owner: type) -> pl.DataFrame: ...

    def __get__(self, batch: object | None, owner: type) -> Rows | pl.DataFrame:
        if batch is None:
            raise AttributeError(self._name)  # tells the dataclass that there is no default
        value: pl.DataFrame | Stored = batch.__dict__[self._name]
        if not isinstance(value, Stored):
            return value
        if self._read not in batch.__dict__:
            alive()
            batch.__dict__[self._read] = value.read(None, None)
        read: pl.DataFrame = batch.__dict__[self._read]
        return read

    def __set__(self, batch: object, value: pl.DataFrame | Stored) -> None:
        batch.__dict__[self._name] = value


@dataclass(frozen=True, slots=True)
class InFolder:
    """A table in the folder of a batch.

    Attributes
    ----------
    folder
        The folder.
    table
        Name of the table.
    sum
        Checksum of its file, which is looked at before it is read.
    """

    folder: Path
    table: str
    sum: str

    def __call__(
        self, names: Sequence[str] | None = None, first: int | None = None
    ) -> pl.DataFrame:
        """Read some of its columns, or all, and of these the first rows, or all."""
        with undamaged(self.folder, BATCH, BatchError):
            frame = self._checked()
            frame = frame if names is None else frame.select(names)
            return (frame if first is None else frame.head(first)).collect()

    def of(self, replication: int) -> pl.DataFrame:
        """Read the rows of a replication."""
        with undamaged(self.folder, BATCH, BatchError):
            return self._checked().filter(pl.col("replication") == replication).collect()

    def every(self, name: str, some: slice, of: int) -> pl.DataFrame:
        """Read a column in some rows of every `of`."""
        with undamaged(self.folder, BATCH, BatchError):
            place = pl.col(_ROW) % of
            rows = self._checked().select(name).with_row_index(_ROW)
            chosen = rows.filter(place.is_between(some.start, some.stop - 1)).select(name)
            return chosen.collect(engine="streaming")

    def _checked(self) -> pl.LazyFrame:
        name = f"{self.table}.parquet"
        if why := damage(self.folder, name, {name: self.sum}):
            raise ValueError(why)
        return self.lazy()

    def lazy(self) -> pl.LazyFrame:
        """Return the table, not yet read."""
        alive()
        path = self.folder / f"{self.table}.parquet"
        stat_regular(path)
        return pl.scan_parquet(path, glob=False)


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """Reader of series by name.

    Attributes
    ----------
    rows
        Where they are.
    known
        Names of the columns.
    """

    rows: pl.DataFrame | InFolder
    known: tuple[str, ...]

    def __call__(self, names: Sequence[str]) -> pl.DataFrame:
        """Read series: ``replication``, ``day`` and a column for each.

        Raises
        ------
        BatchError
            If there is no series of a name.
        """
        alive()
        wanted = [names] if isinstance(names, str) else [str(name) for name in names]
        for name in wanted:
            if name not in self.known:
                hint = did_you_mean(name, self.known)
                raise BatchError(f"no series {name!r}" + (f": {hint}" if hint else ""))
        columns = list(dict.fromkeys(["replication", "day", *wanted]))
        return (
            self.rows.select(columns) if isinstance(self.rows, pl.DataFrame) else self.rows(columns)
        )

    def on_days(self, name: str, days: slice, of: int) -> NDArray[np.float32]:
        """Read a series on some days of the grid, which are `of`: shape (replications, days)."""
        if isinstance(self.rows, pl.DataFrame):
            return self.rows[name].to_numpy().reshape(-1, of)[:, days]
        if (days.start, days.stop) == (0, of):
            values = self.rows([name])
        else:
            values = self.rows.every(name, days, of)
        return values[name].to_numpy().reshape(-1, days.stop - days.start)


@dataclass(frozen=True, slots=True, eq=False)
class Log:
    """Reader of the events of a replication.

    Attributes
    ----------
    rows
        Where they are.
    n
        Replications of the batch.
    kept
        How many of the first keep their events; None for all.
    """

    rows: pl.DataFrame | InFolder
    n: int
    kept: int | None

    def __call__(self, replication: int) -> pl.DataFrame:
        """Read the events of a replication.

        Raises
        ------
        BatchError
            If they were not kept.
        """
        alive()
        kept = self.n if self.kept is None else min(self.n, self.kept)
        if not 0 <= replication < kept:
            raise BatchError(
                f"no events of replication {replication} were kept, only those of the first {kept}"
            )
        if isinstance(self.rows, InFolder):
            return self.rows.of(int(replication))
        return self.rows.filter(pl.col("replication") == int(replication))
