"""Who is scored, in order: the simulator, and those that it is measured against.

A further forecaster is one more entry of `FORECASTERS`: tables, figures and scores take it up by
themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.batch.batch import Batch
from sim.validation.backtest import references
from sim.validation.backtest.items import Item
from sim.validation.backtest.references import Prediction

__all__ = ["FORECASTERS", "HEADLINE", "MODELS", "REFERENCES", "RIVAL", "Forecaster", "predictions"]

Floats = NDArray[np.float64]

Says = Callable[[Item, Batch, Floats], Prediction]
"""What is said of an item that is no value, given the batch of its scenario and what its
replications say of the item (see `sim.validation.backtest.items.forecast`)."""


class Forecaster(NamedTuple):
    """Somebody who forecasts.

    Attributes
    ----------
    label
        What it is called in tables.
    title
        What it is called on figures.
    about
        What it says, in a sentence.
    says
        What it says of an item.
    model
        Whether it rests on simulated futures: what is to be judged, and not measured against.
    """

    label: str
    title: str
    about: str
    says: Says
    model: bool = False


def _simulated(item: Item, batch: Batch, members: Floats) -> Prediction:
    """Say in which share of the replications it happens, and when."""
    happens = members < item.last if item.kind == "date" else members
    share = round(float(happens.sum())) / members.size
    return Prediction(share, members, sample=True, size=members.size)


FORECASTERS: Final[dict[str, Forecaster]] = {
    "simulator": Forecaster(
        "simulator",
        "Simulator",
        "The simulator: the share of its futures.",
        _simulated,
        model=True,
    ),
    "persistence": Forecaster(
        "persistence",
        "Persistence: nothing changes",
        "Persistence: what falls due is renewed, and nothing else happens.",
        lambda item, batch, members: references.persistence(item),
    ),
    "climatology": Forecaster(
        "base rates",
        "Base rates",
        "Base rates: by kind of event, and one half where none is known.",
        lambda item, batch, members: references.climatology(item),
    ),
    "half": Forecaster(
        "one half",
        "Always half",
        "Half: always one half; of a date, that it comes before the scenario ends.",
        lambda item, batch, members: references.half(item),
    ),
}
"""Who is scored, by name, in the order in which tables show them."""

MODELS: Final = tuple(name for name, who in FORECASTERS.items() if who.model)
"""Those that rest on simulated futures."""

REFERENCES: Final = tuple(name for name, who in FORECASTERS.items() if not who.model)
"""Those that know nothing of negotiations: what has to be beaten."""

HEADLINE: Final = MODELS[-1]
"""Whose scores are told first."""

RIVAL: Final = "climatology"
"""The reference that the headline is told against."""


def predictions(item: Item, batch: Batch, members: Floats) -> dict[str, Prediction]:
    """Return what each of the `FORECASTERS` says of an item that is no value.

    Parameters
    ----------
    item
        The item.
    batch
        Replications of its scenario.
    members
        What they say of the item, see `sim.validation.backtest.items.forecast`, shape ``(n,)``.
    """
    return {name: who.says(item, batch, members) for name, who in FORECASTERS.items()}
