"""Patterns that were calibrated to: where they lay before, and where they lie after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.plots.base import style
from sim.plots.base.pages import sheet
from sim.plots.batch.measured import number
from sim.plots.validation.patterns import BAND, REACH, place_axis, scaled
from sim.plots.validation.posterior import subject

if TYPE_CHECKING:
    from sim.validation.patterns.calibration import Calibration

_STAGES: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "default": ("at the default values", {"marker": "s", "color": style.ORANGE}),
    "prior": ("over all draws", {"marker": "o", "color": "white"}),
    "fitted": ("over accepted draws", {"marker": "D", "color": style.SKY}),
    "posterior": ("under the posterior, on fresh luck", {"marker": "o", "color": style.BLUE}),
}
"""Columns of values, what they are called, and how they are drawn, from top to bottom of a row."""

# Inches: a panel's left edge and width, the legend, a line of a row, around a row, below.
_LEFT, _WIDTH, _LEGEND, _LINE, _PAD, _BELOW = 2.6, 6.2, 0.5, 0.175, 0.16, 0.6


def fitted(calibration: Calibration) -> Figure:
    """Each pattern calibrated to, in units of its band: by default, before, and after.

    Parameters
    ----------
    calibration
        What became of the calibration.
    """
    rows = calibration.patterns.to_dicts()
    tall = len(_STAGES) * _LINE + _PAD
    with style.house():
        page = sheet(
            subject(calibration),
            "The patterns that were calibrated to, drawn so that all bands are of one width; the "
            "numbers beside them are in the pattern's own unit",
            _LEGEND + len(rows) * tall + _BELOW,
        )
        axes = page.panel(_LEFT, _LEGEND, _WIDTH, len(rows) * tall)
        place_axis(axes, len(rows) * tall)
        for k, row in enumerate(rows):
            _pattern(axes, k * tall, row)
            if k:
                left = (0.15 - _LEFT) / _WIDTH
                axes.axhline(
                    k * tall, xmin=left, xmax=1.0, color="#D0D0D0", linewidth=0.6, clip_on=False
                )
        page.figure.legend(
            handles=[
                Patch(facecolor=BAND, label="band"),
                *(
                    Line2D([], [], linestyle="none", label=name, **_EDGE, **look)
                    for name, look in _STAGES.values()
                ),
            ],
            loc="upper left",
            bbox_to_anchor=page.at(0.1, 0.06),
            ncols=5,
            borderaxespad=0.0,
            columnspacing=1.6,
        )
    return page.figure


_EDGE: Final[dict[str, Any]] = {
    "markersize": 6.5,
    "markeredgecolor": style.BLACK,
    "markeredgewidth": 0.8,
}


def _pattern(axes: Axes, top: float, row: dict[str, Any]) -> None:
    across = axes.get_yaxis_transform()
    middle = top + 0.5 * (len(_STAGES) * _LINE + _PAD)
    band = f"{number(row['band_low'])} to {number(row['band_high'])}".replace("-", "−")
    for text, where, weight in (
        (style.clipped(row["id"], 26), middle - 0.5 * _LINE, "bold"),
        (f"band {band}", middle + 0.5 * _LINE, "normal"),
    ):
        axes.text(
            (0.15 - _LEFT) / _WIDTH,
            where,
            text,
            transform=across,
            fontsize=9.5,
            va="center",
            fontweight=weight,
        )
    for k, (name, (_, look)) in enumerate(_STAGES.items()):
        y = top + 0.5 * _PAD + (k + 0.5) * _LINE
        value, met = row[name], row[f"{name}_met"]
        said = "nothing to measure"
        if value is not None:
            x = scaled(value, row)
            at = min(max(x, -REACH), 1.0 + REACH)
            beyond = {"marker": "<" if x < at else ">"} if x != at else {}
            axes.plot(
                at,
                y,
                linestyle="none",
                clip_on=False,
                label=name,
                zorder=4,
                **{**_EDGE, **look, **beyond},
            )
            said = f"{number(value)}, {'pass' if met else 'miss'}".replace("-", "−")
        axes.text(
            1.0 + 0.16 / _WIDTH,
            y,
            f"{name}: {said}",
            transform=across,
            fontsize=9,
            va="center",
            fontweight="normal" if met else "bold",
        )
