"""Patterns that were calibrated to: where they lay before, and where they lie after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.figures.base import beside, key, style
from sim.figures.base.page import sheet
from sim.figures.findings import validation as findings
from sim.figures.registry import figure
from sim.figures.validation.pattern_axis import BAND, REACH, Row, place_axis, scaled
from sim.figures.validation.posterior import subject
from sim.wording.rounding import compact, minus
from sim.wording.words import clipped

if TYPE_CHECKING:
    from sim.validation.patterns.calibration import Calibration

_EDGE: Final[dict[str, Any]] = {
    "markersize": 6.5,
    "markeredgecolor": style.BLACK,
    "markeredgewidth": 0.8,
}

_STAGES: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "default": ("at the default values", {"marker": "s", "color": style.ORANGE, **_EDGE}),
    "prior": ("over all draws", {"marker": "o", "color": "white", **_EDGE}),
    "fitted": ("over accepted draws", {"marker": "D", "color": style.SKY, **_EDGE}),
    "posterior": (
        "under the posterior, on fresh luck",
        {"marker": "o", "color": style.BLUE, **_EDGE},
    ),
}
"""Columns of values, what they are called, and how they are drawn, from top to bottom of a row."""

# Inches: a panel's left edge and width, the legend, a line of a row, around a row, below.
_LEFT, _WIDTH, _LEGEND, _LINE, _PAD, _BELOW = 2.6, 6.2, 0.5, 0.175, 0.16, 0.6

_TALL: Final = len(_STAGES) * _LINE + _PAD
"""Height of a row, inches."""


@figure("patterns", "calibration", order=30, finding=findings.fitted)
def fitted(calibration: Calibration) -> Figure:
    """Show each pattern calibrated to, in units of its band: by default, before, and after.

    Parameters
    ----------
    calibration
        What became of the calibration.
    """
    rows = calibration.patterns.to_dicts()
    height = len(rows) * _TALL
    page = sheet(
        subject(calibration),
        "The patterns that were calibrated to, drawn so that all bands are of one width; the "
        "numbers beside them are in the pattern's own unit",
        _LEGEND + height + _BELOW,
        finding=findings.fitted(calibration),
    )
    axes = page.panel(_LEFT, _LEGEND, _WIDTH, height)
    place_axis(axes, height)
    for k, row in enumerate(rows):
        _pattern(axes, k * _TALL, row)
        if k:
            beside.rule(axes, k * _TALL)
    stages = [key.mark(name, **look) for name, look in _STAGES.values()]
    page.legend([key.area("band", BAND), *stages], 0.06, columnspacing=1.6)
    return page.figure


def _pattern(axes: Axes, top: float, row: Row) -> None:
    middle = top + 0.5 * _TALL
    name = clipped(row["id"], 26)
    beside.write(axes, beside.MARGIN, middle - 0.5 * _LINE, name, fontsize=9.5, fontweight="bold")
    band = minus(f"band {compact(row['band_low'])} to {compact(row['band_high'])}")
    beside.write(axes, beside.MARGIN, middle + 0.5 * _LINE, band, fontsize=9.5)
    for k, (stage, (_, look)) in enumerate(_STAGES.items()):
        y = top + 0.5 * _PAD + (k + 0.5) * _LINE
        value, met = row[stage], row[f"{stage}_met"]
        text = "nothing to measure"
        if value is not None:
            x = scaled(value, row)
            at = min(max(x, -REACH), 1.0 + REACH)
            beyond = {"marker": "<" if x < at else ">"} if x != at else {}
            axes.plot(
                at, y, linestyle="none", clip_on=False, label=stage, zorder=4, **{**look, **beyond}
            )
            text = minus(f"{compact(value)}, {'pass' if met else 'miss'}")
        weight = "normal" if met else "bold"
        beside.write_after(axes, 0.16, y, f"{stage}: {text}", fontsize=9, fontweight=weight)
