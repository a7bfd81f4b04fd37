"""One fan: the bands of all futures over time, with what else goes onto its panel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from sim.analysis.over_time import SINGLE, Fan, fan_of
from sim.batch.batch import Batch
from sim.batch.branch import begins_on
from sim.figures.base import curves, key, style
from sim.figures.base.axes import few_ticks, note
from sim.figures.base.dates import date_axis, date_number, day_numbers
from sim.figures.base.style import medium_for
from sim.figures.batch import chronicle
from sim.wording.rounding import number, percent

Floats = NDArray[np.float64]

_LEAST_LP: Final = 5.0
"""An axis of LP is at least so long, or small steps would look like a thaw."""

# One blue for all scenarios alike: none should look weightier.
_OUTER: Final = "#C6DDEC"
_INNER: Final = "#7FB2D3"

_MEDIAN: Final[dict[str, Any]] = {"color": "#003F66", "linewidth": 2.2}
_MEAN: Final[dict[str, Any]] = {
    "color": style.BLACK,
    "linewidth": 1.5,
    "linestyle": (0.0, (4.0, 2.0)),
}
_SINGLE: Final[dict[str, Any]] = {"color": "#555555", "linewidth": 0.6}
_INTERVENTION: Final[dict[str, Any]] = {
    "color": style.VERMILLION,
    "linewidth": 1.0,
    "linestyle": (0, (1, 2)),
}


_BRANCH: Final[dict[str, Any]] = {"color": style.VERMILLION, "linewidth": 1.2}


def draw_bands(axes: Axes, batch: Batch, fan: Floats) -> None:
    """Draw the bands of 90 % and 50 % of futures."""
    x = day_numbers(batch.model, batch.grid)
    low, lower, _, upper, high = fan
    curves.band(axes, x, low, high, facecolor=_OUTER, label="90 %")
    curves.band(axes, x, lower, upper, facecolor=_INNER, label="50 %")


def draw_median(axes: Axes, batch: Batch, fan: Floats) -> None:
    """Draw the median, over the bands."""
    x = day_numbers(batch.model, batch.grid)
    axes.step(x, fan[2], where="post", label="median", **_MEDIAN)


def draw_fan(axes: Axes, batch: Batch, series: str, unit: str, of: Fan | None = None) -> None:
    """Draw a fan with single futures and the mean, and with the record if there is one.

    Parameters
    ----------
    axes
        Where.
    batch
        Of which scenario.
    series, unit
        The series and its unit, see `sim.figures.base.series.label`.
    of
        The fan, if it is known.
    """
    narrow = medium_for(axes.figure).narrow
    date_axis(axes, batch.model, *((3, 6) if narrow else (5, 10)))
    fan, mean, single, lowest = of or fan_of(batch, series)
    x = day_numbers(batch.model, batch.grid)
    draw_bands(axes, batch, fan)
    for future in single:
        axes.step(x, future, where="post", label="single", **_SINGLE)
    draw_median(axes, batch, fan)
    axes.step(x, mean, where="post", label="mean", **_MEAN)
    drawn = [fan[0], fan[-1], mean]  # single futures beyond leave the panel
    path = chronicle.path_of(batch.model) if series == "legal" else None
    if path is not None:
        chronicle.draw_path(axes, batch.model, path)
        drawn.append(path.lp)
    if batch.model.scenario.observed:
        chronicle.ticks(axes, batch.model)
    scale(axes, min(float(x.min()) for x in drawn), max(float(x.max()) for x in drawn), unit)
    middle, spread = _at_the_end(fan[:, -1], float(mean[-1]), lowest)
    note(axes, f"{middle},{chr(10) if narrow else ' '}{spread}", va="bottom")
    if series == "in_force":
        axes.axhline(100.0, color=style.GREY, linewidth=0.9, linestyle=(0, (1, 2)))
    for change in batch.model.scenario.interventions:
        if change.on is not None:
            day = (change.on - batch.model.scenario.start).days
            axes.axvline(date_number(batch.model, day), label="intervention", **_INTERVENTION)
    draw_begin(axes, batch)


def draw_begin(axes: Axes, batch: Batch) -> None:
    """Draw a line at the day with which futures begin, if that is not the first."""
    if (begins := begins_on(batch, batch.model)) is not None:
        axes.axvline(date_number(batch.model, begins), label="branch", **_BRANCH)


def _at_the_end(ends: Floats, mean: float, lowest: float) -> tuple[str, str]:
    """Return in words where a series ends: its middle, and its spread."""
    low, _, middle, _, high = (float(end) for end in ends)
    text = f"at the end: median {number(middle)}, mean {number(mean)}"
    if low < high:
        return text, f"90 % from {number(low)} to {number(high)}"
    return text, f"{percent(lowest)} of futures at {number(low)}"


def scale(axes: Axes, low: float, high: float, unit: str) -> None:
    """Let the vertical axis begin at zero where the values do not stay far above it."""
    least = _LEAST_LP if unit.startswith("LP") else 0.0
    if low > 0.5 * high > 0.0:
        middle, half = 0.5 * (low + high), 0.56 * max(high - low, least, 0.02 * high)
        axes.set_ylim(middle - half, middle + half)
    else:
        axes.set_ylim(min(0.0, 1.06 * low), max(1.06 * high, least) or 1.0)
    few_ticks(axes.yaxis, 6)


def band_entries() -> list[key.Entry]:
    """Return what a legend says of the bands and the median."""
    return [
        key.line("median", **_MEDIAN),
        key.area("50 % of futures", _INNER),
        key.area("90 % of futures", _OUTER),
    ]


def fan_entries(batches: Sequence[Batch]) -> list[key.Entry]:
    """Return what a legend says of the fans of some batches, each with all that is on it."""
    single = min(SINGLE, *(batch.rows for batch in batches))
    median, *areas = band_entries()
    first = f"the first {single} futures" if single > 1 else "the first future"
    entries = [median, key.line("mean", **_MEAN), *areas, key.line(first, **_SINGLE)]
    changes = [c for batch in batches for c in batch.model.scenario.interventions]
    if any(change.on is not None for change in changes):
        entries.append(key.line("intervention", **_INTERVENTION))
    entries += begin_entries(batches)
    records = [entry for batch in batches for entry in chronicle.entries(batch.model)]
    return [*entries, *{entry.get_label(): entry for entry in records}.values()]


def begin_entries(batches: Sequence[Batch]) -> list[key.Entry]:
    """Return what a legend says of the days with which futures begin."""
    branched = any(batch.branch is not None for batch in batches)
    conditioned = any(batch.model.scenario.conditioned is not None for batch in batches)
    words = {"here they branch off": branched, "here the record ends": conditioned}
    return [key.line(word, **_BRANCH) for word, there in words.items() if there]
