"""How one outcome differs between scenarios, replication by replication: all differences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MultipleLocator
from numpy.typing import NDArray

from sim.analysis.comparison.comparison import compare
from sim.analysis.comparison.effects import aligned
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.plots.base import naming, pages, style
from sim.plots.base.pages import few
from sim.plots.base.wording import percent, say
from sim.plots.comparison.paired import Unit, unit_of

# Inches: the panel, beside it, above and below it; a line of the legend.
_LEFT, _RIGHT, _HEIGHT, _TOP, _BOTTOM, _ROW = 0.85, 4.1, 4.6, 0.3, 0.6, 0.24


class _Curve(NamedTuple):
    name: str
    differences: NDArray[np.float64]
    less: int
    more: int


def difference_ecdf(
    batches: Sequence[Batch], outcome: str = "legal_end", category: str | None = None
) -> Figure:
    """The distribution of paired differences of one outcome to the baseline, as ECDFs.

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
    shown = pages.compared(batches)
    few(shown, "ecdf", "differences or matrix")
    unit, meaning, curves = _curves(shown, outcome, category)
    label = naming.outcome(outcome, category, meaning)
    caveat = pages.caveat(shown)
    with style.house():
        height = max(_HEIGHT, _ROW * (len(curves) + 1))
        page = pages.page(
            shown,
            f"Difference to {naming.scenarios(shown, 60)[0]}, future by future: "
            f"{label}" + (f"; {caveat}" if caveat else ""),
            _TOP + height + _BOTTOM,
        )
        axes = page.panel(_LEFT, _TOP, style.WIDTH - _LEFT - _RIGHT, height)
        _draw(axes, curves)
        axes.set_xlabel(f"difference: {style.clipped(label, 80)}, {unit.name}")
        axes.set_ylabel("share of futures that differ by no more")
    return page.figure


def _curves(
    batches: Sequence[Batch], outcome: str, category: str | None
) -> tuple[Unit, str, list[_Curve]]:
    comparison = compare(batches, outcomes=[outcome])
    rows = [r for r in comparison.table.iter_rows(named=True) if r["category"] == category]
    if not rows:
        seen = ", ".join(dict.fromkeys(str(c) for c in comparison.table["category"]))
        raise ThawError(f"{outcome} has no class {category!r}; there are: {seen}")
    values = [each[outcome, category] for each in aligned(batches, [outcome])]
    unit = unit_of(rows[0]["kind"], rows[0]["unit"])
    curves = []
    names = naming.scenarios(batches, 22)[1:]
    for row, other, name in zip(rows, values[1:], names, strict=True):
        apart = other - values[0]
        apart = np.sort(unit.scale * apart[~np.isnan(apart)])
        # P(more) - P(less) is 2 better - 1.
        surplus = round((2.0 * row["better"] - 1.0) * row["n"]) if row["n"] else 0
        less, more = (row["differing"] - surplus) // 2, (row["differing"] + surplus) // 2
        curves.append(_Curve(name, apart, less, more))
    return unit, rows[0]["meaning"], curves


def _draw(axes: Axes, curves: Sequence[_Curve]) -> None:
    ends = [x for curve in curves for x in (curve.differences[:1], curve.differences[-1:])]
    low, high = (float(f([0.0, *(float(x[0]) for x in ends if x.size)])) for f in (min, max))
    margin = 0.04 * (high - low) or 1.0
    axes.set_xlim(low - margin, high + margin)
    axes.set_ylim(0.0, 1.02)
    axes.yaxis.set_major_locator(MultipleLocator(0.25))
    style.percent_axis(axes.yaxis)
    axes.grid(visible=True, axis="x")
    axes.axvline(0.0, color=style.BLACK, linewidth=0.9, zorder=1)
    handles = []
    for k, curve in enumerate(curves, start=1):
        look = pages.look(k)
        n = curve.differences.size
        line: dict[str, Any] = {
            "color": look.colour,
            "linestyle": look.dashes,
            "marker": look.marker,
            "markeredgecolor": "black",
            "markeredgewidth": 0.6,
            "markersize": 6.0,
        }
        if n:
            x = np.concatenate(([low - margin], curve.differences, [high + margin]))
            y = np.concatenate(([0.0], np.arange(1, n + 1) / n, [1.0]))
            axes.step(
                x,
                y,
                where="post",
                label=curve.name,
                zorder=3,
                markevery=_marks(y, k, len(curves)),
                **line,
            )
        said = "in none of both" if not n else _said(curve)
        handles.append(Line2D([], [], label=style.entry(f"{curve.name}: {said}"), **line))
    if not any(curve.differences.size for curve in curves):
        say(axes, "there is no such thing in any pair of replications")
    axes.legend(
        handles=handles,
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


def _marks(y: NDArray[np.float64], k: int, of: int) -> list[int]:
    """Where the markers of a curve stand: at heights of its own, so that they do not meet."""
    heights = [(j + k / (of + 1)) / 3.0 for j in range(3)]
    return [int(np.searchsorted(y, height)) for height in heights]


def _said(curve: _Curve) -> str:
    n = curve.differences.size
    counts = (curve.less, n - curve.less - curve.more, curve.more)
    return " / ".join(percent(count / n, n) for count in counts)
