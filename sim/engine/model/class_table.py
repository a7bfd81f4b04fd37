"""Classes of measures as columns, for what is computed over all of them at once."""

from __future__ import annotations

from math import fsum
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
    like
        The table of the same classes under other parameters of the scenario, if there is one.

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
    strength, tau, discount
        What columns rest on beside: how much wishes differ, years in which banks follow, and the
        target's discount rate at the start, 1/y.
    gain
        Economic gain of the sender, UP/LP.
    market, oil, socialising
        Flags, 0 or 1.
    wish
        How dear a wish of the target, 1 on average over the LP in force at the start.
    visible
        How visible a first step is.
    starts
        Share withheld at the start, or -1 where rule R2 puts it.
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
        "starts",
        "strength",
        "tau",
        "visible",
        "wish",
    )

    def __init__(
        self, scenario: Scenario, catalogue: Catalogue, like: ClassTable | None = None
    ) -> None:
        self.wish: vec[float]
        self.relaxing: vec[float]
        self.final: vec[float]
        if like is None:
            self._read(scenario, catalogue)
            self.strength = self.tau = self.discount = -1.0
        else:
            self._share(like)
        self._take(scenario, catalogue)

    def _read(self, scenario: Scenario, catalogue: Catalogue) -> None:
        """Read the columns that are fields of the classes."""
        entries = list(catalogue.classes.values())

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
        self.visible = column("visible")
        starts = [entry.overcompliance_start for entry in entries]
        if not scenario.rules.wishes:
            starts = [None for _ in entries]
        self.starts = floats([-1.0 if start is None else start for start in starts])

    def _share(self, like: ClassTable) -> None:
        """Share the columns of another table, and what they were worked out from."""
        self.names, self.index = like.names, like.index
        self.phi, self.horizon, self.overcompliance = like.phi, like.horizon, like.overcompliance
        self.gain, self.market, self.oil = like.gain, like.market, like.oil
        self.socialising, self.visible, self.starts = like.socialising, like.visible, like.starts
        self.strength, self.tau, self.discount = like.strength, like.tau, like.discount
        self.wish, self.relaxing, self.final = like.wish, like.relaxing, like.final

    def _take(self, scenario: Scenario, catalogue: Catalogue) -> None:
        """Take in the parameters on which columns rest, and work these out anew if they moved."""
        target = scenario.agents.target
        strength = target.wishes.strength if scenario.rules.wishes else 0.0
        if strength != self.strength:
            self.strength = strength
            self.wish = floats(_ranked(scenario, catalogue, strength))
        tau = scenario.values.reluctance.tau_months / 12.0
        if tau != self.tau:
            self.tau = tau
            relaxing = self.horizon[:]
            for c, horizon in enumerate(self.horizon):
                relaxing[c] = mean_over(1.0, 0.0, tau, horizon)
            self.relaxing = relaxing
        if target.discount != self.discount:
            self.discount = target.discount
            final = self.horizon[:]
            for c, horizon in enumerate(self.horizon):
                final[c] = annuity(self.discount, horizon)
            self.final = final
        self.feared = max((entry.hazard for entry in catalogue.instruments.values()), default=0.0)

    def finals(self, discount: float) -> vec[float]:
        """Worth of a unit a year for ever undone at a discount rate, by class, years."""
        if discount == self.discount:
            return self.final
        return floats([annuity(discount, horizon) for horizon in self.horizon])

    def final_of(self, c: int, discount: float) -> float:
        """Worth of a unit a year for ever undone at a discount rate to one class, years."""
        return self.final[c] if discount == self.discount else annuity(discount, self.horizon[c])


def _ranked(scenario: Scenario, catalogue: Catalogue, strength: float) -> list[float]:
    """How dear a wish each class is (R24); all LP of the executive stay worth the same."""
    wishes = {name: entry.wish**strength for name, entry in catalogue.classes.items()}
    executives = {name for name, sender in catalogue.senders.items() if sender.role == "executive"}
    there = [m for m in catalogue.measures.values() if m.in_force(scenario.start)]
    held = [m for m in there if m.sender in executives] or there
    lp = fsum(m.weight_lp for m in held)
    wished = fsum(m.weight_lp * wishes[m.class_] for m in held)
    if lp <= 0.0 or wished <= 0.0 or len(set(wishes.values())) == 1:
        return [1.0 for _ in wishes]
    return [wish * lp / wished for wish in wishes.values()]
