"""The outcome of one replication as a row of a table."""

from __future__ import annotations

from math import isfinite
from operator import itemgetter
from typing import Any

from sim.engine.model.model import Model
from sim.engine.state.record import Record
from sim.errors import ThawError
from sim.outcomes.accounts import relief_accounts
from sim.outcomes.columns import MEASURES, Row, Value, columns
from sim.outcomes.measures.history import History, logs_of

__all__ = ["NotFiniteError", "RowMaker", "outcome_row"]


def outcome_row(record: Record) -> Row:
    """Return what became of one replication, as a row of the `columns` of its model.

    Returns
    -------
    dict
        By the names of `columns(record.model)` and in that order; the same columns for all
        replications of a model. What never happened in the time simulated is None.
    """
    history = History.of(record, relief_accounts(record), logs_of(record))
    return RowMaker(record.model)(history)


class RowMaker:
    """Makes the outcome rows of all replications of a model.

    Parameters
    ----------
    model
        The model.
    """

    __slots__ = ("_floats", "_names", "_steps")

    def __init__(self, model: Model) -> None:
        described = columns(model)
        self._steps: list[tuple[Any, str, bool]] = [
            (measure.compute, measure.counts, measure.single) for measure in MEASURES
        ]
        self._names = [column.name for column in described]
        self._floats = itemgetter(*(k for k, c in enumerate(described) if c.type == "float"))

    def __call__(self, history: History) -> Row:
        """Return the `outcome_row` of one replication.

        Raises
        ------
        NotFiniteError
            If an outcome is infinite or no number.
        """
        values: list[Value] = []
        log = history.log
        for compute, counts, single in self._steps:
            if counts:
                values.append(len(log.get(counts, ())))
            elif single:
                values.append(compute(history))
            else:
                values += compute(history)
        row = dict(zip(self._names, values, strict=True))
        # Neither what there is none of nor nought is infinite.
        if not all(map(isfinite, filter(None, self._floats(values)))):
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
