"""What a record moves: open questions and assumptions beyond chance, and its entries in words.

Rows are plain values, as `sim.workflows.presents.result.Present.summary` has them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any, Final, NamedTuple

from sim.analysis.wording import parameter_words
from sim.statistics.precision import normal_quantile
from sim.wording.words import day, listed

__all__ = [
    "CONDITIONS",
    "Moved",
    "apart",
    "assumption_words",
    "assumptions_moved",
    "by_surprise",
    "conditions",
    "entry_words",
    "most_moved",
    "when_words",
    "yes_or_no",
]

Row = Mapping[str, Any]

CONDITIONS: Final = ("before", "after", "tempered")
"""Futures without the record, with it, and with its weights tempered, as rows name them."""

_CHANCE: Final = 0.05
"""How often any assumption may seem to move that does not."""


class Moved(NamedTuple):
    """A question, and of which scenario.

    Attributes
    ----------
    scenario
        The row of the scenario.
    question
        That of the question.
    """

    scenario: Row
    question: Row


def conditions(one: Row) -> list[str]:
    """Return under which of `CONDITIONS` the questions of a scenario are answered."""
    return [word for word in CONDITIONS if all(word in row for row in one["questions"])]


def yes_or_no(one: Row) -> list[Row]:
    """Return the open questions of a scenario whose answer is yes or no, where it is known."""
    asked = [row for row in one["questions"] if row["by"] is not None]
    return [row for row in asked if None not in (_before(row), _after(row))]


def most_moved(scenarios: Sequence[Row]) -> Moved | None:
    """Return the question that a record moves most, one beyond chance if there is any."""
    every = [Moved(one, row) for one in scenarios for row in yes_or_no(one)]
    return max(every, key=_by_how_much, default=None)


def _by_how_much(moved: Moved) -> tuple[bool, float]:
    row = moved.question
    return apart(row["before"], row["after"]), abs(_after(row) - _before(row))


def _before(row: Row) -> Any:
    return row["before"]["probability"]


def _after(row: Row) -> Any:
    return row["after"]["probability"]


def apart(one: Row, other: Row) -> bool:
    """Return whether two intervals, ``low`` to ``high``, have nothing in common."""
    ends = [one["low"], one["high"], other["low"], other["high"]]
    return None not in ends and bool(one["high"] < other["low"] or other["high"] < one["low"])


def assumptions_moved(one: Row) -> list[Row]:
    """Return the assumptions of a scenario that a record moves beyond chance, as they are sorted.

    Notes
    -----
    Of many assumptions some seem to move by chance: the level is shared among them (Bonferroni).
    """
    rows = one["parameters"]
    beyond = normal_quantile(1.0 - _CHANCE / max(len(rows), 1))
    return [row for row in rows if abs(row["shift"]) > beyond * row["error"]]


def assumption_words(row: Row) -> str:
    """Say which assumption a row is of, with its path, which can be passed on."""
    name = parameter_words(row["path"])
    return name if row["value"] is None else f"{name}: {row['value']}"


def by_surprise(entries: Sequence[Row]) -> list[Row]:
    """Return the entries of a record, what surprises most first."""
    return sorted(entries, key=lambda row: -(inf if row["bits"] is None else float(row["bits"])))


def entry_words(row: Row) -> str:
    """Say what an entry of a record says."""
    kinds = [str(kind).replace("_", " ") for kind in row["events"]]
    if row["kind"] == "complete":
        return f"Nothing but these facts: {listed(kinds)}"
    what = str(row["what"] or listed(kinds))
    return f"Not so far: {what}" if row["kind"] == "absent" else what


def when_words(row: Row) -> str:
    """Say of which day an entry of a record is, or up to which."""
    return f"to {day(row['last'])}" if row["date"] is None else day(row["date"])
