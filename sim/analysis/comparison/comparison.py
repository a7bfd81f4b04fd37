"""Scenarios compared replication by replication: a difference in policy, not in luck."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import combinations
from typing import Any, Final

import numpy as np
import polars as pl

from sim.analysis.comparison.difference import difference
from sim.analysis.comparison.pairing import Pairing, labels, pair
from sim.analysis.quantities import (
    Quantity,
    Schema,
    chosen_columns,
    outcome_columns,
    quantities_of,
)
from sim.batch.batch import Batch
from sim.scenario.resolved import fingerprint
from sim.statistics.intervals import Groups, holm

SCHEMA: Final[Schema] = {
    "a": pl.String,
    "b": pl.String,
    "outcome": pl.String,
    "category": pl.String,
    "kind": pl.String,
    "unit": pl.String,
    "meaning": pl.String,
    "n": pl.Int64,
    "mean_a": pl.Float64,
    "mean_b": pl.Float64,
    "difference": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "differing": pl.Int64,
    "p": pl.Float64,
    "better": pl.Float64,
    "better_low": pl.Float64,
    "better_high": pl.Float64,
    "variance_reduction": pl.Float64,
}


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Two or more scenarios on common random numbers.

    Attributes
    ----------
    names, titles
        Of the scenarios, in the order given; names are told apart where they were the same.
    baseline
        Place of the scenario that the others are compared with.
    seed
        Master seed that all share.
    n
        Replications that are good in all of them: no others are used.
    level
        Level of confidence of the intervals.
    table
        A row per pair of scenarios and outcome (an outcome that is a class: per class seen in
        any of the scenarios), with the columns

        - ``a``, ``b``: names; differences are b minus a, where a is the baseline;
        - ``outcome``, ``category``, ``unit``, ``meaning``; ``kind``: ``share``, ``mean`` or
          ``days`` (days without it, up to the horizon: the restricted mean survival time);
        - ``n``: replications in which both have such a thing;
        - ``mean_a``, ``mean_b``, ``difference``, ``low``, ``high``: means over these;
        - ``differing``: in how many of them the two differ at all;
        - ``p``, ``p_holm``: of there being no difference, alone and adjusted; see `family`;
        - ``better``, ``better_low``, ``better_high``: P(b > a) + P(b = a) / 2, where better
          means larger, whatever the outcome;
        - ``variance_reduction``: (Var a + Var b) / Var(b - a), by which factor common random
          numbers cut the replications needed; null where the difference does not vary.

        Null where there are too few replications.
    family
        Over which rows p values are adjusted, in words.
    """

    names: tuple[str, ...]
    titles: tuple[str, ...]
    baseline: int
    seed: int
    n: int
    level: float
    table: pl.DataFrame
    family: str

    def __eq__(self, other: object) -> bool:
        """Return whether two comparisons say the same."""
        if not isinstance(other, Comparison):
            return NotImplemented
        return self.table.equals(other.table) and all(
            getattr(self, field.name) == getattr(other, field.name)
            for field in fields(self)
            if field.name != "table"
        )

    __hash__ = None  # type: ignore[assignment]  # tables have no hash


def compare(
    batches: Sequence[Batch],
    *,
    outcomes: Sequence[str] | None = None,
    baseline: int = 0,
    every_pair: bool = False,
    level: float = 0.95,
) -> Comparison:
    """Compare scenarios by paired differences of their outcomes.

    Parameters
    ----------
    batches
        Two or more, run under the same seed and design.
    outcomes
        Names of outcome columns; the primary ones that all of them have if None.
    baseline
        Place of the one that the others are compared with.
    every_pair
        Whether the others are compared with each other too, as a matrix needs.
    level
        Level of confidence, in (0, 1).

    Raises
    ------
    PairingError
        If replications of one number are not the same luck in all of them.
    UnknownOutcomeError
        If one of them has no outcome of a name.
    ValueError
        If there are fewer than two, or no baseline of that place.

    Notes
    -----
    Common random numbers: Law 2015, Simulation Modeling and Analysis, sec. 11.2. Means and days
    have Student's t interval and p of the paired differences. Shares have the interval of Bonett
    & Price 2012 and McNemar's mid-p, because a t interval has no width where few replications
    are run and none of them differs; in groups (see `sim.statistics.intervals`) the interval is
    widened by the design effect and p is that of t over groups. Only a scenario compared with
    itself does not differ for certain: intervals then have no width. Of means that differ by the
    same in every replication there is no interval, unless they are bounded on both sides.

    The interval for `better` is that of a difference of paired shares: P(b > a) - P(b < a).
    """
    if len(batches) < 2 or not 0 <= baseline < len(batches):
        raise ValueError(f"need two batches or more ({len(batches)}) and a baseline ({baseline})")
    pairing = pair(batches)
    horizon = min(batch.model.calendar.horizon for batch in batches)
    names = outcomes if outcomes is not None else _shared(batches)
    called = labels(batches)
    pairs = [(baseline, i) for i in range(len(batches)) if i != baseline]
    if every_pair:
        pairs += [p for p in combinations(range(len(batches)), 2) if baseline not in p]
    same = {
        (i, j): _identical(batches[i], batches[j], pairing.rows[i], pairing.rows[j])
        for i, j in pairs
    }
    found: dict[tuple[int, int], list[tuple[Any, ...]]] = {pair: [] for pair in pairs}
    for each in _seen(batches, names, pairing, horizon):
        about = each[0]
        what = (about.outcome, about.category, about.kind, about.unit, about.meaning)
        for i, j in pairs:
            x, y = each[i].values, each[j].values
            compared = difference(x, y, about, pairing.groups, same[i, j], level)
            found[i, j].append((called[i], called[j], *what, *compared))
    rows = [row for pair in pairs for row in found[pair]]
    table = _adjusted(pl.DataFrame(rows, schema=SCHEMA, orient="row"))
    family = (
        f"p values are adjusted (Holm 1979) over the {table['p'].count()} rows that have one, "
        f"{len(pairs)} pairs of scenarios and all their outcomes"
    )
    titles = tuple(batch.title for batch in batches)
    seed, n = batches[0].seed, pairing.replications.size
    return Comparison(called, titles, baseline, seed, n, level, table, family)


def _shared(batches: Sequence[Batch]) -> list[str]:
    """Return the primary outcomes that all batches have, in the order of the first."""
    primary = [column.name for column in outcome_columns(batches[0]) if column.primary]
    return [name for name in primary if all(name in b.names for b in batches)]


def _identical(a: Batch, b: Batch, rows_a: Groups, rows_b: Groups) -> bool:
    """Return whether they are one world, and every outcome is equal in every replication."""
    one, two = (fingerprint(batch.model.scenario, batch.model.source) for batch in (a, b))
    if one != two:
        return False
    names = [column.name for column in outcome_columns(a)]
    if names != [column.name for column in outcome_columns(b)]:
        return False
    if a.rows < b.rows:  # parts are of the larger, so that none is too large
        a, b, rows_a, rows_b = b, a, rows_b, rows_a
    parts = a.in_parts(names)
    return all(part[rows_a].equals(b.select(part.columns)[rows_b]) for part in parts)


def _seen(
    batches: Sequence[Batch], names: Sequence[str], pairing: Pairing, horizon: float
) -> Iterator[list[Quantity]]:
    """Yield each quantity of all batches, without classes that none of the batches ever sees.

    Only the replications that all share, and one outcome at a time: all of several large batches
    take much memory.
    """
    chosen = [chosen_columns(batch, names) for batch in batches]
    for alike in zip(*chosen, strict=True):
        measured = [
            [
                replace(quantity, values=quantity.values[rows])
                for quantity in quantities_of(batch, [column], horizon, batches)
            ]
            for batch, column, rows in zip(batches, alike, pairing.rows, strict=True)
        ]
        for each in zip(*measured, strict=True):
            if each[0].category is None or any(np.nansum(of.values) > 0.0 for of in each):
                yield list(each)


def _adjusted(table: pl.DataFrame) -> pl.DataFrame:
    """Return the table with Holm's p after p."""
    values_of_p = [p for p in table["p"].to_list() if p is not None]
    adjusted = iter(holm(values_of_p))
    values = [None if p is None else next(adjusted) for p in table["p"].to_list()]
    after = table.columns.index("p") + 1
    return table.insert_column(after, pl.Series("p_holm", values, dtype=pl.Float64))
