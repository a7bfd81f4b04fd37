"""How one outcome is distributed over futures: histogram and cumulative distribution."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf, isfinite
from typing import Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, ScalarFormatter

from sim.analysis.quantities import chosen_columns, groups, numbers
from sim.batch.batch import Batch
from sim.plots.base import style
from sim.plots.base.pages import Page, page
from sim.plots.base.wording import need_rows, percent, say
from sim.plots.batch.categories import categories
from sim.plots.batch.measured import Floats, Measured, edges, measured, number
from sim.statistics.intervals import share

SPIKE: Final = 0.1
"""Share of zeros from which they have a bar of their own."""

_LEAST: Final = 0.055
"""Least width of a bar beside the values, as a share of their span: it has a name below."""

POINTS: Final = 240
"""Points at which the interval of a cumulative distribution is worked out, at most."""

# Inches: the panel, the strip above it for mean and median.
_LEFT, _WIDTH, _TOP, _HEIGHT, _BOTTOM = 0.85, 11.6, 0.78, 3.9, 0.75


def histogram(batch: Batch, outcome: str, level: float = 0.95) -> Figure:
    """How often each value of an outcome comes about.

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
    return _drawn(batch, outcome, level, "How often", _histogram)


def ecdf(batch: Batch, outcome: str, level: float = 0.95) -> Figure:
    """The share of futures in which an outcome is at most so much, with pointwise intervals.

    Of a time until something happens the curve ends below 100 % where some futures never see
    it; of any other outcome, futures without a value are left out. Outcomes that are names or
    yes and no are drawn as bars.

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
    return _drawn(batch, outcome, level, "Cumulative distribution", _ecdf)


def _drawn(
    batch: Batch,
    outcome: str,
    level: float,
    what: str,
    draw: Callable[[Page, Batch, Measured, float], None],
) -> Figure:
    need_rows(batch)
    column = chosen_columns(batch, [outcome])[0]
    with style.house():
        if column.type in ("str", "bool"):
            return categories(batch, outcome, level)
        found = measured(batch, outcome, level)
        text = [f"{what}: {column.meaning}"]
        text += [found.summary(name) for name in found.middle]
        if not found.values.size:
            return _nothing(batch, found, text[0])
        sheet = page([batch], " · ".join(text), _TOP + _HEIGHT + _BOTTOM, level)
        draw(sheet, batch, found, level)
    return sheet.figure


def _nothing(batch: Batch, found: Measured, text: str) -> Figure:
    sheet = page([batch], text, 1.5)
    axes = sheet.panel(0.3, 0.2, style.WIDTH - 0.6, 1.1)
    axes.set_axis_off()
    why = "It does not happen by the end" if found.until else "There is no such thing"
    say(axes, f"{why} in any of {found.n:,} futures.")
    return sheet.figure


# -- histogram -----------------------------------------------------------------------------


class _Apart(NamedTuple):
    """Futures whose bar stands beside the axis of values, on the same axis of shares."""

    name: str
    futures: int
    at: float
    hatch: str


def _histogram(sheet: Page, batch: Batch, found: Measured, level: float) -> None:
    values, n = found.values, found.n
    zeros = int((values == 0.0).sum())
    if found.column.type == "float" and SPIKE * n <= zeros < n and values.min() >= 0.0:
        values = values[values > 0.0]
    else:
        zeros = 0
    whole = found.column.type == "int"
    end = batch.model.calendar.horizon if found.until else None
    at = edges(values, whole, end) if values.size else np.array([0.0, 1.0])
    counts, _ = np.histogram(values, at)
    first = min(float(at[0]), 0.0) if zeros else float(at[0])
    wide = max(float(at[1] - at[0]), _LEAST * (float(at[-1]) - first))
    apart = []
    if zeros:
        apart.append(_Apart("exactly 0", zeros, first - 0.85 * wide, ""))
    if found.without:
        name = found.missing.replace(" by ", "\nby ").replace("no such", "no such\n")
        apart.append(_Apart(name, found.without, float(at[-1]) + 0.95 * wide, "////"))
    axes = sheet.panel(_LEFT, _TOP, _WIDTH, _HEIGHT)
    axes.bar(
        at[:-1],
        counts / n,
        width=np.diff(at),
        align="edge",
        facecolor="#7FB2D3",
        edgecolor="#333333",
        linewidth=0.7,
        label="histogram",
    )
    for bar in apart:
        axes.bar(
            bar.at,
            bar.futures / n,
            width=0.8 * wide,
            facecolor=style.PALE,
            edgecolor="#333333",
            linewidth=0.7,
            hatch=bar.hatch,
            label=bar.name,
        )
    said = [(bar.at, bar.futures) for bar in apart]
    few = len(counts) <= 14
    if few:
        said += list(zip(0.5 * (at[1:] + at[:-1]), counts.tolist(), strict=True))
    for x, count in said:
        if count:
            axes.annotate(
                f"{percent(count / n, n)}\n({count:,})",
                (x, count / n),
                (0.0, 3.0),
                textcoords="offset points",
                ha="center",
                fontsize=9,
            )
    highest = max([*counts, *(bar.futures for bar in apart)]) / n
    axes.set_ylim(0.0, (1.2 if said else 1.06) * highest)
    axes.set_yticks([tick for tick in axes.get_yticks() if tick <= min(1.0, axes.get_ylim()[1])])
    style.percent_axis(axes.yaxis)
    # Mean and median may lie beyond all bars but those beside the axis.
    middle = [e.value for e in found.middle.values() if isfinite(e.value) and e.value != 0.0]
    left, right = min([first, *middle]), max([float(at[-1]), *middle])
    beside = 0.04 * (right - left) + 0.45 * wide
    axes.set_xlim(
        min([left - 0.02 * (right - left), *(bar.at - beside for bar in apart)]),
        max([right + 0.02 * (right - left), *(bar.at + beside for bar in apart)]),
    )
    _values(axes, found, apart, (left, right), whole=whole)
    bins = _bins(at, found, whole=whole)
    axes.set_ylabel(f"share of all futures{bins}")
    places = {bar.name: bar.at for bar in apart}
    _strip(sheet, axes, found, places.get("exactly 0"), places.get("not\nby the end"))


def _values(
    axes: Axes, found: Measured, apart: Sequence[_Apart], ends: tuple[float, float], *, whole: bool
) -> None:
    """Ticks of the values where there are any, and names of the bars beside them."""
    steps = MaxNLocator(nbins=12, integer=whole, steps=[1, 2, 2.5, 5, 10])
    slack = 1e-9 * (ends[1] - ends[0])
    ticks = [x for x in steps.tick_values(*ends) if ends[0] - slack <= x <= ends[1] + slack]
    text = ScalarFormatter()
    text.create_dummy_axis()
    named = text.format_ticks(ticks)
    axes.set_xticks([*ticks, *(bar.at for bar in apart)], [*named, *(bar.name for bar in apart)])
    axes.set_xlabel(style.clipped(found.axis, 130))


def _bins(at: Floats, found: Measured, *, whole: bool) -> str:
    """How wide the bins are, in words."""
    width = at[1] - at[0]
    if len(at) == 2 or (whole and width == 1.0):
        return ""
    last = ", the last shorter" if at[-1] - at[-2] < width - 1e-9 * at[-1] else ""
    return f", in bins of {number(width)}{found.suffix}{last}"


def _strip(
    sheet: Page, axes: Axes, found: Measured, zero: float | None = None, never: float | None = None
) -> None:
    """Mean and median with their intervals, on a strip above a panel and on its axis.

    Where 0, or what is after the end, has a bar beside the axis, it stands over that.
    """
    box = axes.get_position()
    tall = 0.16 * len(found.middle)
    height = sheet.figure.get_figheight()
    strip = sheet.figure.add_axes(
        (box.x0, box.y1 + 0.08 / height, box.width, tall / height), sharex=axes
    )
    strip.set_axis_off()
    strip.set_ylim(-0.5, len(found.middle) - 0.5)
    left, right = axes.get_xlim()
    for k, (name, ends) in enumerate(found.middle.items()):
        value, low, high = (_placed(end, zero, never) for end in ends)
        assert value is not None
        if not left <= value <= right:  # a median after the end
            continue
        colour = style.VERMILLION if name == "mean" else style.BLACK
        # An interval that is longer than the panel ends in an arrow.
        for end, at, arrow in ((low, left, "<"), (high, right, ">")):
            if end is None:
                continue
            beyond = end < left or end > right
            strip.plot([value, at if beyond else end], [k, k], color=colour, linewidth=1.4)
            strip.plot(
                at if beyond else end,
                k,
                arrow if beyond else "|",
                color=colour,
                markersize=7.0,
                markeredgewidth=1.4,
                clip_on=False,
            )
        strip.plot(
            value,
            k,
            "D" if name == "mean" else "o",
            color=colour,
            markersize=5.0,
            label=name,
            clip_on=False,
        )
        strip.annotate(
            name,
            (0.0, k),
            (-8.0, 0.0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            ha="right",
            va="center",
            fontsize=9,
        )


def _placed(value: float | None, zero: float | None, never: float | None) -> float | None:
    """Where a value stands on an axis on which 0, or what is after the end, has a place apart."""
    if value == 0.0 and zero is not None:
        return zero
    return never if value == inf and never is not None else value


# -- cumulative distribution ---------------------------------------------------------------


def _ecdf(sheet: Page, batch: Batch, found: Measured, level: float) -> None:
    axes = sheet.panel(_LEFT, _TOP, _WIDTH, _HEIGHT)
    ordered = np.sort(found.values)
    known = found.n if found.until else ordered.size
    x = np.unique(ordered)
    y = np.searchsorted(ordered, x, side="right") / known
    kept = style.seen(x)
    right = batch.model.calendar.horizon if found.until else float(x[-1])
    margin = 0.03 * (right - float(x[0])) or 0.05 * abs(right) or 0.5
    first = 0.0 if found.until else float(x[0]) - margin
    last = right if found.until else right + margin
    low, high, at = _band(batch, found, x, level)
    axes.fill_between(
        [first, *at, last],
        [0.0, *low, low[-1]],
        [0.0, *high, high[-1]],
        step="post",
        facecolor="#C6DDEC",
        linewidth=0.0,
        label="interval",
    )
    axes.step(
        [first, *x[kept], last],
        [0.0, *y[kept], y[-1]],
        where="post",
        color=style.BLUE,
        linewidth=2.0,
        label="share",
    )
    if found.without and found.until:
        axes.axhline(y[-1], color=style.GREY, linewidth=1.0, linestyle=(0, (1, 2)))
        axes.annotate(
            f"never by the end: {percent(found.without / found.n, found.n)} ({found.without:,})",
            (first, y[-1]),
            (6.0, 4.0),
            textcoords="offset points",
            fontsize=9.5,
        )
    elif found.without:
        axes.set_title(
            f"{found.values.size:,} futures; {found.without:,} more have no value", y=1.1
        )
    axes.set_xlim(first, last)
    axes.set_ylim(0.0, 1.02)
    axes.set_xlabel(style.clipped(found.axis, 130))
    axes.set_ylabel("share of futures with at most so much")
    if found.column.type == "int":
        axes.xaxis.set_major_locator(MaxNLocator(nbins=12, integer=True, steps=[1, 2, 5, 10]))
    style.percent_axis(axes.yaxis)
    _strip(sheet, axes, found)


def _band(
    batch: Batch, found: Measured, x: Floats, level: float
) -> tuple[list[float], list[float], Floats]:
    """Ends of the interval of the share at most so much, at some of the values."""
    every, member = numbers(batch.column(found.column.name)), groups(batch)
    if not found.until:
        there = ~np.isnan(every)
        every, member = every[there], None if member is None else member[there]
    at = x if x.size <= POINTS else x[np.linspace(0, x.size - 1, POINTS).round().astype(int)]
    ends = [share((every <= value).astype(np.float64), member, level) for value in at]
    return [end.low or 0.0 for end in ends], [end.high or 0.0 for end in ends], at
