"""What a scenario fixes, asks, changes on the way, and what is known to have happened."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from sim.catalogue.fields import Date, Dollars, Identifier, Name, Number, Probability, Strict
from sim.scenario.window import MOST_YEARS


class Decisions(Strict):
    """Renewals that are decided by the scenario and not by the agents."""

    emergencies: dict[Identifier, dict[str, Literal["renew", "lapse"]]] = Field(
        default_factory=dict, description="By emergency and year of the anniversary."
    )
    acts: dict[Identifier, dict[Date, Literal["renew", "lapse"]]] = Field(
        default_factory=dict, description="By council act and date of expiry."
    )


class Trigger(Strict):
    """When an intervention happens: the first time all that is given holds."""

    event: Name | None = Field(None, description="Kind of event, such as snapback.")
    war_above: float | None = Field(None, ge=0, le=1, description="War intensity above this.")
    war_below: float | None = Field(None, ge=0, le=1, description="War intensity below this.")
    oil_above: Dollars | None = Field(None, description="Oil price above this, $/bbl.")

    @model_validator(mode="after")
    def _not_empty(self) -> Trigger:
        given = (self.event, self.war_above, self.war_below, self.oil_above)
        if all(value is None for value in given):
            raise ValueError("a trigger names an event, a war level or an oil price")
        return self


class Intervention(Strict):
    """What changes from outside on a date or once a condition holds: parameters, law, the world."""

    id: Identifier
    on: Date | None = Field(None, description="Date of the change.")
    when: Trigger | None = Field(None, description="Condition of the change.")
    set: dict[str, Number | int | bool | Name] = Field(
        default_factory=dict,
        max_length=100,
        description="New values by path, such as agents.target.m0.",
    )
    impose: tuple[Identifier, ...] = Field(
        (),
        max_length=200,
        description="Measures of the catalogue that are imposed: those not in force at the start. "
        "They rest on whatever of their layers holds then.",
    )
    end: tuple[Identifier, ...] = Field(
        (),
        max_length=200,
        description="Authorities that end, and with them what rests on them alone.",
    )
    fulfil: tuple[Identifier, ...] = Field(
        (), max_length=100, description="Conditions of relief that are fulfilled from then on."
    )
    approve: tuple[Identifier, ...] = Field(
        (),
        max_length=200,
        description="Measures of which relief under review is approved by joint resolution: it "
        "need not wait for the end of the review. On a date only.",
    )
    war: float = Field(
        0.0, ge=-1, le=1, description="Added to the war's intensity, which stays in [0, 1]."
    )
    war_state: Literal["war", "truce", "ceasefire", "settled"] | None = Field(
        None,
        description="State into which the war is put: a ceasefire, a peace, or that it goes on.",
    )
    government: Literal["meets_aims", "other"] | None = Field(
        None,
        description="A new government of the target: one that does by itself what the sanctions "
        "are for, or another.",
    )
    close_days: float = Field(
        0.0, ge=0, le=36525, description="Days for which the channel of talks closes, if above 0."
    )
    note: str = Field("", max_length=300, description="What it stands for; told in the story.")

    @model_validator(mode="after")
    def _one_moment(self) -> Intervention:
        if (self.on is None) == (self.when is None):
            raise ValueError("an intervention has either `on` (a date) or `when` (a condition)")
        return self

    @model_validator(mode="after")
    def _something(self) -> Intervention:
        acts = (self.set, self.impose, self.end, self.fulfil, self.approve)
        if not (any(acts) or self.war or self.close_days or self.war_state or self.government):
            raise ValueError(
                "an intervention does something: `set`, `impose`, `end`, `fulfil`, `approve`, "
                "`war`, `war_state`, `government` or `close_days`"
            )
        if self.approve and self.on is None:
            raise ValueError("`approve` needs a date: give `on`")
        return self


class EventFilter(Strict):
    """Which events count as the answer to a question."""

    kind: Name | Annotated[tuple[Name, ...], Field(min_length=1, max_length=20)] = Field(
        description="Kind of event, such as eased, licence_lapse, snapback, deal; or a list of "
        "kinds, any of which counts."
    )
    agent: Name | None = Field(
        None, description="Only this agent, by the name that stories have for it (agents.*.name)."
    )
    subject: str | None = Field(
        None,
        min_length=1,
        max_length=2000,
        description="Only this subject (measure, act, concession).",
    )
    sender: Identifier | None = Field(None, description="Only measures of this sender.")
    class_: (
        Identifier | Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=20)] | None
    ) = Field(None, alias="class", description="Only this class; or a list of them, any counts.")
    instrument: Identifier | None = Field(None, description="Only by this instrument.")
    permanent: bool | None = Field(
        None,
        description="Only by an instrument that ends a measure for good (true), or only by one "
        "that can be undone (false).",
    )

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that count."""
        return (self.kind,) if isinstance(self.kind, str) else self.kind

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes that count; none if any does."""
        if self.class_ is None:
            return ()
        return (self.class_,) if isinstance(self.class_, str) else self.class_


class Question(Strict):
    """A dated question: does it happen by then, or when."""

    id: Identifier
    text: str = Field(min_length=1, max_length=300, description="The question in words.")
    event: EventFilter = Field(description="The event asked about.")
    by: Date | None = Field(None, description="Yes if it happens on or before this date.")
    years: float | None = Field(
        None,
        gt=0,
        le=MOST_YEARS,
        description="The same in years from the first day, for questions that are asked of many "
        "scenarios; instead of `by`.",
    )
    after: Date | None = Field(None, description="Only events on or after this date.")
    at_least: int = Field(1, ge=1, le=10_000, description="How many such events it takes.")
    answer: bool | Date | None = Field(
        None,
        description="What came true, once it is known: with `by` true or false; else the date, or "
        "false if it had not happened when the scenario ends.",
    )

    @model_validator(mode="after")
    def _one_end(self) -> Question:
        if self.by is not None and self.years is not None:
            raise ValueError("a question has either `by` (a date) or `years` (from the start)")
        return self


class Observed(Strict):
    """Something that happened, against which a scenario is held.

    With an `event` and `by` it is a forecast of yes or no that came true, with an `event` alone
    one of a date, with an `outcome` and its `value` one of a number. All of them may say what
    was eased from that day on.
    """

    id: Identifier
    date: Date = Field(description="When it happened.")
    what: str = Field(min_length=1, max_length=300, description="What happened, in words.")
    source: str = Field("", max_length=300, description="Where it is known from.")
    event: EventFilter | None = Field(None, description="Events of a run that are the same.")
    after: Date | None = Field(None, description="Only events on or after this date.")
    by: Date | None = Field(None, description="Only events on or before this date.")
    at_least: int = Field(1, ge=1, le=10_000, description="How many such events it takes.")
    outcome: str | None = Field(
        None, min_length=1, max_length=100, description="Column of the outcomes that it measures."
    )
    value: Number | None = Field(None, description="The value observed, in the column's unit.")
    eased: dict[Identifier, Probability] = Field(
        default_factory=dict,
        description="Share of each measure that is eased in law from that day on.",
    )

    @model_validator(mode="after")
    def _whole(self) -> Observed:
        if (self.outcome is None) != (self.value is None):
            raise ValueError("`outcome` (a column) and `value` (a number) go together")
        if self.event is None and (self.after, self.by, self.at_least) != (None, None, 1):
            raise ValueError("`after`, `by` and `at_least` are about an `event`")
        return self
