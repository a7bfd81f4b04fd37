"""Headings and feet: what was found, what a figure shows, and what it is of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from matplotlib.figure import Figure

from sim import __version__
from sim.analysis.wording import CHANCE, interval_means
from sim.batch.batch import Batch
from sim.engine.state.record import Record
from sim.figures.base import naming, style
from sim.figures.base.style import Said
from sim.figures.base.text import in_lines
from sim.scenario.schema import Scenario
from sim.wording import rounding
from sim.wording.units import BESIDE_NUMBERS
from sim.wording.words import clipped, count, date, joined

_NAMED: Final = 6
"""Scenarios that a figure names; of more it says how many there are."""

_TOP: Final = 0.14
"""Distance of the upper line from the upper edge, inches."""

_BOTTOM: Final = 0.1
"""Distance of the lowest line from the lower edge, inches."""

_LEFT: Final = 0.15
"""Distance of lines from the left edge, inches."""

_LEADING: Final = 1.5
"""Distance of lines, over the size of their letters."""

_GREY: Final = "#444444"

_TIED: Final = "\u00a0"
"""A space at which no line ends."""


def heading(figure: Figure, said: Said) -> float:
    """Write what was found, and what a figure shows, in as many lines as that takes.

    Parameters
    ----------
    figure
        The figure.
    said
        What is said of it, which is kept with it.

    Returns
    -------
    float
        Distance of the lower edge of the heading from the upper edge, inches.
    """
    medium = style.medium_for(figure)
    if isinstance(figure, style.HouseFigure):
        figure.said = said
    top = _down(figure, said.title, _TOP, fontsize=medium.title, fontweight="bold")
    return _down(figure, said.shown, top, fontsize=medium.text, color=_GREY)


def foot(figure: Figure, lines: Sequence[str]) -> float:
    """Write grey lines at the foot of a figure; return the room that they take, inches."""
    size = style.medium_for(figure).small
    step = _LEADING * size / 72.0
    written = [part for line in lines for part in _fitting(figure, line, fontsize=size)]
    height = figure.get_figheight()
    for up, text in enumerate(reversed(written)):
        y = (_BOTTOM + up * step) / height
        figure.text(_x(figure), y, text, fontsize=size, color=_GREY, va="bottom")
    return _BOTTOM + len(written) * step if written else 0.0


def of_intervals(batches: Sequence[Batch], level: float | None = None, method: str = "") -> str:
    """Return what intervals leave out, and how they were reckoned.

    Parameters
    ----------
    batches
        Which batches they are of; none if they are of something else.
    level
        Level of the intervals, in (0, 1), if all have one.
    method
        What researchers call how they were reckoned, or what else there is to say of it.
    """
    sizes = {batch.rows for batch in batches}
    how = ", ".join(part for part in (rounding.level(level) if level else "", method) if part)
    if len(sizes) == 1:
        return interval_means(sizes.pop(), how)
    which = f" ({how})" if how else ""
    return f"Interval{which}: what chance in so many futures leaves open. {CHANCE}"


def of_shares(batches: Sequence[Batch]) -> str:
    """Return whose the intervals of shares are: Wilson's, or Tango's of antithetic pairs."""
    paired = all(batch.antithetic and batch.repeats == 1 for batch in batches)
    return "Tango" if paired else "Wilson"


def subject(batches: Sequence[Batch]) -> str:
    """Return which scenarios, how many futures of each, under which seed, in one line."""
    if len(batches) == 1:
        who = clipped(batches[0].title, 120)
    else:
        named = naming.scenarios(batches, 60)
        more = len(named) - _NAMED
        listed = "; ".join(named if more <= 1 else named[:_NAMED])
        if more > 1:
            listed += f" and {more} more"
        who = f"{len(batches)} scenarios: {listed}"
    sizes = list(dict.fromkeys(_size(batch) for batch in batches))
    seeds = list(dict.fromkeys(f"{batch.seed}" for batch in batches))
    n = " and ".join(sizes) + (" each" if len(batches) > 1 == len(sizes) else "")
    seed = f"seed{'s' if len(seeds) > 1 else ''} {', '.join(seeds)}"
    return f"{who} · {n} · {seed}{_conditioned([batch.model.scenario for batch in batches])}"


def of_future(record: Record) -> str:
    """Return which future of which scenario, in one line."""
    scenario = clipped(record.model.scenario.title, 120)
    until = _conditioned([record.model.scenario])
    return f"{scenario} · future {record.replication} · seed {record.seed}{until}"


def _conditioned(scenarios: Sequence[Scenario]) -> str:
    """Return to which day scenarios are conditioned on what has happened; nothing if none is."""
    days = [one.conditioned.facts.until for one in scenarios if one.conditioned is not None]
    if not days:
        return ""
    some = f" ({len(days)} of {len(scenarios)})" if len(days) < len(scenarios) else ""
    return f" · conditioned to {joined([date(day) for day in sorted(set(days))])}{some}"


def sourced(of: str) -> str:
    """Return what a figure is of, with the version that made it."""
    return f"{of} · thaw {__version__}"


def _size(batch: Batch) -> str:
    failed = batch.failures.height
    return count(batch.rows, "future") + (f" ({failed:,} more failed)" if failed else "")


def _x(figure: Figure) -> float:
    return _LEFT / figure.get_figwidth()


def _down(figure: Figure, text: str, top: float, **look: Any) -> float:
    """Write a text in lines that fit a figure, from `top` down; return where it ends, inches."""
    height = figure.get_figheight()
    for line in _fitting(figure, text, **look):
        figure.text(_x(figure), 1.0 - top / height, line, va="top", **look)
        top += _LEADING * look["fontsize"] / 72.0
    return top


def _tied(text: str) -> str:
    """Return a text in which what belongs to a number stays on its line."""
    for unit in BESIDE_NUMBERS:
        text = text.replace(f" {unit}", f"{_TIED}{unit}")
    return text.replace("thaw ", f"thaw{_TIED}").replace("seed ", f"seed{_TIED}")


def _fitting(figure: Figure, text: str, **look: Any) -> list[str]:
    """Return lines of a text that are no longer than a figure is wide."""
    room = figure.get_figwidth() - 2.0 * _LEFT
    return [line.replace(_TIED, " ") for line in in_lines(_tied(text), room, figure.dpi, **look)]
