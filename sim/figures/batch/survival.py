"""How long it takes: the share of futures in which something has happened by then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.over_time import wait
from sim.analysis.quantities import UNTIL, chosen_columns
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.base import curves, scenarios, style
from sim.figures.base.axes import percent_axis, write_at
from sim.figures.base.beside import across
from sim.figures.base.dates import date_axis, date_number, day_numbers
from sim.figures.base.headings import of_shares
from sim.figures.base.medium import SCREEN, Medium
from sim.figures.base.page import page
from sim.figures.base.style import ScenarioLook
from sim.figures.base.text import fitted
from sim.figures.batch import chronicle
from sim.figures.batch.survival_panels import compared_curves
from sim.figures.findings import batch as findings
from sim.figures.findings.batches import event
from sim.figures.registry import figure
from sim.statistics.survival import Survival
from sim.wording.rounding import share_with_range
from sim.wording.words import capital, clipped
from sim.wording.words import date as written_date

TIMES: Final = (
    "days_to_relief",
    "days_to_deal",
    "days_to_bargain",
    "days_to_termination",
    "days_to_half",
)
"""Outcome columns that are drawn of one scenario."""

OUTCOMES: Final = ("days_to_relief", "days_to_deal")
"""Those that are drawn of several: the first relief of any kind, the first package agreed."""

_LOOKS: Final = (0, 1, 2, 3, 7, 4, 5, 6)
"""Looks of curves, by rank: those of the house that differ most where curves cross."""


class _Layout(NamedTuple):
    """Inches: beside the panel, its height, a line of the legend, room below it."""

    left: float
    right: float
    height: float
    line: float
    below: float


_SCREEN: Final = _Layout(3.45, 0.35, 4.0, 0.186, 0.2)
_NARROW: Final = _Layout(0.62, 0.2, 2.2, 0.165, 0.35)

# Inches: above the numbers below the panel, a row of them.
_HEAD, _ROW = 0.42, 0.235

_NAMES: Final = 0.12
"""Where the names of the numbers begin, inches."""


def is_wait(outcome: str) -> bool:
    """Return whether an outcome is a time until something happens."""
    return outcome.startswith(UNTIL)


@figure("survival", "batch", "comparison", order=40, finding=findings.survival, fits=is_wait)
def survival(
    of: Batch | Sequence[Batch],
    outcomes: Sequence[str] | None = None,
    level: float = 0.95,
    *,
    medium: Medium = SCREEN,
) -> Figure:
    """Show how long it takes: the share of futures in which something has happened by then.

    A curve rises where something happens for the first time; where it ends is the share of
    futures in which it happens before the scenario ends. Below a panel, on a screen: in how many
    futures it has happened before that date. Of one scenario, all outcomes on one panel with its
    dates; of several, a panel for each outcome, on which time runs from the start of each
    scenario.

    Parameters
    ----------
    of
        One batch, or several.
    outcomes
        Columns ``days_to_...``; `TIMES` of one and `OUTCOMES` of several if None.
    level
        Level of the pointwise intervals, in (0, 1).
    medium
        What it is made for; on a slide of several scenarios the first outcome alone.

    Raises
    ------
    ThawError
        If all replications of a batch failed, there is no such column, or scenarios are too many.
    """
    batches = scenarios.one_or_many(of)
    many = len(batches) > 1
    if many:
        scenarios.need_few(batches, "survival", "classes or matrix")
    chosen = (OUTCOMES if many else TIMES) if outcomes is None else outcomes
    if many and medium.height:
        chosen = chosen[:1]
    if not chosen:
        raise ThawError("there is nothing to wait for: no outcome is named")
    waits = {name: [wait(batch, name, level) for batch in batches] for name in chosen}
    if many:
        return compared_curves(batches, waits, level, medium)
    return _alone(batches[0], {name: curve for name, (curve,) in waits.items()}, level, medium)


def _alone(batch: Batch, waits: Mapping[str, Survival], level: float, medium: Medium) -> Figure:
    layout = _NARROW if medium.narrow else _SCREEN
    called = {name: _called(batch, name) for name in waits}
    looks = [style.scenario_look(_LOOKS[k % len(_LOOKS)]) for k in range(len(waits))]
    record = "; marks on the axis: dates of the record" if batch.model.scenario.observed else ""
    top = 0.25 + layout.line * len(waits)
    table = 0.0 if medium.narrow else _HEAD + _ROW * (len(waits) + 1)
    sheet = page(
        [batch],
        f"How long it takes: share of futures in which it has happened by then{record}",
        top + layout.height + table + layout.below,
        level,
        finding=findings.survival(batch, [*waits], level),
        method=f"pointwise, {of_shares([batch])}",
        medium=medium,
    )
    width, height = medium.width - layout.left - layout.right, layout.height + sheet.spare
    axes = sheet.panel(layout.left, top, width, height)
    date_axis(axes, batch.model, *((4, 8) if medium.narrow else (5, 10)))
    for (name, curve), look in zip(waits.items(), looks, strict=True):
        label = _in_words(batch, called[name], curve, half=not medium.narrow)
        _draw(axes, batch, curve, look, label)
    axes.set_ylim(0.0, 1.03)
    if record:
        chronicle.ticks(axes, batch.model, labelled=False)
    percent_axis(axes.yaxis)
    if not medium.narrow:
        axes.set_ylabel("share of futures in which it has happened")
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(-0.005, 1.0),
        ncols=1,
        borderaxespad=0.3,
        handlelength=4.0,
        labelspacing=0.35,
    )
    if table:
        _counts(axes, batch, waits, called, looks)
    return sheet.figure


def _called(batch: Batch, name: str) -> str:
    (column,) = chosen_columns(batch, [name])
    return clipped(event(name, column.meaning), 60)


def _in_words(batch: Batch, what: str, curve: Survival, *, half: bool) -> str:
    """Return what is waited for, in how many futures it comes, and when in half of them."""
    by_end = (1.0 - curve.never, 1.0 - curve.high[-1], 1.0 - curve.low[-1])
    text = f"{capital(what)}: by the end in {share_with_range(*by_end)}"
    middle = curve.quantile(0.5)
    if middle > curve.horizon or not half:
        return text
    return f"{text}; in half of all futures by {written_date(batch.model.calendar.date(middle))}"


def _draw(axes: Axes, batch: Batch, curve: Survival, look: ScenarioLook, label: str) -> None:
    steps = curves.rising(curve)
    x = day_numbers(batch.model, steps.days)
    curves.band(axes, x, steps.low, steps.high, facecolor=look.colour, alpha=0.16)
    axes.step(x, steps.share, where="post", color=look.colour, linestyle=look.dashes, label=label)


def _counts(
    axes: Axes,
    batch: Batch,
    waits: Mapping[str, Survival],
    called: Mapping[str, str],
    looks: Sequence[ScenarioLook],
) -> None:
    """Write in how many it has happened before the dates of the axis, a row for each curve."""
    origin = date_number(batch.model, 0.0)
    first, last = axes.get_xlim()
    ticks = [tick for tick in axes.get_xticks() if first <= tick <= last]
    # A date at the very start may have none of its own on the axis.
    if not ticks or ticks[0] - first > 0.06 * (last - first):
        ticks.insert(0, first)
    left, room = across(axes, _NAMES), _SCREEN.left - _NAMES - 0.85
    top = -_HEAD / _SCREEN.height
    write_at(axes, left, top, curves.BEFORE, fontsize=9.5, fontweight="bold", va="top")
    for k, ((name, curve), look) in enumerate(zip(waits.items(), looks, strict=True)):
        y = top - _ROW * (k + 1.4) / _SCREEN.height
        write_at(axes, left, y, fitted(called[name], room, fontsize=9), fontsize=9, va="center")
        axes.plot(
            [-0.066, -0.038],
            [y, y],
            transform=axes.transAxes,
            color=look.colour,
            linestyle=look.dashes,
            clip_on=False,
        )
        counts = [f"{curve.n - int(curve.at_risk(tick - origin)):,}" for tick in ticks]
        curves.write_counts(axes, y, ticks, counts, size=9)
