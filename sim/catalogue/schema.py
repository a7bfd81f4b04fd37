"""The catalogue: measures, the authorities they rest on, and what may be traded for them.

A catalogue is data. Whoever wants to simulate sanctions on another country writes another
file; no rule of the simulator names a measure, an order or a member state.
"""

from __future__ import annotations

import datetime as dt
from itertools import islice
from typing import Literal

from pydantic import Field, model_validator

from sim.catalogue.checks import MOST_MISFITS, misfits
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
)
from sim.catalogue.forms import Form, Role
from sim.catalogue.legal import (
    Act,
    Authority,
    Condition,
    Confidence,
    Documented,
    Elections,
    Emergency,
    Fulfilled,
    Layer,
    Legal,
    Procedure,
    Renewal,
    Sunset,
)
from sim.documents import CrossFieldErrors

__all__ = [
    "Act",
    "Authority",
    "Catalogue",
    "Chamber",
    "Concession",
    "Condition",
    "Confidence",
    "Documented",
    "Elections",
    "Emergency",
    "Form",
    "Fulfilled",
    "Instrument",
    "Layer",
    "Legal",
    "Measure",
    "MeasureClass",
    "Member",
    "Procedure",
    "Renewal",
    "Role",
    "Sender",
    "Sunset",
    "TargetCountry",
    "Vehicle",
]


class Sender(Documented):
    """A government or council that imposes measures."""

    role: Role = Field(description="Which agent decides for it.")
    term_years: int = Field(
        4, ge=1, le=50, description="Term of its executive, years, where it bargains."
    )
    elections: Elections = Field(
        default_factory=Elections, description="Elections of its legislature, if it has chambers."
    )


class MeasureClass(Documented):
    """What measures of one kind do to the target and to the sender (rules R1-R3)."""

    phi: Probability = Field(description="Share of the value that adaptation never removes.")
    horizon: float = Field(ge=0.01, le=50, description="Planning horizon of the target, years.")
    gain: float = Field(ge=0, le=10, description="The sender's economic gain, UP per LP eased.")
    overcompliance: Probability = Field(
        description="How much of the banks' reluctance applies: 1 in full, 0.5 half, 0 none."
    )
    overcompliance_start: Probability | None = Field(
        None,
        description="Share withheld at the start; where rule R2 puts it if empty.",
    )
    wish: Weight = Field(
        1.0, description="How dear a wish of the target it is, beside its LP (rule R24)."
    )
    visible: Probability = Field(
        0.0, description="How visible a first step of this class is to the public (rule R24)."
    )
    oil: bool = Field(False, description="Eased by a licence after an oil-price shock.")
    market: bool = Field(False, description="Grows dearer in a market crisis of the target.")
    socialising: bool = Field(False, description="Counts for the motive of socialisation.")
    persons: bool = Field(False, description="Listings of persons: rule R7 applies.")
    secondary: bool = Field(False, description="Secondary sanctions: they feed overcompliance.")
    every_class: bool = Field(
        False, description="A whole regime in one measure: counts as a layer of every class."
    )
    systemic: Probability = Field(
        0.0, description="How much imposing it hurts the sender where trade is large (rule R32)."
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
    names: int = Field(
        0,
        ge=0,
        le=1_000_000,
        description="How many persons and firms it lists, about; 0 if unknown.",
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
    value: float = Field(ge=0, le=1000, description="Worth to the executive, UP.")
    council_value: float = Field(0.0, ge=0, le=1000, description="Worth to the council, EP.")
    violation_rate: float = Field(0.0, ge=0, le=50, description="Rate of violation at W = .5, 1/y.")
    detection: Probability = Field(1.0, description="Probability that a violation is detected.")
    term_days: int = Field(0, ge=0, le=3650, description="Term of a dated concession, days.")
    gap_days: int = Field(0, ge=0, le=3650, description="Days before it can be given again.")
    settlement: Probability = Field(
        0.0, description="Its part in a comprehensive settlement; the parts add up to 1."
    )
    ceasefire: bool = Field(False, description="Counts as a ceasefire that may hold.")
    truce: bool = Field(False, description="Counts as a truce: announced, short.")
    oil: float = Field(
        0.0,
        ge=0,
        le=0.9,
        description="Share by which it lowers the price of oil while it is given: supply that the "
        "target brings to the market (rule R30).",
    )
    war_level: Probability | None = Field(
        None, description="Level to which it draws the intensity of war while it holds."
    )


class Member(Documented):
    """A member of the council."""

    population: float = Field(ge=1e-6, le=10_000, description="Population, millions.")
    theta: float = Field(ge=-2, le=2, description="Hawkishness: accepts relief if theta <= theta*.")
    hold_out: bool = Field(False, description="A usual hold-out at renewals.")
    border: bool = Field(False, description="Has a border with the target: the war weighs more.")


class Chamber(Documented):
    """A chamber of a legislature; where there are several, the lower house comes first."""

    sender: Identifier | None = Field(
        None, description="Whose legislature it belongs to; the executive's if empty."
    )
    seats: int = Field(ge=1, le=MOST_SEATS, description="Seats.")
    presidents_party: int = Field(
        ge=0, le=MOST_SEATS, description="Seats of the president's party."
    )
    majority: int = Field(ge=1, le=MOST_SEATS, description="Votes for a simple majority.")
    cloture: int = Field(
        ge=1, le=MOST_SEATS, description="Votes to end debate (the majority if none needed)."
    )
    override: int = Field(ge=1, le=MOST_SEATS, description="Votes to override a veto.")


class Vehicle(Documented):
    """An act that must pass and may carry other bills: the annual defence act and the like."""

    sender: Identifier | None = Field(
        None, description="Whose legislature passes it; the executive's if empty."
    )
    on: MonthDay | None = Field(None, description="Day of the year on which it passes, if any.")
    probability: Probability = Field(1.0, description="P(it passes in a year), if it has a day.")
    rate: Rate = Field(0.0, description="How often it comes if it has no day, 1/y.")


class TargetCountry(Strict):
    """Whom the measures are imposed on."""

    name: Name = Field(description="Country.")
    government: Name = Field(description="Its government, as stories call it.")


class Catalogue(Strict):
    """Everything a scenario's world is made of."""

    title: Name = Field(description="What the catalogue describes.")
    target: TargetCountry
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
    vehicles: dict[Identifier, Vehicle] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _fits_together(self) -> Catalogue:
        found = list(islice(misfits(self), MOST_MISFITS))
        if found:
            raise CrossFieldErrors(found)
        return self
