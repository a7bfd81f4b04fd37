"""Words for readers: short names of outcomes and classes, and what every page has to say once.

Columns and classes have names that programs use (`sim.outcomes.columns`, `sim.outcomes.classes`);
what is printed and drawn uses these words instead.
"""

from __future__ import annotations

from typing import Final

from sim.outcomes.columns import MEASURES
from sim.scenario.facts import Conditioned
from sim.scenario.paths import find
from sim.scenario.schema import Scenario
from sim.wording.words import count, date, joined

__all__ = [
    "CHANCE",
    "SCALE",
    "class_words",
    "conditioned_on",
    "in_words",
    "interval_means",
    "most_frequent",
    "parameter_words",
    "points",
    "short",
]

CHANCE: Final = "It does not contain what may be wrong in the assumptions."
"""What no interval of a batch contains."""

SCALE: Final = (
    "100 LP is what the target would gain if all that is in force on the first day ended for good"
)
"""What leverage points are measured by, as short as figures need it."""

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


def interval_means(n: int, how: str = "") -> str:
    """What an interval beside a probability or a mean says, and what it does not.

    Parameters
    ----------
    n
        Futures that it rests on.
    how
        Its level, and what it is called, if that is to be said.
    """
    which = f" ({how})" if how else ""
    return f"Interval{which}: what chance in {n:,} futures leaves open. {CHANCE}"


def conditioned_on(conditioned: Conditioned) -> str:
    """Say what futures are conditioned on, and to which day."""
    facts = conditioned.facts
    said = [
        count(len(entries), noun)
        for entries, noun in ((facts.facts, "fact"), (facts.absent, "absence"))
        if entries
    ]
    said += [f"{count(len(facts.complete), 'kind')} of event in full"] if facts.complete else []
    tempered = "" if conditioned.temper == 1.0 else f", tempered to {conditioned.temper:g}"
    return (
        f"Conditioned on the record to {date(facts.until)} ({joined(said)} of "
        f"{conditioned.record}{tempered}): {count(conditioned.n, 'past')}, worth "
        f"{conditioned.effective:,.0f} independent ones."
    )


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


def most_frequent(name: str, share: str) -> str:
    """Say that a class of outcomes is the most frequent end, and how frequent.

    Parameters
    ----------
    name
        The class.
    share
        Its share, in words.
    """
    return f"{class_words(name)} is the most frequent end: {share}"


def parameter_words(path: str) -> str:
    """Say what an uncertain parameter is, with its path, which can be passed on."""
    field = find(Scenario, path.split(".")).info
    # Of a choice the first words say what is chosen, the rest what each value means.
    about = (field.description or "") if field is not None else ""
    what = about.split(". ")[0].partition(": `")[0].rstrip(".")
    if what[1:2].islower():
        what = what[:1].lower() + what[1:]
    return f"{what} ({path})" if what else path


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
    what, _, where = meaning.partition(", summed over packages")
    table = where.removeprefix(" at the table of ")
    return what if table in what else f"{what}{where}"
