"""Why relief was given, decade by decade: shares of the motives in what was agreed."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from sim.analysis import rounding
from sim.analysis.quantities import groups, numbers
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.outcomes.decades import MOTIVES, decades
from sim.plots.base import style
from sim.plots.base.pages import page
from sim.plots.base.wording import need_rows, percent
from sim.statistics.intervals import Mean, mean

_LOOKS: Final[dict[str, tuple[str, str]]] = {
    "economic": ("#9CCFEF", ""),
    "wedge": (style.ORANGE, "////"),
    "socialisation": ("#0B3C5D", ""),
}
"""Colour and hatch of each motive: light, middling, dark."""

# Inches: the panel, the legend above it, below it.
_LEFT, _WIDTH, _ABOVE, _HEIGHT, _BELOW = 0.9, 11.5, 0.85, 4.2, 0.75

_BAR: Final = 0.8
"""Width of a bar; decades are 1 apart."""


def has_decades(batch: Batch) -> bool:
    """Whether a scenario is long enough to be told by decades."""
    return bool(decades(batch.model.calendar))


def motives(batch: Batch, level: float = 0.95) -> Figure:
    """Shares of economic gain, the wedge and socialisation in accepted steps, by decade.

    Each share is the mean over those futures in which a step was agreed in the decade.

    Parameters
    ----------
    batch
        The batch.
    level
        Level of the intervals (Student's t), in (0, 1).

    Raises
    ------
    ThawError
        If all replications failed, or the scenario is too short to be told by decades.
    """
    need_rows(batch)
    told = [name for name, _ in decades(batch.model.calendar)]
    if not told:
        raise ThawError(
            f"{batch.name} has no motives by decade: it takes a scenario of ten years or more"
        )
    with style.house():
        sheet = page(
            [batch],
            "Why relief was given: share of each motive in the gains from packages agreed in a "
            "decade, mean over the futures with one",
            _ABOVE + _HEIGHT + _BELOW,
            level,
        )
        axes = sheet.panel(_LEFT, _ABOVE, _WIDTH, _HEIGHT)
        for x, decade in enumerate(told):
            _stack(axes, x, batch, decade, level)
        axes.set_xlim(-0.6, max(len(told), 4) - 0.4)
        axes.set_ylim(0.0, 1.0)
        axes.set_xticks(range(len(told)), told)
        axes.tick_params(axis="x", length=0)
        axes.set_xlabel("decade in which the package was agreed")
        axes.set_ylabel("share of the gains")
        style.percent_axis(axes.yaxis)
        sheet.figure.legend(
            handles=[
                Patch(facecolor=colour, hatch=hatch, edgecolor="#333333", label=MOTIVES[name])
                for name, (colour, hatch) in _LOOKS.items()
            ],
            loc="upper left",
            bbox_to_anchor=sheet.at(0.1, 0.06),
            ncols=3,
            borderaxespad=0.0,
        )
    return sheet.figure


def _stack(axes: Axes, x: int, batch: Batch, decade: str, level: float) -> None:
    values = {name: numbers(batch.column(f"motive_{name}_{decade}")) for name in MOTIVES}
    there = ~np.isnan(next(iter(values.values())))
    count, n = int(there.sum()), batch.rows
    axes.annotate(
        f"a step in {count:,} of {n:,}\n({percent(count / n, n)} of futures)",
        (x, 1.0),
        (0.0, 5.0),
        textcoords="offset points",
        ha="center",
        fontsize=9,
        annotation_clip=False,
    )
    if not count:
        axes.text(x, 0.5, "no step", ha="center", va="center", fontsize=9.5, color="#444444")
        return
    member = groups(batch)
    bottom = 0.0
    for name, (colour, hatch) in _LOOKS.items():
        found = mean(values[name][there], None if member is None else member[there])
        axes.bar(
            x,
            found.mean,
            _BAR,
            bottom=bottom,
            facecolor=colour,
            hatch=hatch,
            edgecolor="#333333",
            linewidth=0.7,
            label=name,
        )
        if found.mean >= 0.05:
            plain: dict[str, Any] = {"facecolor": colour, "edgecolor": "none", "pad": 1.5}
            axes.text(
                x,
                bottom + 0.5 * found.mean,
                _said(found, level),
                ha="center",
                va="center",
                fontsize=9,
                color="white" if name == "socialisation" else "black",
                bbox=plain,
            )
        bottom += found.mean


def _said(found: Mean, level: float) -> str:
    """A share with the ends of its interval, in percent."""
    ends = found.interval(level, (0.0, 1.0))
    text = rounding.percent(found.mean)
    if ends is None:
        return text
    return f"{text} ({rounding.percent_range(*ends)})"
