"""The cases of a backtest: relief as it might have gone, and as it went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from matplotlib.figure import Figure

from sim.batch.batch import Batch
from sim.plots.base import style
from sim.plots.base.pages import page
from sim.plots.base.series import label
from sim.plots.base.wording import need_rows, percent
from sim.plots.batch.fan import handles, panel

if TYPE_CHECKING:
    from sim.validation.backtest import Backtest

# Inches: a panel's width and height, left of the panels, above, between (twice) and below them.
_WIDTH, _PANEL, _LEFT, _ABOVE, _BETWEEN, _GAP, _BELOW = 5.6, 2.5, 0.7, 0.7, 0.72, 0.86, 0.4

_SERIES: Final = "legal"


def recorded(backtest: Backtest, batches: Sequence[Batch]) -> Figure:
    """Relief in law of every case: the fan of its futures, and the path of its record over it.

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
    need_rows(*batches)
    paths = {row["case"]: row for row in backtest.paths.iter_rows(named=True)}
    with style.house():
        rows = (len(batches) + 1) // 2
        sheet = page(
            batches,
            "Relief in law of all senders: half of all futures are in the dark band, 90 % in the "
            "light one; the record, where it says how much was eased, is the bold line",
            _ABOVE + rows * (_PANEL + _GAP) - _GAP + _BELOW,
        )
        wide = _WIDTH if len(batches) > 1 else 2.0 * _WIDTH + _BETWEEN
        for k, batch in enumerate(batches):
            down, across = divmod(k, 2)
            axes = sheet.panel(
                _LEFT + across * (_WIDTH + _BETWEEN), _ABOVE + down * (_PANEL + _GAP), wide, _PANEL
            )
            unit = label(batch.model, _SERIES).unit
            panel(axes, batch, _SERIES, unit)
            found = paths.get(batch.name)
            inside = (
                ""
                if found is None or found["share_in_90"] is None
                else (
                    f": record in the bands {percent(found['share_in_50'], 100)} and "
                    f"{percent(found['share_in_90'], 100)} of the time"
                )
            )
            axes.set_title(f"{style.clipped(batch.name, 30)}{inside}", fontsize=10, pad=19.0)
            axes.set_ylabel(unit)
        entries = handles(batches)
        sheet.figure.legend(
            handles=entries,
            loc="upper left",
            bbox_to_anchor=sheet.at(0.1, 0.04),
            ncols=len(entries),
            borderaxespad=0.0,
            borderpad=0.2,
            columnspacing=1.3,
        )
    return sheet.figure
