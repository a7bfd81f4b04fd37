"""The target's government: what relief is worth and what concessions cost it (R6, R7, R9)."""

from __future__ import annotations

from sim.agents.side import Side
from sim.bargaining.discounting import durability, memory
from sim.catalogue.schema import Concession
from sim.scenario.agents import Target as Parameters


class Target(Side[Parameters]):
    """Decides for the target; it never waits and keeps no clock.

    Attributes
    ----------
    snapbacks, licence_years
        What it has seen happen to relief: the memory of Jackson-Vanik is updated by it.
    proposals
        How many proposals it has made.
    """

    __slots__ = (
        "badge",
        "cost_scale",
        "fair_chance",
        "fair_chance_patient",
        "first_risk",
        "jv",
        "licence_years",
        "m0",
        "memory_a0",
        "memory_b0",
        "promise_doubt",
        "proposals",
        "snapbacks",
    )

    def __init__(self, parameters: Parameters) -> None:
        super().__init__(parameters, "target")
        self.snapbacks = 0.0
        self.licence_years = 0.0
        self.proposals = 0

    def _note(self, p: Parameters) -> None:
        super()._note(p)
        self.jv: float = p.jv
        self.memory_a0: float = p.memory_a0
        self.memory_b0: float = p.memory_b0
        self.m0: float = p.m0
        self.badge: float = p.badge
        self.first_risk: float = p.first_risk
        self.promise_doubt: float = p.promise_doubt
        self.cost_scale: float = p.cost_scale
        self.fair_chance: float = p.wishes.fair_chance
        self.fair_chance_patient: float = p.wishes.fair_chance_patient

    def fair(self, days: float) -> float:
        """Return the chance of a yes below which it demands no package (R24).

        The more of its patience is left, the less it takes; patience is what is left of its
        aspiration after so many days of talks.
        """
        span = self.p.aspiration - self.reservation
        left = (self.aspiration(days) - self.reservation) / span if span > 0.0 else 0.0
        return self.fair_chance + (self.fair_chance_patient - self.fair_chance) * min(left, 1.0)

    def faith(self) -> float:
        """Return the share of promised relief that it counts, given its trust (R31)."""
        return 1.0 - self.promise_doubt * (1.0 - self.dealer)

    def cost(self, concession: Concession, war: float) -> float:
        """Return the cost kappa of a concession, LP."""
        constant, slope = concession.cost_war
        return self.cost_of(concession.cost * constant, concession.cost * slope, war)

    def cost_of(self, constant: float, slope: float, war: float) -> float:
        """Return a cost, LP: some concessions cost more while the war goes well."""
        return self.cost_scale * (constant + slope * war)

    def memory(self) -> float:
        """Factor J by which it magnifies the hazard that relief is undone (R6)."""
        return memory(self.jv, self.memory_a0, self.memory_b0, self.snapbacks, self.licence_years)

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
        return durability(self.discount, hazard * remembered, horizon)

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
        return benefit * trust - self.badge * disloyalty - self.first_risk / (delisted + 1)
