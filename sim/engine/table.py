"""Classes of measures as columns, for what is computed over all of them at once."""

from __future__ import annotations

from dataclasses import dataclass
from math import expm1

from sim.bargaining.discounting import annuity
from sim.catalogue.schema import Catalogue
from sim.scenario.schema import Scenario


@dataclass(frozen=True, slots=True)
class ClassTable:
    """Lists with one entry a class.

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
    market, oil, socialising
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
    phi: list[float]
    fades: list[float]
    horizon: list[float]
    overcompliance: list[float]
    us_gain: list[float]
    market: list[float]
    oil: list[float]
    socialising: list[float]
    relaxing: list[float]
    final: list[float]
    feared: float


def class_table(scenario: Scenario, catalogue: Catalogue) -> ClassTable:
    """Lay a catalogue's classes out as columns."""
    entries = list(catalogue.classes.values())
    names = tuple(catalogue.classes)
    tau = scenario.values.reluctance.tau_months / 12.0
    r = scenario.agents.kremlin.discount

    def column(field: str) -> list[float]:
        return [float(getattr(entry, field)) for entry in entries]

    return ClassTable(
        names=names,
        index={name: i for i, name in enumerate(names)},
        phi=column("phi"),
        fades=[1.0 - entry.phi for entry in entries],
        horizon=column("horizon"),
        overcompliance=column("overcompliance"),
        us_gain=column("us_gain"),
        market=column("market"),
        oil=column("oil"),
        socialising=column("socialising"),
        relaxing=[-expm1(-entry.horizon / tau) / (entry.horizon / tau) for entry in entries],
        final=[annuity(r, float(entry.horizon)) for entry in entries],
        feared=max((entry.hazard for entry in catalogue.instruments.values()), default=0.0),
    )
