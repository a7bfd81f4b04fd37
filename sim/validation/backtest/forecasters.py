"""Who is scored, in order: what rests on simulated futures, and what it is measured against.

A further forecaster is one more entry of `FORECASTERS`: tables, figures and scores take it up by
themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.forecasts import forecaster
from sim.analysis.forecasts.prediction import Prediction
from sim.batch.batch import Batch
from sim.engine.model.model import Model
from sim.validation.backtest import references
from sim.validation.backtest.items import Item

__all__ = ["FORECASTERS", "HEADLINE", "MODELS", "RIVAL", "Forecaster", "predictions"]

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
    sample
        Whether what it says is a sample, its probability a share of replications.
    """

    label: str
    title: str
    about: str
    says: Says
    model: bool = False
    sample: bool = False


def _simulated(item: Item, batch: Batch, members: Floats) -> Prediction:
    """Say in which share of the replications it happens, and when."""
    happens = members < item.last if item.kind == "date" else members
    return Prediction(round(float(happens.sum())) / members.size, members)


@lru_cache(maxsize=2)
def _from_cases(model: Model) -> forecaster.Forecaster:
    """Return who forecasts a scenario from the cases of the library, without its own."""
    return forecaster.forecaster_of(model)


def _library(item: Item, batch: Batch, members: Floats) -> Prediction:
    return _from_cases(batch.model).plain_rate(item.asked).prediction


def _near(item: Item, batch: Batch, members: Floats) -> Prediction:
    """Say how often it happened in other cases, those like this one counting more."""
    return _from_cases(batch.model).rate(item.asked).prediction


def _blend(item: Item, batch: Batch, members: Floats) -> Prediction:
    """Pool what was simulated with what near cases say."""
    who = _from_cases(batch.model)
    simulated = members if item.kind == "date" else float(members.mean())
    return who.blend(who.rate(item.asked), simulated)


FORECASTERS: Final[dict[str, Forecaster]] = {
    "blend": Forecaster(
        "blend",
        "Blend",
        "Blend: the simulator and near cases, pooled with weights from other cases.",
        _blend,
        model=True,
    ),
    "simulator": Forecaster(
        "simulator",
        "Simulator",
        "Simulator: the share of its futures.",
        _simulated,
        model=True,
        sample=True,
    ),
    "library": Forecaster(
        "library",
        "Case library",
        "Library: as often as in all other cases; base rates where it does not ask.",
        _library,
    ),
    "near": Forecaster(
        "near cases",
        "Near cases",
        "Near cases: the same, but cases that are like this one count more.",
        _near,
    ),
    "climatology": Forecaster(
        "base rates",
        "Base rates",
        "Base rates: as published, by kind of event; one half where none is known.",
        lambda item, batch, members: references.climatology(item),
    ),
    "persistence": Forecaster(
        "persistence",
        "Persistence: nothing changes",
        "Persistence: what falls due is renewed, and nothing else happens.",
        lambda item, batch, members: references.persistence(item),
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
"""Those that rest on simulated futures, what is told first before what it is made from."""

HEADLINE: Final = MODELS[0]
"""Whose scores are told first."""

RIVAL: Final = "library"
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
