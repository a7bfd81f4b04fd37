"""Why relief was given, decade by decade: shares of the motives in what was agreed."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.quantities import groups, numbers
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.base import key, style
from sim.figures.base.axes import percent_axis, write_near
from sim.figures.base.medium import SCREEN, Medium
from sim.figures.base.page import page
from sim.figures.base.scenarios import need_rows
from sim.figures.findings import batch as findings
from sim.figures.registry import figure
from sim.outcomes.decades import MOTIVES, decades
from sim.statistics.intervals import Mean, mean
from sim.wording.rounding import percent, share_with_range

_LOOKS: Final[dict[str, tuple[str, str]]] = {
    "economic": ("#9CCFEF", ""),
    "wedge": (style.ORANGE, "////"),
    "socialisation": ("#0B3C5D", ""),
}
"""Colour and hatch of each motive: light, middling, dark."""


class _Layout(NamedTuple):
    """Inches: beside the panel, the legend above it, its height, what is below it."""

    left: float
    right: float
    above: float
    height: float
    below: float


_SCREEN: Final = _Layout(0.9, 0.4, 0.85, 4.2, 0.75)
_NARROW: Final = _Layout(0.75, 0.15, 0.75, 2.2, 0.6)

_ONE_LINE: Final = 1.6
"""Room from which on a bar holds an interval, inches from bar to bar."""

_BAR: Final = 0.8
"""Width of a bar; decades are 1 apart."""


def has_decades(batch: Batch) -> bool:
    """Return whether a scenario is long enough to be told by decades."""
    return bool(decades(batch.model.calendar))


@figure("motives", "batch", order=70, finding=findings.motives, has_content=has_decades)
def motives(batch: Batch, level: float = 0.95, *, medium: Medium = SCREEN) -> Figure:
    """Show shares of economic gain, the wedge and socialisation in accepted steps, by decade.

    Each share is the mean over those futures in which a step was agreed in the decade.

    Parameters
    ----------
    batch
        The batch.
    level
        Level of the intervals (Student's t), in (0, 1).
    medium
        What it is made for.

    Raises
    ------
    ThawError
        If all replications failed, or the scenario is too short to be told by decades.
    """
    need_rows(batch)
    names = [name for name, _ in decades(batch.model.calendar)]
    if not names:
        raise ThawError(
            f"{batch.name} has no motives by decade: it takes a scenario of ten years or more"
        )
    layout = _NARROW if medium.narrow else _SCREEN
    sheet = page(
        [batch],
        "Why relief was given: share of each motive in the gains from packages agreed in a "
        "decade, mean over the futures with one; above each bar: how many these are",
        layout.above + layout.height + layout.below,
        level,
        finding=findings.motives(batch, level),
        method="Student's t",
        medium=medium,
    )
    width = medium.width - layout.left - layout.right
    axes = sheet.panel(layout.left, layout.above, width, layout.height + sheet.spare)
    for x, decade in enumerate(names):
        _stack(axes, x, batch, decade, level, width / (max(len(names), 4) + 0.2))
    axes.set_xlim(-0.6, max(len(names), 4) - 0.4)
    axes.set_ylim(0.0, 1.0)
    axes.set_xticks(range(len(names)), names)
    axes.tick_params(axis="x", length=0)
    axes.set_xlabel("decade in which the package was agreed")
    axes.set_ylabel("share of the gains")
    percent_axis(axes.yaxis)
    entries = [
        key.area(MOTIVES[name], colour, hatch, edgecolor="#333333")
        for name, (colour, hatch) in _LOOKS.items()
    ]
    sheet.legend(entries, down=0.06)
    return sheet.figure


def _stack(axes: Axes, x: int, batch: Batch, decade: str, level: float, room: float) -> None:
    """Draw a bar, with as many words as there is room for, inches."""
    size = style.medium_for(axes.figure).small
    values = {name: numbers(batch.column(f"motive_{name}_{decade}")) for name in MOTIVES}
    there = ~np.isnan(next(iter(values.values())))
    count, n = int(there.sum()), batch.rows
    write_near(
        axes,
        f"{count:,} of {n:,}\n({percent(count / n)})",
        (x, 1.0),
        (0.0, 5.0),
        ha="center",
        fontsize=size,
        annotation_clip=False,
    )
    if not count:
        axes.text(x, 0.5, "no step", ha="center", va="center", fontsize=size, color="#444444")
        return
    member = groups(batch)
    bottom = 0.0
    for name, (colour, hatch) in _LOOKS.items():
        share = mean(values[name][there], None if member is None else member[there])
        axes.bar(
            x,
            share.mean,
            _BAR,
            bottom=bottom,
            facecolor=colour,
            hatch=hatch,
            edgecolor="#333333",
            linewidth=0.7,
            label=name,
        )
        if share.mean >= 0.05:
            plain: dict[str, Any] = {"facecolor": colour, "edgecolor": "none", "pad": 1.5}
            axes.text(
                x,
                bottom + 0.5 * share.mean,
                _in_words(share, level, room),
                ha="center",
                va="center",
                fontsize=size,
                color="white" if name == "socialisation" else "black",
                bbox=plain,
            )
        bottom += share.mean


def _in_words(share: Mean, level: float, room: float) -> str:
    """Return a share in percent, with the ends of its interval if there is room for them."""
    low, high = share.interval(level, (0.0, 1.0)) or (None, None)
    text = share_with_range(share.mean, low, high)
    if room >= _ONE_LINE:
        return text
    return text.partition(" (")[0]
