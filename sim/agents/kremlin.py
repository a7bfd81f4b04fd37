"""The target's government: what relief is worth and what concessions cost it (R6, R7, R9)."""

from __future__ import annotations

from sim.agents.side import Side
from sim.bargaining.discounting import durability, memory
from sim.catalogue.schema import Concession
from sim.scenario.agents import Kremlin as Parameters


class Kremlin(Side[Parameters]):
    """Decides for the target; it never waits and keeps no clock.

    Attributes
    ----------
    snapbacks, licence_years
        What it has seen happen to relief: the memory of Jackson-Vanik is updated by it.
    proposals
        How many proposals it has made.
    """

    __slots__ = ("licence_years", "proposals", "snapbacks")

    def __init__(self, parameters: Parameters) -> None:
        super().__init__(parameters)
        self.snapbacks = 0.0
        self.licence_years = 0.0
        self.proposals = 0

    def cost(self, concession: Concession, war: float) -> float:
        """Cost kappa of a concession, LP: some cost more while the war goes well."""
        constant, slope = concession.cost_war
        return self.p.cost_scale * concession.cost * (constant + slope * war)

    def memory(self) -> float:
        """Factor J by which it magnifies the hazard that relief is undone (R6)."""
        p = self.p
        return memory(p.jv, p.memory_a0, p.memory_b0, self.snapbacks, self.licence_years)

    def trust_in(self, hazard: float, remembered: float, horizon: float) -> float:
        """What relief undone with a hazard is worth to it, as a share of final relief.

        Parameters
        ----------
        hazard
            Reversal hazard of the instrument, 1/y.
        remembered
            Factor J.
        horizon
            Planning horizon of the class, years.
        """
        return durability(self.p.discount, hazard * remembered, horizon)

    def listing(self, benefit: float, trust: float, disloyalty: float, delisted: int) -> float:
        """Worth of one delisting per LP of its tranche (R7): it may well be negative.

        The listed wear it as a badge: to be let off is suspicious, most of all for those of
        little loyalty and for whoever comes first.

        Parameters
        ----------
        benefit
            Benefit relative to the average of its measure.
        trust
            Worth of the instrument as a share of final relief.
        disloyalty
            One minus loyalty, in [0, 1].
        delisted
            Tranches of persons already delisted.
        """
        p = self.p
        return benefit * trust - p.badge * disloyalty - p.first_risk / (delisted + 1)
