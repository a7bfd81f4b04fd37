"""What happened, held against what was simulated: scores beside those of plain forecasters.

items
    What is scored of a scenario: events of its record, and questions whose answer is known.
scoring, references
    Each item scored, and forecasters who know no more than how often such events have happened.
skill
    Which part of a reference's score the simulator saves.
reliability
    Whether what is forecast with some probability happens as often.
joint, path
    How probable the record is as a whole, and how much of it lies within the simulated bands.
results
    All of it together: a `Backtest`.
"""

from .path import record_path
from .results import Backtest, backtest
from .scoring import FORECASTERS

__all__ = ["FORECASTERS", "Backtest", "backtest", "record_path"]
