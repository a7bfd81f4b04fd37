"""The columns of a batch's files, and what its replications put into them."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.batch.batch import ANSWER, DAYS, OBSERVED
from sim.documents.scalars import written
from sim.engine.kernel.clock import YEAR
from sim.engine.model.model import Model
from sim.engine.model.uncertain import drawn_values
from sim.engine.state.record import Record
from sim.events.log import Entry
from sim.outcomes.answers import Answer
from sim.outcomes.columns import Row, columns
from sim.outcomes.in_force import measures_at_start
from sim.outcomes.reduce import Reducer
from sim.outcomes.trajectories import names
from sim.results.json_values import to_json

__all__ = [
    "EVENTS",
    "FAILURES",
    "MILLION",
    "TOGETHER",
    "ChunkTables",
    "month_grid",
    "outcome_schema",
    "to_stream",
]

Schema = dict[str, type[pl.DataType]]

MILLION: Final = 1_000_000
"""Shares are summed in millionths: sums of integers do not depend on the order of summing."""

TOGETHER: Final = 16
"""Replications that are best summarised together: numpy is slow on the numbers of only one."""

FAILURES: Final[Schema] = {
    "replication": pl.Int64,
    "stage": pl.String,
    "message": pl.String,
    "traceback": pl.String,
    "command": pl.String,
}
EVENTS: Final[Schema] = {
    "replication": pl.Int64,
    "id": pl.Int64,
    "day": pl.Float64,
    "agent": pl.String,
    "kind": pl.String,
    "subject": pl.String,
    "cause": pl.Int64,
    "numbers": pl.String,
}

_TYPES: Final[Schema] = {
    "float": pl.Float64,
    "int": pl.Int64,
    "str": pl.String,
    "bool": pl.Boolean,
}


def month_grid(model: Model) -> NDArray[np.float64]:
    """Return the days on which series are kept: every month of 30.4375 days, and the end."""
    horizon = model.calendar.horizon
    return np.append(np.arange(0.0, horizon, YEAR / 12.0), horizon)


def outcome_schema(model: Model) -> Schema:
    """Return the columns of `outcomes`: the row's, the uncertain parameters, the answers."""
    schema: Schema = {column.name: _TYPES[column.type] for column in columns(model)}
    for path, values in drawn_values(model.scenario).items():
        schema[path] = _type(values)
    for question in model.scenario.questions:
        schema[f"{ANSWER}{question.id}"] = pl.Boolean
        schema[f"{ANSWER}{question.id}{DAYS}"] = pl.Float64
    for entry in model.scenario.observed:
        if entry.event is not None:
            schema[f"{OBSERVED}{entry.id}"] = pl.Boolean
            schema[f"{OBSERVED}{entry.id}{DAYS}"] = pl.Float64
    return schema


def _type(values: tuple[object, ...]) -> type[pl.DataType]:
    """Return the type of a column that may hold any of some values."""
    kinds = {type(value) for value in values}
    if kinds == {bool}:
        return pl.Boolean
    return pl.Float64 if kinds <= {int, float} else pl.String


class ChunkTables:
    """The tables of a chunk, filled replication by replication.

    Parameters
    ----------
    model
        The model.
    count
        Replications at most.
    events
        Replications below this number keep their events; None for all.
    """

    def __init__(self, model: Model, count: int, events: int | None) -> None:
        self.grid = month_grid(model)
        self.schema = outcome_schema(model)
        self.names = names(model)
        start = measures_at_start(model)
        self.measures = list(start.names)
        self._model = model
        self._tranches = np.asarray(start.sizes, float)
        self._reduce = Reducer(model, self.grid)
        self.origin = model.scenario.start.toordinal()
        self.events = math.inf if events is None else events
        self.log: list[tuple[object, ...]] = []
        drawn = drawn_values(model.scenario)
        self._texts = [path for path in drawn if self.schema[path] == pl.String]
        self._rows: list[tuple[object, ...]] = []
        self._series = np.empty((len(self.names), count, len(self.grid)), np.float32)
        # Whole numbers, which floats of this size add up exactly.
        self._in_force = np.zeros(len(self.measures) * len(self.grid))

    def add(self, records: Sequence[Record]) -> list[tuple[int, Exception]]:
        """Add replications, `TOGETHER` at a time; return those that cannot be summarised, and why.

        Of a replication that cannot be summarised nothing is kept.
        """
        if not records:
            return []
        try:
            reduced = self._reduce(records)
            rows = [
                self._row(*parts)
                for parts in zip(
                    records, reduced.rows, reduced.answers, reduced.observed, strict=True
                )
            ]
            shares = [
                held / self._sizes(record)[:, None]
                for record, held in zip(records, reduced.tranches, strict=True)
            ]
            log = [self._event(record, entry) for record in records for entry in self._kept(record)]
        except MemoryError:
            raise
        except Exception as error:
            if len(records) == 1:
                return [(records[0].replication, error)]
            return [bad for record in records for bad in self.add([record])]
        done = len(self._rows)
        self._series[:, done : done + len(records)] = reduced.tables.swapaxes(0, 1)
        for held in shares:
            self._in_force += np.rint(held.ravel() * MILLION)
        self.log += log
        self._rows += rows
        return []

    def _row(
        self, record: Record, row: Row, answers: dict[str, Answer], observed: dict[str, Answer]
    ) -> tuple[object, ...]:
        values: dict[str, Any] = {**row, **record.drawn}
        for path in self._texts:
            values[path] = written(values[path])
        for prefix, answered in ((ANSWER, answers), (OBSERVED, observed)):
            for name, answer in answered.items():
                date = answer.date
                values[f"{prefix}{name}"] = answer.yes
                values[f"{prefix}{name}{DAYS}"] = (
                    None if date is None else float(date.toordinal() - self.origin)
                )
        return tuple([values[name] for name in self.schema])

    def _sizes(self, record: Record) -> NDArray[np.float64]:
        """Return the tranches of each measure: in this replication, where they are uncertain."""
        if record.model.tranches is self._model.tranches:
            return self._tranches
        return np.asarray(measures_at_start(record.model).sizes, float)

    def _kept(self, record: Record) -> list[Entry]:
        return record.entries if record.replication < self.events else []

    @staticmethod
    def _event(record: Record, entry: Entry) -> tuple[object, ...]:
        return (
            record.replication,
            entry.id,
            float(entry.day),
            entry.agent,
            entry.kind,
            entry.subject,
            entry.cause if entry.cause >= 0 else None,
            _json(entry.numbers),
        )

    def outcomes(self) -> bytes:
        """Return a row for each replication, as an Arrow stream."""
        return to_stream(pl.DataFrame(self._rows, schema=self.schema, orient="row"))

    def series(self) -> bytes:
        """Return a column for each series, replications in order and days ascending within each."""
        done = self._series[:, : len(self._rows)].reshape(len(self.names), -1)
        return to_stream(pl.DataFrame(dict(zip(self.names, done, strict=True))))

    def in_force(self) -> bytes:
        """Return shares of measures in force, summed over replications, in millionths."""
        return self._in_force.astype("<i8").tobytes()

    def logged(self) -> bytes:
        """Return a row for each event of the replications that keep theirs."""
        return to_stream(pl.DataFrame(self.log, schema=EVENTS, orient="row"))


def to_stream(frame: pl.DataFrame) -> bytes:
    """Return a table as compressed bytes, which `polars.read_ipc_stream` reads."""
    buffer = BytesIO()
    frame.write_ipc_stream(buffer, compression="zstd")
    return buffer.getvalue()


def _json(numbers: Mapping[str, object]) -> str:
    if not numbers:
        return "{}"
    try:
        return _ENCODER.encode(numbers)
    except (TypeError, ValueError):  # something that is not finite, or an odd key
        return _ENCODER.encode(to_json(numbers))


_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=to_json
)
