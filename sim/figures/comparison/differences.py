"""Differences between scenarios, replication by replication: how large, and how sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any, Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.comparison.comparison import Comparison, compare
from sim.analysis.comparison.pairing import labels
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.base import key, naming, scenarios, style
from sim.figures.base.axes import few_ticks, write_level, write_near
from sim.figures.base.page import page, share_out
from sim.figures.comparison.units import Unit, unit_of
from sim.figures.registry import figure
from sim.wording import rounding
from sim.wording.words import capital, clipped

_COLUMNS: Final = 4

# Inches: the right margin, between panels; the legend, above a group, a panel, its rows.
_RIGHT, _GAP = 0.2, 0.22
_LEGEND, _GROUP, _TITLE, _ROW, _PAD, _AXIS = 0.36, 0.3, 0.62, 0.23, 0.1, 0.5

_MEANING: Final = 33
"""Letters of an outcome's meaning that fit on a line above its panel."""

TALLEST: Final = 3000
"""Pixels of a page that can still be taken in; beyond, the matrix is the figure."""

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


class Panel(NamedTuple):
    """An outcome with a row for each scenario."""

    meaning: str
    rows: list[Difference]


@figure("differences", "comparison", order=75)
def differences(
    batches: Sequence[Batch], outcomes: Sequence[str] | None = None, level: float = 0.95
) -> Figure:
    """Show mean differences to the baseline with their intervals, outcome by outcome.

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
    compared = scenarios.compared(batches)
    comparison = compare(compared, outcomes=outcomes, level=level)
    names = dict(zip(labels(compared), scenarios.names(compared), strict=True))
    groups = panels(comparison, names)
    order = [(unit, k, panel) for unit, group in groups.items() for k, panel in enumerate(group)]
    rows = [order[k : k + _COLUMNS] for k in range(0, len(order), _COLUMNS)]
    body = _PAD + (len(compared) - 1) * _ROW
    tops = [_LEGEND]
    for row in rows:
        starts = any(k == 0 for _, k, _ in row)
        tops.append(tops[-1] + _GROUP * starts + _TITLE + body + _AXIS)
    if (tall := round(tops[-1] * style.DPI)) > TALLEST:
        raise ThawError(
            f"{len(compared)} scenarios and {len(order)} outcomes make a page of {tall:,} pixels: "
            "the matrix has them all; choose some of the outcomes or fewer scenarios"
        )
    baseline = naming.scenarios(compared, 60)[comparison.baseline]
    sheet = page(
        compared,
        f"Mean difference to {baseline}, future by future (n = {comparison.n:,} pairs)"
        f"{scenarios.caveat(compared)}",
        tops[-1],
        level,
    )
    sheet.legend(_entries(level), columnspacing=1.8, handletextpad=0.3)
    width = share_out(_COLUMNS, scenarios.NAMES, _RIGHT, _GAP)
    for row, below in zip(rows, tops[1:], strict=True):
        top = below - _AXIS - body
        for column, (unit, k, panel) in enumerate(row):
            left = scenarios.NAMES + column * (width + _GAP)
            axes = sheet.panel(left, top, width, body)
            axes.set_xlim(_limits([row for panel in groups[unit] for row in panel.rows]))
            _draw(axes, panel, unit.name, named=column == 0)
            if k == 0:
                sheet.write(
                    left,
                    top - _TITLE - 0.12,
                    unit.group,
                    fontsize=11,
                    fontweight="bold",
                    color=style.VERMILLION,
                    va="center",
                )
    return sheet.figure


def panels(
    comparison: Comparison, names: Mapping[str, str] | None = None
) -> dict[Unit, list[Panel]]:
    """Return what is to be drawn: for each unit its outcomes, with a row for each scenario.

    Parameters
    ----------
    comparison
        The comparison.
    names
        What scenarios are called, by their labels; these if None.
    """
    groups: dict[Unit, dict[tuple[str, str | None], Panel]] = {}
    for row in comparison.table.iter_rows(named=True):
        unit = unit_of(row["kind"], row["unit"])
        meaning = capital(naming.outcome(row["outcome"], row["category"], row["meaning"]))
        outcome = (row["outcome"], row["category"])
        panel = groups.setdefault(unit, {}).setdefault(outcome, Panel(meaning, []))
        name = (names or {}).get(row["b"], row["b"])
        panel.rows.append(_difference(row, name, unit.scale, 1.0 - comparison.level))
    return {unit: list(group.values()) for unit, group in groups.items()}


def _difference(row: dict[str, Any], name: str, scale: float, alpha: float) -> Difference:
    value, low, high = (
        None if row[end] is None else scale * row[end] for end in ("difference", "low", "high")
    )
    sure = row["p_holm"] is not None and row["p_holm"] < alpha
    return Difference(name, value, low, high, sure, row["differing"] == 0)


def _limits(rows: Sequence[Difference]) -> tuple[float, float]:
    """Return the lowest and the highest end of any interval, 0 among them, with a margin."""
    ends = [end for row in rows for end in (row.value, row.low, row.high) if end is not None]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    margin = 0.1 * (high - low) or 1.3
    return low - margin, high + margin


def _draw(axes: Axes, panel: Panel, unit: str, *, named: bool) -> None:
    axes.axvline(0.0, color=style.BLACK, linewidth=0.9, zorder=1)
    for y, row in enumerate(panel.rows):
        if row.value is None:
            write_level(axes, 0.5, y, "none in both", fontsize=8.5, color="#444444", ha="center")
            continue
        if row.low is not None and row.high is not None:
            ends = [row.low, row.high]
            axes.plot(ends, [y, y], color=style.BLACK, linewidth=1.3, label="interval", zorder=4)
        look = _SAME if row.same else _SURE if row.sure else _OPEN
        axes.plot([row.value], [y], linestyle="none", label="difference", zorder=3, **look)
    axes.set_ylim(len(panel.rows) - 0.4, -0.6)
    names = [row.scenario for row in panel.rows]
    axes.set_yticks(range(len(names)), names if named else [""] * len(names))
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=9)
    axes.grid(visible=True, axis="both")
    axes.spines["left"].set_visible(False)
    few_ticks(axes.xaxis, 4)
    axes.set_xlabel(unit, labelpad=1.5, fontsize=9)
    lines = wrap(panel.meaning, _MEANING)
    if len(lines) > 2:
        lines = [lines[0], clipped(" ".join(lines[1:]), _MEANING)]
    for k, line in enumerate(lines):
        write_near(
            axes,
            line,
            (0.0, 1.0),
            (0.0, 22.0 - 13.0 * k),
            xycoords="axes fraction",
            va="center",
            fontsize=9.0,
            fontweight="bold",
        )


def _entries(level: float) -> list[key.Entry]:
    alpha = rounding.level(1.0 - level)
    return [
        key.mark(f"differs from 0 at {alpha}, adjusted for all comparisons here (Holm)", **_SURE),
        key.mark("may be chance", **_OPEN),
        key.mark("the same in every future", **_SAME),
    ]
