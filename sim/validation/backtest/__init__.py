"""What happened, held against what was simulated: scores beside those of plain forecasters.

items, families
    What is scored of a scenario: events of its record, and questions whose answer is known; and
    which of these are of one sort.
references, forecasters
    Forecasters who know no more than how often such events have happened elsewhere; and all who
    are scored, in order.
scoring
    Each item scored.
groups, skill, discrimination
    Items in groups; mean scores of each, differences and skill against the references; whether
    what was called likelier happened sooner than what was not.
coverage, reliability
    Whether intervals hold as often as they say, and what is forecast with some probability happens
    as often.
rules_off
    What the absence of a rule does to the scores.
joint, path
    How probable the record is as a whole, and how much of it lies within the simulated bands.
results
    All of it together: a `Backtest`.
numbers
    Its numbers as cells, with their intervals.
"""

from .forecasters import FORECASTERS
from .path import record_path
from .results import Backtest, backtest

__all__ = ["FORECASTERS", "Backtest", "backtest", "record_path"]
