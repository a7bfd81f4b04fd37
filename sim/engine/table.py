"""Classes of measures as columns, for what is computed over all of them at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.bargaining.discounting import annuity
from sim.catalogue.schema import Catalogue
from sim.scenario.schema import Scenario

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ClassTable:
    """One entry a class; all arrays have the shape (number of classes,).

    Attributes
    ----------
    names, index
        Ids of the classes, and the entry of each.
    phi, fades
        Share of the value that adaptation never removes, and the rest of it.
    horizon
        Planning horizon, years.
    overcompliance
        How much of overcompliance applies.
    us_gain
        Economic gain of the sender, UP/LP.
    market, oil, socialising, persons, settlement_only
        Flags, 0 or 1.
    relaxing
        Share of the distance to the target that is left on average over the horizon.
    final
        Worth of a unit a year for ever undone, A(r, H) at the target's discount rate, years.
    feared
        Hazard that is feared before anything is eased, 1/y: the largest of all instruments.
    """

    names: tuple[str, ...]
    index: dict[str, int]
    phi: Floats
    fades: Floats
    horizon: Floats
    overcompliance: Floats
    us_gain: Floats
    market: Floats
    oil: Floats
    socialising: Floats
    persons: Floats
    settlement_only: Floats
    relaxing: Floats
    final: Floats
    feared: float


def class_table(scenario: Scenario, catalogue: Catalogue) -> ClassTable:
    """Lay a catalogue's classes out as columns."""
    entries = list(catalogue.classes.values())
    names = tuple(catalogue.classes)
    horizon = np.array([entry.horizon for entry in entries])
    x = horizon / (scenario.values.reluctance.tau_months / 12.0)
    r = scenario.agents.kremlin.discount

    def column(field: str) -> Floats:
        return np.array([float(getattr(entry, field)) for entry in entries])

    return ClassTable(
        names=names,
        index={name: i for i, name in enumerate(names)},
        phi=column("phi"),
        fades=1.0 - column("phi"),
        horizon=horizon,
        overcompliance=column("overcompliance"),
        us_gain=column("us_gain"),
        market=column("market"),
        oil=column("oil"),
        socialising=column("socialising"),
        persons=column("persons"),
        settlement_only=column("settlement_only"),
        relaxing=-np.expm1(-x) / x,
        final=np.array([annuity(r, float(h)) for h in horizon]),
        feared=max((entry.hazard for entry in catalogue.instruments.values()), default=0.0),
    )
