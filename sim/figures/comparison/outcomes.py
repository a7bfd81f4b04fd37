"""Outcomes of a comparison as rows of a figure: named in words, those of one unit together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sim.analysis.comparison.comparison import Comparison
from sim.analysis.comparison.effects import effects
from sim.analysis.comparison.words import MAIN, beyond
from sim.batch.batch import Batch
from sim.figures.base import naming
from sim.figures.comparison.units import Unit, unit_of
from sim.wording.words import capital

Row = Mapping[str, Any]

_PART: Final = "Of it "
"""How names begin of what is a part of relief at the end."""

_WHOLE: Final = ("Relief at the end", _PART)
"""How names begin of what such a part may follow."""


class Outcome(NamedTuple):
    """An outcome with its differences.

    Attributes
    ----------
    name
        What it is called.
    rows
        Its differences to the baseline, a row of the table for each other scenario.
    """

    name: str
    rows: list[Row]

    @property
    def key(self) -> tuple[str, str | None]:
        """Its column, and the class if that holds classes."""
        return self.rows[0]["outcome"], self.rows[0]["category"]

    @property
    def main(self) -> bool:
        """Whether it is relief in law at the end."""
        return bool(self.rows[0]["outcome"] == MAIN)

    @property
    def differs(self) -> bool:
        """Whether any scenario differs from the baseline in any future."""
        return any(row["differing"] for row in self.rows)


def by_unit(comparison: Comparison) -> dict[Unit, list[Outcome]]:
    """Return the outcomes of a comparison by unit, first those of the unit of relief in law.

    What is a part of relief at the end stands below it.
    """
    found: dict[tuple[str, str | None], Outcome] = {}
    for row in comparison.table.iter_rows(named=True):
        name = capital(naming.outcome(row["outcome"], row["category"], row["meaning"]))
        outcome = (row["outcome"], row["category"])
        found.setdefault(outcome, Outcome(name, [])).rows.append(row)
    units: dict[Unit, list[Outcome]] = {}
    for outcome in _in_order(found.values()):
        first = outcome.rows[0]
        units.setdefault(unit_of(first["kind"], first["unit"]), []).append(outcome)

    def later(unit: Unit) -> bool:
        return not any(outcome.main for outcome in units[unit])

    return {unit: units[unit] for unit in sorted(units, key=later)}


def most_different(
    batches: Sequence[Batch],
    comparison: Comparison,
    units: Mapping[Unit, list[Outcome]],
    fits: Callable[[Mapping[Unit, list[Outcome]]], bool],
) -> dict[Unit, list[Outcome]]:
    """Return as many outcomes as fit: relief in law at the end, and those that differ most.

    What is beyond chance comes before what is not, then what is large beside the spread of
    futures.

    Parameters
    ----------
    batches
        Those compared.
    comparison
        Their differences.
    units
        Outcomes by unit.
    fits
        Whether so many fit; one is kept in any case.
    """
    if fits(units):
        return dict(units)
    sizes: dict[tuple[str, str | None], float] = {}
    for _, *key, effect in effects(batches, comparison).iter_rows():
        outcome = (key[0], key[1])
        sizes[outcome] = max(sizes.get(outcome, 0.0), abs(effect or 0.0))

    def rank(outcome: Outcome) -> tuple[bool, bool, float]:
        sure = any(beyond(row, comparison.level) for row in outcome.rows)
        return outcome.main, sure, sizes[outcome.key]

    every = sorted((o for found in units.values() for o in found), key=rank, reverse=True)
    chosen = dict(units)
    for most in range(len(every) - 1, 0, -1):
        kept = {outcome.key for outcome in every[:most]}
        chosen = {unit: [o for o in found if o.key in kept] for unit, found in units.items()}
        chosen = {unit: found for unit, found in chosen.items() if found}
        if fits(chosen):
            break
    return chosen


def how_many(units: Mapping[Unit, list[Outcome]]) -> int:
    """Return how many outcomes there are."""
    return sum(map(len, units.values()))


def _in_order(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Return outcomes in their order, but parts of relief at the end right below it."""
    placed: list[Outcome] = []
    for outcome in outcomes:
        at = len(placed)
        if outcome.name.startswith(_PART):
            whose = outcome.name.partition(", ")[2]
            above = [
                k
                for k, other in enumerate(placed, start=1)
                if other.name.startswith(_WHOLE) and other.name.partition(", ")[2] == whose
            ]
            at = max(above, default=at)
        placed.insert(at, outcome)
    return placed
