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

from sim.analysis.forecasts.arrivals import Hazard, Renewal
from sim.analysis.forecasts.base_rates import base_rates
from sim.analysis.forecasts.prediction import Prediction, predicted
from sim.analysis.forecasts.prediction import half as unknowing
from sim.validation.backtest.items import Item

__all__ = ["climatology", "half", "is_renewal", "persistence"]


def persistence(item: Item) -> Prediction:
    """Say that what falls due is renewed for certain, and that nothing else happens."""
    rate = base_rates().rate(item.event)
    certain = rate._replace(probability=1.0) if isinstance(rate, Renewal) else Hazard(0.0)
    return predicted(item.window, certain)


def climatology(item: Item) -> Prediction:
    """Say what follows from the base rate of such events; one half where none is known."""
    rate = base_rates().rate(item.event)
    return half(item)._replace(known=False) if rate is None else predicted(item.window, rate)


def half(item: Item) -> Prediction:
    """Say one half, however many events it takes."""
    window = item.window._replace(at_least=1)
    return predicted(window, unknowing(window))._replace(probability=0.5)


def is_renewal(item: Item) -> bool:
    """Return whether an item asks if something that falls due is renewed."""
    return isinstance(base_rates().rate(item.event), Renewal)
