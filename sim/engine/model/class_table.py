"""Classes of measures as columns, for what is computed over all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.bargaining.arrays import floats
from sim.bargaining.discounting import annuity
from sim.bargaining.overcompliance import mean_over
from sim.catalogue.schema import Catalogue
from sim.scenario.schema import Scenario

if TYPE_CHECKING:
    from librt.vecs import vec


class ClassTable:
    """Rows (see `sim.bargaining.arrays`) with one entry a class.

    Parameters
    ----------
    scenario, catalogue
        What they are taken from.

    Attributes
    ----------
    names, index
        Ids of the classes, and the entry of each.
    phi
        Share of the value that adaptation never removes.
    horizon
        Planning horizon, years.
    overcompliance
        How much of overcompliance applies.
    gain
        Economic gain of the sender, UP/LP.
    market, oil, socialising
        Flags, 0 or 1.
    relaxing
        Share of the distance to the target that is left on average over the horizon.
    final
        Worth of a unit a year for ever undone, A(r, H) at the target's discount rate at the start,
        years; see `finals`.
    feared
        Hazard that is feared before anything is eased, 1/y: the largest of all instruments.
    """

    __slots__ = (
        "discount",
        "feared",
        "final",
        "gain",
        "horizon",
        "index",
        "market",
        "names",
        "oil",
        "overcompliance",
        "phi",
        "relaxing",
        "socialising",
    )

    def __init__(self, scenario: Scenario, catalogue: Catalogue) -> None:
        entries = list(catalogue.classes.values())
        tau = scenario.values.reluctance.tau_months / 12.0
        r = self.discount = scenario.agents.target.discount

        def column(field: str) -> vec[float]:
            return floats([float(getattr(entry, field)) for entry in entries])

        self.names = tuple(catalogue.classes)
        self.index = {name: i for i, name in enumerate(self.names)}
        self.phi = column("phi")
        self.horizon = column("horizon")
        self.overcompliance = column("overcompliance")
        self.gain = column("gain")
        self.market = column("market")
        self.oil = column("oil")
        self.socialising = column("socialising")
        self.relaxing = self.horizon[:]
        self.final = self.horizon[:]
        for c, horizon in enumerate(self.horizon):
            self.relaxing[c] = mean_over(1.0, 0.0, tau, horizon)
            self.final[c] = annuity(r, horizon)
        self.feared: float = max(
            (entry.hazard for entry in catalogue.instruments.values()), default=0.0
        )

    def finals(self, discount: float) -> vec[float]:
        """Worth of a unit a year for ever undone at a discount rate, by class, years."""
        if discount == self.discount:
            return self.final
        return floats([annuity(discount, horizon) for horizon in self.horizon])
