"""The outcome of one replication as a row of a table."""

from __future__ import annotations

from math import fsum, isfinite

from sim.engine.record import Record
from sim.errors import ThawError
from sim.outcomes import counts
from sim.outcomes.accounts import Accounts, accounts
from sim.outcomes.classes import escalated, outcome_class, was_reversed
from sim.outcomes.columns import Column, columns
from sim.outcomes.counts import Groups, Row, Value
from sim.outcomes.decades import motives_by_decade
from sim.outcomes.moves import LAPSE, ROADS

__all__ = ["Column", "NotFiniteError", "Row", "Value", "columns", "outcome_row"]


def outcome_row(record: Record) -> Row:
    """What became of one replication, as a row whose columns `columns` describes.

    Returns
    -------
    dict
        By the names of `columns(record.model)` and in that order; the same columns for all
        replications of a model. What never happened in the time simulated is None.
    """
    return row_of(record, accounts(record), counts.by_kind(record))


def row_of(record: Record, books: Accounts, log: Groups) -> Row:
    """The `outcome_row` of a record of which the books are kept and the log is sorted.

    Raises
    ------
    NotFiniteError
        If an outcome is infinite or no number.
    """
    row: Row = {"seed": record.seed, "replication": record.replication}
    row.update(_relief(books))
    for count in _COUNTS:
        row.update(count(record, log))
    for name, value in row.items():
        if isinstance(value, float) and not isfinite(value):
            raise NotFiniteError(name, record)
    return row


class NotFiniteError(ThawError):
    """An outcome that is no number: it must not be kept as if it were one."""

    def __init__(self, name: str, record: Record) -> None:
        super().__init__(
            f"the outcome {name!r} of replication {record.replication} is no finite number: "
            "a parameter of the scenario is too large or too small to be reckoned with"
        )


# In the order of the columns.
_COUNTS = (
    counts.talks,
    counts.bargained_steps,
    counts.renewals,
    counts.licences,
    counts.legislature,
    counts.compliance,
    counts.pressure,
    counts.world,
    motives_by_decade,
)


def _relief(books: Accounts) -> Row:
    added = fsum(books.added.values())
    row: Row = {
        "outcome": outcome_class(books),
        "reversed": was_reversed(books),
        "escalated": escalated(books),
        "days_to_relief": books.relief,
        "days_to_bargain": books.bargain,
        "days_to_termination": books.termination,
        "days_to_half": books.half,
        "legal_end": books.total,
        "legal_max": books.total_max,
        "effective_end": fsum(books.effective.values()),
        "effective_max": books.effective_total_max,
        "added": added,
        "net_end": books.net,
        "bargained_ever": books.bargained_ever,
        "bargained_end": books.bargained_end,
        "bargained_max": books.bargained_max,
        "undone": books.undone,
        "oil_max": books.oil_max,
        "restored_snapback": books.restored["snapback"],
        "restored_lapse": books.restored[LAPSE],
    }
    for name in books.legal:
        row[f"legal_end_{name}"] = books.legal[name]
        row[f"legal_max_{name}"] = books.legal_max[name]
        row[f"effective_end_{name}"] = books.effective[name]
        row[f"effective_max_{name}"] = books.effective_max[name]
        row[f"added_{name}"] = books.added[name]
    for road in ROADS:
        row[f"via_{road}_end"] = books.by_road.get(road, 0.0)
    return row
