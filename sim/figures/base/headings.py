"""Headings and feet: of what a figure is, what it shows, and what its intervals leave out."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any, Final

from matplotlib.figure import Figure

from sim.analysis.wording import CHANCE, interval_means
from sim.batch.batch import Batch
from sim.engine.state.record import Record
from sim.figures.base import naming, style
from sim.figures.base.text import clipped
from sim.wording import rounding

_NAMED: Final = 6
"""Scenarios that a heading names; of more it says how many there are."""

INTERVALS: Final = f"Interval: what chance in so many futures leaves open. {CHANCE}"
"""What stands at the foot of every figure that has intervals of several numbers of futures."""

FOOT: Final = 0.3
"""Room that it takes, inches."""

OF_A_FUTURE: Final = 0.6
"""Room that the heading of a single future takes, inches."""

_TOP: Final = 0.14
"""Distance of the upper line from the upper edge, inches."""

_GREY: Final = "#444444"


def heading(
    figure: Figure, batches: Sequence[Batch], what: str, level: float | None = None
) -> float:
    """Write which scenarios a figure shows, from how many futures, and what of them.

    Parameters
    ----------
    figure
        The figure.
    batches
        What it shows: one batch, or those compared.
    what
        What it shows of them, in a sentence or two without a full stop at the end.
    level
        Level of the intervals drawn, in (0, 1); None if there are none.

    Returns
    -------
    float
        Distance of the lower edge of the heading from the upper edge, inches.
    """
    if level is not None:
        what = f"{what} · intervals: {rounding.level(level)}"
    return headed(figure, subject(batches), what)


def headed(figure: Figure, of: str, what: str) -> float:
    """Write of what a figure is, and what it shows, in as many lines as that takes.

    Returns
    -------
    float
        Distance of the lower edge of the heading from the upper edge, inches.
    """
    style.about(figure, of, what)
    top = _lines(figure, of, _TOP, 0.27, fontsize=13, fontweight="bold")
    return _lines(figure, what, top, 0.21, fontsize=10, color=_GREY)


def headed_by_future(figure: Figure, record: Record, what: str) -> None:
    """Write which future a figure shows, and what of it, in a line each."""
    scenario = clipped(record.model.scenario.title, 90)
    of = f"{scenario} · seed {record.seed} · future {record.replication}"
    height = figure.get_figheight()
    figure.text(0.012, 1 - _TOP / height, of, fontsize=13, fontweight="bold", va="top")
    figure.text(0.012, 1 - (_TOP + 0.27) / height, what, fontsize=10, color=_GREY, va="top")
    style.about(figure, of, what)


def foot(figure: Figure, batches: Sequence[Batch] = ()) -> None:
    """Write at the foot of a figure what its intervals do not contain.

    Parameters
    ----------
    figure
        The figure.
    batches
        Of which they are.
    """
    sizes = {batch.rows for batch in batches}
    text = interval_means(*sizes) if len(sizes) == 1 else INTERVALS
    figure.text(0.012, 0.1 / figure.get_figheight(), text, fontsize=9, color=_GREY, va="bottom")


def of_shares(batches: Sequence[Batch]) -> str:
    """Return whose the intervals of shares are: Wilson's, or Tango's of antithetic pairs."""
    paired = all(batch.antithetic and batch.repeats == 1 for batch in batches)
    return "Tango" if paired else "Wilson"


def subject(batches: Sequence[Batch]) -> str:
    """Return which scenarios, how many futures of each, under which seed, in one line."""
    if len(batches) == 1:
        who = f"{clipped(batches[0].title, 80)} ({clipped(batches[0].name, 60)})"
    else:
        named = naming.scenarios(batches, 60)
        more = len(named) - _NAMED
        listed = "; ".join(named if more <= 1 else named[:_NAMED])
        if more > 1:
            listed += f" and {more} more"
        who = f"{len(batches)} scenarios: {listed}"
    sizes = list(dict.fromkeys(_size(batch) for batch in batches))
    seeds = list(dict.fromkeys(f"{batch.seed}" for batch in batches))
    n = f"n = {', '.join(sizes)}" + (" each" if len(batches) > 1 == len(sizes) else "")
    return f"{who} · {n} · seed{'s' if len(seeds) > 1 else ''} {', '.join(seeds)}"


def _size(batch: Batch) -> str:
    failed = batch.failures.height
    return f"{batch.rows:,}" + (f" ({failed:,} more failed)" if failed else "")


def _lines(figure: Figure, text: str, top: float, step: float, **look: Any) -> float:
    """Write a text in lines that fit a figure, from `top` down; return where it ends, inches."""
    height = figure.get_figheight()
    for line in _fitting(figure, text, **look):
        figure.text(0.012, 1.0 - top / height, line, va="top", **look)
        top += step
    return top


def _fitting(figure: Figure, text: str, **look: Any) -> list[str]:
    """Return lines of a text that are no longer than a figure is wide."""
    letters = 200
    while True:
        lines = wrap(text, letters)
        # How many letters fit depends on which they are.
        probes = [figure.text(0.012, 0.0, line, **look) for line in lines]
        right = max((probe.get_window_extent().x1 for probe in probes), default=0.0)
        for probe in probes:
            probe.remove()
        if right <= 0.985 * figure.bbox.width or letters <= 40:
            return lines
        letters -= 8
