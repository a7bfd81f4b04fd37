"""What the law says, as data: authorities, procedures with their conditions, clocks and terms."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from sim.catalogue.fields import Date, Identifier, MonthDay, Name, Reference, Strict, WholeDays
from sim.catalogue.forms import Actor, Form

Confidence = Literal["verified", "article", "memory_high", "memory_low", "assumption"]
Fulfilled = Literal[
    "finding",  # whoever takes the act finds it himself, and may
    "settlement",  # a comprehensive settlement that has held
    "concessions",  # concessions of the target that are in force
    "government",  # a government of the target that meets the aims of the sanctions (R27)
    "date",  # holds through its last day and not after
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


class Condition(Legal):
    """What the law wants before an act may be taken; its name says it in words."""

    met_by: Fulfilled = Field(description="What fulfils it in the model.")
    concessions: tuple[Identifier, ...] = Field(
        (), max_length=50, description="For `concessions`: those that must all be in force."
    )
    party: str = Field(
        "", max_length=60, description="Whose acceptance it takes besides, such as Ukraine."
    )

    until: Date | None = Field(None, description="For `date`: the last day on which it holds.")
    fulfilled: bool = Field(False, description="Whether it is known to be fulfilled.")
    traded: bool = Field(
        True,
        description="Whether a finding may be made for a bargain about something else: one about "
        "a person's own conduct, or that national security demands it, may not (rule R24).",
    )

    @property
    def waits(self) -> bool:
        """Whether it takes more than a finding of whoever acts, and is not known to be there."""
        return self.met_by != "finding" and not self.fulfilled

    def holds(self, on: dt.date) -> bool:
        """Whether it is one that holds until a day, and that has not passed."""
        return self.until is not None and on <= self.until


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

    actor: Actor = Field(description="Who takes the act.")
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


class Elections(Strict):
    """When the chambers of a legislature are elected, and when their seats change."""

    every_years: int = Field(2, ge=1, le=10, description="Years from one election to the next.")
    year: int = Field(2024, ge=1000, le=9999, description="A year in which there is an election.")
    on: MonthDay | None = Field(
        None,
        description="Day of the election; the Tuesday after the first Monday of November if empty.",
    )
    seats_change: MonthDay = Field(
        "01-03", description="Day on which the new chambers meet: the first such after an election."
    )


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
