"""The cases of a backtest: relief as it might have gone, and as it went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from matplotlib.figure import Figure

from sim.batch.batch import Batch
from sim.figures.base.page import page
from sim.figures.base.scenarios import need_rows
from sim.figures.base.series import label
from sim.figures.batch.fan import two_columns
from sim.figures.batch.fan_panel import draw_fan, fan_entries
from sim.figures.findings import validation as findings
from sim.figures.registry import figure
from sim.figures.validation.forecasters import cases, foremost
from sim.wording.rounding import percent

if TYPE_CHECKING:
    from sim.validation.backtest import Backtest

_SERIES: Final = "legal"


@figure("record", "backtest", order=30, finding=findings.record)
def recorded(backtest: Backtest, batches: Sequence[Batch]) -> Figure:
    """Show relief in law of every case: the fan of its futures, and over it what happened.

    Of many cases those that were forecast worst.

    Parameters
    ----------
    backtest
        Scores of the cases.
    batches
        Their batches.

    Raises
    ------
    ThawError
        If all replications of a case failed.
    """
    chosen, which = foremost(backtest, batches)
    need_rows(*chosen)
    names = cases(batches, 34)
    paths = {row["case"]: row for row in backtest.paths.iter_rows(named=True)}
    grid = two_columns(len(chosen), height=2.5, between=0.86)
    sheet = page(
        batches,
        "Relief in law of all senders: half of all futures are in the dark band, 90 % in the "
        f"light one; the record, where it says how much was eased, is the bold line{which}",
        grid.tall(len(chosen)),
        finding=findings.record(backtest, batches),
    )
    for k, batch in enumerate(chosen):
        axes = sheet.panel(*grid.place(k))
        unit = label(batch.model, _SERIES).unit
        draw_fan(axes, batch, _SERIES, unit)
        title = f"{names[batch.name]}{_inside(paths.get(batch.name))}"
        axes.set_title(title, fontsize=10, pad=19.0)
        axes.set_ylabel(unit)
    sheet.legend(fan_entries(chosen), borderpad=0.2, columnspacing=1.3)
    return sheet.figure


def _inside(path: Mapping[str, Any] | None) -> str:
    """Return how much of the time the record was in the bands."""
    if path is None or path["share_in_50"] is None:
        return ""
    shares = f"{percent(path['share_in_50'])} and {percent(path['share_in_90'])}"
    return f" · in the bands {shares} of the time"
