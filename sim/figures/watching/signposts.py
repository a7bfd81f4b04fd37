"""What to watch: what each observable tells of a question, and what bringing it about does."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.signposts.labels import headline, label
from sim.analysis.signposts.signposts import Signposts
from sim.analysis.signposts.signs import Sign
from sim.errors import ThawError
from sim.figures.base import beside, key, style
from sim.figures.base.axes import few_ticks, grid_lines, percent_axis
from sim.figures.base.medium import SCREEN
from sim.figures.base.page import Page, page
from sim.figures.registry import figure
from sim.wording.words import capital, clipped, date

__all__ = ["signposts"]

_NAMES: Final = 4.15
"""Inches that names take, at the left."""

_LETTERS: Final = 56
"""Letters in a line of a name."""

_LINES: Final = 2
"""Lines of a name."""

_ROW: Final = 0.46
_KEY: Final = 0.3
_ABOVE: Final = 0.3
_BELOW: Final = 0.55
_GAP: Final = 0.42
_RIGHT: Final = 0.3
"""Inches: a row, the key, above and below panels, between them, at the right."""

_APART: Final = 0.09
"""Inches from the middle of a row to each of two marks in it."""

_ASSOCIATED: Final[dict[str, Any]] = {
    "marker": "D",
    "color": style.ORANGE,
    "markersize": 5.5,
    "markeredgecolor": style.BLACK,
}
_CAUSES: Final[dict[str, Any]] = {**_ASSOCIATED, "marker": "s", "color": style.GREEN}
_SEEN: Final[dict[str, Any]] = {
    "marker": "o",
    "color": style.BLUE,
    "markersize": 6.5,
    "markeredgecolor": style.BLACK,
}
_IF_NOT: Final[dict[str, Any]] = {**_SEEN, "color": "white", "markeredgecolor": style.BLUE}
_UNSURE: Final[dict[str, Any]] = {**_SEEN, "color": "white", "markeredgecolor": style.GREY}

_WHISKER: Final[dict[str, Any]] = {"linestyle": "none", "elinewidth": 1.2, "capsize": 2.5}


@figure("signposts", order=0, finding=headline)
def signposts(found: Signposts, *, top: int = 12) -> Figure:
    """Show what observables tell of a question, and beside it what bringing them about does.

    Bits with their intervals; how often the answer is yes where each is seen and where it is not;
    the difference of these, and what is left of it where futures are made to have it and kept
    from it. What comes with the answer is left out.

    Parameters
    ----------
    found
        The signposts.
    top
        How many observables, what tells most first.

    Raises
    ------
    ThawError
        If there are none.
    """
    rows = found.shown(top)
    if not rows or found.yes is None:
        raise ThawError("nothing to draw: nothing may be seen before the answer, or not")
    tall = _ROW * len(rows)
    text = clipped(found.question.text, 110)
    sheet = page(
        [found.batch],
        f"{text} Public events that may or may not come, by what they tell of the answer",
        _KEY + _ABOVE + tall + _BELOW,
        found.level,
        finding=headline(found),
        method="bits: signed root; associated: Newcombe"
        + (f"; caused: paired, of {found.forced:,} futures" if found.forced else ""),
    )
    sheet.legend(_entries(), 0.02, columnspacing=1.4, handletextpad=0.3)
    bits, answers, differences = _panels(sheet, tall)
    for k, sign in enumerate(rows):
        y = (k + 0.5) * _ROW
        beside.write(bits, beside.MARGIN, y, _name(found, sign), fontsize=9.5, linespacing=1.15)
        beside.rule(bits, y + 0.5 * _ROW)
        for axes in (answers, differences):
            axes.axhline(y + 0.5 * _ROW, color="#D0D0D0", linewidth=0.6, zorder=0)
        _bits(bits, y, sign)
        _answers(answers, y, sign)
        _differences(differences, y, found, sign)
    bits.set_xlim(0.0, 1.08 * max(sign.information.high for sign in rows))
    answers.axvline(found.yes.value, color=style.BLACK, linewidth=1.0, linestyle=(0.0, (4.0, 3.0)))
    differences.axvline(0.0, color=style.BLACK, linewidth=1.0)
    return sheet.figure


def _panels(sheet: Page, tall: float) -> Sequence[Axes]:
    """Add three panels side by side, whose vertical axes are in inches."""
    left = beside.MARGIN + _NAMES
    width = (SCREEN.width - left - _RIGHT - 2 * _GAP) / 3
    titles = ("What it tells", "If seen, if not", "Associated, and caused")
    units = ("bits", "share of futures with yes", "percentage points of yes")
    found = []
    for k, (title, unit) in enumerate(zip(titles, units, strict=True)):
        axes = sheet.panel(left + k * (width + _GAP), _KEY + _ABOVE, width, tall)
        axes.set_ylim(tall, 0.0)
        axes.set_yticks([])
        axes.set_title(title, fontsize=10.0, pad=5.0)
        axes.set_xlabel(unit)
        grid_lines(axes, "x")
        few_ticks(axes.xaxis, 4)
        found.append(axes)
    found[1].set_xlim(0.0, 1.0)
    percent_axis(found[1].xaxis)
    return found


def _entries() -> list[key.Entry]:
    return [
        key.mark("says something; yes if seen", **_SEEN),
        key.mark("may be chance", **_UNSURE),
        key.mark("yes if not seen", **_IF_NOT),
        key.line("yes in all", color=style.BLACK, linewidth=1.0, linestyle=(0.0, (4.0, 3.0))),
        key.mark("associated", **_ASSOCIATED),
        key.mark("caused", **_CAUSES),
    ]


def _name(found: Signposts, sign: Sign) -> str:
    """Return what is observed, with the days on which it is due."""
    days = [date(found.batch.model.calendar.date(day)) for day in found.due(sign)]
    text = capital(label(found.batch.model, sign.what)) + (
        f" (by {', '.join(days)})" if days else ""
    )
    return "\n".join(wrap(text, _LETTERS, max_lines=_LINES, placeholder="…"))


def _bits(axes: Axes, y: float, sign: Sign) -> None:
    told = sign.information
    ends = [[max(told.bits - told.low, 0.0)], [max(told.high - told.bits, 0.0)]]
    axes.errorbar(told.bits, y, xerr=ends, ecolor=style.BLACK, **_WHISKER)
    axes.plot(told.bits, y, clip_on=False, zorder=4, **(_SEEN if sign.tells else _UNSURE))


def _answers(axes: Axes, y: float, sign: Sign) -> None:
    axes.plot([sign.no.value, sign.yes.value], [y, y], color=style.GREY, linewidth=2.2, zorder=2)
    axes.plot(sign.no.value, y, clip_on=False, zorder=3, **_IF_NOT)
    axes.plot(sign.yes.value, y, clip_on=False, zorder=4, **_SEEN)


def _differences(axes: Axes, y: float, found: Signposts, sign: Sign) -> None:
    """Draw the association, and below it what is caused, where that is known."""
    effect = found.effects.get(sign.what)
    if effect is None or effect.value is None:
        _difference(axes, y, *sign.difference, _ASSOCIATED)
    else:
        _difference(axes, y - _APART, *sign.difference, _ASSOCIATED)
        _difference(axes, y + _APART, effect.value, effect.low, effect.high, _CAUSES)


def _difference(
    axes: Axes, y: float, value: float, low: float | None, high: float | None, look: dict[str, Any]
) -> None:
    if low is not None and high is not None:
        ends = [[100.0 * max(value - low, 0.0)], [100.0 * max(high - value, 0.0)]]
        axes.errorbar(100.0 * value, y, xerr=ends, ecolor=look["color"], **_WHISKER)
    axes.plot(100.0 * value, y, clip_on=False, zorder=4, **look)
