"""What happened in the world, drawn onto what may happen: the record of a scenario.

Ticks mark its dates on a panel; a line of time below gives them numbers, and a key says what each
was. Where the record says how much was eased, its path goes over the fan.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import Normal, Stroke
from numpy.typing import NDArray

from sim.engine.model.model import Model
from sim.figures.base import key, style
from sim.figures.base.dates import date_axis, date_number, day_numbers
from sim.figures.base.labels import Note, Placed, place
from sim.figures.base.page import Page
from sim.figures.base.text import fitted
from sim.scenario.events import Observed

MOST: Final = 30
"""Dates that get a number and a line in the key; of more, those on which something is eased."""

# Inches: a title, a row of numbers above the line of time and below them the strokes on it, its
# dates, a line of the key, what is below.
_TITLE, _LEVEL, _STROKE, _AXIS, _LINE, _BELOW = 0.34, 0.19, 0.14, 0.42, 0.2, 0.15

_NUMBER = 0.21
"""Width of a number on the line of time, inches."""

_UP: Final = 2
"""What matplotlib calls a stroke upwards from a point."""

_DATES: Final = "dates of the record"
_TICK: Final[dict[str, Any]] = {
    "linestyle": "none",
    "marker": _UP,
    "markersize": 10.0,
    "markeredgewidth": 1.5,
    "color": style.BLACK,
}
_PATH: Final[dict[str, Any]] = {"color": style.VERMILLION, "linewidth": 3.0}


class Path(NamedTuple):
    """LP eased in law according to the record.

    Attributes
    ----------
    days
        Days from the start on which it changes, the first one 0, shape ``(k,)``.
    lp
        LP from each of these days on, shape ``(k,)``.
    """

    days: NDArray[np.float64]
    lp: NDArray[np.float64]


def path_of(model: Model) -> Path | None:
    """Return the record as a path of LP eased; None if it does not say how much was eased."""
    if not any(entry.eased for entry in model.scenario.observed):
        return None
    from sim.validation.backtest.path import record_path

    return Path(*record_path(model))


def draw_path(axes: Axes, model: Model, path: Path) -> None:
    """Draw the path of the record over a fan, to the end of the scenario."""
    (line,) = axes.step(
        day_numbers(model, np.append(path.days, model.calendar.horizon)),
        np.append(path.lp, path.lp[-1]),
        where="post",
        label="the record",
        zorder=5,
        **_PATH,
    )
    # A white edge keeps it apart from bands of any shade.
    line.set_path_effects([Stroke(linewidth=5.0, foreground="white"), Normal()])


def ticks(axes: Axes, model: Model, *, labelled: bool = True) -> None:
    """Mark the dates of the record on the axis of time of a panel.

    Parameters
    ----------
    axes
        The panel.
    model
        Of which scenario.
    labelled
        Whether a legend of the panel is to name them.
    """
    days = [float((e.date - model.scenario.start).days) for e in model.scenario.observed]
    axes.plot(
        day_numbers(model, days),
        np.zeros(len(days)),
        clip_on=False,
        zorder=6,
        transform=axes.get_xaxis_transform(),
        label=_DATES if labelled else f"_{_DATES}",
        **_TICK,
    )


def entries(model: Model) -> list[key.Entry]:
    """Return what a legend says of the record; empty if there is none."""
    observed = model.scenario.observed
    path = [key.line("the record", **_PATH)] if any(entry.eased for entry in observed) else []
    return [*path, *([key.line(_DATES, **_TICK)] if observed else [])]


@dataclass(frozen=True, slots=True)
class Chronicle:
    """The line of time with its key, laid out for a width.

    Attributes
    ----------
    model
        Of which scenario.
    width
        Of the line of time, inches.
    entries
        What has a number, in order of time.
    placed
        Where the numbers stand, inches from the start of the line.
    more
        Further dates, ticked without a number.
    """

    model: Model
    width: float
    entries: list[Observed]
    placed: list[Placed]
    more: int

    @property
    def height(self) -> float:
        """Room it takes, inches; none if there is no record."""
        if not self.model.scenario.observed:
            return 0.0
        return _TITLE + self._tall + _AXIS + self._lines * _LINE + _BELOW

    @property
    def _tall(self) -> float:
        """Height of the line of time with its numbers, inches."""
        return _STROKE + (1 + max((label.level for label in self.placed), default=0)) * _LEVEL

    @property
    def _lines(self) -> int:
        return -(-len(self.entries) // 2)

    def draw(self, sheet: Page, left: float, top: float) -> None:
        """Draw it, its upper left corner in inches from the left edge and from the heading."""
        model = self.model
        if not model.scenario.observed:
            return
        axes = sheet.panel(left, top + _TITLE, self.width, self._tall)
        date_axis(axes, model)
        axes.set_ylim(0.0, self._tall)
        axes.set_yticks([])
        axes.grid(visible=False)
        axes.spines["left"].set_visible(False)
        axes.set_title(self._title(), pad=5.0)
        per_inch = model.calendar.horizon / self.width
        for label in self.placed:
            x = date_number(model, label.note.day)
            foot = _STROKE + (label.level + 0.2) * _LEVEL
            axes.plot([x, x], [0.0, foot + 0.1], color=style.GREY, linewidth=0.7)
            axes.text(
                date_number(model, (label.left + 0.03) * per_inch),
                foot,
                label.note.text,
                fontsize=9,
            )
        ticks(axes, model)
        below = top + _TITLE + self._tall + _AXIS
        for k, entry in enumerate(self.entries):
            column, row = divmod(k, self._lines)
            text = f"{k + 1}  {entry.date}  {entry.what}"
            sheet.write(
                left + 0.5 * self.width * column,
                below + row * _LINE,
                fitted(text, 0.5 * self.width - 0.12, fontsize=9),
                fontsize=9,
                va="top",
            )

    def _title(self) -> str:
        if not self.more:
            return "The record"
        if not self.entries:
            return f"The record: {self.more:,} dates"
        return f"The record: dates on which something was eased, and {self.more:,} more"


def chronicle(model: Model, width: float) -> Chronicle:
    """Lay the record of a scenario out on a line of time of a width in inches."""
    every = sorted(model.scenario.observed, key=lambda entry: entry.date)
    numbered = every if len(every) <= MOST else [entry for entry in every if entry.eased]
    if len(numbered) > MOST:
        numbered = []
    days = [float((entry.date - model.scenario.start).days) for entry in numbered]
    notes = [Note(day, str(k + 1), 0.0) for k, day in enumerate(days)]
    at = [day / model.calendar.horizon * width for day in days]
    placed = place(notes, at, [_NUMBER] * len(at), right=width, gap=0.02, levels=len(at) + 1)
    return Chronicle(model, width, numbered, placed, len(every) - len(numbered))
