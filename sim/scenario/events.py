"""What a scenario fixes, asks, changes on the way and leaves uncertain."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

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


class Uniform(Strict):
    """Uniform distribution."""

    dist: Literal["uniform"]
    low: float
    high: float

    @model_validator(mode="after")
    def _ordered(self) -> Uniform:
        if not self.low < self.high:
            raise ValueError(f"low must be below high (low {self.low}, high {self.high})")
        return self


class Triangular(Strict):
    """Triangular distribution."""

    dist: Literal["triangular"]
    low: float
    mode: float
    high: float

    @model_validator(mode="after")
    def _ordered(self) -> Triangular:
        if not (self.low <= self.mode <= self.high and self.low < self.high):
            raise ValueError(
                f"low <= mode <= high with low < high (low {self.low}, mode {self.mode}, "
                f"high {self.high})"
            )
        return self


class Normal(Strict):
    """Normal distribution, cut to the bounds of the field."""

    dist: Literal["normal"]
    mean: float
    sd: float = Field(gt=0)


class LogNormal(Strict):
    """Lognormal distribution by its median and the sd of its log."""

    dist: Literal["lognormal"]
    median: float = Field(gt=0)
    sigma: float = Field(gt=0, le=5)


class Beta(Strict):
    """Beta distribution on [low, high]."""

    dist: Literal["beta"]
    a: float = Field(gt=0)
    b: float = Field(gt=0)
    low: float = 0.0
    high: float = 1.0

    @model_validator(mode="after")
    def _ordered(self) -> Beta:
        if not self.low < self.high:
            raise ValueError(f"low must be below high (low {self.low}, high {self.high})")
        return self


class Choice(Strict):
    """One of several values, with equal or given weights."""

    dist: Literal["choice"]
    values: tuple[float | bool | str, ...] = Field(min_length=1)
    weights: tuple[float, ...] = ()

    @model_validator(mode="after")
    def _matching(self) -> Choice:
        if self.weights and len(self.weights) != len(self.values):
            raise ValueError(
                f"as many weights as values ({len(self.values)}), found {len(self.weights)}"
            )
        if self.weights and (min(self.weights) < 0 or sum(self.weights) <= 0):
            raise ValueError("weights are not negative and not all zero")
        return self


Distribution = Annotated[
    Uniform | Triangular | Normal | LogNormal | Beta | Choice, Field(discriminator="dist")
]
