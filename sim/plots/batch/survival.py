"""How long it takes: the share of futures in which something has happened by then."""

from __future__ import annotations

from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.quantities import groups, numbers
from sim.analysis.rounding import percent_range
from sim.batch.batch import Batch
from sim.plots.base import style
from sim.plots.base.naming import sentence
from sim.plots.base.pages import page
from sim.plots.base.wording import need_rows, of_shares, percent
from sim.plots.run import chronicle
from sim.statistics.survival import Survival
from sim.statistics.survival import survival as survival_of
from sim.story.words import date as said_date

TIMES: Final[dict[str, str]] = {
    "days_to_relief": "first relief of any kind",
    "days_to_deal": "first package agreed",
    "days_to_bargain": "first bargained relief in effect",
    "days_to_termination": "first measure ended for good",
    "days_to_half": "half of what was in force is eased",
}
"""Outcome columns that are drawn, and what they are called."""

# Those of the house that differ most where curves cross.
_LOOKS = dict(zip(TIMES, (style.scenario_look(k) for k in (0, 1, 2, 3, 7)), strict=True))

_RECORD = "; marks on the axis: dates of the record"

# Inches: the panel, the rows below it.
_LEFT, _TOP, _WIDTH, _HEIGHT, _ROW, _BOTTOM = 2.95, 1.28, 9.5, 4.0, 0.235, 0.2


def survival(batch: Batch, level: float = 0.95) -> Figure:
    """Time to relief, deal, bargained relief, termination and half of all, as rising curves.

    A curve rises where something happens for the first time; where it ends is the share of
    futures in which it happens before the scenario ends. Below: in how many futures it has
    happened before that date.

    Parameters
    ----------
    batch
        The batch.
    level
        Level of the pointwise intervals, in (0, 1).

    Raises
    ------
    ThawError
        If all replications failed.
    """
    need_rows(batch)
    horizon = batch.model.calendar.horizon
    curves = {
        name: survival_of(numbers(batch.column(name)), horizon, level, groups(batch))
        for name in TIMES
    }
    with style.house():
        table = _ROW * (len(curves) + 1) + 0.42
        sheet = page(
            [batch],
            "How long it takes: share of futures in which it has happened by then "
            f"(pointwise, {of_shares([batch])}){_RECORD if batch.model.scenario.observed else ''}",
            _TOP + _HEIGHT + table + _BOTTOM,
            level,
        )
        axes = sheet.panel(_LEFT, _TOP, _WIDTH, _HEIGHT)
        style.date_axis(axes, batch.model)
        for name, curve in curves.items():
            _curve(axes, batch, curve, _LOOKS[name], _said(batch, TIMES[name], curve))
        axes.set_ylim(0.0, 1.03)
        if batch.model.scenario.observed:
            chronicle.ticks(axes, batch.model, labelled=False)
        style.percent_axis(axes.yaxis)
        axes.set_ylabel("share of futures in which it has happened")
        axes.legend(
            loc="lower left",
            bbox_to_anchor=(-0.005, 1.0),
            ncols=1,
            borderaxespad=0.3,
            handlelength=4.0,
            labelspacing=0.35,
        )
        _counts(axes, batch, curves)
    return sheet.figure


def _said(batch: Batch, what: str, curve: Survival) -> str:
    n = curve.n
    ends = percent_range(1.0 - curve.high[-1], 1.0 - curve.low[-1])
    text = f"{sentence(what)}: by the end in {percent(1.0 - curve.never, n)} ({ends})"
    half = curve.quantile(0.5)
    if half > curve.horizon:
        return text
    return f"{text}; in half of all futures by {said_date(batch.model.calendar.date(half))}"


def _curve(axes: Axes, batch: Batch, curve: Survival, look: style.ScenarioLook, label: str) -> None:
    kept = style.seen(curve.days)
    x = style.day_numbers(batch.model, np.append(curve.days[kept], curve.horizon))
    low, y, high = (
        1.0 - np.append(values[kept], values[-1])
        for values in (curve.high, curve.survival, curve.low)
    )
    axes.fill_between(x, low, high, step="post", facecolor=look.colour, alpha=0.16, linewidth=0.0)
    axes.step(x, y, where="post", color=look.colour, linestyle=look.dashes, label=label)


def _counts(axes: Axes, batch: Batch, curves: dict[str, Survival]) -> None:
    """In how many it has happened before the dates of the axis, a row for each curve."""
    origin = style.date_number(batch.model, 0.0)
    first, last = axes.get_xlim()
    ticks = [tick for tick in axes.get_xticks() if first <= tick <= last]
    # A date at the very start may have none of its own on the axis.
    if not ticks or ticks[0] - first > 0.06 * (last - first):
        ticks.insert(0, first)
    top = -0.42 / _HEIGHT
    axes.text(
        (0.12 - _LEFT) / _WIDTH,
        top,
        "Futures in which it has happened before",
        transform=axes.transAxes,
        fontsize=9.5,
        fontweight="bold",
        va="top",
    )
    for k, (name, curve) in enumerate(curves.items()):
        look = _LOOKS[name]
        y = top - _ROW * (k + 1.4) / _HEIGHT
        axes.text(
            (0.12 - _LEFT) / _WIDTH,
            y,
            TIMES[name],
            transform=axes.transAxes,
            fontsize=9,
            va="center",
        )
        axes.plot(
            [-0.066, -0.038],
            [y, y],
            transform=axes.transAxes,
            color=look.colour,
            linestyle=look.dashes,
            clip_on=False,
        )
        before = curve.n - curve.at_risk(np.array(ticks) - origin)
        for tick, count in zip(ticks, before, strict=True):
            axes.text(
                tick,
                y,
                f"{count:,}",
                transform=axes.get_xaxis_transform(),
                fontsize=9,
                ha="center",
                va="center",
            )
