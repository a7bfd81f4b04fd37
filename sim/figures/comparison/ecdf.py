"""How one outcome differs between scenarios, replication by replication: all differences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MultipleLocator

from sim.analysis.comparison.comparison import compare
from sim.analysis.comparison.effects import aligned
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.base import key, naming, scenarios, style
from sim.figures.base.axes import percent_axis, say
from sim.figures.base.curves import Floats
from sim.figures.base.page import page
from sim.figures.comparison.units import Unit, unit_of
from sim.figures.findings import comparison as findings
from sim.figures.registry import figure
from sim.wording.rounding import percent
from sim.wording.words import clipped

# Inches: the panel, beside it, above and below it; a line of the legend.
_LEFT, _RIGHT, _HEIGHT, _TOP, _BOTTOM, _ROW = 0.85, 4.1, 4.6, 0.3, 0.6, 0.24


class _Curve(NamedTuple):
    name: str
    differences: Floats
    less: int
    more: int


@figure("ecdf", "comparison", order=90, finding=findings.ecdf)
def difference_ecdf(
    batches: Sequence[Batch], outcome: str = "legal_end", category: str | None = None
) -> Figure:
    """Show the distribution of paired differences of one outcome to the baseline, as ECDFs.

    A mean difference may come from a little in every future or from much in a few: this shows
    which. Left of 0 the scenario has less of the outcome than the baseline on the same luck.

    Parameters
    ----------
    batches
        The batches, two or more, under one seed.
    outcome, category
        Name of the outcome column, and the class if it holds classes.

    Raises
    ------
    ThawError
        If there are fewer than two batches, one has no replication, they do not share their
        luck, or one has no such outcome or class.
    """
    compared = scenarios.compared(batches)
    scenarios.need_few(compared, "ecdf", "differences or matrix")
    unit, meaning, curves = _curves(compared, outcome, category)
    label = naming.outcome(outcome, category, meaning)
    height = max(_HEIGHT, _ROW * (len(curves) + 1))
    sheet = page(
        compared,
        f"Difference to {naming.scenarios(compared, 60)[0]}, future by future: "
        f"{label}{scenarios.caveat(compared)}",
        _TOP + height + _BOTTOM,
        finding=findings.ecdf(compared, outcome, category),
    )
    axes = sheet.panel(_LEFT, _TOP, style.WIDTH - _LEFT - _RIGHT, height)
    _draw(axes, curves)
    axes.set_xlabel(f"difference: {clipped(label, 80)}, {unit.name}")
    axes.set_ylabel("share of futures that differ by no more")
    return sheet.figure


def _curves(
    batches: Sequence[Batch], outcome: str, category: str | None
) -> tuple[Unit, str, list[_Curve]]:
    table = compare(batches, outcomes=[outcome]).table
    rows = [row for row in table.iter_rows(named=True) if row["category"] == category]
    if not rows:
        classes = ", ".join(dict.fromkeys(map(str, table["category"])))
        raise ThawError(f"{outcome} has no class {category!r}; there are: {classes}")
    baseline, *others = (values[outcome, category] for values in aligned(batches, [outcome]))
    unit = unit_of(rows[0]["kind"], rows[0]["unit"])
    curves = []
    names = naming.scenarios(batches, 22)[1:]
    for row, other, name in zip(rows, others, names, strict=True):
        apart = other - baseline
        apart = np.sort(unit.scale * apart[~np.isnan(apart)])
        # P(more) - P(less) is 2 better - 1.
        surplus = round((2.0 * row["better"] - 1.0) * row["n"]) if row["n"] else 0
        less, more = (row["differing"] - surplus) // 2, (row["differing"] + surplus) // 2
        curves.append(_Curve(name, apart, less, more))
    return unit, rows[0]["meaning"], curves


def _draw(axes: Axes, curves: Sequence[_Curve]) -> None:
    ends = [0.0, *(float(c.differences[k]) for c in curves if c.differences.size for k in (0, -1))]
    low, high = min(ends), max(ends)
    margin = 0.04 * (high - low) or 1.0
    axes.set_xlim(low - margin, high + margin)
    axes.set_ylim(0.0, 1.02)
    axes.yaxis.set_major_locator(MultipleLocator(0.25))
    percent_axis(axes.yaxis)
    axes.grid(visible=True, axis="x")
    axes.axvline(0.0, color=style.BLACK, linewidth=0.9, zorder=1)
    entries: list[key.Entry] = []
    for k, curve in enumerate(curves, start=1):
        look = style.scenario_look(k)
        n = curve.differences.size
        line: dict[str, Any] = {**style.point(look), "linestyle": look.dashes, "markersize": 6.0}
        if n:
            x = np.concatenate(([low - margin], curve.differences, [high + margin]))
            y = np.concatenate(([0.0], np.arange(1, n + 1) / n, [1.0]))
            at = _marks(y, k, len(curves))
            axes.step(x, y, where="post", label=curve.name, zorder=3, markevery=at, **line)
        text = "in none of both" if not n else _in_words(curve)
        entries.append(key.line(key.shown(f"{curve.name}: {text}"), **line))
    if not any(curve.differences.size for curve in curves):
        say(axes, "there is no such thing in any pair of replications")
    axes.legend(
        handles=entries,
        loc="upper left",
        bbox_to_anchor=(1.02, 1.0),
        borderaxespad=0.0,
        handlelength=3.4,
        fontsize=9.0,
        title="less / the same / more than the baseline",
        title_fontsize=9.0,
        alignment="left",
        labelspacing=0.55,
    )


def _marks(y: Floats, k: int, of: int) -> list[int]:
    """Return where the markers of a curve stand: at heights of its own, so that none meet."""
    heights = [(j + k / (of + 1)) / 3.0 for j in range(3)]
    return [int(np.searchsorted(y, height)) for height in heights]


def _in_words(curve: _Curve) -> str:
    n = curve.differences.size
    counts = (curve.less, n - curve.less - curve.more, curve.more)
    return " / ".join(percent(count / n) for count in counts)
