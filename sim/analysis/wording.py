"""Words for readers: short names of outcomes and classes, and what every page has to say once.

Columns and classes have names that programs use (`sim.outcomes.columns`, `sim.outcomes.classes`);
what is printed and drawn uses these words instead.
"""

from __future__ import annotations

from typing import Final

from sim.outcomes.columns import MEASURES

__all__ = ["CHANCE", "class_words", "in_words", "interval_means", "points", "short"]

CHANCE: Final = "It does not contain what may be wrong in the assumptions."
"""What no interval of a batch contains."""

_SHORT: Final = {
    column.name: column.short
    for measure in MEASURES
    if isinstance(measure.columns, tuple)
    for column in measure.columns
    if column.short
}

_OF_SENDERS: Final = {
    "legal_end": "relief at the end",
    "effective_end": "of it felt",
    "days_to_relief": "first relief",
}
"""Outcomes of which there is one for each sender, whose name ends their meaning."""


def interval_means(n: int) -> str:
    """What an interval beside a probability or a mean says, and what it does not.

    Parameters
    ----------
    n
        Futures that it rests on.
    """
    return f"Interval: what chance in {n:,} futures leaves open. {CHANCE}"


def points(executive: str = "") -> str:
    """What the units of a page are.

    Parameters
    ----------
    executive
        Who counts in utility points; empty if there are none on the page.
    """
    text = (
        "LP are leverage points: 100 LP is what the target would gain if everything in force on "
        "the first day ended at once and for good."
    )
    more = f" UP count what {executive} gains: 100 UP is a settlement on its terms."
    return text + (more if executive else "")


def class_words(name: str) -> str:
    """A class of outcomes in words: ``Small relief, reversed``."""
    # Small relief may come by other ways than a policy of baby steps, and relief that nobody has
    # bargained for by other acts than licences.
    words = name.replace("baby_steps", "small_relief").replace("_reversed", ", reversed")
    words = words.replace("licences_only", "unbargained_relief")
    return in_words(words)


def in_words(name: str) -> str:
    """A name that programs use, in words: ``Act renewed``."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def short(outcome: str, meaning: str) -> str:
    """An outcome in two to five words, for the head of a column or the label of an axis.

    Parameters
    ----------
    outcome
        Name of its column.
    meaning
        What the column means (`sim.outcomes.columns.Column.meaning`), which is said instead where
        there are no shorter words.
    """
    if outcome in _SHORT:
        return _SHORT[outcome]
    base, _, _ = outcome.rpartition("_")
    if base in _OF_SENDERS and ", of " in meaning:
        return f"{_OF_SENDERS[base]}, {meaning.partition(', of ')[2]}"
    return meaning.partition(", summed over packages")[0]
