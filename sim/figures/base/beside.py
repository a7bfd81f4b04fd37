"""Words beside a panel: placed in inches from the left edge of the page, level with its rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes

MARGIN: Final = 0.15
"""Where the words at the left of a page begin, inches."""


def across(axes: Axes, inches: float) -> float:
    """Return a place in inches from the left edge of the page as a share of a panel's width."""
    box = axes.get_position()
    return float((inches / _width(axes) - box.x0) / box.width)


def write(axes: Axes, inches: float, y: float, text: str, **look: Any) -> None:
    """Write at a place across the page, level with a value of a panel's vertical axis."""
    look = {"va": "center", **look}
    axes.text(across(axes, inches), y, text, transform=axes.get_yaxis_transform(), **look)


def write_after(axes: Axes, gap: float, y: float, text: str, **look: Any) -> None:
    """Write at the right of a panel, at a distance in inches."""
    right = axes.get_position().x1 * _width(axes)
    write(axes, right + gap, y, text, **look)


def _width(axes: Axes) -> float:
    """Return the width of the page of a panel, inches."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    return figure.get_figwidth()


def rule(axes: Axes, y: float, colour: str = "#D0D0D0", width: float = 0.6) -> None:
    """Draw a thin line below the words at the left and across a panel."""
    left = across(axes, MARGIN)
    axes.axhline(y, xmin=left, xmax=1.0, color=colour, linewidth=width, clip_on=False)


def middles(heights: Sequence[float]) -> list[float]:
    """Return the middles of rows of these heights, from the upper edge of the first."""
    tall = np.array(heights)
    return [float(y) for y in np.cumsum(tall) - 0.5 * tall]
