"""What scenarios are called in a sentence, and sentences that are not longer than a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from sim.batch.batch import Batch
from sim.figures.base import naming

LONGEST: Final = 110
"""Letters of a sentence that is a title, at most, unless names of nine letters are too long."""

_LETTERS: Final = (44, 36, 30, 25, 20, 16, 12, 9)
"""Letters of the name of a scenario, from the most to the least."""


def spoken(batches: Sequence[Batch], say: Callable[[Sequence[str]], str]) -> str:
    """Return a sentence in which names of scenarios are as long as there is room for.

    Parameters
    ----------
    batches
        The scenarios.
    say
        Returns the sentence, given what they are called.
    """
    sentence = ""
    for letters in _LETTERS:
        sentence = say(called(batches, letters))
        if len(sentence) <= LONGEST:
            break
    return sentence


def called(batches: Sequence[Batch], letters: int) -> list[str]:
    """Return what scenarios are called in a sentence, in at most so many letters, all different.

    What explains a title (``Hold: nothing but renewals``) is left out if they are still told
    apart.
    """
    whole = [batch.title for batch in batches]
    short = [_head(title) for title in whole]
    if len(set(whole)) == len(whole) == len(set(short)):
        return naming.distinct(short, letters)
    return naming.scenarios(batches, letters)


def _head(title: str) -> str:
    """Return what stands before a colon, or before a comma if these are two words or more."""
    title = title.partition(": ")[0]
    first = title.partition(", ")[0]
    return first if " " in first else title
