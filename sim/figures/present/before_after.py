"""What is asked, without a record and with it: how far that moves each probability."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.recorded import CONDITIONS, conditions
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.base import beside, key, style
from sim.figures.base.axes import percent_axis
from sim.figures.base.medium import SCREEN, Medium
from sim.figures.base.page import page
from sim.figures.findings import present as findings
from sim.figures.present import rows
from sim.figures.present.scenarios import TOGETHER, Row, shown, titles
from sim.figures.registry import figure
from sim.wording.rounding import percent, share_with_range

_SCREEN: Final = rows.Layout(66, 4, 0.26, 0.165, 5.0, 2.35, 0.3, 0.5)
_NARROW: Final = rows.Layout(46, 4, 0.17, 0.14, 3.05, 1.12, 0.26, 0.44)

_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "before": {"marker": "o", "markersize": 7.0, "color": "white", "markeredgecolor": "#555555"},
    "after": {"marker": "o", "markersize": 7.5, "color": style.BLUE, "markeredgecolor": "black"},
    "tempered": {"marker": "D", "markersize": 4.0, "color": style.ORANGE},
}
_BAND: Final = "#C6DDEC"
_LINK: Final[dict[str, Any]] = {"color": "#555555", "linewidth": 1.2}


def has_questions(values: Row, _: Sequence[Batch]) -> bool:
    """Return whether a question is still open."""
    return any(_asked(one) for one in values["scenarios"])


@figure("before_after", "now", order=10, finding=findings.before_after, has_content=has_questions)
def before_after(values: Row, batches: Sequence[Batch], *, medium: Medium = SCREEN) -> Figure:
    """Show each open question without the record and with it, what moves most first.

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
        If no question is open.
    """
    scenarios, more = shown(values, batches, _asked)
    if not scenarios:
        raise ThawError("there is nothing to draw: no question is still open")
    layout = _NARROW if medium.narrow else _SCREEN
    fitted = rows.fitted([_asked(one.row) for one in scenarios], _words, layout, medium)
    more += f"; those that move most, {fitted.cut}" if fitted.cut else ""
    sheet = page(
        [one.after for one in scenarios],
        f"Probability of yes in simulated futures, without the record and with it{more}",
        fitted.height,
        0.95,
        finding=findings.before_after(values, batches),
        method=TOGETHER,
        medium=medium,
    )
    sheet.legend(_entries(values, scenarios[0].row), left=0.1, columnspacing=1.3)
    for axes, places, block in fitted.panels(sheet, titles(scenarios, values, 60)):
        for y, row in zip(places, block, strict=True):
            _draw(axes, y, row, medium)
        axes.set_xlim(0.0, 1.0)
        axes.set_xticks(np.linspace(0.0, 1.0, 6 if not medium.narrow else 3))
        percent_axis(axes.xaxis)
    return sheet.figure


def _asked(one: Row) -> list[Row]:
    """Return open questions, those of yes and no first, and first what moves most."""
    known = [
        row
        for row in one["questions"]
        if None not in (row["before"]["probability"], row["after"]["probability"])
    ]
    return sorted(known, key=lambda row: (row["by"] is None, -abs(_moved(row))))


def _moved(row: Row) -> float:
    return float(row["after"]["probability"] - row["before"]["probability"])


def _words(row: Row) -> str:
    return str(row["text"]) if row["by"] is not None else f"{row['text']} (by the end)"


def _draw(axes: Axes, y: float, row: Row, medium: Medium) -> None:
    """Draw a row: the two ends joined, the interval of the second, and the third."""
    before, after = row["before"], row["after"]
    ends = [before["probability"], after["probability"]]
    if after["low"] is not None and after["high"] is not None:
        span = (after["low"], after["high"] - after["low"])
        axes.broken_barh([span], (y - 0.055, 0.11), facecolor=_BAND, label=f"{row['id']} interval")
    axes.plot(ends, [y, y], label=f"{row['id']} moves", **_LINK)
    for name in CONDITIONS:
        if name in row and row[name]["probability"] is not None:
            where, look = row[name]["probability"], _LOOKS[name]
            axes.plot(where, y, clip_on=False, zorder=3, label=f"{row['id']} {name}", **look)
    if medium.narrow:
        text = f"{percent(ends[1])} with\n{percent(ends[0])} without"
    else:
        text = f"{share_with_range(ends[1], after['low'], after['high'])} with\n"
        text += f"{percent(ends[0])} without"
    beside.write_after(axes, 0.12, y, text, fontsize=rows.size(medium), linespacing=1.15)


def _entries(values: Row, one: Row) -> list[key.Entry]:
    words = {
        "before": "without the record",
        "after": "with it",
        "tempered": f"tempered to {values['temper']:g}",
    }
    marks = [key.mark(words[name], **_LOOKS[name]) for name in conditions(one)]
    return [*marks, key.area("interval with it", _BAND)]
