"""Days of a model on an axis: few enough dates to be read, the first of them with its year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.dates import (
    MONTHLY,
    AutoDateLocator,
    ConciseDateFormatter,
    DayLocator,
    num2date,
)
from numpy.typing import ArrayLike, NDArray

from sim.engine.model.model import Model
from sim.engine.state.record import Record

_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
_EPOCH: Final = 719_163  # ordinal of 1970-01-01


def date_number(model: Model, day: float) -> float:
    """Return what matplotlib calls a day of a model: days since 1970."""
    return model.calendar.origin - _EPOCH + float(day)


def day_numbers(model: Model, days: ArrayLike) -> NDArray[np.float64]:
    """Return what matplotlib calls these days of a model, shape as given."""
    return np.asarray(days, dtype=np.float64) + date_number(model, 0.0)


def dates(record: Record, days: Iterable[float]) -> list[float]:
    """Return what matplotlib calls these days of a record."""
    return [date_number(record.model, day) for day in days]


def date_axis(axes: Axes, model: Model, least: int = 5, most: int = 10) -> None:
    """Let an axis in days show dates, from the first to the last of the scenario.

    Parameters
    ----------
    axes
        The panel.
    model
        Of which scenario.
    least, most
        How many dates at least and at most.
    """
    first = date_number(model, 0.0)
    axes.set_xlim(first, first + model.calendar.horizon)
    ticks(axes.xaxis, least, most)


def ticks(axis: Axis, least: int, most: int) -> None:
    """Let an axis in days since 1970 show dates; its limits are set before.

    Parameters
    ----------
    axis
        The axis.
    least, most
        How many dates at least and at most; of fewer days each has one.
    """
    low, high = sorted(axis.get_view_interval())
    locator: Any
    if high - low < most:  # hours are nothing that is told
        locator = DayLocator()  # type: ignore[no-untyped-call]
    else:
        locator = AutoDateLocator(minticks=least, maxticks=most)  # type: ignore[no-untyped-call]
        # Between half-years that are too many and years that are too few there is nothing else.
        locator.intervald[MONTHLY] = [1, 2, 3, 4, 6, 12]
    axis.set_major_locator(locator)
    axis.set_major_formatter(Dated(locator))


class Dated(ConciseDateFormatter):
    """Dates as short as they can be, but the first one that is seen carries its year.

    Parameters
    ----------
    locator
        Of the ticks.
    """

    def __init__(self, locator: Any) -> None:
        super().__init__(locator, show_offset=False)  # type: ignore[no-untyped-call]

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """Return what is written at these ticks."""
        texts: list[str] = list(super().format_ticks(values))  # type: ignore[no-untyped-call]
        assert self.axis is not None
        low, high = sorted(self.axis.get_view_interval())
        slack = 1e-6 * (high - low)
        for k, value in enumerate(values):
            if low - slack <= value <= high + slack:
                texts[k] = _with_year(texts[k], value)
                break
        return texts


def _with_year(text: str, value: float) -> str:
    """Return a date with its year: ``2025``, ``Jul 2025``, ``13 Mar 2025``."""
    day = num2date(value)  # type: ignore[no-untyped-call]
    if text == f"{day.year}":
        return text
    month = f"{_MONTHS[day.month - 1]} {day.year}"
    return month if text == _MONTHS[day.month - 1] and day.day == 1 else f"{day.day} {month}"
