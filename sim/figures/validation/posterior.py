"""What patterns teach of parameters: their values before and after, and how near each draw came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.errors import ThawError
from sim.figures.base import key, style
from sim.figures.base.axes import few_ticks, write_near
from sim.figures.base.curves import Floats
from sim.figures.base.page import Grid, sheet
from sim.figures.findings import validation as findings
from sim.figures.registry import figure
from sim.wording.rounding import compact, minus
from sim.wording.words import clipped, count

if TYPE_CHECKING:
    from sim.validation.patterns.calibration import Calibration

LEVELS: Final = (0.05, 0.5, 0.95)
"""Quantiles of the strips: the ends of the band of 90 %, and the median."""

BINS: Final = 12
"""Bins of a histogram, over the range of the prior."""

_STRIP: Final = 0.36
"""Height of the strip above a panel, inches."""

_GRID: Final = Grid(
    columns=3,
    left=0.75,
    width=3.6,
    height=_STRIP + 1.75,
    gap=0.45,
    above=0.72,
    below=0.45,
    top=0.3,
)

_PRIOR: Final[dict[str, Any]] = {"color": style.BLACK, "linestyle": (0, (4, 2))}
_POSTERIOR: Final = "#5B9BC4"
_BEFORE: Final[dict[str, Any]] = {"color": style.BLACK, "linewidth": 1.4}
_AFTER: Final[dict[str, Any]] = {"color": style.BLUE, "linewidth": 3.0}

_ACCEPTED: Final[dict[str, Any]] = {
    "marker": "o",
    "color": style.BLUE,
    "markersize": 5.0,
    "markeredgecolor": style.BLACK,
    "markeredgewidth": 0.5,
}
_REJECTED: Final[dict[str, Any]] = {"marker": ".", "color": style.GREY, "markersize": 4.0}


@figure("marginals", "calibration", order=10, finding=findings.marginals)
def marginals(calibration: Calibration) -> Figure:
    """Show each parameter: all draws (the prior) and those accepted (the posterior).

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
    accepted = draws.filter(pl.col("accepted"))
    page = sheet(
        subject(calibration),
        "Parameters before and after: the prior and the posterior given the patterns, with "
        "their medians and 90 % of their values",
        _GRID.tall(len(paths)),
        finding=findings.marginals(calibration),
    )
    page.legend(_entries(), columnspacing=1.3)
    contraction = dict(calibration.parameters.select("path", "contraction").iter_rows())
    for k, path in enumerate(paths):
        left, top, width, height = _GRID.place(k)
        axes = page.panel(left, top + _STRIP, width, height - _STRIP)
        prior, posterior = _values(draws, path), _values(accepted, path)
        _histograms(axes, prior, posterior)
        strip = page.panel(left, top, width, _STRIP, share_x=axes)
        _strip(strip, prior, posterior)
        _named(strip, path, posterior, contraction[path])
        if k % _GRID.columns == 0:
            axes.set_ylabel("density")
    return page.figure


@figure("distances", "calibration", order=20, finding=findings.distances)
def distances(calibration: Calibration) -> Figure:
    """Show how far each draw is from the patterns, the nearest first, and which were accepted.

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
    page = sheet(
        subject(calibration),
        "Distance from the patterns of every draw of the parameters, the nearest first"
        + (f"; {beyond:,} more, with nothing to measure, are rejected" if beyond else ""),
        0.4 + 3.6 + 0.6,
        finding=findings.distances(calibration),
    )
    axes = page.panel(0.85, 0.4, 11.6, 3.6)
    rank = np.arange(1, draws.height + 1)
    inside = draws["accepted"].to_numpy()
    y = _values(draws, "distance")
    for chosen, look, name in (
        (inside, _ACCEPTED, "accepted"),
        (~inside, _REJECTED, "rejected"),
    ):
        label = f"{name}: {int(chosen.sum()):,}"
        axes.plot(rank[chosen], y[chosen], linestyle="none", label=label, **look)
    farthest = float(y[inside].max())
    axes.axhline(
        farthest,
        color=style.BLACK,
        linewidth=1.1,
        linestyle=(0, (4, 2)),
        label=f"farthest accepted: {compact(farthest)}",
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


def _draws(calibration: Calibration) -> pl.DataFrame:
    if not calibration.draws["accepted"].any():
        raise ThawError("there is nothing to draw: no draw of the parameters was accepted")
    return calibration.draws


def subject(calibration: Calibration) -> str:
    """Return how many draws there were, and how many were accepted, in one line."""
    accepted = int(calibration.draws["accepted"].sum())
    failed = f" ({calibration.failed:,} failed)" if calibration.failed else ""
    return (
        f"Calibration: {accepted:,} of {calibration.points:,} draws accepted · n = "
        f"{count(calibration.repeats, 'future')} each{failed}"
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
    few_ticks(axes.xaxis, 5)


def _strip(axes: Axes, prior: Floats, posterior: Floats) -> None:
    """Draw median and band of the prior above those of the posterior."""
    axes.set_axis_off()
    axes.set_ylim(-0.7, 1.7)
    for y, values, look in ((1.0, prior, _BEFORE), (0.0, posterior, _AFTER)):
        low, middle, high = np.quantile(values, LEVELS)
        axes.plot([low, high], [y, y], label="90 %", **look)
        axes.plot(
            middle,
            y,
            "o",
            color=look["color"],
            markersize=6.0,
            markeredgecolor="white",
            label="median",
        )


def _named(axes: Axes, path: str, posterior: Floats, contraction: float | None) -> None:
    low, middle, high = np.quantile(posterior, LEVELS)
    text = f"{compact(middle)} (90 % from {compact(low)} to {compact(high)})"
    if contraction is not None:
        text += f", contraction {contraction:.2f}"
    small: dict[str, Any] = {"fontsize": 9, "color": "#444444"}
    bold: dict[str, Any] = {"fontsize": 10, "fontweight": "bold"}
    for up, line, look in ((3.0, minus(text), small), (18.0, clipped(path, 44), bold)):
        write_near(axes, line, (0.0, 1.0), (0.0, up), xycoords="axes fraction", **look)


def _entries() -> list[key.Entry]:
    dot: dict[str, Any] = {"marker": "o", "markeredgecolor": "white"}
    return [
        key.line("prior: all draws", linewidth=1.6, **_PRIOR),
        key.area("posterior: accepted draws", _POSTERIOR, edgecolor="#333333"),
        key.line("median and 90 % of the prior", **_BEFORE, **dot),
        key.line("of the posterior", **_AFTER, **dot),
        key.mark("contraction: 1 − posterior variance / prior variance"),
    ]
