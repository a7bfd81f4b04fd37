"""What a forecaster says of a question: a probability, and of a date a whole distribution."""

from __future__ import annotations

from math import log
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.forecasts.arrivals import Arrivals, Hazard, Window

__all__ = ["LEVELS", "QUANTILES", "Prediction", "half", "predicted"]

Floats = NDArray[np.float64]

QUANTILES: Final = 1000
"""By so many quantiles, evenly spaced in probability, a distribution of dates is given."""

LEVELS: Final = (np.arange(QUANTILES) + 0.5) / QUANTILES
"""The probabilities of these quantiles, shape ``(QUANTILES,)``."""


class Prediction(NamedTuple):
    """What a forecaster says of an item.

    Attributes
    ----------
    probability
        That it happens within the window; of a date, before the scenario ends.
    times
        Of a date, quantiles of the time at which it happens, in years from the start of the
        scenario, ascending, shape ``(QUANTILES,)``; infinite for never. Of yes or no nobody asks:
        all of them are.
    known
        Whether that rests on what the forecaster knows of such events, and is not the one half
        that it says where it knows nothing.
    """

    probability: float
    times: Floats
    known: bool = True


def predicted(window: Window, arrivals: Arrivals, *, known: bool = True) -> Prediction:
    """Return what follows for a window from when such things come.

    Parameters
    ----------
    window
        When events count.
    arrivals
        When they come.
    known
        See `Prediction`.
    """
    times = arrivals.times(window, LEVELS) if window.dated else np.full(QUANTILES, np.inf)
    return Prediction(arrivals.within(window), times, known)


def half(window: Window) -> Hazard:
    """Return the hazard of who knows nothing: one half for the window, however many it takes.

    Of a date, that it comes before the end with probability one half, as likely in any one year
    that it is still to come as in any other.
    """
    return Hazard(log(2.0) / (window.last - window.first))
