"""Tables as figures: names above the columns, upright; many columns go on in a block below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

import numpy as np
from matplotlib.axes import Axes

from sim.figures.base.text import widest

NAME: Final = 9.0
"""Size of the names above the columns, points."""

T = TypeVar("T")


def head(names: Sequence[str]) -> float:
    """Return the room for names above columns, inches."""
    return widest(list(names), fontsize=NAME) + 0.2


def blocks(columns: Sequence[T], most: int) -> list[Sequence[T]]:
    """Return columns in blocks of so many at most."""
    return [columns[k : k + most] for k in range(0, len(columns), most)]


def frame(axes: Axes, columns: Sequence[str], rows: Sequence[str]) -> None:
    """Name columns and rows of cells, which are 1 wide and high, and leave out all lines."""
    axes.set_xlim(0.0, len(columns))
    axes.set_ylim(len(rows), 0.0)
    axes.set_xticks(np.arange(len(columns)) + 0.5, columns, rotation=90.0, fontsize=NAME)
    axes.set_yticks(np.arange(len(rows)) + 0.5, rows)
    axes.tick_params(length=0, top=False, labeltop=True, labelbottom=False)
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
