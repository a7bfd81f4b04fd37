"""What panels have in common: percentages, a note above, words where there is nothing to draw."""

from __future__ import annotations

from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.figures.base.style import medium_for

ROUND: Final = (1, 2, 2.5, 5, 10)
"""Steps between ticks, times a power of ten."""


def percent_axis(axis: Axis) -> None:
    """Let an axis of shares show percentages."""
    axis.set_major_formatter(FuncFormatter(lambda share, _: f"{100.0 * share:.6g} %"))


def few_ticks(axis: Axis, most: int, steps: tuple[float, ...] = ROUND) -> None:
    """Let an axis have so many intervals between its ticks at most, at round numbers."""
    axis.set_major_locator(MaxNLocator(nbins=most, steps=list(steps)))


def grid_lines(axes: Axes, along: str) -> None:
    """Draw lines at the ticks of one axis, ``"x"`` or ``"y"``, and none at those of the other."""
    for name in ("x", "y"):
        axes.grid(visible=name == along, axis=name)


def note(axes: Axes, text: str, **look: Any) -> None:
    """Write a line in small letters above a panel."""
    size = medium_for(axes.figure).small
    axes.text(0.0, 1.025, text, transform=axes.transAxes, fontsize=size, color="#444444", **look)


def write_at(axes: Axes, x: float, y: float, text: str, **look: Any) -> None:
    """Write at a place in a panel, in shares of its width and height."""
    axes.text(x, y, text, transform=axes.transAxes, **look)


def write_level(axes: Axes, x: float, y: float, text: str, **look: Any) -> None:
    """Write at a share of the width of a panel, level with a value of its vertical axis."""
    look = {"va": "center", **look}
    axes.text(x, y, text, transform=axes.get_yaxis_transform(), **look)


def write_near(
    axes: Axes, text: str, at: tuple[float, float], by: tuple[float, float], **look: Any
) -> None:
    """Write so many points to the right of a place in a panel and above it."""
    axes.annotate(text, at, by, textcoords="offset points", **look)


def say(axes: Axes, text: str, size: float = 11.0) -> None:
    """Say in words, in the middle of a panel, why there is nothing in it."""
    axes.text(
        0.5,
        0.5,
        text,
        transform=axes.transAxes,
        ha="center",
        va="center",
        fontsize=size,
        color="#444444",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 3.0},
        wrap=True,
    )
