"""By how much each entry of a record surprises, and how many futures are left after it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.recorded import by_surprise, entry_words, when_words
from sim.batch.batch import Batch
from sim.errors import ThawError
from sim.figures.base import beside, key, style
from sim.figures.base.axes import few_ticks, write_near
from sim.figures.base.medium import SCREEN, Medium
from sim.figures.base.page import page
from sim.figures.findings import present as findings
from sim.figures.present import rows
from sim.figures.present.scenarios import Row, of_pasts, shown, titles
from sim.figures.registry import figure
from sim.wording.cells import number
from sim.wording.rounding import percent

_SCREEN: Final = rows.Layout(62, 3, 0.2, 0.165, 4.7, 1.2, 0.44, 0.5)
_NARROW: Final = rows.Layout(40, 3, 0.15, 0.14, 2.7, 0.92, 0.44, 0.44)

_TIED: Final = "\u00a0"
"""A space at which no line ends."""

_ENTRIES: Final = 12
"""Entries of a scenario that are drawn, at most."""

_NUMBER: Final = 0.125
"""Room beside a bar for its number, inches for each point of the size of letters."""

_EDGE: Final[dict[str, Any]] = {"edgecolor": "#333333", "linewidth": 0.6}
_LOOKS: Final[dict[bool, dict[str, Any]]] = {
    True: {"facecolor": "#7FB2D3", "hatch": ""},
    False: {"facecolor": style.ORANGE, "hatch": "////"},
}


def has_entries(values: Row, _: Sequence[Batch]) -> bool:
    """Return whether a record says anything."""
    return any(one["facts"] for one in values["scenarios"])


@figure("surprise", "now", order=20, finding=findings.surprise, has_content=has_entries)
def surprise(values: Row, batches: Sequence[Batch], *, medium: Medium = SCREEN) -> Figure:
    """Show by how many bits each entry of the record surprises, and how many futures are left.

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
        If the record says nothing.
    """
    scenarios, more = shown(values, batches, lambda row: row["facts"])
    if not scenarios:
        raise ThawError("there is nothing to draw: the record says nothing")
    layout = _NARROW if medium.narrow else _SCREEN
    whole = [by_surprise(one.row["facts"]) for one in scenarios]
    fitted = rows.fitted(whole, _words, layout, medium, _ENTRIES)
    more += f"; what surprises most, {fitted.cut}" if fitted.cut else ""
    sheet = page(
        [one.after for one in scenarios],
        "Surprise of each entry of the record, given all that is older: bits, the binary logarithm "
        f"of one over its probability (in brackets){more}",
        fitted.height,
        finding=findings.surprise(values, batches),
        note=of_pasts(values),
        medium=medium,
    )
    sheet.legend(_entries(fitted.blocks), left=0.1, columnspacing=1.3)
    for axes, places, block in fitted.panels(sheet, titles(scenarios, values, 44)):
        _bars(axes, places, block, layout, medium)
    return sheet.figure


def _words(row: Row) -> str:
    return f"{entry_words(row)}, {when_words(row).replace(' ', _TIED)}"


def _bars(
    axes: Axes, places: Sequence[float], block: Sequence[Row], layout: rows.Layout, medium: Medium
) -> None:
    small = rows.size(medium)
    wide = medium.width - layout.left - layout.right
    for y, row in zip(places, block, strict=True):
        bits = float(row["bits"] or 0.0)
        axes.barh(y, bits, height=0.15, label=row["id"], **_LOOKS[row["steered"]], **_EDGE)
        text = f"{number(bits, 1)} ({percent(row['probability'])})"
        write_near(axes, text, (bits, y), (4.0, 0.0), va="center", fontsize=small)
        beside.write_after(axes, 0.12, y, f"{row['effective']:,.0f}", fontsize=small)
    most = max(float(row["bits"] or 0.0) for row in block) or 1.0
    axes.set_xlim(0.0, most * wide / (wide - _NUMBER * small))
    few_ticks(axes.xaxis, 5)
    axes.set_xlabel("bits")
    head = "independent\nfutures left"
    look: dict[str, Any] = {"va": "bottom", "color": "#444444", "linespacing": 1.15}
    beside.write_after(axes, 0.12, -0.04, head, fontsize=medium.small, **look)


def _entries(blocks: Sequence[Sequence[Row]]) -> list[key.Entry]:
    words = {True: "steered: a draw, made to come", False: "weighed: other futures left out"}
    there = {row["steered"] for block in blocks for row in block}
    return [
        key.area(words[how], look["facecolor"], look["hatch"], **_EDGE)
        for how, look in _LOOKS.items()
        if how in there
    ]
