"""Parameters of the agents (rules R3-R18)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.catalogue.fields import (
    Days,
    Identifier,
    Logit,
    Lp,
    Probability,
    Seats,
    SeatSpread,
    Strict,
    Term,
    parameter,
)
from sim.scenario.aims import Aims
from sim.scenario.legislature import Lawmaking
from sim.scenario.signals import Signals, Size
from sim.scenario.threats import Threats
from sim.scenario.wishes import FirstSteps, Wishes


class Executive(Strict):
    """The sender's executive (rules R3-R5, R8)."""

    name: str = Field(
        "the White House", description="What stories call it.", min_length=1, max_length=80
    )
    discount: float = parameter(0.25, "Discount rate r.", unit="1/y", ge=0, le=5)
    w_econ: float = parameter(0.25, "Weight of economic gain.", ge=0, le=10, likely=(0, 1))
    w_oil: float = parameter(30.0, "Weight of cheaper oil after a shock.", ge=0, le=500)
    oil_threshold: float = parameter(95.0, "Oil price P* that hurts.", unit="$/bbl", ge=1, le=1000)
    w_wedge: float = parameter(0.1, "Weight of the wedge motive.", ge=0, le=10, likely=(0, 0.5))
    rivalry: float = parameter(
        0.2, "Rivalry z: how much a bigger rival matters (China in 1971: .8).", ge=0, le=1
    )
    signals: Signals = Field(
        default_factory=Signals, description="What a visible step says (rule R31)."
    )
    size: Size = Field(
        default_factory=Size, description="Rivalry with the target, and its size (rule R32)."
    )
    threats: Threats = Field(
        default_factory=Threats, description="Threats and deadlines (rule R25)."
    )
    w_soc: float = parameter(0.03, "Weight of socialisation.", ge=0, le=10, likely=(0, 0.2))
    socialisation: float = parameter(0.3, "Belief sigma that trade socialises.", ge=0, le=1)
    w_lev: float = parameter(0.25, "Weight of leverage given up.", ge=0, le=10, likely=(0.1, 0.6))
    leverage_power: float = parameter(
        0.5, "Power eta of the leverage function: the last sticks are dearest.", ge=0.05, le=1
    )
    w_aud: float = parameter(0.35, "Weight of audience costs.", ge=0, le=10, likely=(0.1, 1))
    hawks: float = parameter(0.5, "Share of hawks in the audience.", ge=0, le=1)
    fight_blocked: float = parameter(3.0, "Cost of a blocked package.", unit="UP", ge=0, le=100)
    fight_bill: float = parameter(5.0, "Cost of a bill that moves.", unit="UP", ge=0, le=100)
    blame: float = parameter(1.5, "Gain from blaming Congress.", unit="UP", ge=0, le=100)
    blame_credibility: float = parameter(
        0.5, "Prior credibility of a claim that hands are tied.", ge=0, le=1
    )
    leverage_lasts: bool = Field(
        True,
        description="Charge leverage only for as long as relief by that instrument is expected "
        "to last; false charges a licence like a termination.",
    )
    aspiration: float = parameter(3.0, "Aspiration at the outset.", unit="UP", ge=0, le=100)
    beta: float = parameter(0.8, "Concession exponent beta.", ge=0.02, le=50, likely=(0.3, 2))
    deadline_days: float = parameter(620.0, "Its deadline T.", unit="d", ge=1, le=36525)
    reservation: float = parameter(0.0, "Reservation value.", unit="UP", ge=-100, le=100)
    prior_dealer: float = parameter(0.3, "Prior that the other side is a dealer.", ge=0, le=1)
    conciliatory: bool = Field(True, description="Makes unilateral steps when trust is low (GRIT).")
    grit_rate: float = parameter(0.15, "Rate of unilateral steps.", unit="1/y", ge=0, le=50)
    grit_lp: tuple[Lp, Lp] = Field((1.0, 2.0), description="Size of such a step, LP.")
    aims: Aims = Field(default_factory=Aims, description="What it holds its sanctions for.")
    options_days: tuple[Days, Days, Days] = Field(
        (10.0, 30.0, 90.0), description="Days to draw up the list of options: low, mode, high."
    )
    b0: float = parameter(
        4.2, "Renewal logit, without rule R27: constant (.985).", ge=-20, le=20, source="C"
    )
    b1: float = parameter(3.5, "Renewal logit, without rule R27: settlement held.", ge=0, le=20)
    b2: float = parameter(0.4, "The same: year without violation.", ge=0, le=20)
    silence: float = parameter(
        0.2,
        "Share of the ends of emergencies that come by silence at the anniversary, not by order, "
        "without rule R27.",
        ge=0,
        le=1,
        likely=(0.02, 0.65),
        source="C",
    )
    notice_days: tuple[Days, Days] = Field(
        (3.0, 25.0), description="Days before the anniversary at which the notice is published."
    )
    designation_stalled: float = parameter(
        0.7, "New designations at W = 1 when talks stall.", unit="1/y", ge=0, le=50
    )
    designation_talking: float = parameter(
        0.35, "New designations at W = 1 when talks go on.", unit="1/y", ge=0, le=50
    )
    designation_lp: tuple[Lp, Lp] = Field((1.0, 4.0), description="LP each adds.")
    designation_authority: Identifier | None = Field(
        None,
        description="Authority of new designations; the uncodified order under most measures "
        "if empty.",
    )
    oil_licence: float = parameter(
        0.8, "Probability of an oil licence after a price shock.", ge=0, le=1, source="V"
    )
    oil_licence_renewal: float = parameter(
        0.8, "Probability that it is renewed while oil is dear.", ge=0, le=1, source="V"
    )
    oil_licence_lag: tuple[Days, Days] = Field((5.0, 14.0), description="Days until it comes.")
    oil_licence_gap: tuple[Days, Days] = Field((0.0, 7.0), description="Gap at renewal, days.")
    oil_licence_share: float = parameter(
        0.5, "Share of the oil measures it can license alone that such a licence eases.", ge=0, le=1
    )
    oil_licence_terms: tuple[Term, ...] = Field(
        (30, 30, 60, 90, 180),
        min_length=1,
        max_length=20,
        description="Terms of which one is given, days, where licences follow the level of the "
        "price (rule R30); each is as likely.",
    )
    oil_licence_days: float = parameter(
        30.0, "Its term, without rule R30.", unit="d", ge=1, le=3650, source="V"
    )
    licence_rollover: float = parameter(
        0.995,
        "Probability that a licence of a bargain that is kept is rolled over at its term.",
        ge=0,
        le=1,
        likely=(0.98, 1),
        source="C",
    )
    gift_rollover: float = parameter(
        0.9,
        "The same for a licence that nobody gives anything for: of the first day, or a gesture.",
        ge=0,
        le=1,
        likely=(0.77, 0.96),
        source="V",
    )
    first_steps: FirstSteps = Field(
        default_factory=FirstSteps, description="What it likes to begin with (rule R24)."
    )


class Congress(Strict):
    """The legislature (rules R11-R15, R28)."""

    name: str = Field("Congress", description="What stories call it.", min_length=1, max_length=80)
    alpha: dict[Literal["senate", "house"], tuple[Logit, Logit]] = Field(
        {"senate": (4.0, 3.0), "house": (3.5, 5.45)},
        description="Bloc constants by chamber: opposition, president's party.",
    )
    hawkishness: float = parameter(0.0, "Added to every bloc's logit.", ge=-10, le=10)
    vote_share: float = parameter(8.0, "Roll call: per share of leverage.", ge=0, le=100)
    vote_share_at: float = parameter(
        0.05, "Share at which it moves no vote.", ge=0, le=1, source="V"
    )
    vote_war: float = parameter(2.5, "Roll call: war intensity.", ge=0, le=50)
    vote_war_at: float = parameter(0.6, "War intensity at which it moves no vote.", ge=0, le=1)
    vote_violation: float = parameter(1.0, "Roll call: soon after a violation.", ge=0, le=20)
    vote_violation_days: float = parameter(90.0, "How long that is.", unit="d", ge=0, le=3650)
    vote_concessions: float = parameter(2.0, "Roll call: live concessions / 60 UP.", ge=0, le=50)
    vote_president: float = parameter(
        4.5, "Roll call: the president's opposition moves his own party.", ge=0, le=50, source="V"
    )
    shock_sd: float = parameter(0.8, "Common shock of a roll call.", ge=0, le=5)
    presidential_opposition: float = parameter(
        1.0, "How hard the president opposes a disapproval, 0 to 1.", ge=0, le=1
    )
    filing_base: float = parameter(-2.0, "Filing of a disapproval: constant.", ge=-20, le=20)
    filing_slope: float = parameter(12.0, "Filing of a disapproval: per share.", ge=0, le=100)
    bill_rate: float = parameter(
        1.0, "New-sanctions bills while stalled, without rule R28.", unit="1/y", ge=0, le=50
    )
    gate: dict[Literal["opposed", "neutral", "asking"], Probability] = Field(
        {"opposed": 0.02, "neutral": 0.10, "asking": 0.35},
        description="Monthly probability of floor time by the president's stance.",
    )
    discharge: float = parameter(
        0.06, "Monthly House discharge with 218, without rule R28.", ge=0, le=1
    )
    stance: Literal["opposed", "neutral", "asking"] = Field(
        "opposed", description="The president's stance on new sanctions while talks go on."
    )
    stance_stalled: Literal["opposed", "neutral", "asking"] = Field(
        "opposed", description="The president's stance when talks have stalled."
    )
    bill_lp: tuple[Lp, Lp] = Field(
        (2.0, 6.0), description="LP of measures that a law puts a statute under."
    )
    repeal: float = parameter(
        0.03, "Repeal per Congress without a settlement, and without rule R28.", ge=0, le=1
    )
    repeal_compliant: float = parameter(0.35, "The same after two years' compliance.", ge=0, le=1)
    lawmaking: Lawmaking = Field(
        default_factory=Lawmaking, description="How laws of new sanctions are made."
    )
    seats_revert: float = parameter(
        0.0,
        "Share of the distance to an even split that seats come back at each election, before the "
        "swing. 0 suits a scenario of one or two elections.",
        ge=0,
        le=1,
    )
    house_swing: tuple[Seats, SeatSpread] = Field(
        (-25.0, 15.0), description="Mean and sd of the president's party's swing in the House."
    )
    senate_swing: tuple[Seats, SeatSpread] = Field(
        (-1.0, 3.0), description="Mean and sd of the president's party's swing in the Senate."
    )


class Target(Strict):
    """The target's government (rules R6-R10)."""

    name: str = Field(
        "the target's government",
        description="What stories call it; unless given, what the catalogue calls it.",
        min_length=1,
        max_length=80,
    )
    discount: float = parameter(0.08, "Discount rate r.", unit="1/y", ge=0, le=5)
    jv: float = parameter(
        1.5, "Strength of the Jackson-Vanik memory; 0 forgets.", ge=0, le=20, likely=(0.5, 3)
    )
    memory_a0: float = parameter(2.0, "Prior snapbacks remembered.", ge=0.01, le=1000)
    memory_b0: float = parameter(8.0, "Prior licence-years remembered.", unit="y", ge=0.01, le=1000)
    m0: float = parameter(
        1.0,
        "Maximalism: dislike of a deal with no road to full relief.",
        unit="LP",
        ge=0,
        le=100,
        likely=(0, 4),
    )
    insist: int = Field(
        1, ge=0, le=1000, description="Proposals in which it first demands everything at once."
    )
    badge: float = parameter(0.5, "Badge of honour beta_b: weight of disloyalty.", ge=0, le=10)
    promise_doubt: float = parameter(
        0.15,
        "Share of promised relief that it does not count of a sender that it holds for a staller "
        "(rule R31).",
        ge=0,
        le=1,
        likely=(0, 0.4),
    )
    first_risk: float = parameter(0.3, "Risk phi of being the first delisted.", ge=0, le=10)
    aspiration: float = parameter(3.6, "Aspiration at the outset.", unit="LP", ge=0, le=100)
    beta: float = parameter(0.3, "Concession exponent beta.", ge=0.02, le=50, likely=(0.1, 1))
    deadline_days: float = parameter(1460.0, "Its deadline T.", unit="d", ge=1, le=36525)
    reservation: float = parameter(0.0, "Reservation value.", unit="LP", ge=-100, le=100)
    prior_dealer: float = parameter(0.3, "Prior that the other side is a dealer.", ge=0, le=1)
    cost_scale: float = parameter(1.0, "Scales the cost of concessions.", ge=0.01, le=20)
    wishes: Wishes = Field(
        default_factory=Wishes, description="What it wishes most, and may ask for (rule R24)."
    )
