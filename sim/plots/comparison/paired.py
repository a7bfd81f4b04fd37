"""Differences between scenarios, replication by replication: how large, and how sure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any, Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from sim.analysis.comparison.comparison import Comparison, compare
from sim.analysis.comparison.pairing import labels
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.plots.base import naming, pages, style
from sim.plots.base.naming import outcome, sentence

_COLUMNS = 4

# Inches: the right margin, between panels; the legend, above a group, a panel, its rows.
_RIGHT, _GAP = 0.2, 0.22
_LEGEND, _GROUP, _TITLE, _ROW, _PAD, _AXIS = 0.36, 0.3, 0.62, 0.23, 0.1, 0.5

_MEANING = 33
"""Letters of an outcome's meaning that fit on a line above its panel."""


TALLEST: Final = 3000
"""Pixels of a page that can still be taken in; beyond, the matrix is the figure."""


class Unit(NamedTuple):
    """How differences of a unit are shown.

    Attributes
    ----------
    name
        What the axis says.
    group
        What stands above the panels.
    scale
        By what values are multiplied.
    """

    name: str
    group: str
    scale: float = 1.0


class Difference(NamedTuple):
    """A mean difference to the baseline, as it is drawn.

    Attributes
    ----------
    scenario
        Its name.
    value, low, high
        In the unit of the axis; None where there is none.
    sure
        Whether it differs from 0 once p is adjusted for all comparisons made.
    same
        Whether no replication differs at all.
    """

    scenario: str
    value: float | None
    low: float | None
    high: float | None
    sure: bool
    same: bool


class _Panel(NamedTuple):
    meaning: str
    rows: list[Difference]


def differences(
    batches: Sequence[Batch], outcomes: Sequence[str] | None = None, level: float = 0.95
) -> Figure:
    """Mean differences to the baseline with their intervals, outcome by outcome.

    The baseline is the scenario given first. Outcomes stand together by unit and share its axis.
    A full marker says that a difference is beyond chance when p is adjusted for all comparisons
    in the figure; a bar instead of a marker, that no replication differs at all.

    Parameters
    ----------
    batches
        The batches, two or more, under one seed.
    outcomes
        Names of outcome columns; the primary ones that all have if None.
    level
        Level of the intervals, in (0, 1); p is held against one minus it.

    Raises
    ------
    ThawError
        If there are fewer than two batches, one has no replication, they do not share their
        luck, or one has no such outcome; or if they make a page taller than `TALLEST`.
    """
    shown = pages.compared(batches)
    comparison = compare(shown, outcomes=outcomes, level=level)
    groups = panels(comparison, dict(zip(labels(shown), pages.names(shown), strict=True)))
    with style.house():
        order = [
            (unit, k, panel) for unit, found in groups.items() for k, panel in enumerate(found)
        ]
        rows = [order[k : k + _COLUMNS] for k in range(0, len(order), _COLUMNS)]
        body = _PAD + (len(shown) - 1) * _ROW
        tops = [_LEGEND]
        for row in rows:
            starts = any(k == 0 for _, k, _ in row)
            tops.append(tops[-1] + _GROUP * starts + _TITLE + body + _AXIS)
        if (tall := round(tops[-1] * style.DPI)) > TALLEST:
            raise ThawError(
                f"{len(shown)} scenarios and {len(order)} outcomes make a page of {tall:,} pixels: "
                "the matrix has them all; choose some of the outcomes or fewer scenarios"
            )
        page = pages.page(shown, _what(shown, comparison), tops[-1], level)
        _legend(page, level)
        width = (style.WIDTH - pages.NAMES - _RIGHT - (_COLUMNS - 1) * _GAP) / _COLUMNS
        for row, below in zip(rows, tops[1:], strict=True):
            top = below - _AXIS - body
            for column, (unit, k, panel) in enumerate(row):
                left = pages.NAMES + column * (width + _GAP)
                axes = page.panel(left, top, width, body)
                axes.set_xlim(_limits([r for each in groups[unit] for r in each.rows]))
                _draw(axes, panel, unit.name, named=column == 0)
                if k == 0:
                    page.figure.text(
                        *page.at(left, top - _TITLE - 0.12),
                        unit.group,
                        fontsize=11,
                        fontweight="bold",
                        color=style.VERMILLION,
                        va="center",
                    )
    return page.figure


def _what(batches: Sequence[Batch], comparison: Comparison) -> str:
    caveat = pages.caveat(batches)
    first = naming.scenarios(batches, 60)[comparison.baseline]
    return f"Mean difference to {first}, future by future (n = {comparison.n:,} pairs)" + (
        f"; {caveat}" if caveat else ""
    )


def panels(
    comparison: Comparison, called: Mapping[str, str] | None = None
) -> dict[Unit, list[_Panel]]:
    """What is to be drawn: for each unit its outcomes, with a row for each scenario.

    Parameters
    ----------
    comparison
        The comparison.
    called
        What scenarios are called, by their labels; these if None.
    """
    found: dict[Unit, dict[tuple[str, str | None], _Panel]] = {}
    for row in comparison.table.iter_rows(named=True):
        unit = unit_of(row["kind"], row["unit"])
        key = (row["outcome"], row["category"])
        panel = found.setdefault(unit, {}).setdefault(key, _Panel(_said(row), []))
        difference = _difference(row, unit.scale, 1.0 - comparison.level)
        panel.rows.append(
            difference._replace(scenario=(called or {}).get(difference.scenario, row["b"]))
        )
    return {unit: list(each.values()) for unit, each in found.items()}


def unit_of(kind: str, unit: str) -> Unit:
    """How differences of an outcome are shown, by its kind and unit in a `Comparison`."""
    if kind == "share":
        return Unit("percentage points", "Shares of futures", 100.0)
    if kind == "days":
        return Unit("days", "Days to wait")
    return _UNITS.get(unit, Unit(unit, unit))


_UNITS: Final = {
    "": Unit("number", "Numbers"),
    "LP": Unit("LP", "LP, 100 at the start"),
    "UP": Unit("UP", "Gains, UP"),
    "d": Unit("days", "Days"),
    "[0, 1]": Unit("0 to 1", "From 0 to 1"),
    "0-100": Unit("0 to 100", "From 0 to 100"),
}


def _said(row: dict[str, Any]) -> str:
    """An outcome in words."""
    return sentence(outcome(row["outcome"], row["category"], row["meaning"]))


def _difference(row: dict[str, Any], scale: float, alpha: float) -> Difference:
    value, low, high = (
        None if row[name] is None else scale * row[name] for name in ("difference", "low", "high")
    )
    sure = row["p_holm"] is not None and row["p_holm"] < alpha
    return Difference(row["b"], value, low, high, sure, row["differing"] == 0)


def _limits(rows: Sequence[Difference]) -> tuple[float, float]:
    """From the lowest to the highest end of any interval, 0 among them, with a margin."""
    ends = [end for row in rows for end in (row.value, row.low, row.high) if end is not None]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    margin = 0.1 * (high - low) or 1.3
    return low - margin, high + margin


def _draw(axes: Axes, panel: _Panel, unit: str, *, named: bool) -> None:
    axes.axvline(0.0, color=style.BLACK, linewidth=0.9, zorder=1)
    for y, row in enumerate(panel.rows):
        if row.value is None:
            axes.text(
                0.5,
                y,
                "none in both",
                transform=axes.get_yaxis_transform(),
                fontsize=8.5,
                color="#444444",
                ha="center",
                va="center",
            )
            continue
        if row.low is not None and row.high is not None:
            axes.plot(
                [row.low, row.high],
                [y, y],
                color=style.BLACK,
                linewidth=1.3,
                label="interval",
                zorder=4,
            )
        look = _SAME if row.same else _SURE if row.sure else _OPEN
        axes.plot([row.value], [y], linestyle="none", label="difference", zorder=3, **look)
    axes.set_ylim(len(panel.rows) - 0.4, -0.6)
    names = [row.scenario for row in panel.rows]
    axes.set_yticks(range(len(names)), names if named else [""] * len(names))
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=9)
    axes.grid(visible=True, axis="x")
    axes.grid(visible=True, axis="y")
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10]))
    axes.set_xlabel(unit, labelpad=1.5, fontsize=9)
    for line, (text, look) in enumerate(_heading(panel)):
        axes.annotate(
            text,
            (0.0, 1.0),
            (0.0, 22.0 - 13.0 * line),
            xycoords="axes fraction",
            textcoords="offset points",
            va="center",
            **look,
        )


_SURE: Final[dict[str, Any]] = {
    "marker": "o",
    "color": style.BLUE,
    "markersize": 7.0,
    "markeredgecolor": style.BLACK,
}
_OPEN: Final[dict[str, Any]] = {**_SURE, "color": "white", "markeredgecolor": style.BLUE}
_SAME: Final[dict[str, Any]] = {
    "marker": "|",
    "color": style.BLACK,
    "markersize": 9.0,
    "markeredgewidth": 2.2,
}


def _heading(panel: _Panel) -> Iterator[tuple[str, dict[str, Any]]]:
    lines = wrap(panel.meaning, _MEANING)
    if len(lines) > 2:
        lines = [lines[0], style.clipped(" ".join(lines[1:]), _MEANING)]
    for line in lines:
        yield line, {"fontsize": 9.0, "fontweight": "bold"}


def _legend(page: pages.Page, level: float) -> None:
    alpha = f"{100.0 * (1.0 - level):.3g} %"
    handles = [
        Line2D([], [], linestyle="none", label=label, **look)
        for label, look in (
            (f"differs from 0 at {alpha}, adjusted for all comparisons here (Holm)", _SURE),
            ("may be chance", _OPEN),
            ("the same in every future", _SAME),
        )
    ]
    page.figure.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=page.at(0.1, 0.04),
        ncols=3,
        borderaxespad=0.0,
        columnspacing=1.8,
        handletextpad=0.3,
    )
