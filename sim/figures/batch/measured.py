"""One outcome of a batch, ready to be drawn: its numbers, what is missing, what they are called."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, inf, log10

import numpy as np
from numpy.typing import NDArray

from sim.analysis.quantities import UNTIL, chosen_columns, groups, numbers
from sim.batch.batch import Batch
from sim.outcomes.columns import Column
from sim.statistics.intervals import Estimated, mean, quantile
from sim.wording import rounding
from sim.wording.units import unit

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measured:
    """The values of one outcome that is a number.

    Attributes
    ----------
    column
        Its column.
    values
        Values of those futures that have one, in the order of replications, shape ``(k,)``.
    without
        Futures that have none.
    middle
        Estimates of the mean and of the median, by name; where there is none of the mean, the
        outcome is a time that may never come, or no future has a value.
    """

    column: Column
    values: Floats
    without: int
    middle: dict[str, Estimated]

    @property
    def n(self) -> int:
        """Futures, those without a value among them."""
        return self.values.size + self.without

    @property
    def until(self) -> bool:
        """Whether it is a time until something happens: futures without a value wait longer."""
        return self.column.name.startswith(UNTIL)

    @property
    def missing(self) -> str:
        """What it means for a future to have no value."""
        return "not by the end" if self.until else "no such thing"

    @property
    def axis(self) -> str:
        """What an axis of it is called, with its unit."""
        axis = "days from the start" if self.until else unit(self.column.unit).axis
        return f"{self.column.meaning}, {axis}"

    @property
    def suffix(self) -> str:
        """What is written after a number: its unit, if it has one."""
        return unit(self.column.unit).suffix

    def summary(self, name: str) -> str:
        """Return one of the estimates in words, with its interval, rounded as tables have it."""
        value, low, high = self.middle[name]
        digits = 0 if self.until else rounding.places(low, high) if name == "mean" else None

        def exact(end: float) -> str:
            return "after the end" if end == inf else rounding.number(end, digits)

        text = f"{name} {exact(value)}{self.suffix if value < inf else ''}"
        if low is None or high is None:
            if name == "mean" and self.values.size > 1 and self.values.min() == self.values.max():
                return f"{text} in every future"
            return f"{text} (too few futures for an interval)"
        return text if low == high else f"{text} ({exact(low)} to {exact(high)})"


def measured(batch: Batch, outcome: str, level: float) -> Measured:
    """Read a numeric outcome of a batch.

    Raises
    ------
    UnknownOutcomeError
        If there is no such column.
    """
    (column,) = chosen_columns(batch, [outcome])
    every, member = numbers(batch.column(outcome)), groups(batch)
    there = ~np.isnan(every)
    values = every[there]
    inside = member if member is None else member[there]
    middle: dict[str, Estimated] = {}
    if column.name.startswith(UNTIL):
        # Never is later than every day: there is a median, if beyond the end, but no mean.
        waits = np.where(there, every, inf)
        order = np.argsort(waits, kind="stable")
        ranked = member if member is None else member[order]
        middle["median"] = quantile(waits[order], 0.5, ranked, level)
    elif values.size:
        average = mean(values, inside)
        ends = average.interval(level, column.bounds) or (None, None)
        middle["mean"] = Estimated(average.mean, *ends)
        order = np.argsort(values, kind="stable")
        ranked = inside if inside is None else inside[order]
        middle["median"] = quantile(values[order], 0.5, ranked, level)
    return Measured(column, values, int((~there).sum()), middle)


def edges(values: Floats, whole: bool, end: float | None = None) -> Floats:
    """Return edges of bins, as many as the spread of the values bears.

    Parameters
    ----------
    values
        At least one, finite, shape ``(k,)``.
    whole
        Whether they are counts: bins then hold as many whole numbers each, one if they are few.
    end
        For times: when observation ends. Bins then begin at 0 and end there, the last of them
        cut short if it must be.

    Returns
    -------
    ndarray
        Ascending; the last bin holds its upper edge, the others do not.

    Notes
    -----
    Width after Freedman & Diaconis 1981, as if for 8 to 40 bins, rounded up to 1, 2, 2.5 or 5
    times a power of ten.
    """
    low, high = (float(values.min()), float(values.max())) if end is None else (0.0, end)
    span = high - low
    if whole:
        step = max(1, ceil((span + 1.0) / 40.0))
        return np.arange(low, high + step + 0.5, step, dtype=np.float64) - 0.5
    if span <= 1e-9 * max(abs(low), abs(high), 1e-9):
        half = 0.05 * abs(low) or 0.5
        return np.array([low - half, low + half])
    lower, upper = np.quantile(values, (0.25, 0.75))
    width = 2.0 * float(upper - lower) / values.size ** (1.0 / 3.0)
    width = min(max(width, span / 40.0), span / 8.0)
    power = 10.0 ** floor(log10(width))
    width = next(m * power for m in (1.0, 2.0, 2.5, 5.0, 10.0) if m * power >= width * (1 - 1e-9))
    if end is not None:
        return np.append(np.arange(0.0, end * (1.0 - 1e-9), width), end)
    first = floor(low / width + 1e-9)
    last = max(ceil(high / width - 1e-9), first + 1)
    return np.arange(first, last + 1, dtype=np.float64) * width
