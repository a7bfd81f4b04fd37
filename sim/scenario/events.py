"""What a scenario fixes, asks and changes on the way."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field, model_validator

from sim.catalogue.fields import Identifier, Strict


class Decisions(Strict):
    """Renewals that are decided by the scenario and not by the agents."""

    emergencies: dict[Identifier, dict[str, Literal["renew", "lapse"]]] = Field(
        default_factory=dict, description="By emergency and year of the anniversary."
    )
    acts: dict[Identifier, dict[dt.date, Literal["renew", "lapse"]]] = Field(
        default_factory=dict, description="By council act and date of expiry."
    )


class Trigger(Strict):
    """When an intervention happens: the first time all that is given holds."""

    event: str | None = Field(None, description="Kind of event, such as snapback.")
    war_above: float | None = Field(None, ge=0, le=1, description="War intensity above this.")
    war_below: float | None = Field(None, ge=0, le=1, description="War intensity below this.")
    oil_above: float | None = Field(None, ge=0, description="Oil price above this, $/bbl.")

    @model_validator(mode="after")
    def _not_empty(self) -> Trigger:
        given = (self.event, self.war_above, self.war_below, self.oil_above)
        if all(value is None for value in given):
            raise ValueError("a trigger names an event, a war level or an oil price")
        return self


class Intervention(Strict):
    """A change of parameters on a date or once a condition holds."""

    id: Identifier
    on: dt.date | None = Field(None, description="Date of the change.")
    when: Trigger | None = Field(None, description="Condition of the change.")
    set: dict[str, float | int | bool | str] = Field(
        min_length=1, description="New values by path, such as agents.kremlin.m0."
    )
    note: str = Field("", max_length=300, description="What it stands for; told in the story.")

    @model_validator(mode="after")
    def _one_moment(self) -> Intervention:
        if (self.on is None) == (self.when is None):
            raise ValueError("an intervention has either `on` (a date) or `when` (a condition)")
        return self


class EventFilter(Strict):
    """Which events count as the answer to a question."""

    kind: str = Field(description="Kind of event, such as eased, licence_lapse, snapback, deal.")
    agent: str | None = Field(None, description="Only this agent.")
    subject: str | None = Field(None, description="Only this subject (measure, act, concession).")
    sender: Identifier | None = Field(None, description="Only measures of this sender.")
    class_: Identifier | None = Field(None, alias="class", description="Only this class.")
    instrument: Identifier | None = Field(None, description="Only by this instrument.")


class Question(Strict):
    """A dated question: does it happen by then, or when."""

    id: Identifier
    text: str = Field(max_length=300, description="The question in words.")
    event: EventFilter = Field(description="The event asked about.")
    by: dt.date | None = Field(None, description="Yes if it happens on or before this date.")
    after: dt.date | None = Field(None, description="Only events on or after this date.")
    at_least: int = Field(1, ge=1, le=10_000, description="How many such events it takes.")
