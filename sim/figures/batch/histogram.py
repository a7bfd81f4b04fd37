"""How one outcome is distributed over futures: a histogram."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any, Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, ScalarFormatter

from sim.batch.batch import Batch
from sim.figures.base import style
from sim.figures.base.axes import percent_axis, write_near
from sim.figures.base.curves import Floats
from sim.figures.base.page import Page
from sim.figures.batch.measured import Measured, edges
from sim.figures.batch.outcome_page import AFTER_END, outcome_page, strip
from sim.figures.findings import batch as findings
from sim.figures.registry import figure
from sim.wording.rounding import compact, percent
from sim.wording.words import clipped

SPIKE: Final = 0.1
"""Share of zeros from which they have a bar of their own."""

_LEAST: Final = 0.055
"""Least width of a bar beside the values, as a share of their span: it has a name below."""

_ZERO: Final = "exactly 0"
_EDGE: Final[dict[str, Any]] = {"edgecolor": "#333333", "linewidth": 0.7}


@figure("histogram", "batch", order=80, finding=findings.histogram)
def histogram(batch: Batch, outcome: str = "legal_end", level: float = 0.95) -> Figure:
    """Show how often each value of an outcome comes about.

    Zeros, where they are many, and futures without a value have a bar of their own beside the
    others, on the same scale; mean and median stand above with their intervals. Outcomes that are
    names or yes and no are drawn as bars.

    Parameters
    ----------
    batch
        The batch.
    outcome
        Name of an outcome column, see `Batch.columns`.
    level
        Level of the intervals, in (0, 1).

    Raises
    ------
    ThawError
        If there is no such column, or all replications failed.
    """
    return outcome_page(batch, outcome, level, "How often", _draw)


class _Apart(NamedTuple):
    """Futures whose bar stands beside the axis of values, on the same axis of shares."""

    name: str
    futures: int
    at: float
    hatch: str


def _draw(sheet: Page, axes: Axes, batch: Batch, outcome: Measured, level: float) -> None:
    values, n = outcome.values, outcome.n
    zeros = int((values == 0.0).sum())
    if outcome.column.type == "float" and SPIKE * n <= zeros < n and values.min() >= 0.0:
        values = values[values > 0.0]
    else:
        zeros = 0
    whole = outcome.column.type == "int"
    end = batch.model.calendar.horizon if outcome.until else None
    at = edges(values, whole, end) if values.size else np.array([0.0, 1.0])
    counts, _ = np.histogram(values, at)
    first, last = (min(float(at[0]), 0.0) if zeros else float(at[0])), float(at[-1])
    wide = max(float(at[1] - at[0]), _LEAST * (last - first))
    apart = []
    if zeros:
        apart.append(_Apart(_ZERO, zeros, first - 0.85 * wide, ""))
    if outcome.without:
        name = outcome.missing.replace(" by ", "\nby ").replace("no such", "no such\n")
        apart.append(_Apart(name, outcome.without, last + 0.95 * wide, "////"))
    axes.bar(
        at[:-1],
        counts / n,
        width=np.diff(at),
        align="edge",
        facecolor="#7FB2D3",
        label="histogram",
        **_EDGE,
    )
    for bar in apart:
        axes.bar(
            bar.at,
            bar.futures / n,
            width=0.8 * wide,
            facecolor=style.PALE,
            hatch=bar.hatch,
            label=bar.name,
            **_EDGE,
        )
    written = [(bar.at, bar.futures) for bar in apart]
    if len(counts) <= 14:
        written += list(zip(0.5 * (at[1:] + at[:-1]), counts.tolist(), strict=True))
    _write(axes, written, n)
    highest = max([*counts, *(bar.futures for bar in apart)]) / n
    axes.set_ylim(0.0, (1.2 if written else 1.06) * highest)
    axes.set_yticks([tick for tick in axes.get_yticks() if tick <= min(1.0, axes.get_ylim()[1])])
    percent_axis(axes.yaxis)
    # Mean and median may lie beyond all bars but those beside the axis.
    middle = [e.value for e in outcome.middle.values() if isfinite(e.value) and e.value != 0.0]
    left, right = min([first, *middle]), max([last, *middle])
    margin = 0.04 * (right - left) + 0.45 * wide
    axes.set_xlim(
        min([left - 0.02 * (right - left), *(bar.at - margin for bar in apart)]),
        max([right + 0.02 * (right - left), *(bar.at + margin for bar in apart)]),
    )
    _name_values(axes, outcome, apart, (left, right), whole=whole)
    axes.set_ylabel(f"share of all futures{_bins(at, outcome, whole=whole)}")
    places = {bar.name: bar.at for bar in apart}
    strip(sheet, axes, outcome, places.get(_ZERO), places.get(AFTER_END))


def _write(axes: Axes, counts: Sequence[tuple[float, int]], n: int) -> None:
    for x, count in counts:
        if count:
            write_near(
                axes,
                f"{percent(count / n)}\n({count:,})",
                (x, count / n),
                (0.0, 3.0),
                ha="center",
                fontsize=9,
            )


def _name_values(
    axes: Axes,
    outcome: Measured,
    apart: Sequence[_Apart],
    ends: tuple[float, float],
    *,
    whole: bool,
) -> None:
    """Set ticks of the values where there are any, and names of the bars beside them."""
    steps = MaxNLocator(nbins=12, integer=whole, steps=[1, 2, 2.5, 5, 10])
    slack = 1e-9 * (ends[1] - ends[0])
    ticks = [x for x in steps.tick_values(*ends) if ends[0] - slack <= x <= ends[1] + slack]
    text = ScalarFormatter()
    text.create_dummy_axis()
    named = text.format_ticks(ticks)
    axes.set_xticks([*ticks, *(bar.at for bar in apart)], [*named, *(bar.name for bar in apart)])
    axes.set_xlabel(clipped(outcome.axis, 130))


def _bins(at: Floats, outcome: Measured, *, whole: bool) -> str:
    """Return how wide the bins are, in words."""
    width = at[1] - at[0]
    if len(at) == 2 or (whole and width == 1.0):
        return ""
    last = ", the last shorter" if at[-1] - at[-2] < width - 1e-9 * at[-1] else ""
    return f", in bins of {compact(width)}{outcome.suffix}{last}"
