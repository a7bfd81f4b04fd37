"""From chunks to tables, and to the final files.

Files are streamed: rows are cut into groups of fixed sizes, whatever the chunks they come in, so
that neither memory nor the bytes written depend on how the work was divided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray
from polars.io.plugins import register_io_source

from sim.batch.chunks import Chunk
from sim.batch.errors import BatchError
from sim.batch.tables import EVENTS, FAILURES, Schema, month_grid, outcome_schema
from sim.engine.model.model import Model
from sim.outcomes.trajectories import names
from sim.results.batch import BATCH

__all__ = ["FILES", "Assembly", "sink"]

GROUPS: Final = {
    "outcomes": 10_000,
    "trajectories": 1000,
    "measures": 1000,
    "events": 50_000,
    "failures": 1000,
}
"""Replications, measures, events or failures of a row group."""

FILES: Final = BATCH.tables
"""Tables of a batch; ``.parquet`` on disk."""


class Assembly:
    """The tables of a batch, made from its chunks.

    Parameters
    ----------
    model
        The model.
    chunks
        Gives the chunks in the order of replications; called anew for each table.
    """

    def __init__(self, model: Model, chunks: Callable[[], Iterator[Chunk]]) -> None:
        self.model = model
        self.grid = month_grid(model)
        self.chunks = chunks

    def schema(self, table: str) -> Schema:
        """Return names and types of a table's columns."""
        match table:
            case "outcomes":
                return outcome_schema(self.model)
            case "trajectories":
                series: Schema = dict.fromkeys(names(self.model), pl.Float32)
                return {"replication": pl.Int64, "day": pl.Float64, **series}
            case "measures":
                return {"measure": pl.String, "day": pl.Float64, "millionths": pl.Int64}
            case "events":
                return EVENTS
            case _:
                return FAILURES

    def group(self, table: str) -> int:
        """Return the rows of a row group: fixed, and some ten megabytes at most."""
        days = len(self.grid) if table in ("trajectories", "measures") else 1
        return GROUPS[table] * days

    def frames(self, table: str) -> Iterator[pl.DataFrame]:
        """Return the rows of a table, in order, in pieces of any size."""
        match table:
            case "trajectories":
                return (self._trajectories(chunk) for chunk in self.chunks())
            case "measures":
                return iter([self._measures()])
            case _:
                return (read(chunk, table) for chunk in self.chunks())

    def table(self, table: str) -> pl.DataFrame:
        """Return a table as a whole."""
        pieces = [piece for piece in self.frames(table) if piece.height]
        return (
            pl.concat(pieces, rechunk=True) if pieces else pl.DataFrame(schema=self.schema(table))
        )

    def _trajectories(self, chunk: Chunk) -> pl.DataFrame:
        numbers = read(chunk, "outcomes")["replication"].to_numpy()
        where = {
            "replication": np.repeat(numbers, len(self.grid)),
            "day": np.tile(self.grid, len(numbers)),
        }
        return pl.DataFrame(where).hstack(read(chunk, "series"))

    def _measures(self) -> pl.DataFrame:
        measures = list(dict.fromkeys(t.measure for t in self.model.tranches))
        total: NDArray[np.int64] = np.zeros(len(measures) * len(self.grid), np.int64)
        for chunk in self.chunks():
            total += np.frombuffer(chunk.sections["in_force"], "<i8")
        return pl.DataFrame(
            {
                "measure": np.repeat(measures, len(self.grid)),
                "day": np.tile(self.grid, len(measures)),
                "millionths": total,
            }
        )


def read(chunk: Chunk, section: str) -> pl.DataFrame:
    """Return a section of a chunk as a table."""
    return pl.read_ipc_stream(chunk.sections[section])


def cut(frames: Iterator[pl.DataFrame], height: int) -> Iterator[pl.DataFrame]:
    """Cut rows into pieces of the same height, but for the last."""
    pieces: list[pl.DataFrame] = []
    rows = 0
    for frame in frames:
        pieces.append(frame)
        rows += frame.height
        if rows >= height:
            whole = pl.concat(pieces)
            for start in range(0, rows - height + 1, height):
                yield whole.slice(start, height).rechunk()
            pieces, rows = [whole.slice(rows - rows % height)], rows % height
    if rows:
        yield pl.concat(pieces, rechunk=True)


def sink(assembly: Assembly, table: str, path: Path) -> None:
    """Write a table to a Parquet file as it is made.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    height = assembly.group(table)
    stopped: list[BaseException] = []

    def source(
        _columns: object, _predicate: object, _rows: object, _batch: object
    ) -> Iterator[pl.DataFrame]:
        try:
            yield from cut(assembly.frames(table), height)
        except (KeyboardInterrupt, MemoryError, BatchError) as error:
            stopped.append(error)  # polars would tell of it in words of its own
            raise

    try:
        register_io_source(source, schema=assembly.schema(table)).sink_parquet(
            path, compression="zstd", row_group_size=height, maintain_order=True, engine="streaming"
        )
    except (pl.exceptions.ComputeError, pl.exceptions.PanicException) as error:
        if stopped:
            raise stopped[0] from None
        raise OSError(str(error)) from error  # such as a full disk
