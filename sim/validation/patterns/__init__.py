"""Patterns: many weak facts that an ensemble must reproduce at once, and fitting to them.

A model is believed when many independent facts come out of it together (Grimm et al. 2005,
Science 310: pattern-oriented modelling).

schema, loading
    Patterns and the rules that may be switched off: their files, read and placed.
columns
    Whether the outcomes of a scenario have what a statistic asks for.
samples, statistics
    What each replication adds to a statistic, and the statistic with its interval.
levers
    What a change of one assumption must do to an outcome, on the same luck.
check, tally
    Batches held against patterns, and which rules they rest on; how many are met, in words.
asked
    What a calibration is asked for.
calibration, rejection, marginals
    Which values of a few parameters go with a few patterns: the nearest points of a design, and
    distributions fitted to them.
posterior
    What was learned, as a scenario file.
"""

from .calibration import Calibration, calibrate
from .check import Check, check

__all__ = ["Calibration", "Check", "calibrate", "check"]
