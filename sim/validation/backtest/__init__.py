"""What happened, held against what was simulated: scores beside those of plain forecasters."""

from .path import record_path
from .results import Backtest, backtest
from .scoring import FORECASTERS

__all__ = ["FORECASTERS", "Backtest", "backtest", "record_path"]
