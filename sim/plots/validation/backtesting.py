"""All figures of a backtest, by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from matplotlib.figure import Figure

from sim.batch.batch import Batch
from sim.plots.validation.forecasts import forecasts
from sim.plots.validation.observed_dates import observed_dates
from sim.plots.validation.pit import pit
from sim.plots.validation.recorded import recorded
from sim.plots.validation.reliability import reliability
from sim.plots.validation.skill import skill

if TYPE_CHECKING:
    from sim.validation.backtest import Backtest

Draw = Callable[["Backtest", Sequence[Batch]], Figure]

BACKTEST_FIGURES: Final[dict[str, Draw]] = {
    "record": recorded,
    "skill": skill,
    "reliability": reliability,
    "forecasts": forecasts,
    "dates": observed_dates,
    "pit": pit,
}
"""What each draws of a backtest and the batches of its cases, in the order of the cases.

All raise a `sim.errors.ThawError` if there is nothing of the kind to draw.
"""
