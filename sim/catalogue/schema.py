"""The catalogue: measures, the authorities they rest on, and what may be traded for them.

A catalogue is data. Whoever wants to simulate sanctions on another country writes another
file; no rule of the simulator names a measure, an order or a member state.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field, model_validator

from sim.catalogue.checks import misfits
from sim.catalogue.fields import (
    MOST_SEATS,
    Date,
    Identifier,
    Logit,
    MonthDay,
    Name,
    Probability,
    Rate,
    Reference,
    Strict,
    Term,
    Weight,
    WholeDays,
)
from sim.documents import CrossFieldErrors

Confidence = Literal["verified", "article", "memory_high", "memory_low", "assumption"]
Form = Literal[
    "immediate",  # the actor decides alone and at once
    "review",  # reported first; goes ahead unless a disapproval is enacted
    "certification",  # conditions certified, consultation, then a delay
    "repeal",  # an act of the legislature
    "unanimity",  # every member of the council
    "qualified_majority",  # enough members with enough people
    "government",  # a follower's own government
]
Role = Literal["executive", "council", "follower"]
Fulfilled = Literal[
    "finding",  # whoever takes the act finds it himself, and may
    "settlement",  # a comprehensive settlement that has held
    "concessions",  # concessions of the target that are in force
    "scenario",  # nothing in the model does; only a scenario that says so
]


class Documented(Strict):
    """Something with a name that says where it is known from."""

    name: Name = Field(description="Name as printed in stories and tables.")
    sources: tuple[Reference, ...] = Field(
        (),
        max_length=100,
        description="Where it is known from: ids of `sources` or plain references.",
    )
    confidence: Confidence = Field("assumption", description="How well it is known.")
    note: str = Field("", description="Anything a reader should know.", max_length=600)


class Legal(Documented):
    """Something that the law says, with the place where it says it."""

    section: str = Field(
        "", max_length=120, description="Section of the statute or treaty, such as 22 USC 9511."
    )


class Sender(Documented):
    """A government or council that imposes measures."""

    role: Role = Field(description="Which agent decides for it.")


class MeasureClass(Documented):
    """What measures of one kind do to the target and to the sender (rules R1-R3)."""

    phi: Probability = Field(description="Share of the value that adaptation never removes.")
    horizon: float = Field(ge=0.01, le=50, description="Planning horizon of the target, years.")
    us_gain: float = Field(ge=0, le=10, description="The sender's economic gain, UP per LP eased.")
    overcompliance: Probability = Field(
        description="How much of the banks' reluctance applies: 1 in full, 0.5 half, 0 none."
    )
    oil: bool = Field(False, description="Eased by a licence after an oil-price shock.")
    market: bool = Field(False, description="Grows dearer in a market crisis of the target.")
    socialising: bool = Field(False, description="Counts for the motive of socialisation.")
    persons: bool = Field(False, description="Listings of persons: rule R7 applies.")
    secondary: bool = Field(False, description="Secondary sanctions: they feed overcompliance.")
    every_class: bool = Field(
        False, description="A whole regime in one measure: counts as a layer of every class."
    )
    settlement_only: bool = Field(False, description="Eased only once a settlement holds.")
    designation_weight: float = Field(
        1.0, ge=0, le=1e6, description="Relative frequency among new designations and packages."
    )


class Instrument(Documented):
    """An act that eases a measure, and how easily it is undone."""

    hazard: float = Field(ge=0, le=10, description="Reversal hazard, 1/y.")
    likely: tuple[Rate, Rate] = Field((0.0, 10.0), description="Likely range of the hazard.")
    permanent: bool = Field(False, description="Ends an authority rather than suspending it.")
    dated_days: tuple[Term, ...] = Field(
        (),
        max_length=20,
        description="Terms in days if the relief is dated; empty if it has no term.",
    )


class Condition(Legal):
    """What the law wants before an act may be taken; its name says it in words."""

    met_by: Fulfilled = Field(description="What fulfils it in the model.")
    concessions: tuple[Identifier, ...] = Field(
        (), max_length=50, description="For `concessions`: those that must all be in force."
    )
    party: str = Field(
        "", max_length=60, description="Whose acceptance it takes besides, such as Ukraine."
    )

    fulfilled: bool = Field(False, description="Whether it is known to be fulfilled.")

    @property
    def waits(self) -> bool:
        """Whether it takes more than a finding of whoever acts, and is not known to be there."""
        return self.met_by != "finding" and not self.fulfilled


class Procedure(Legal):
    """How an authority is suspended or ended: who acts, with what clock, and what silence means."""

    scope: Literal["whole", "person", "goods"] = Field(
        "whole",
        description="What it eases: the authority as a whole, its sanctions as to a person, or "
        "as to goods or transactions.",
    )
    conditions: tuple[Identifier, ...] = Field(
        (), max_length=50, description="Conditions that must all be fulfilled."
    )

    actor: Literal["executive", "congress", "council", "government"] = Field(
        description="Who takes the act."
    )
    form: Form = Field(description="Shape of the procedure.")
    instrument: Identifier = Field(description="Instrument of relief it delivers.")
    delay_days: tuple[WholeDays, WholeDays] = Field(
        (0, 0), description="Days from decision to effect."
    )
    review_days: int = Field(0, ge=0, le=730, description="Review by the legislature, days.")
    review_days_recess: int = Field(
        0, ge=0, le=730, description="Review if submitted in the recess window, days."
    )
    recess: tuple[MonthDay, MonthDay] | None = Field(
        None, description="First and last day of the recess window."
    )
    renewals_reviewed: bool = Field(
        False,
        description="Whether each renewal of dated relief is reviewed by the legislature again; "
        "the relief goes on meanwhile.",
    )
    consult_days: int = Field(0, ge=0, le=730, description="Consultation before it, days.")
    after_passage_days: int = Field(
        0, ge=0, le=365, description="Extra days after a disapproval has passed both chambers."
    )
    after_veto_days: int = Field(0, ge=0, le=365, description="Extra days after a veto of it.")
    approval: bool = Field(
        False,
        description="Whether a joint resolution of approval lets the relief go ahead before the "
        "review is over.",
    )
    introduced_by: Literal["members", "leaders"] = Field(
        "members",
        description="Who may introduce a disapproval: any member, or only the majority and "
        "minority leaders.",
    )
    silence: Literal["stays", "goes_ahead", "lapses"] = Field(
        "stays", description="What happens if nobody acts."
    )


class Emergency(Legal):
    """A national emergency that ends on its anniversary unless it is continued."""

    declared: Date = Field(description="Date of the order that declared it.")
    anniversary: MonthDay = Field(description="Anniversary on which it ends by itself.")
    window_days: int = Field(90, ge=1, le=365, description="Days before it in which to continue.")


class Renewal(Strict):
    """A renewal of a council act that changed the days on which it expires."""

    adopted: Date = Field(description="Date of the renewal.")
    until: Date = Field(description="Date on which the act expires next.")
    expiries: tuple[MonthDay, ...] = Field(
        (),
        max_length=24,
        description="Days on which it expires from then on, if they are others than before.",
    )
    sources: tuple[Reference, ...] = Field(
        (), max_length=100, description="Where it is known from."
    )
    confidence: Confidence = Field("assumption", description="How well it is known.")


class Act(Legal):
    """A council act that lapses on a date unless it is renewed."""

    adopted: Date = Field(description="Date of adoption.")
    expiries: tuple[MonthDay, ...] = Field(
        min_length=1, max_length=24, description="Days on which it expires."
    )
    kind: Literal["persons", "sectoral", "territory"] = Field(
        "sectoral", description="What it holds; decides followers' lags."
    )
    renewals: tuple[Renewal, ...] = Field(
        (), max_length=100, description="Renewals for other terms than the usual, in order."
    )


class Sunset(Strict):
    """The end that a law sets itself."""

    date: Date = Field(description="Day on which it ends by itself.")
    section: str = Field("", max_length=120, description="Section of the statute that says so.")
    sources: tuple[Reference, ...] = Field(
        (), max_length=100, description="Where it is known from."
    )
    confidence: Confidence = Field("assumption", description="How well it is known.")
    note: str = Field("", description="Anything a reader should know.", max_length=600)


class Authority(Legal):
    """A legal basis on which measures rest."""

    sender: Identifier = Field(description="Whose law it is.")
    since: Date | None = Field(None, description="First day in force.")
    emergency: Identifier | None = Field(None, description="Emergency it hangs on, if any.")
    act: Identifier | None = Field(None, description="Council act whose expiry it shares.")
    codified: bool = Field(False, description="Held by statute even if its emergency lapses.")
    suspend: tuple[Identifier, ...] = Field(
        (), max_length=50, description="Procedures that suspend it."
    )
    end: tuple[Identifier, ...] = Field((), max_length=50, description="Procedures that end it.")
    statute: bool = Field(False, description="An act of the legislature.")
    sunset: Sunset | None = Field(None, description="The end that the law sets itself, if any.")


class Layer(Strict):
    """One authority under one measure, from a date on."""

    authority: Identifier = Field(description="The authority.")
    since: Date = Field(description="Date from which the measure rests on it.")


class Measure(Documented):
    """One restriction, or a natural bundle, of one sender."""

    sender: Identifier = Field(description="Who imposes it.")
    class_: Identifier = Field(alias="class", description="Its class.")
    weight_lp: float = Field(ge=0, le=1000, description="Value to the target, LP before scaling.")
    tranches: int = Field(1, ge=1, le=40, description="Steps in which it can be eased.")
    layers: tuple[Layer, ...] = Field(
        min_length=1, max_length=50, description="Authorities it rests on."
    )
    loyalty: tuple[Probability, ...] = Field(
        (), description="For listings of persons: loyalty of each tranche, in [0, 1]."
    )
    benefit: tuple[Weight, ...] = Field(
        (), description="Relative size of the tranches; equal if empty."
    )
    symbol: bool = Field(False, description="A symbol the target names in its opening demand.")
    until: Date | None = Field(None, description="Last day in force, if it has ended.")

    @property
    def imposed(self) -> dt.date:
        """First date on which any layer held."""
        return min(layer.since for layer in self.layers)

    def in_force(self, on: dt.date) -> bool:
        """Whether any layer holds it on a day, as the catalogue dates them."""
        return self.imposed <= on and (self.until is None or on <= self.until)


class Concession(Documented):
    """Something the target may give (table of rule R7)."""

    kind: Literal["standing", "one_off", "dated"] = Field(description="How long it lasts.")
    cost: float = Field(ge=0, le=1000, description="Cost to the target, LP, before the war factor.")
    cost_war: tuple[Logit, Logit] = Field(
        (1.0, 0.0), description="War factor a + b*W that multiplies the cost."
    )
    us_value: float = Field(ge=0, le=1000, description="Worth to the executive, UP.")
    eu_value: float = Field(0.0, ge=0, le=1000, description="Worth to the council, EP.")
    violation_rate: float = Field(0.0, ge=0, le=50, description="Rate of violation at W = .5, 1/y.")
    detection: Probability = Field(1.0, description="Probability that a violation is detected.")
    term_days: int = Field(0, ge=0, le=3650, description="Term of a dated concession, days.")
    gap_days: int = Field(0, ge=0, le=3650, description="Days before it can be given again.")
    settlement: Probability = Field(
        0.0, description="Its part in a comprehensive settlement; the parts add up to 1."
    )
    ceasefire: bool = Field(False, description="Counts as a ceasefire that may hold.")
    truce: bool = Field(False, description="Counts as a truce: announced, short.")
    war_level: Probability | None = Field(
        None, description="Level to which it draws the intensity of war while it holds."
    )


class Member(Documented):
    """A member of the council."""

    population: float = Field(ge=1e-6, le=10_000, description="Population, millions.")
    theta: float = Field(ge=-2, le=2, description="Hawkishness: accepts relief if theta <= theta*.")
    hold_out: bool = Field(False, description="A usual hold-out at renewals.")


class Chamber(Documented):
    """A chamber of the legislature."""

    seats: int = Field(ge=1, le=MOST_SEATS, description="Seats.")
    presidents_party: int = Field(
        ge=0, le=MOST_SEATS, description="Seats of the president's party."
    )
    majority: int = Field(ge=1, le=MOST_SEATS, description="Votes for a simple majority.")
    cloture: int = Field(
        ge=1, le=MOST_SEATS, description="Votes to end debate (the majority if none needed)."
    )
    override: int = Field(ge=1, le=MOST_SEATS, description="Votes to override a veto.")


class Target(Strict):
    """Whom the measures are imposed on."""

    name: Name = Field(description="Country.")
    government: Name = Field(description="Its government, as stories call it.")


class Catalogue(Strict):
    """Everything a scenario's world is made of."""

    title: Name = Field(description="What the catalogue describes.")
    target: Target
    as_of: Date | None = Field(
        None, description="Day up to which it is kept: what came later it does not know."
    )
    sources: dict[str, Reference] = Field(default_factory=dict, description="References by id.")
    conditions: dict[Identifier, Condition] = Field(default_factory=dict)
    senders: dict[Identifier, Sender]
    classes: dict[Identifier, MeasureClass]
    instruments: dict[Identifier, Instrument]
    procedures: dict[Identifier, Procedure]
    emergencies: dict[Identifier, Emergency] = Field(default_factory=dict)
    acts: dict[Identifier, Act] = Field(default_factory=dict)
    authorities: dict[Identifier, Authority]
    measures: dict[Identifier, Measure]
    concessions: dict[Identifier, Concession] = Field(default_factory=dict)
    members: dict[Identifier, Member] = Field(default_factory=dict)
    chambers: dict[Identifier, Chamber] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _fits_together(self) -> Catalogue:
        found = list(misfits(self))
        if found:
            raise CrossFieldErrors(found)
        return self
