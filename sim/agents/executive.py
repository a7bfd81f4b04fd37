"""The sender's executive: what concessions and relief are worth to it, renewals, blame (R3-R5)."""

from __future__ import annotations

from typing import Any, Final

from sim.agents.side import Side
from sim.bargaining.acceptance import logistic
from sim.bargaining.beliefs import good_faith
from sim.bargaining.discounting import annuity
from sim.catalogue.schema import Concession
from sim.scenario.agents import Executive as Parameters
from sim.scenario.paths import replaced

SHORTEST_TERM: Final = 0.25
"""Years the executive looks ahead at the least, however close the end of its term."""


class Executive(Side[Parameters]):
    """Decides for the sender; it never waits and keeps no clock.

    Attributes
    ----------
    office
        The parameters as the scenario and its interventions have them, without what is peculiar
        to the present leader: from these the next one's are drawn.
    claims, true_claims
        How often it has said that its hands were tied, and how often that was true.
    """

    __slots__ = (
        "b0",
        "b1",
        "b2",
        "blame",
        "blame_credibility",
        "claims",
        "fight_bill",
        "fight_blocked",
        "hawks",
        "imposed_again",
        "leverage_lasts",
        "leverage_power",
        "office",
        "oil_threshold",
        "rivalry",
        "socialisation",
        "taste",
        "true_claims",
        "w_aud",
        "w_econ",
        "w_lev",
        "w_oil",
        "w_soc",
        "w_wedge",
    )

    def __init__(self, parameters: Parameters) -> None:
        super().__init__(parameters, "sender")
        self.office = parameters
        self.claims = 0
        self.true_claims = 0

    def _note(self, p: Parameters) -> None:
        super()._note(p)
        self.w_econ: float = p.w_econ
        self.w_oil: float = p.w_oil
        self.oil_threshold: float = p.oil_threshold
        self.w_wedge: float = p.w_wedge
        self.rivalry: float = p.rivalry
        self.w_soc: float = p.w_soc
        self.socialisation: float = p.socialisation
        self.w_lev: float = p.w_lev
        self.leverage_power: float = p.leverage_power
        self.leverage_lasts: bool = p.leverage_lasts
        self.w_aud: float = p.w_aud
        self.hawks: float = p.hawks
        self.fight_blocked: float = p.fight_blocked
        self.fight_bill: float = p.fight_bill
        self.blame: float = p.blame
        self.blame_credibility: float = p.blame_credibility
        self.taste: float = p.first_steps.taste
        self.imposed_again: float = p.first_steps.imposed_again
        self.b0: float = p.b0
        self.b1: float = p.b1
        self.b2: float = p.b2

    def assign(self, path: list[str], value: Any) -> None:
        """Replace a parameter, for the present leader and for those who come after."""
        super().assign(path, value)
        self.office = replaced(self.office, path, value)

    def worth(self, concession: Concession, war: float, offset: float, horizon: float) -> float:
        """Return what a concession is worth to it, UP (first term of R3).

        Parameters
        ----------
        concession
            The concession.
        war
            Intensity of the war W in [0, 1].
        offset
            Constant of the violation rate (0.5).
        horizon
            Years to the end of the term.
        """
        violated = concession.violation_rate * (offset + war)
        one_off = concession.kind == "one_off"
        return self.worth_of(concession.value, one_off, violated, horizon, self.counted(horizon))

    def counted(self, horizon: float) -> tuple[float, float]:
        """Return what it counts of a concession had at once, and per year of one that is kept.

        Parameters
        ----------
        horizon
            Years to the end of the term.
        """
        faith = good_faith(self.dealer)
        return faith, faith / annuity(self.discount, horizon)

    def worth_of(
        self,
        value: float,
        one_off: bool,
        violated: float,
        horizon: float,
        counted: tuple[float, float],
    ) -> float:
        """Return what a concession of so much value is worth to it, UP.

        A concession is discounted for as long as it can be expected to be kept; one-off
        concessions are had at once.

        Parameters
        ----------
        value
            Worth if it is kept for sure, UP.
        one_off
            Whether it is had at once.
        violated
            Rate at which a standing one is broken, ``lambda * (offset + W)``, 1/y.
        horizon
            Years to the end of the term.
        counted
            What `counted` returns for that horizon.
        """
        at_once, per_year = counted
        if one_off:
            return value * at_once
        return annuity(self.discount + violated, horizon, value * per_year)

    def renewal_probability(self, settlement_held: bool, years_without_violation: float) -> float:
        """P(it continues an emergency), rule R4.

        Parameters
        ----------
        settlement_held
            Whether a comprehensive settlement has held for more than 180 days.
        years_without_violation
            Years since the last violation; counted only once there is a settlement.
        """
        years = years_without_violation if settlement_held else 0.0
        return logistic(self.b0 - self.b1 * float(settlement_held) - self.b2 * years)

    def credibility(self) -> float:
        """Probability with which a claim that Congress ties its hands is believed (R5).

        The share of past claims that were true, starting from two imagined ones.
        """
        return (2.0 * self.blame_credibility + self.true_claims) / (2.0 + self.claims)

    def supplied(self, price: float, share: float) -> float:
        """Return what it is worth to it that oil is cheaper by a share, UP (rule R30).

        As much as licences on 10 LP of oil bring at a price that hurts by as much more.

        Parameters
        ----------
        price
            Price of oil, $/bbl.
        share
            Share by which supply lowers it, in [0, 1].
        """
        spared = self.oil_pressure(price) - self.oil_pressure(price * (1.0 - share))
        return self.w_oil * spared

    def oil_pressure(self, price: float) -> float:
        """By how much oil is dearer than hurts, as a share: max(0, (P - P*)/P*)."""
        dearer = price / self.oil_threshold - 1.0
        return dearer if dearer > 0.0 else 0.0
