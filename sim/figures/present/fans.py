"""What is in force over time, without a record and with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.over_time import fan_of
from sim.analysis.wording import SCALE
from sim.batch.batch import Batch
from sim.figures.base import key
from sim.figures.base.dates import date_axis, day_numbers
from sim.figures.base.medium import SCREEN, Medium
from sim.figures.base.page import Grid, page, share_out
from sim.figures.base.scenarios import need_rows
from sim.figures.base.series import label
from sim.figures.batch.fan_panel import (
    Floats,
    band_entries,
    begin_entries,
    draw_bands,
    draw_begin,
    draw_median,
    scale,
)
from sim.figures.findings import present as findings
from sim.figures.present.scenarios import Row, Scenario, shown, titles
from sim.figures.registry import figure

_MEDIAN: Final[dict[str, Any]] = {
    "color": "#444444",
    "linewidth": 1.5,
    "linestyle": (0.0, (3.0, 2.0)),
}
_EDGE: Final[dict[str, Any]] = {"color": "#777777", "linewidth": 1.1}

_LINE: Final = 0.2
"""A line of the legend, inches."""


@figure("fans", "now", order=30, finding=findings.fans)
def fans(values: Row, batches: Sequence[Batch], *, medium: Medium = SCREEN) -> Figure:
    """Show the fan of what is in force without the record (outlined) and with it (filled).

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
        If all futures of a scenario failed.
    """
    need_rows(*batches)
    scenarios, more = shown(values, batches)
    after = [one.after for one in scenarios]
    entries = _entries(after)
    columns = key.columns(entries, medium.width - 0.3)
    n = len(scenarios)
    across = n if medium.height or not medium.narrow else 1
    left, gap = (0.6, 0.6) if medium.narrow else (0.7, 0.72)
    wide = share_out(across, left, 0.2, gap, medium.width)
    high = 1.9 if medium.narrow else 3.4
    top = 0.1 + _LINE * -(-len(entries) // columns)
    grid = Grid(across, left, wide, high, gap, above=0.26 if n > 1 else 0.1, below=0.36, top=top)
    sheet = page(
        after,
        "In force at each moment, of all senders: half of all futures with the record are in the "
        "dark band, 90 % in the light one, those without it between the grey lines · "
        f"{SCALE}{more}",
        grid.tall(n),
        finding=findings.fans(values, batches),
        medium=medium,
    )
    grid = grid.higher(sheet.spare, n)
    letters = round(wide * (13 if medium.narrow else 10))
    for k, (one, title) in enumerate(
        zip(scenarios, titles(scenarios, values, letters), strict=True)
    ):
        axes = sheet.panel(*grid.place(k))
        _draw(axes, one, *((3, 6) if medium.narrow else (5, 10)))
        axes.set_title(title)
    sheet.legend(entries, left=0.1, ncols=columns)
    return sheet.figure


def _draw(axes: Axes, one: Scenario, least: int, most: int) -> None:
    model = one.after.model
    _, unit = label(model, findings.IN_FORCE)
    date_axis(axes, model, least, most)
    before, after = (fan_of(batch, findings.IN_FORCE).bands for batch in (one.before, one.after))
    draw_bands(axes, one.after, after)
    x = day_numbers(model, one.before.grid)
    for k in (0, -1):
        axes.step(x, before[k], where="post", label="90 % without", **_EDGE)
    axes.step(x, before[2], where="post", label="median without", **_MEDIAN)
    draw_median(axes, one.after, after)
    draw_begin(axes, one.after)
    scale(axes, *_ends([before, after]), unit)
    axes.set_ylabel(unit)


def _ends(bands: Sequence[Floats]) -> tuple[float, float]:
    """Return the lowest and the highest of some bands."""
    return min(float(each.min()) for each in bands), max(float(each.max()) for each in bands)


def _entries(batches: Sequence[Batch]) -> list[key.Entry]:
    return [
        *band_entries(),
        *begin_entries(batches),
        key.line("median without the record", **_MEDIAN),
        key.line("90 % without", **_EDGE),
    ]
