"""What figures of conditioned scenarios found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sim.analysis.recorded import (
    apart,
    assumptions_moved,
    by_surprise,
    entry_words,
    most_moved,
)
from sim.analysis.wording import parameter_words
from sim.batch.batch import Batch
from sim.figures.findings.batches import ends
from sim.statistics.intervals import quantiles
from sim.wording.cells import number
from sim.wording.rounding import compact, percent, share_with_range
from sim.wording.words import capital, clipped, count

Row = Mapping[str, Any]

IN_FORCE: Final = "in_force"
"""The series whose fans are drawn."""

_LETTERS: Final = 60
"""Letters of an entry or an assumption."""

_QUESTION: Final = 72
"""Letters of a question."""

_NAME: Final = 30
"""Letters of the title of a scenario."""


def before_after(values: Row, batches: Sequence[Batch]) -> str:
    """Say which question the record moves most, and whether beyond chance."""
    found = most_moved(values["scenarios"])
    if found is None:
        return "No open question has an answer of yes or no"
    row = found.question
    before, after = row["before"], row["after"]
    with_it = share_with_range(after["probability"], after["low"], after["high"])
    first = "" if apart(before, after) else "No question moves beyond chance; most: "
    first += _of(values, found.scenario)
    return (
        f"{first}{clipped(row['text'], _QUESTION - len(first) // 2)} {with_it} with the record, "
        f"{percent(before['probability'])} without"
    )


def surprise(values: Row, batches: Sequence[Batch]) -> str:
    """Say which entry of the record surprises most, and how many futures are left of how many."""
    there = [one for one in values["scenarios"] if one["facts"]]
    if not there:
        return "The record says nothing"
    firsts = [(one, by_surprise(one["facts"])[0]) for one in there]
    one, row = max(firsts, key=lambda pair: float(pair[1]["bits"] or 0.0))
    left = f"{one['evidence']['effective']:,.0f} of {values['n']:,}"
    return capital(
        f"{_of(values, one)}most surprising is: {clipped(entry_words(row), _LETTERS)}, "
        f"{number(row['bits'], 1)} bits; {left} independent futures are left"
    )


def fans(values: Row, batches: Sequence[Batch]) -> str:
    """Say how much is in force at the end, in the median future and in nine of ten."""
    before, after = batches[:2]
    if not before.rows or not after.rows:
        return "All futures failed"
    low, middle, high = quantiles(ends(after, IN_FORCE), (0.05, 0.5, 0.95))
    (without,) = quantiles(ends(before, IN_FORCE), (0.5,))
    return (
        f"{_of(values, values['scenarios'][0])}{number(middle)} LP in force at the end in the "
        f"median future with the record ({number(low)} to {number(high)} in nine of ten), "
        f"{number(without)} without"
    )


def learnt(values: Row, batches: Sequence[Batch]) -> str:
    """Say which assumption the record moves most, and how many it moves beyond chance."""
    every = [(one, row) for one in values["scenarios"] for row in assumptions_moved(one)]
    if not every:
        n = sum(len(one["parameters"]) for one in values["scenarios"])
        return f"None of {count(n, 'assumption')} moves beyond chance"
    one, row = max(every, key=lambda pair: abs(pair[1]["shift"]))
    middle, said = ("mean", percent) if is_share(row) else ("median", compact)
    before, after = (said(row[word][middle]) for word in ("before", "after"))
    what = "share" if is_share(row) else "median"
    move = "assumption moves", "assumptions move"
    return capital(
        f"{_of(values, one)}{clipped(assumption(row), _LETTERS)}: {what} {after} with the record, "
        f"assumed {before}; {count(len(assumptions_moved(one)), *move)} beyond chance"
    )


def assumption(row: Row) -> str:
    """Return what an assumption is, in words alone."""
    path = row["path"]
    name = parameter_words(path).removesuffix(f" ({path})")
    words = name if row["value"] is None else f"{name}: {row['value']}"
    return words.replace("_", " ")


def is_share(row: Row) -> bool:
    """Return whether a row is of a choice: its mean is a share."""
    ends = {row[word][end] for word in ("before", "after") for end in ("q05", "q95")}
    return row["value"] is not None or ends <= {0.0, 1.0}


def _of(values: Row, one: Row) -> str:
    """Return of which scenario something is said; nothing if there is only one."""
    return f"{clipped(one['title'], _NAME)}: " if len(values["scenarios"]) > 1 else ""
