"""Differences between scenarios, replication by replication: how large, and how sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any, Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.comparison.cells import apart, spanned
from sim.analysis.comparison.comparison import compare
from sim.analysis.comparison.words import beyond
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.base import beside, key, naming, scenarios, style
from sim.figures.base.axes import few_ticks, grid_lines
from sim.figures.base.medium import SCREEN, Medium
from sim.figures.base.page import page
from sim.figures.base.text import fitted, widest
from sim.figures.comparison.outcomes import Outcome, by_unit, how_many, most_different
from sim.figures.comparison.units import Unit
from sim.figures.findings import comparison as findings
from sim.figures.findings.names import called
from sim.figures.registry import figure
from sim.wording import rounding
from sim.wording.words import count

Row = Mapping[str, Any]


class _Sizes(NamedTuple):
    """Inches: names, a row, between outcomes, above and below a unit, the key; how much fits.

    Attributes
    ----------
    most, tall
        Rows on a page, and inches for them with their axes.
    letters
        Of a scenario's name beside a row.
    """

    names: float
    row: float
    gap: float
    above: float
    below: float
    key: float
    most: int
    tall: float
    letters: int


_WIDE: Final = _Sizes(3.4, 0.19, 0.07, 0.28, 0.44, 0.34, 96, 22.5, 30)
_NARROW: Final = _Sizes(1.75, 0.165, 0.05, 0.22, 0.38, 0.3, 18, 6.8, 17)
_SLIDE: Final = _NARROW._replace(most=6, tall=2.7)

_GAP: Final = 0.12
"""Between a panel and the words at its right, and between these, inches."""

_SURE: Final[dict[str, Any]] = {
    "marker": "o",
    "color": style.BLUE,
    "markersize": 6.0,
    "markeredgecolor": style.BLACK,
}
_OPEN: Final[dict[str, Any]] = {**_SURE, "color": "white", "markeredgecolor": style.BLUE}
_SAME: Final[dict[str, Any]] = {
    "marker": "|",
    "color": style.BLACK,
    "markersize": 8.0,
    "markeredgewidth": 2.0,
}


@figure("differences", "comparison", order=35, finding=findings.differences)
def differences(
    batches: Sequence[Batch],
    outcomes: Sequence[str] | None = None,
    level: float = 0.95,
    *,
    medium: Medium = SCREEN,
) -> Figure:
    """Show mean differences to the baseline with their intervals, outcome by outcome.

    The baseline is the scenario given first. Outcomes stand together by unit and share its axis,
    a row for each other scenario. A full marker says that a difference is beyond chance when p
    is adjusted for all comparisons; a bar, that no future differs at all. Outcomes of which no
    future differs in any scenario are only counted.

    Parameters
    ----------
    batches
        The batches, two or more, under one seed.
    outcomes
        Names of outcome columns; the primary ones that all have if None.
    level
        Level of the intervals, in (0, 1); p is held against one minus it.
    medium
        What it is made for. A page has as many outcomes as it holds: those that differ most.

    Raises
    ------
    ThawError
        If there are fewer than two batches, one has no replication, they do not share their
        luck, or one has no such outcome; or if scenarios are too many for one outcome to fit.
    """
    compared = scenarios.compared(batches)
    size = _SLIDE if medium.height else _NARROW if medium.narrow else _WIDE
    comparison = compare(compared, outcomes=outcomes, level=level)
    every = by_unit(comparison)
    shown = _that_differ(every)
    same = how_many(every) - how_many(shown)
    if len(compared) - 1 > size.most:
        raise ThawError(
            f"{len(compared)} scenarios are too many for a {medium.name}, which has {size.most} "
            "rows: compare fewer, or draw the matrix"
        )
    shown = most_different(
        compared,
        comparison,
        shown,
        lambda some: len(_rows(some)) <= size.most and _body(some, size) <= size.tall,
    )
    left_out = how_many(every) - how_many(shown) - same
    tall = {unit: sum(_height(each, size) for each in found) for unit, found in shown.items()}
    baseline = naming.scenarios(compared, 60)[0]
    sheet = page(
        compared,
        f"Mean difference to {baseline}, in the same {count(comparison.n, 'future')}"
        f"{_not_shown(same, left_out)}{scenarios.caveat(compared)}",
        _body(shown, size),
        level,
        finding=findings.differences(batches, outcomes, level),
        note=f"Beyond chance: p under {rounding.level(1.0 - level)}, adjusted for all "
        "comparisons here (Holm)",
        medium=medium,
    )
    sheet.legend(_entries(), 0.02, ncols=3, columnspacing=1.2, handletextpad=0.2)
    spoken = called(compared, size.letters) if len(compared) > 2 else [""] * len(compared)
    names = dict(zip(comparison.names, spoken, strict=True))
    first = _GAP + widest(spoken[1:], fontsize=medium.text) + _GAP * (len(compared) > 2)
    right = first + widest([_words(row) for row in _rows(shown)], fontsize=medium.text) + _GAP
    left = beside.MARGIN + size.names
    top = size.key
    for unit, found in shown.items():
        top += size.above
        axes = sheet.panel(left, top, medium.width - left - right, tall[unit])
        axes.set_xlim(_limits(_rows({unit: found}), unit.scale))
        axes.set_ylim(tall[unit], 0.0)
        y = 0.0
        for outcome in found:
            _name(axes, y, outcome, size, medium)
            for k, row in enumerate(outcome.rows):
                at = y + 0.5 * size.gap + (k + 0.5) * size.row
                _draw(axes, at, row, unit.scale, level)
                beside.write_after(axes, _GAP, at, names[row["b"]], fontsize=medium.text)
                beside.write_after(axes, first, at, _words(row), fontsize=medium.text)
            y += _height(outcome, size)
            beside.rule(axes, y, "#DADADA")
        _axis(axes, unit, medium)
        heading: dict[str, Any] = {"color": "#555555", "fontweight": "bold", "va": "center"}
        sheet.write(beside.MARGIN, top - 0.09, unit.heading, fontsize=medium.text, **heading)
        top += tall[unit] + size.below
    return sheet.figure


def _that_differ(units: Mapping[Unit, list[Outcome]]) -> dict[Unit, list[Outcome]]:
    """Return outcomes without those of which no future differs; all if that leaves none."""
    differ = {unit: [each for each in found if each.differs] for unit, found in units.items()}
    # What neither scenario has is told too.
    kept = {
        unit: [each for each in found if each.differs or not all(row["n"] for row in each.rows)]
        for unit, found in units.items()
    }
    if not any(differ.values()):
        return dict(units)
    return {unit: found for unit, found in kept.items() if found}


def _not_shown(same: int, left_out: int) -> str:
    told = []
    if same:
        told.append(f"{count(same, 'outcome')} more the same in every future")
    if left_out:
        told.append(f"{left_out} more that differ less are left out")
    return "".join(f"; {text}" for text in told)


def _height(outcome: Outcome, size: _Sizes) -> float:
    """Return the height of an outcome's rows, inches."""
    return len(outcome.rows) * size.row + size.gap


def _body(units: Mapping[Unit, list[Outcome]], size: _Sizes) -> float:
    """Return the height of the key and all panels with what is around them, inches."""
    rows = sum(_height(outcome, size) for found in units.values() for outcome in found)
    return size.key + len(units) * (size.above + size.below) + rows


def _rows(units: Mapping[Unit, list[Outcome]]) -> list[Row]:
    return [row for found in units.values() for outcome in found for row in outcome.rows]


def _words(row: Row) -> str:
    """Return a difference as tables have it, with its interval."""
    text = apart(row) or "none in both"
    return text if row["low"] is None else f"{text} ({spanned(row)})"


def _limits(rows: Sequence[Row], scale: float) -> tuple[float, float]:
    """Return the lowest and the highest end of any interval, 0 among them, with a margin."""
    ends = [
        scale * row[end]
        for row in rows
        for end in ("difference", "low", "high")
        if row[end] is not None
    ]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    margin = 0.06 * (high - low) or 1.3
    return low - margin, high + margin


def _name(axes: Axes, top: float, outcome: Outcome, size: _Sizes, medium: Medium) -> None:
    """Write the name of an outcome, in as many lines as it has rows."""
    look: dict[str, Any] = {"fontweight": "bold" if outcome.main else "normal"}
    look["fontsize"] = medium.text
    room = size.names - 0.12
    lines = wrap(outcome.name, int(72.0 * room / (0.6 * medium.text)))
    most = len(outcome.rows)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    for k, line in enumerate(lines):
        y = top + 0.5 * size.gap + (k + 0.5) * size.row
        beside.write(axes, beside.MARGIN, y, fitted(line, room, **look), **look)


def _draw(axes: Axes, y: float, row: Row, scale: float, level: float) -> None:
    if row["difference"] is None:
        return
    if row["low"] is not None and row["high"] is not None:
        ends = [scale * row["low"], scale * row["high"]]
        axes.plot(ends, [y, y], color=style.BLACK, linewidth=1.3, label="interval", zorder=4)
    look = _SAME if not row["differing"] else _SURE if beyond(row, level) else _OPEN
    value = scale * row["difference"]
    axes.plot([value], [y], linestyle="none", label="difference", zorder=5, **look)


def _axis(axes: Axes, unit: Unit, medium: Medium) -> None:
    axes.axvline(0.0, color=style.BLACK, linewidth=0.9, zorder=1)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    grid_lines(axes, "x")
    few_ticks(axes.xaxis, 3 if medium.narrow else 5)
    name = unit.name if medium.narrow else f"less  ←  {unit.name}  →  more"
    axes.set_xlabel(name, labelpad=1.5)


def _entries() -> list[key.Entry]:
    return [
        key.mark("beyond chance", **_SURE),
        key.mark("may be chance", **_OPEN),
        key.mark("the same in every future", **_SAME),
    ]
