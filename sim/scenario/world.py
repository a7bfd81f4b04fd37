"""Parameters of talks, compliance, values and the world (rules R1-R2, R8-R10, R19-R20)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.catalogue.fields import Days, Identifier, LogSize, LogSpread, MonthDay, Strict, parameter
from sim.scenario.aims import Governments
from sim.scenario.reversal import Reversal
from sim.scenario.steps import Steps
from sim.scenario.war import War
from sim.scenario.windows import Windows
from sim.scenario.wishes import Moved


class Stage(Strict):
    """A stage of a road-map: relief that follows once its trigger is verified.

    What is eased is of the classes or part of the measures that it names; of anything if it names
    none.
    """

    concessions: tuple[Identifier, ...] = Field(
        min_length=1, max_length=20, description="Concessions that trigger the stage."
    )
    lp: float = Field(gt=0, le=100, description="Most LP eased in the stage.")
    classes: tuple[Identifier, ...] = Field(
        (), max_length=40, description="Classes of which measures are eased."
    )
    measures: tuple[Identifier, ...] = Field(
        (), max_length=400, description="Measures that are eased, beside those of the classes."
    )
    instruments: tuple[Identifier, ...] = Field(
        (), max_length=20, description="The only instruments used; all if none is named."
    )
    alone: bool = Field(
        False,
        description="Only what the executive can do at once by itself: without review, "
        "certification or a council.",
    )
    held_days: float = Field(
        0.0,
        ge=0,
        le=3650,
        description="Days for which the trigger must hold after it was verified, such as those "
        "for which a settlement must hold before anything can be certified.",
    )


class Talks(Strict):
    """How offers are made and answered (rules R8-R10)."""

    mode: Literal["growing", "baby_steps", "all_at_once", "road_map", "hold"] = Field(
        "growing",
        description="What the executive is prepared to put in one package: `growing` begins as "
        "`baby_steps`, and what has held makes the next step larger, or permanent (rule R23).",
    )
    open: bool | None = Field(
        None,
        description="Whether talks are open at the start: if empty they are not, and open by "
        "themselves (rule R22); without that rule they are. Set on the way, it opens the channel "
        "or shuts it until it is opened again.",
    )
    windows: Windows = Field(
        default_factory=Windows, description="When talks open and shut by themselves (rule R22)."
    )
    round_days: float = parameter(45.0, "Mean time between rounds.", unit="d", ge=1, le=3650)
    rounds_fixed: bool = Field(
        False, description="Rounds at exactly that interval instead of at random."
    )
    executive_proposes: float = parameter(0.5, "P(the executive proposes).", ge=0, le=1)
    max_lp: float = parameter(6.0, "Largest package of small steps.", unit="LP", ge=0.01, le=100)
    max_tranches: int = Field(4, ge=1, le=400, description="Most tranches in a small step.")
    baby_instruments: tuple[Identifier, ...] = Field(
        ("licence", "waiver", "delisting"), max_length=20, description="Instruments of small steps."
    )
    steps: Steps = Field(default_factory=Steps, description="How small steps grow (rule R23).")
    max_concessions: int = Field(2, ge=0, le=4, description="Most concessions in a package.")
    search_breadth: int = Field(
        10, ge=1, le=14, description="Bundles around the break that are searched exhaustively."
    )
    temperature: float = parameter(
        0.6, "Noise tau_a of acceptance; 0 is deterministic.", unit="LP or UP", ge=0, le=20
    )
    reciprocity: float = parameter(
        0.5, "rho: fall of the aspiration per worth received.", ge=0, le=1
    )
    reciprocity_days: float = parameter(
        90.0, "Days after which an unreciprocated step raises it again.", unit="d", ge=1, le=3650
    )
    breakdown: float = parameter(0.03, "P(channel closes after a rejection).", ge=0, le=1)
    closed_days: float = parameter(
        150.0, "Mean closure of the channel, without rule R22.", unit="d", ge=1, le=3650
    )
    breakdown_violation: float = parameter(
        0.5, "P(channel closes after a violation or offensive).", ge=0, le=1
    )
    trust_low: float = parameter(0.5, "Trust below which unilateral steps are tried.", ge=0, le=1)
    implementation_days: tuple[Days, Days] = Field(
        (3.0, 21.0), description="Days in which the target starts to deliver."
    )
    verification_days: float = parameter(
        30.0, "Days over which a stage's trigger is verified.", unit="d", ge=0, le=3650
    )
    stalled_days: float = parameter(
        180.0, "Days without a deal after which talks count as stalled.", unit="d", ge=1, le=3650
    )
    moved: Moved = Field(
        default_factory=Moved, description="What is a reason to propose again (rule R24)."
    )
    stages: tuple[Stage, ...] = Field(
        (), max_length=20, description="Stages of a road-map, in order."
    )


class Compliance(Strict):
    """Violations, detection, snapback (rule R19)."""

    war_offset: float = parameter(0.5, "Violation rate is lambda*(offset + W).", ge=0, le=5)
    false_alarm: float = parameter(0.2, "False alarms.", unit="1/y", ge=0, le=50)
    snap_base: float = parameter(-0.2, "Snapback logit: constant.", ge=-20, le=20)
    snap_worth: float = parameter(0.08, "Snapback logit: per UP of the concession.", ge=0, le=5)
    snap_permanent: float = parameter(
        -0.6, "Snapback logit: relief was a termination.", ge=-20, le=20
    )
    snap_effort: float = parameter(-0.02, "Snapback logit: per day of procedure.", ge=-1, le=0)
    wind_down_days: tuple[Days, Days] = Field((30.0, 45.0), description="Wind-down, days.")
    reversal: Reversal = Field(
        default_factory=Reversal, description="Reversal that follows no violation (rule R29)."
    )
    licence_loss_weight: float = parameter(
        0.3,
        "An administrative lapse or broken promise counts as this much of a snapback.",
        ge=0,
        le=1,
    )


class Reluctance(Strict):
    """How banks' overcompliance follows the law (rule R2)."""

    o_min: float = parameter(0.1, "Overcompliance that never goes away.", ge=0, le=0.95)
    w_ally: float = parameter(0.4, "Weight of allied layers still on.", ge=0, le=2)
    w_snap: float = parameter(0.3, "Weight of the reversal hazard.", ge=0, le=2)
    w_sec: float = parameter(0.2, "Weight of secondary sanctions.", ge=0, le=2)
    tau_months: float = parameter(
        18.0, "Time constant of adjustment.", unit="months", ge=0.5, le=240, likely=(9, 36)
    )


class Values(Strict):
    """What measures are worth over time (rules R1-R2)."""

    adaptation: float = parameter(
        0.35, "Adaptation rate a.", unit="1/y", ge=0, le=5, likely=(0.2, 0.7), source="V"
    )
    scale: Literal["start", "catalogue"] = Field(
        "start",
        description="What makes up 100 LP: the measures in force at the start, or all measures of "
        "the catalogue (for scenarios that impose most of them on the way).",
    )
    reluctance: Reluctance = Field(default_factory=Reluctance, description="Overcompliance.")
    refresh_days: float = parameter(
        91.3125, "Values are brought up to date at least this often.", unit="d", ge=1, le=3650
    )


class Oil(Strict):
    """Price of oil."""

    price: float = parameter(72.0, "Price at rest.", unit="$/bbl", ge=1, le=1000)
    shock_rate: float = parameter(0.35, "Price shocks.", unit="1/y", ge=0, le=50)
    jump: tuple[LogSize, LogSpread] = Field((0.3, 0.2), description="Log of the jump: mean and sd.")
    life_days: float = parameter(120.0, "Mean life of a shock.", unit="d", ge=1, le=3650)
    level_sd: float = parameter(
        0.12,
        "Step of the price at rest each quarter: standard deviation of its log (rule R30).",
        ge=0,
        le=1,
        likely=(0.05, 0.2),
        source="C",
    )
    level_reversion: float = parameter(
        0.25,
        "Share of the gap to `price` that it closes each quarter.",
        ge=0,
        le=1,
        likely=(0.1, 0.5),
    )


class Shocks(Strict):
    """Shocks from outside the talks (rule R20)."""

    offensive_rate: float = parameter(0.8, "Offensives or atrocities.", unit="1/y", ge=0, le=50)
    offensive_war: float = parameter(0.15, "War intensity each adds.", ge=0, le=1)
    target_exit_rate: float = parameter(
        0.04, "Exit of the target's leader.", unit="1/y", ge=0, le=50
    )
    succession_rate: float = parameter(
        0.03, "Succession in the executive.", unit="1/y", ge=0, le=50
    )
    government_rate: float = parameter(
        0.5, "Changes of a member's government.", unit="1/y", ge=0, le=50
    )
    theta_sd: float = parameter(0.3, "New theta: spread about its old value.", ge=0, le=2)
    crisis_rate: float = parameter(0.12, "Market crises of the target.", unit="1/y", ge=0, le=50)
    crisis_gain: float = parameter(0.2, "Extra value of market measures in a crisis.", ge=0, le=5)
    crisis_days: float = parameter(365.0, "Length of a crisis.", unit="d", ge=1, le=3650)
    redraw_sd: float = parameter(0.4, "New president: log-spread of w_lev and w_aud.", ge=0, le=2)


class World(Strict):
    """The world around the talks."""

    war: War = Field(default_factory=War, description="Intensity of the war.")
    oil: Oil = Field(default_factory=Oil, description="Price of oil.")
    shocks: Shocks = Field(default_factory=Shocks, description="Shocks.")
    governments: Governments = Field(
        default_factory=Governments, description="Governments of the target."
    )
    terms_begin: MonthDay = Field(
        "01-20", description="Day on which presidents take office, MM-DD."
    )
    next_term: int = Field(2029, ge=1000, le=9999, description="Year in which the term ends.")
    elections: bool = Field(True, description="Whether elections change the chambers.")


class LawSwitches(Strict):
    """Readings of the law over which lawyers differ."""

    s216_scope: Literal["codified", "all"] = Field(
        "codified", description="Relief that must be reported first: of codified orders, or all."
    )
    later_layers: bool = Field(
        True, description="Apply changes of legal basis that the catalogue dates after the start."
    )
    certifiable: bool = Field(
        True, description="Let statutes be certified away once a settlement holds."
    )
