"""Texts on figures: how wide they are, cut or in lines so that they fit."""

from __future__ import annotations

from functools import cache
from textwrap import wrap
from typing import Any

from matplotlib.figure import Figure

from sim.figures.base import style
from sim.wording.words import clipped


def fitted(text: str, inches: float, **look: Any) -> str:
    """Return a text that is no wider than there is room, cut with an ellipsis where it must be.

    Parameters
    ----------
    text
        The text, in one line.
    inches
        Room for it.
    **look
        How it is written, as `Figure.text` takes it.
    """
    letters, cut = len(text), text
    while (wide := width(cut, **look)) > inches and letters > 2:
        letters = min(letters - 1, int(letters * inches / wide) + 1)
        cut = clipped(text, letters)
    return cut


def widest(texts: list[str], **look: Any) -> float:
    """Return the width of the widest of some texts, inches."""
    return max(width(text, **look) for text in texts)


def width(text: str, dpi: float = style.DPI, **look: Any) -> float:
    """Return how wide a text is, in one line, at so many dots per inch; inches."""
    figure = _ruler(dpi)
    probe = figure.text(0.0, 0.0, text, **look)
    wide = float(probe.get_window_extent().width) / dpi
    probe.remove()
    return wide


def in_lines(text: str, inches: float, dpi: float = style.DPI, **look: Any) -> list[str]:
    """Return lines of a text that are no wider than there is room.

    Parameters
    ----------
    text
        The text.
    inches
        Room for each line.
    dpi
        Dots per inch of the figure.
    **look
        How it is written, as `Figure.text` takes it.
    """
    wide = width(text, dpi, **look)
    # How many letters fit depends on which they are.
    letters = len(text) if wide <= inches else int(len(text) * inches / wide) + 3
    while True:
        lines = wrap(text, max(letters, 1))
        if letters <= 1 or all(width(line, dpi, **look) <= inches for line in lines):
            return lines
        letters -= 1


@cache
def _ruler(dpi: float) -> Figure:
    """Return a figure on which texts are measured; what it has measured it remembers."""
    figure = style.new_figure(1.0)
    figure.set_dpi(dpi)
    return figure
