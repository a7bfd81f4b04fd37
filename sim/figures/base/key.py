"""Legends: entries for lines, marks and areas, and how many of them stand side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.figures.base import style

Entry = Line2D | Patch


def line(label: str, **look: Any) -> Line2D:
    """Return an entry for a line."""
    return Line2D([], [], label=label, **look)


def mark(label: str, **look: Any) -> Line2D:
    """Return an entry for a mark, or for words alone."""
    return Line2D([], [], linestyle="none", label=label, **look)


def area(label: str, colour: str, hatch: str = "", **look: Any) -> Patch:
    """Return an entry for an area."""
    return Patch(facecolor=colour, hatch=hatch, label=label, **look)


def shown(text: str) -> str:
    """Return a label that a legend shows: one that begins with an underscore would be left out."""
    return f" {text}" if text.startswith("_") else text


def columns(entries: Sequence[Entry], inches: float, **look: Any) -> int:
    """Return in how many columns a legend fits into a width.

    Parameters
    ----------
    entries
        Its entries, with their labels.
    inches
        The width.
    **look
        What else the legend is given.
    """
    room = inches * style.DPI
    for n in range(len(entries), 1, -1):
        probe = style.new_figure(4.0)
        legend = probe.legend(handles=list(entries), ncols=n, borderaxespad=0.0, **look)
        if legend.get_window_extent().width <= room:
            return n
    return 1
