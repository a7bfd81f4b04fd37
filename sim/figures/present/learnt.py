"""The assumptions that a record moves beyond chance: as they were assumed, and with the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.recorded import assumptions_moved
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.base import beside, key, style
from sim.figures.base.axes import few_ticks
from sim.figures.base.medium import SCREEN, Medium
from sim.figures.base.page import page
from sim.figures.findings import present as findings
from sim.figures.present import rows
from sim.figures.present.scenarios import Row, of_pasts, shown, titles
from sim.figures.registry import figure
from sim.wording.rounding import compact, percent, signed

_SCREEN: Final = rows.Layout(62, 3, 0.28, 0.165, 4.7, 2.0, 0.34, 0.55)
_NARROW: Final = rows.Layout(38, 4, 0.2, 0.14, 2.55, 1.05, 0.3, 0.46)

_ASSUMPTIONS: Final = 10
"""Assumptions of a scenario that are drawn, at most."""

_LOOKS: Final[dict[str, tuple[float, dict[str, Any]]]] = {
    "before": (-0.06, {"color": style.GREY, "linewidth": 3.0}),
    "after": (0.06, {"color": style.BLUE, "linewidth": 3.0}),
}
"""How far below the middle of its row each is drawn, inches, and how."""

_DOT: Final[dict[str, Any]] = {"marker": "o", "markersize": 5.5, "markeredgecolor": "white"}


def has_moved(values: Row, _: Sequence[Batch]) -> bool:
    """Return whether any assumption moves beyond chance."""
    return any(assumptions_moved(one) for one in values["scenarios"])


@figure("learnt", "now", order=40, finding=findings.learnt, has_content=has_moved)
def learnt(values: Row, batches: Sequence[Batch], *, medium: Medium = SCREEN) -> Figure:
    """Show the assumptions that the record moves beyond chance, as assumed and with the record.

    Parameters
    ----------
    values
        What came of it, see `sim.workflows.presents.result.Present.summary`.
    batches
        The futures, without the record and with it.
    medium
        What it is made for.

    Raises
    ------
    ThawError
        If none moves.
    """
    scenarios, more = shown(values, batches, assumptions_moved)
    if not scenarios:
        raise ThawError("there is nothing to draw: no assumption moves beyond chance")
    layout = _NARROW if medium.narrow else _SCREEN
    whole = [assumptions_moved(one.row) for one in scenarios]
    fitted = rows.fitted(whole, findings.assumption, layout, medium, _ASSUMPTIONS)
    more += f"; those that move most, {fitted.cut}" if fitted.cut else ""
    sheet = page(
        [one.after for one in scenarios],
        "Median and middle nine tenths of each assumption that moves beyond chance, in standard "
        f"deviations of what was assumed, from its mean; of a choice, its share{more}",
        fitted.height,
        finding=findings.learnt(values, batches),
        note=of_pasts(values),
        medium=medium,
    )
    sheet.legend(_entries(), left=0.1, columnspacing=1.3)
    for axes, places, block in fitted.panels(sheet, titles(scenarios, values, 60)):
        for y, row in zip(places, block, strict=True):
            _draw(axes, y, row, medium)
        axes.axvline(0.0, color="#555555", linewidth=0.9)
        few_ticks(axes.xaxis, 5)
        axes.set_xlabel("standard deviations from the mean assumed")
    return sheet.figure


def _draw(axes: Axes, y: float, row: Row, medium: Medium) -> None:
    mean, sd = row["before"]["mean"], row["before"]["sd"]
    choice = findings.is_share(row)
    for name, (by, look) in _LOOKS.items():
        at = {end: (row[name][end] - mean) / sd for end in ("mean", "q05", "median", "q95")}
        label = f"{row['path']} {name}"
        if not choice:
            axes.plot([at["q05"], at["q95"]], [y + by] * 2, label=label, **look)
        middle = at["mean" if choice else "median"]
        axes.plot(middle, y + by, color=look["color"], label=f"{label} middle", **_DOT)
    middles = [row[name]["mean" if choice else "median"] for name in _LOOKS]
    said = " → ".join(map(percent if choice else compact, middles))
    moved = signed(row["shift"], 2)
    text = f"{said}\nmean {moved} sd" if not medium.narrow else f"{said}\n{moved} sd"
    beside.write_after(axes, 0.12, y, text, fontsize=rows.size(medium), linespacing=1.15)


def _entries() -> list[key.Entry]:
    words = {"before": "as assumed", "after": "with the record"}
    return [key.line(words[name], **look, **_DOT) for name, (_, look) in _LOOKS.items()]
