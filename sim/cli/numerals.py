"""Whole numbers as people write them: ``-n 1,000``, ``-n 1e4``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

__all__ = ["in_own_words", "plain"]

_OPTIONS: Final = frozenset(
    {
        "-n",
        "--n",
        "--ablated-n",
        "--repeats",
        "--chunk",
        "--nested",
        "--jobs",
        "-j",
        "--seed",
        "--replication",
        "-k",
    }
)
"""Options whose values are whole numbers."""

_PARTED: Final = re.compile(r"\d{1,3}([,_' ]\d{3})+")
_POWER: Final = re.compile(r"(\d+)(?:\.(\d+))?[eE]\+?(\d{1,2})")

_NOT_WHOLE: Final = re.compile(
    r"(Input should be a valid integer[^.(]*|'[^']*' is not a valid (int|integer)( range)?)"
)
_NOT_A_NUMBER: Final = re.compile(
    r"(Input should be a valid number[^.(]*|'[^']*' is not a valid float( range)?)"
)


def plain(arguments: Sequence[str]) -> list[str]:
    """Arguments in which counts are digits only, where they were whole numbers at all."""
    said = list(arguments)
    for k, word in enumerate(said):
        if k and said[k - 1] in _OPTIONS:
            said[k] = _digits(word)
        elif (parts := word.partition("="))[0] in _OPTIONS and parts[1]:
            said[k] = f"{parts[0]}={_digits(parts[2])}"
    return said


def _digits(word: str) -> str:
    """A whole number in digits; anything else as it is."""
    if _PARTED.fullmatch(word):
        return re.sub(r"\D", "", word)
    found = _POWER.fullmatch(word)
    if found is None:
        return word
    whole, behind, power = found[1], (found[2] or "").rstrip("0"), int(found[3])
    if len(behind) > power:
        return word  # no whole number
    return (whole + behind.ljust(power, "0")).lstrip("0") or "0"


def in_own_words(message: str) -> str:
    """What an option refused, without the words of a library."""
    message = _NOT_WHOLE.sub("a whole number is wanted, such as 1000 or 1,000", message)
    return _NOT_A_NUMBER.sub("a number is wanted, such as 0.05", message)
