"""Step curves: what a reader can tell apart of them, and how they rise as something happens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from sim.figures.base import style
from sim.statistics.survival import Survival

Floats = NDArray[np.float64]

BEFORE: Final = "Futures in which it has happened before"
"""What stands above numbers below a panel."""


def seen(places: ArrayLike) -> NDArray[np.int64]:
    """Return indices of the points of a step curve that a reader can tell apart.

    Parameters
    ----------
    places
        Where the steps are along the axis, ascending, shape ``(k,)``.

    Returns
    -------
    ndarray of int
        All of them up to two for each pixel of the width of a figure; of more, the last of each
        half pixel, and the first: files would grow with the number of futures and show no more.
    """
    x = np.asarray(places, dtype=np.float64)
    most = int(2.0 * style.PIXELS)
    if x.size <= most:
        return np.arange(x.size)
    column = np.minimum((x - x[0]) / (x[-1] - x[0]) * most, most - 1.0).astype(np.int64)
    last = np.flatnonzero(np.append(np.diff(column) > 0, True))
    return np.unique(np.append(0, last))


class Rising(NamedTuple):
    """The share of futures in which something has happened, as a step curve.

    Attributes
    ----------
    days
        Days from the start, the last of them the horizon, shape ``(k,)``.
    share, low, high
        The share from each of these days on, with the ends of its interval, shape ``(k,)``.
    """

    days: Floats
    share: Floats
    low: Floats
    high: Floats


def rising(curve: Survival) -> Rising:
    """Return one less survival, as far as a reader can tell its steps apart."""
    steps = seen(curve.days)
    share, low, high = (
        1.0 - np.append(values[steps], values[-1])
        for values in (curve.survival, curve.high, curve.low)
    )
    return Rising(np.append(curve.days[steps], curve.horizon), share, low, high)


def band(axes: Axes, x: ArrayLike, low: ArrayLike, high: ArrayLike, **look: Any) -> None:
    """Fill what lies between two step curves."""
    axes.fill_between(x, low, high, step="post", linewidth=0.0, **look)


def write_counts(
    axes: Axes, y: float, places: Sequence[float], counts: Sequence[str], size: float
) -> None:
    """Write numbers in a row below a panel, each under its place on the axis.

    Parameters
    ----------
    axes
        The panel.
    y
        Where the row is, as a share of the panel's height.
    places
        Places on the horizontal axis.
    counts
        What to write there.
    size
        Of the letters, points.
    """
    below = axes.get_xaxis_transform()
    for x, count in zip(places, counts, strict=True):
        axes.text(x, y, count, transform=below, fontsize=size, ha="center", va="center")
