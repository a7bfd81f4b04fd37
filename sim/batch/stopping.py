"""When a batch is precise enough to stop.

What must be known to within a half-width *h*, all at the level .95: the probability of every yes
or no among the primary outcomes, of every class of outcomes and of every answer (`share_interval`,
half-width *h*); and the mean of every primary outcome in LP (Student's t, half-width *h* × 100 LP,
since 100 LP are what is in force at the start). Days, counts and utilities have no natural span,
and the days until something happens are a mean over those replications in which it does, which may
be few: they do not decide.

It is asked after every `ROUND` replications, in the order of their numbers, and must hold in two
rounds running, so that a batch does not stop on a lucky moment (the look-ahead of Hoad, Robinson &
Davies 2010, Journal of the Operational Research Society 61). Which replications a batch has
therefore depends on the plan alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Final

import polars as pl

from sim.batch.batch import ANSWER, Precision
from sim.batch.chunks import Span
from sim.engine.model.model import Model
from sim.outcomes.classes import CLASSES
from sim.outcomes.columns import columns
from sim.statistics.precision import mean_half_width
from sim.statistics.shares import share_half_width

__all__ = ["ROUND", "StoppingRule", "group_size"]

ROUND: Final = 500
"""Replications of a round."""

LEVEL: Final = 0.95

SPAN: Final = {"": 1.0, "LP": 100.0}
"""Of what a half-width is a share, by unit; probabilities have none."""


@dataclass(frozen=True, slots=True)
class _Number:
    """A number that must be known well enough."""

    name: str
    column: str
    value: str | None = None
    unit: str = ""

    def half_width(self, rows: pl.DataFrame, size: int) -> float:
        present = rows.drop_nulls(self.column)
        if present.is_empty():
            return inf
        column = present[self.column]
        values = (column if self.value is None else column == self.value).cast(pl.Float64)
        groups = (present["replication"] // size).to_numpy() if size > 1 else None
        how = mean_half_width if self.unit else share_half_width
        return how(values.to_numpy(), LEVEL, groups)


class StoppingRule:
    """Watch a batch as its chunks arrive, in any order.

    Parameters
    ----------
    model
        The model.
    n
        Replications at most.
    until
        The half-width wanted.
    group
        Consecutive replications that are not independent of each other.
    """

    def __init__(self, model: Model, n: int, until: float, group: int = 1) -> None:
        self.n = n
        self.until = until
        self.group = group
        self.at: int | None = None
        self.precision: Precision | None = None
        self._numbers = tuple(_numbers(model))
        used = dict.fromkeys(number.column for number in self._numbers)
        self._columns = ["replication", *used]
        self._rows: list[pl.DataFrame] = []
        self._ahead: dict[int, Span] = {}
        self._known = 0
        self._asked = 0
        self._held = False

    @property
    def widest(self) -> float | None:
        """The widest half-width of a probability when it was last asked; None if it was not."""
        if self.precision is None:
            return None
        widths = self.precision.half_widths
        shares = [widths[number.name] for number in self._numbers if not number.unit]
        return max((width for width in shares if width is not None), default=None)

    def add(self, span: Span, outcomes: pl.DataFrame) -> None:
        """Take in a chunk's outcomes; then `at` is after how many replications to stop, if so."""
        self._rows.append(outcomes.select(self._columns))
        self._ahead[span.first] = span
        while self._known in self._ahead:
            self._known = self._ahead.pop(self._known).end
        while self.at is None and min(self._asked + ROUND, self.n) <= self._known:
            self._ask(min(self._asked + ROUND, self.n))

    def _ask(self, count: int) -> None:
        rows = pl.concat(self._rows).sort("replication")
        self._rows = [rows]
        first = rows.filter(pl.col("replication") < count)
        widths = {number.name: number.half_width(first, self.group) for number in self._numbers}
        holds = all(
            widths[number.name] <= self.until * SPAN[number.unit] for number in self._numbers
        )
        if (holds and self._held) or count == self.n:
            self.at = count
        self._asked, self._held = count, holds
        finite = {name: width if width < inf else None for name, width in widths.items()}
        self.precision = Precision(self.until, LEVEL, count, holds, finite)


def _numbers(model: Model) -> list[_Number]:
    numbers: list[_Number] = []
    for column in columns(model):
        if column.name == "outcome":
            numbers += [_Number(f"outcome={name}", "outcome", name) for name in CLASSES]
        elif column.primary and column.type == "bool":
            numbers.append(_Number(column.name, column.name))
        elif column.primary and column.unit == "LP":
            numbers.append(_Number(column.name, column.name, unit="LP"))
    for question in model.scenario.questions:
        name = f"{ANSWER}{question.id}"
        numbers.append(_Number(name, name))
    return numbers


def group_size(antithetic: bool, repeats: int) -> int:
    """Return how many consecutive replications are not independent of each other.

    Those that share a draw of the uncertain parameters and, in an antithetic batch, those that
    have its mirror image.
    """
    return 2 * repeats if antithetic else repeats
