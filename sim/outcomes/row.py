"""The outcome of one replication as a row of a table."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from sim.engine.model.model import Model
from sim.engine.state.record import Record
from sim.errors import ThawError
from sim.outcomes.accounts import relief_accounts
from sim.outcomes.columns import MEASURES, Row, Value, columns
from sim.outcomes.measures.history import History, by_kind

__all__ = ["NotFiniteError", "column_names", "outcome_row", "row_of"]


def outcome_row(record: Record) -> Row:
    """Return what became of one replication, as a row of the `columns` of its model.

    Returns
    -------
    dict
        By the names of `columns(record.model)` and in that order; the same columns for all
        replications of a model. What never happened in the time simulated is None.
    """
    history = History(record, relief_accounts(record), by_kind(record))
    return row_of(history, column_names(record.model))


def column_names(model: Model) -> tuple[str, ...]:
    """Return the names of a model's columns, made once for all its rows."""
    return tuple([column.name for column in columns(model)])


def row_of(history: History, names: Sequence[str]) -> Row:
    """Return the `outcome_row` of a replication whose column names are known.

    Raises
    ------
    NotFiniteError
        If an outcome is infinite or no number.
    """
    values: list[Value] = []
    log = history.log
    for _, compute, counts in MEASURES:
        if counts:
            values.append(len(log.get(counts, ())))
        else:
            values += compute(history)
    row = dict(zip(names, values, strict=True))
    if not all(map(isfinite, [value for value in values if isinstance(value, float)])):
        raise NotFiniteError(_not_finite(row), history.record)
    return row


def _not_finite(row: Row) -> str:
    """Return the first column whose value is infinite or no number."""
    return next(k for k, value in row.items() if isinstance(value, float) and not isfinite(value))


class NotFiniteError(ThawError):
    """An outcome that is no number: it must not be kept as if it were one."""

    def __init__(self, name: str, record: Record) -> None:
        super().__init__(
            f"the outcome {name!r} of replication {record.replication} is no finite number: "
            "a parameter of the scenario is too large or too small to be reckoned with"
        )
