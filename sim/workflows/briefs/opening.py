"""Results of every kind, read back from their folders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from sim.batch.reader import open_batch
from sim.outcomes.row import outcome_row
from sim.results.manifest import digest_of
from sim.workflows.backtests.backtesting import open_backtest
from sim.workflows.batches.summing_up import SummedUp, kept_summary
from sim.workflows.calibrations.calibrating import open_calibration
from sim.workflows.checks.checking import open_check
from sim.workflows.comparisons.comparing import open_comparison
from sim.workflows.exportable import Exportable
from sim.workflows.presents.conditioning import open_now
from sim.workflows.runs.futures import record_of_run
from sim.workflows.runs.playing import Played

__all__ = ["OPENING"]


def _run(folder: Path) -> Played:
    record = record_of_run(folder)
    return Played(record, outcome_row(record), folder, digest_of(folder), folder)


def _batch(folder: Path) -> SummedUp:
    batch = open_batch(folder)
    return SummedUp(
        batches=(batch,),
        folder=folder,
        found=True,
        values=kept_summary(batch, folder),
        file=folder,
    )


OPENING: Final[Mapping[str, Callable[[Path], Exportable | Played]]] = {
    "run": _run,
    "batch": _batch,
    "comparison": open_comparison,
    "backtest": open_backtest,
    "check": open_check,
    "calibration": open_calibration,
    "now": open_now,
}
"""How to read each kind back, by the name that its manifest gives."""
