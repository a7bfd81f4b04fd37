"""Patterns: many weak facts that an ensemble must reproduce at once, and fitting to them.

A model is believed when many independent facts come out of it together (Grimm et al. 2005,
Science 310: pattern-oriented modelling). `sim.validation.patterns.check` holds batches against a
file of such facts; `sim.validation.patterns.calibration` asks which values of a few parameters go
with them.
"""

from .calibration import Calibration, calibrate
from .check import Check, check

__all__ = ["Calibration", "Check", "calibrate", "check"]
