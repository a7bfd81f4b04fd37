"""Tables of a batch that are read when they are asked for: from memory, or from its folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import polars as pl

from sim.batch.errors import BatchError
from sim.batch.here import alive
from sim.documents.nearest import did_you_mean
from sim.results.batch import BATCH
from sim.results.files import damage, stat_regular
from sim.results.tables import undamaged

__all__ = ["InFolder", "Log", "Series", "Stored"]


class Stored(NamedTuple):
    """A table that is on disk.

    Attributes
    ----------
    names, rows
        Its columns, and how many rows it has.
    read
        Reads some of its columns, or all.
    """

    names: list[str]
    rows: int
    read: Callable[[Sequence[str] | None], pl.DataFrame]


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

    def __call__(self, names: Sequence[str] | None = None) -> pl.DataFrame:
        """Read some of its columns, or all."""
        with undamaged(self.folder, BATCH, BatchError):
            frame = self._checked()
            return (frame if names is None else frame.select(names)).collect()

    def of(self, replication: int) -> pl.DataFrame:
        """Read the rows of a replication."""
        with undamaged(self.folder, BATCH, BatchError):
            return self._checked().filter(pl.col("replication") == replication).collect()

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
