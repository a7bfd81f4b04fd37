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

from typing import Final

from sim.analysis.forecasts.arrivals import Hazard, Renewal
from sim.analysis.forecasts.base_rates import base_rates
from sim.analysis.forecasts.prediction import Prediction, half, predicted
from sim.validation.backtest.items import Item

REFERENCES: Final = ("persistence", "climatology", "half")
"""The reference forecasters, in the order in which tables show them."""


def predictions(item: Item) -> dict[str, Prediction]:
    """Return what each of the `REFERENCES` says of an item that is no value."""
    window = item.window
    rate = base_rates().rate(item.event)
    unknown = predicted(window._replace(at_least=1), half(window))
    unknown = unknown._replace(probability=0.5, known=False)
    return {
        "persistence": predicted(window, _unchanging(rate)),
        "climatology": unknown if rate is None else predicted(window, rate),
        "half": unknown._replace(known=True),
    }


def is_renewal(item: Item) -> bool:
    """Return whether an item asks if something that falls due is renewed."""
    return isinstance(base_rates().rate(item.event), Renewal)


def _unchanging(rate: Renewal | Hazard | None) -> Renewal | Hazard:
    """Say that what falls due is renewed for certain, and that nothing else happens."""
    return rate._replace(probability=1.0) if isinstance(rate, Renewal) else Hazard(0.0)
