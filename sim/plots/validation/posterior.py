"""What patterns teach of parameters: their values before and after, and how near each draw came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from sim.errors import ThawError
from sim.plots.base import style
from sim.plots.base.pages import Page, sheet
from sim.plots.batch.measured import Floats, number

if TYPE_CHECKING:
    from sim.validation.patterns.calibration import Calibration

LEVELS: Final = (0.05, 0.5, 0.95)
"""Quantiles of the strips: the ends of the band of 90 %, and the median."""

BINS: Final = 12
"""Bins of a histogram, over the range of the prior."""

# Inches: a panel's left edge, width and height, the strip above it, between panels and below.
_LEFT, _WIDTH, _HEIGHT, _STRIP, _GAP = 0.75, 3.6, 1.75, 0.36, 0.45
_LEGEND, _TITLE, _BELOW = 0.3, 0.72, 0.45

_COLUMNS: Final = 3
_PRIOR: Final[dict[str, Any]] = {"color": style.BLACK, "linestyle": (0, (4, 2))}
_POSTERIOR: Final = "#5B9BC4"


def marginals(calibration: Calibration) -> Figure:
    """Each parameter: all draws (the prior) and those accepted (the posterior).

    Parameters
    ----------
    calibration
        Draws of the parameters with their distances.

    Raises
    ------
    ThawError
        If no draw was accepted.
    """
    draws, paths = _draws(calibration), calibration.parameters["path"].to_list()
    kept = draws.filter(pl.col("accepted"))
    with style.house():
        block = _TITLE + _STRIP + _HEIGHT + _BELOW
        page = sheet(
            subject(calibration),
            "Parameters before and after: the prior and the posterior given the patterns, with "
            "their medians and 90 % of their values",
            _LEGEND + -(-len(paths) // _COLUMNS) * block,
        )
        _legend(page)
        contraction = dict(calibration.parameters.select("path", "contraction").iter_rows())
        for k, path in enumerate(paths):
            down, across = divmod(k, _COLUMNS)
            left = _LEFT + across * (_WIDTH + _GAP)
            top = _LEGEND + down * block + _TITLE
            axes = page.panel(left, top + _STRIP, _WIDTH, _HEIGHT)
            prior, posterior = (_values(table, path) for table in (draws, kept))
            _histograms(axes, prior, posterior)
            strip = page.panel(left, top, _WIDTH, _STRIP, axes)
            _strip(strip, prior, posterior)
            _named(strip, path, posterior, contraction[path])
            if not across:
                axes.set_ylabel("density")
    return page.figure


def distances(calibration: Calibration) -> Figure:
    """How far each draw is from the patterns, from the nearest on, and which were accepted.

    Parameters
    ----------
    calibration
        Draws of the parameters with their distances.

    Raises
    ------
    ThawError
        If no draw was accepted.
    """
    every = _draws(calibration).sort("distance")
    draws = every.filter(pl.col("distance").is_finite())
    beyond = every.height - draws.height
    with style.house():
        page = sheet(
            subject(calibration),
            "Distance from the patterns of every draw of the parameters, the nearest first"
            + (f"; {beyond:,} more, with nothing to measure, are rejected" if beyond else ""),
            0.4 + 3.6 + 0.6,
        )
        axes = page.panel(0.85, 0.4, 11.6, 3.6)
        rank = np.arange(1, draws.height + 1)
        inside = draws["accepted"].to_numpy()
        y = _values(draws, "distance")
        for chosen, look, name in (
            (inside, _KEPT, "accepted"),
            (~inside, _LEFT_OUT, "rejected"),
        ):
            axes.plot(
                rank[chosen],
                y[chosen],
                linestyle="none",
                label=f"{name}: {int(chosen.sum()):,}",
                **look,
            )
        edge = float(y[inside].max())
        axes.axhline(
            edge,
            color=style.BLACK,
            linewidth=1.1,
            linestyle=(0, (4, 2)),
            label=f"farthest accepted: {number(edge)}",
        )
        axes.set_xlim(0.0, draws.height + 1.0)
        axes.set_ylim(0.0, 1.05 * float(y.max()) or 1.0)
        axes.set_xlabel("draws, by their distance")
        axes.set_ylabel("distance, half widths of the bands (root mean square)")
        axes.legend(
            loc="lower left",
            bbox_to_anchor=(0.0, 1.0),
            ncols=3,
            borderaxespad=0.2,
            handletextpad=0.4,
        )
    return page.figure


_KEPT: Final[dict[str, Any]] = {
    "marker": "o",
    "color": style.BLUE,
    "markersize": 5.0,
    "markeredgecolor": style.BLACK,
    "markeredgewidth": 0.5,
}
_LEFT_OUT: Final[dict[str, Any]] = {"marker": ".", "color": style.GREY, "markersize": 4.0}


def _draws(calibration: Calibration) -> pl.DataFrame:
    if not calibration.draws["accepted"].any():
        raise ThawError("there is nothing to draw: no draw of the parameters was accepted")
    return calibration.draws


def subject(calibration: Calibration) -> str:
    """How many draws there were, and how many were accepted, in one line."""
    kept = int(calibration.draws["accepted"].sum())
    failed = f" ({calibration.failed:,} failed)" if calibration.failed else ""
    return (
        f"Calibration: {kept:,} of {calibration.points:,} draws accepted · n = "
        f"{calibration.repeats:,} futures each{failed}"
    )


def _values(table: pl.DataFrame, column: str) -> Floats:
    values: Floats = table[column].cast(pl.Float64).to_numpy()
    return values


def _histograms(axes: Axes, prior: Floats, posterior: Floats) -> None:
    low, high = float(prior.min()), float(prior.max())
    at = np.linspace(low, high, BINS + 1) if high > low else np.array([low - 0.5, low + 0.5])
    after, _ = np.histogram(posterior, at, density=True)
    before, _ = np.histogram(prior, at, density=True)
    axes.bar(
        at[:-1],
        after,
        width=np.diff(at),
        align="edge",
        facecolor=_POSTERIOR,
        edgecolor="#333333",
        linewidth=0.6,
        label="posterior",
    )
    axes.stairs(before, at, linewidth=1.6, label="prior", **_PRIOR)
    axes.set_xlim(float(at[0]), float(at[-1]))
    axes.set_ylim(0.0, 1.08 * float(max(after.max(), before.max())))
    axes.set_yticks([])
    axes.grid(visible=False)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]))


def _strip(axes: Axes, prior: Floats, posterior: Floats) -> None:
    """Median and band of the prior above those of the posterior."""
    axes.set_axis_off()
    axes.set_ylim(-0.7, 1.7)
    for y, values, colour, wide in (
        (1.0, prior, style.BLACK, 1.4),
        (0.0, posterior, style.BLUE, 3.0),
    ):
        low, middle, high = np.quantile(values, LEVELS)
        axes.plot([low, high], [y, y], color=colour, linewidth=wide, label="90 %")
        axes.plot(
            middle,
            y,
            "o",
            color=colour,
            markersize=6.0,
            markeredgecolor="white",
            label="median",
        )


def _named(axes: Axes, path: str, posterior: Floats, contraction: float | None) -> None:
    low, middle, high = np.quantile(posterior, LEVELS)
    said = f"{number(middle)} (90 % from {number(low)} to {number(high)})".replace("-", "−")
    if contraction is not None:
        said += f", contraction {contraction:.2f}".replace("-", "−")
    looks: tuple[dict[str, Any], ...] = (
        {"fontsize": 9, "color": "#444444"},
        {"fontsize": 10, "fontweight": "bold"},
    )
    for k, (text, look) in enumerate(zip((said, style.clipped(path, 44)), looks, strict=True)):
        axes.annotate(
            text,
            (0.0, 1.0),
            (0.0, 3.0 + 15.0 * k),
            xycoords="axes fraction",
            textcoords="offset points",
            **look,
        )


def _legend(page: Page) -> None:
    handles: Sequence[Line2D | Patch] = [
        Line2D([], [], linewidth=1.6, label="prior: all draws", **_PRIOR),
        Patch(facecolor=_POSTERIOR, edgecolor="#333333", label="posterior: accepted draws"),
        Line2D(
            [],
            [],
            color=style.BLACK,
            linewidth=1.4,
            marker="o",
            markeredgecolor="white",
            label="median and 90 % of the prior",
        ),
        Line2D(
            [],
            [],
            color=style.BLUE,
            linewidth=3.0,
            marker="o",
            markeredgecolor="white",
            label="of the posterior",
        ),
        Line2D(
            [], [], linestyle="none", label="contraction: 1 − posterior variance / prior variance"
        ),
    ]
    page.figure.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=page.at(0.1, 0.04),
        ncols=len(handles),
        borderaxespad=0.0,
        columnspacing=1.3,
    )
