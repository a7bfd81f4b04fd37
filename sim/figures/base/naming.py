"""What scenarios and outcomes are called on figures: titles and meanings, told apart when cut."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from sim.analysis.comparison.pairing import labels
from sim.analysis.wording import class_words, short
from sim.batch.batch import Batch
from sim.wording.words import clipped


def scenarios(batches: Sequence[Batch], length: int) -> list[str]:
    """Return titles of scenarios in at most so many letters, all different.

    Scenarios of one title, such as those of a sweep, go by the names of their files.
    """
    titles = [batch.title for batch in batches]
    return distinct(titles if len(set(titles)) == len(titles) else labels(batches), length)


def distinct(texts: Sequence[str], length: int) -> list[str]:
    """Return texts in at most so many letters, still different; an ellipsis is where one is cut.

    Parameters
    ----------
    texts
        The texts.
    length
        Letters, 8 at least.

    Notes
    -----
    They lose their ends if that leaves them different; else what all begin with, but for the
    last words of it that there is room for; else their middle; and if that is still too much,
    they are numbered.
    """
    wanted = len(set(texts))
    common = _common(texts) if wanted > 1 else ""
    # Between words where it can be.
    common = common[: max(common.rfind(mark) for mark in _BETWEEN) + 1] or common
    common = common[: len(common) - len(_last_words(common, length - 1, texts))]
    for shorten in (
        clipped,
        lambda text, most: clipped(f"…{text[len(common) :]}", most),
        _without_middle,
    ):
        shortened = [text if len(text) <= length else shorten(text, length) for text in texts]
        if len(set(shortened)) == wanted:
            return shortened
    order = list(dict.fromkeys(texts))
    return [
        f"{clipped(text, length - len(f'{len(order)}') - 3)} ({order.index(text) + 1})"
        for text in texts
    ]


_BETWEEN: Final = " _-:,."
"""What stands between words of titles and of names of files."""


def _last_words(common: str, room: int, texts: Sequence[str]) -> str:
    """Return as many of the last words that all texts begin with as there is room for."""
    room -= max(len(text) for text in texts) - len(common)
    last = ""
    for at in range(len(common) - 1, 0, -1):
        if len(common) - at > room:
            break
        if common[at - 1] in _BETWEEN:
            last = common[at:]
    return last


def _common(texts: Sequence[str]) -> str:
    """Return what all texts begin with."""
    same = takewhile(lambda letters: len(set(letters)) == 1, zip(*texts, strict=False))
    return "".join(letters[0] for letters in same)


def _without_middle(text: str, length: int) -> str:
    tail = length // 2
    return f"{text[: length - tail - 1].rstrip()}…{text[-tail:].lstrip()}"


def outcome(name: str, category: str | None, meaning: str) -> str:
    """Return what an outcome, or a class of it, is called: ``relief at the end``.

    Parameters
    ----------
    name, category
        The column, and the class if it holds names.
    meaning
        What the column, or the class of it, means in words.
    """
    if category is None:
        return short(name, meaning)
    if name == "outcome":
        return f"ends as: {class_words(category)}"
    return meaning if meaning.endswith(f": {category}") else f"{meaning}: {category}"
