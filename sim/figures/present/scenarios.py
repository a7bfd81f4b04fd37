"""Conditioned scenarios, each with its futures, as figures of them take them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sim.batch.batch import Batch
from sim.wording.words import clipped

Row = Mapping[str, Any]
Rows = Sequence[Row]

TOGETHER: Final = "futures of one past count together"
"""How intervals are reckoned."""

MOST: Final = 3
"""Scenarios that a figure shows, a panel each."""


class Scenario(NamedTuple):
    """A conditioned scenario.

    Attributes
    ----------
    row
        What came of it, as plain values.
    before, after
        Its futures without the record, and with it.
    """

    row: Row
    before: Batch
    after: Batch


def scenarios_of(values: Row, batches: Sequence[Batch]) -> list[Scenario]:
    """Return scenarios with their futures.

    Parameters
    ----------
    values
        See `sim.workflows.presents.result.Present.summary`.
    batches
        Of each scenario the futures without the record, with it, and perhaps tempered.
    """
    rows = values["scenarios"]
    size = len(batches) // len(rows)
    return [
        Scenario(row, batches[at * size], batches[at * size + 1]) for at, row in enumerate(rows)
    ]


def shown(
    values: Row, batches: Sequence[Batch], has: Callable[[Row], Rows] | None = None
) -> tuple[list[Scenario], str]:
    """Return the scenarios that a figure shows, and what is to be said of others.

    Parameters
    ----------
    values, batches
        As for `scenarios_of`.
    has
        What there is to show of one; of those with nothing there is no panel.
    """
    every = [one for one in scenarios_of(values, batches) if has is None or has(one.row)]
    more = f"; the first {MOST} of {len(every)} scenarios" if len(every) > MOST else ""
    return every[:MOST], more


def titles(scenarios: Sequence[Scenario], values: Row, letters: int) -> list[str]:
    """Return what stands above the panels of scenarios: nothing where there is only one."""
    many = len(values["scenarios"]) > 1
    return [clipped(str(one.row["title"]), letters) if many else "" for one in scenarios]


def of_pasts(values: Row) -> str:
    """Return of how many pasts a figure is that is of no futures."""
    return f"Of {values['n']:,} pasts that were simulated, as each is weighed by the record"
