"""Forecasters that know nothing of negotiations: what a simulator has to beat.

- *persistence*: nothing changes. What falls due is renewed, and nothing else happens.
- *climatology*: things happen as often as they have elsewhere, by kind of event; where no base
  rate is known it says one half.
- *half*: always one half. Of a date, that it comes before the end of the scenario with
  probability one half, as likely in any one year that it is still to come as in any other.

Each gives a probability, and of a date a whole distribution. Of values none says anything. All
forecast from the start of the scenario, as the simulator does: the probability of a tenth renewal
is one of ten renewals.
"""

from __future__ import annotations

from math import log
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainc, gammaincinv

from sim.validation.backtest.base_rates import Hazard, Rate, Renewal, base_rates
from sim.validation.backtest.items import Item

Floats = NDArray[np.float64]

QUANTILES: Final = 1000
"""By so many quantiles, evenly spaced in probability, a distribution of dates is given."""

_LEVELS: Final = (np.arange(QUANTILES) + 0.5) / QUANTILES


class Prediction(NamedTuple):
    """What a forecaster says of an item.

    Attributes
    ----------
    probability
        That it happens within the window; of a date, before the scenario ends.
    times
        Of a date, quantiles of the time at which it happens, evenly spaced in probability, or a
        sample of it: in years from the start of the scenario, infinite for never, shape
        ``(m,)``. Of yes or no nobody asks.
    known
        Whether that rests on what the forecaster knows of such events, and is not the one half
        that it says where it knows nothing.
    sample
        Whether times are a sample, and the probability is its share of `size` replications.
    size
        How many replications.
    """

    probability: float
    times: Floats
    known: bool = True
    sample: bool = False
    size: int = 0


def persistence(item: Item) -> Prediction:
    """Say that what falls due is renewed for certain, and that nothing else happens."""
    rate = base_rates().rate(item.event)
    certain = rate._replace(probability=1.0) if isinstance(rate, Renewal) else Hazard(0.0)
    return predicted(item, certain)


def climatology(item: Item) -> Prediction:
    """Say what follows from the base rate of such events; one half where none is known."""
    rate = base_rates().rate(item.event)
    return predicted(item, rate) if rate is not None else half(item)._replace(known=False)


def half(item: Item) -> Prediction:
    """Say one half, however many events it takes."""
    span = item.last - item.first
    return Prediction(0.5, item.first - np.log1p(-_LEVELS) * span / log(2.0))


def is_renewal(item: Item) -> bool:
    """Return whether an item asks if something that falls due is renewed."""
    return isinstance(base_rates().rate(item.event), Renewal)


def predicted(item: Item, rate: Rate) -> Prediction:
    """Return what follows from a rate for an item.

    Notes
    -----
    Under a hazard k the m-th event comes a time Gamma(m, 1/k) after the window opens. What is
    renewed with probability p each time, and fell due b times before the window opens, is
    renewed m times more with p^(b + m), one falling due within the window for each that is asked
    for; the m-th of them is due within the m-th period from when the window opens, as likely on
    any of its days as on any other.
    """
    m = item.at_least
    if isinstance(rate, Renewal):
        probability = rate.probability ** (item.before + m)
        due = item.first + (m - 1 + _LEVELS / probability) / rate.per_year
        times = np.where(probability > _LEVELS, due, np.inf)
        if item.kind == "date":
            probability = float(np.mean(times <= item.last))
        return Prediction(probability, times)
    if rate.rate == 0.0:
        return Prediction(0.0, np.full(QUANTILES, np.inf))
    probability = float(gammainc(m, rate.rate * (item.last - item.first)))
    return Prediction(probability, item.first + gammaincinv(m, _LEVELS) / rate.rate)
