"""Figures of what workflows return: how to draw each, by the kind of results."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from sim.figures.registry import drawings
from sim.workflows.backtests.result import BacktestResult
from sim.workflows.calibrations.result import CalibrationResult
from sim.workflows.checks.result import CheckResult
from sim.workflows.comparisons.result import ComparisonResult
from sim.workflows.drawn import Drawn
from sim.workflows.kept_figures import draw_figures, draw_with_contact_sheet
from sim.workflows.reporter import SILENT, Reporter
from sim.workflows.result import Make, Result

__all__ = ["draw_into", "drawings_of"]


def drawings_of(result: Result) -> dict[str, Make]:
    """Return how to draw each figure of a result, by name."""
    return _DRAWINGS[result.kind.name](result)


def draw_into(folder: Path, result: Result, tell: Reporter = SILENT) -> Drawn:
    """Draw all figures of a result into a folder; with a contact sheet if it has batches.

    Raises
    ------
    ThawError
        If the folder cannot be written to.
    """
    if result.batches:
        return draw_with_contact_sheet(drawings_of(result), folder, result.batches, tell=tell)
    return draw_figures(drawings_of(result), folder, tell=tell)


def _of_comparison(result: ComparisonResult) -> dict[str, Make]:
    return {**drawings("comparison", result.baseline_first)}


def _of_backtest(result: BacktestResult) -> dict[str, Make]:
    return {**drawings("backtest", result.backtest, result.batches)}


def _of_check(result: CheckResult) -> dict[str, Make]:
    return {**drawings("check", result.check)}


def _of_calibration(result: CalibrationResult) -> dict[str, Make]:
    return {**drawings("calibration", result.calibration)}


_DRAWINGS: Final[dict[str, Callable[[Any], dict[str, Make]]]] = {
    ComparisonResult.kind.name: _of_comparison,
    BacktestResult.kind.name: _of_backtest,
    CheckResult.kind.name: _of_check,
    CalibrationResult.kind.name: _of_calibration,
}
