"""Texts on figures: cut where they must be, so that they fit."""

from __future__ import annotations

from typing import Any

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
    probe = style.new_figure(1.0).text(0.0, 0.0, text, **look)
    letters = len(text)
    while (width := probe.get_window_extent().width) > inches * style.DPI and letters > 2:
        letters = min(letters - 1, int(letters * inches * style.DPI / width) + 1)
        probe.set_text(clipped(text, letters))
    return probe.get_text()


def widest(texts: list[str], **look: Any) -> float:
    """Return the width of the widest of some texts, inches."""
    probe = style.new_figure(1.0)
    written = [probe.text(0.0, 0.0, text, **look) for text in texts]
    return max(text.get_window_extent().width for text in written) / style.DPI
