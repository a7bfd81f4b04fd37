"""Texts of users on figures: written as they stand, and only what a page can show."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any, Final

from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.text import Text

_INVISIBLE: Final = ("Cc", "Cf", "Cs", "Co", "Cn")
"""Categories of characters that are no letters: what controls, what turns, what is not there."""


def plain(text: str) -> str:
    """Return a text in which all that controls how others are shown is written out as its code.

    Ends of lines stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        c if c == "\n" or unicodedata.category(c) not in _INVISIBLE else _escaped(c) for c in text
    )


def _escaped(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")


def texts(figure: Figure) -> list[Text]:
    """Return all that is written on a figure."""
    written: list[Any] = figure.findobj(Text)
    return written


def missing(figure: Figure) -> str:
    """Return letters on a figure that its font does not have; a PNG shows a box for each."""
    letters = {letter for text in texts(figure) for letter in text.get_text()}
    return "".join(sorted(c for c in letters if c != "\n" and ord(c) not in _code_points()))


@cache
def _code_points() -> frozenset[int]:
    """Return code points of the letters of the house's font."""
    return frozenset(get_font(findfont(FontProperties(family="DejaVu Sans"))).get_charmap())
