"""Where two scenarios part: the first event of a replication that is not the same in both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from math import isclose
from typing import Final, NamedTuple

import polars as pl

from sim.analysis.comparison.pairing import pair
from sim.analysis.quantities import Schema
from sim.batch.batch import Batch
from sim.batch.branch import design_of, simulator
from sim.engine.state.record import Record
from sim.events.log import Entry

TOLERANCE = 1e-6
"""Days, and parts of a number, by which events may differ: rounding is no parting."""

FRAME: Final = "scenario"
"""Agent of the events that begin, change and end a scenario: they name it, and what it sets."""

SCHEMA: Final[Schema] = {
    "replication": pl.Int64,
    "date": pl.Date,
    "day": pl.Float64,
    "kind_a": pl.String,
    "agent_a": pl.String,
    "subject_a": pl.String,
    "kind_b": pl.String,
    "agent_b": pl.String,
    "subject_b": pl.String,
}


class Parting(NamedTuple):
    """The first events of two runs that are not the same.

    Attributes
    ----------
    first, second
        The event of either run; None if that run had no more of them.
    day
        Days from the start of the earlier of the two.
    date
        Its date.
    """

    first: Entry | None
    second: Entry | None
    day: float
    date: dt.date


class Partings(NamedTuple):
    """Where pairs of runs part.

    Attributes
    ----------
    table
        A row per replication: ``replication``; ``date`` and ``day`` of the parting; ``kind``,
        ``agent`` and ``subject`` of the event in either run, with ``_a`` and ``_b`` after their
        names. Null throughout if the two runs never part, and for a run that had no more events.
    tally
        A row per pair of kinds, the most frequent first: ``kind_a``, ``kind_b``, ``n``,
        ``share`` (of all replications looked at), ``median_date``.
    n, parted
        Replications looked at, and those of them that part.
    median_date
        Of the partings; None if there is none.
    """

    table: pl.DataFrame
    tally: pl.DataFrame
    n: int
    parted: int
    median_date: dt.date | None


def first_parting(a: Record, b: Record) -> Parting | None:
    """Find the first event at which two runs part; None if they never do.

    Events are the same if day, agent, kind, subject and numbers are, up to rounding. The
    scenario's own events are left out: its beginning and end, which name it, and its
    interventions, of which the first consequence is looked for and not the announcement.
    """
    one = [entry for entry in a.entries if entry.agent != FRAME]
    two = [entry for entry in b.entries if entry.agent != FRAME]
    for x, y in zip_longest(one, two):
        if x is None or y is None or not _same_event(x, y):
            day = min(entry.day for entry in (x, y) if entry is not None)
            return Parting(x, y, day, a.model.calendar.date(day))
    return None


def _same_event(x: Entry, y: Entry) -> bool:
    return (
        (x.kind, x.agent, x.subject) == (y.kind, y.agent, y.subject)
        and abs(x.day - y.day) <= TOLERANCE
        and _same(x.numbers, y.numbers)
    )


def _same(x: object, y: object) -> bool:
    """Return whether two values are equal, numbers up to rounding."""
    if isinstance(x, Mapping) and isinstance(y, Mapping):
        return x.keys() == y.keys() and all(_same(x[key], y[key]) for key in x)
    if isinstance(x, list | tuple) and isinstance(y, list | tuple):
        return len(x) == len(y) and all(_same(p, q) for p, q in zip(x, y, strict=True))
    if isinstance(x, float) and isinstance(y, float | int):
        return isclose(x, y, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return bool(x == y)


def again(batch: Batch, replication: int) -> Record:
    """Simulate one replication of a batch again, with its whole log."""
    return simulator(batch.model, design_of(batch), replication, 1)(replication)


def partings(a: Batch, b: Batch, replications: int | Sequence[int] = 50) -> Partings:
    """Return where the replications of two batches part.

    Parameters
    ----------
    a, b
        Two batches under the same seed and design.
    replications
        How many to look at, the first that are good in both; or their numbers. Each is
        simulated again under both scenarios.

    Raises
    ------
    PairingError
        If replications of one number are not the same luck in both.
    """
    good = pair([a, b]).replications
    wanted = good[:replications].tolist() if isinstance(replications, int) else replications
    rows = []
    for k in wanted:
        first = first_parting(again(a, k), again(b, k))
        rows.append(
            (k, first.date, first.day, *_about(first.first), *_about(first.second))
            if first is not None
            else (k, *[None] * (len(SCHEMA) - 1))
        )
    table = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    apart = table.filter(pl.col("date").is_not_null())
    tally = (
        apart.group_by("kind_a", "kind_b")
        .agg(
            pl.len().cast(pl.Int64).alias("n"),
            (pl.len() / max(1, len(wanted))).alias("share"),
            _middle(pl.col("date")).alias("median_date"),
        )
        .sort("n", "kind_a", "kind_b", descending=[True, False, False])
    )
    middle = apart.select(_middle(pl.col("date"))).item() if apart.height else None
    return Partings(table, tally, len(wanted), apart.height, middle)


def _middle(dates: pl.Expr) -> pl.Expr:
    """Return the median of dates; of an even number the earlier middle one, which is a date."""
    return dates.sort().get((pl.len() - 1) // 2)


def _about(entry: Entry | None) -> tuple[str | None, str | None, str | None]:
    return (entry.kind, entry.agent, entry.subject) if entry else (None, None, None)
