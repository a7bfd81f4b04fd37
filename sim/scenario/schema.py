"""The scenario as a user writes it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from sim.catalogue.fields import Date, Identifier, Name, Strict, Term
from sim.catalogue.schema import Confidence
from sim.scenario.distributions import Distribution
from sim.scenario.events import Decisions, Intervention, Observed, Question
from sim.scenario.facts import Conditioned
from sim.scenario.legislature import PendingBill
from sim.scenario.parties import Agents
from sim.scenario.rules import RuleSwitches
from sim.scenario.world import Compliance, LawSwitches, Talks, Values, World

Issue = Literal["power", "war", "weapons", "terror", "rights", "policy"]
"""What sanctions are for: that a government leave power; that a war, an occupation or an
insurgency end; that weapons be given up; that armed groups or terror abroad be supported no more;
rights, elections or democracy; a modest change of policy."""


class StartRelief(Strict):
    """A licence that is in force on the first day."""

    measure: Identifier = Field(description="The measure that it eases.")
    licence: str = Field(min_length=1, max_length=200, description="The licence, in words.")
    tranches: int = Field(
        0,
        ge=0,
        le=40,
        description="Tranches of the measure that it eases; 0 if it covers less than one, and is "
        "told but not counted.",
    )
    until: Date | None = Field(None, description="Last day of its term, if it has one.")
    term_days: Term = Field(30, description="Term for which it is renewed, days.")
    instrument: Identifier = Field("licence", description="Instrument of relief that it is.")
    source: str = Field("", max_length=300, description="Where it is known from.")
    confidence: Confidence = Field("assumption", description="How well it is known.")


class StartState(Strict):
    """What is already under way on the first day."""

    concessions: tuple[Identifier, ...] = Field(
        (), max_length=100, description="Concessions already in force."
    )
    conditions: tuple[Identifier, ...] = Field(
        (), max_length=100, description="Conditions of relief that are fulfilled already."
    )
    relief: tuple[StartRelief, ...] = Field(
        (), max_length=100, description="Licences already in force."
    )
    bills: tuple[PendingBill, ...] = Field(
        (), max_length=100, description="Bills of new sanctions that are pending."
    )


class Assumptions(Strict):
    """What is drawn from an ensemble of assumptions that comes with thaw."""

    ensemble: Name = Field(description="The ensemble.")
    digest: str = Field(min_length=8, max_length=8, description="Hash of what it says.")
    left_out: str = Field(
        "", max_length=100, description="The case of the library without which it was weighted."
    )
    draws: tuple[Name, ...] = Field(
        min_length=1, max_length=500, description="The parameters that are drawn, by path."
    )


class Scenario(Strict):
    """A world, a start, an end, and the values of every parameter."""

    title: str = Field(min_length=1, max_length=200, description="Title, on tables and figures.")
    label: str = Field("", max_length=200, description="Free text; it changes nothing.")
    question: str = Field("", max_length=500, description="The question the scenario answers.")
    issue: Issue | None = Field(
        None, description="What the sanctions are for, as the cases of the library are coded."
    )
    catalogue: str | dict[str, Any] = Field(
        "russia",
        description="Name of a shipped catalogue, path of a catalogue file (relative to this "
        "file), or a catalogue written out here.",
    )
    amendments: dict[str, Any] = Field(
        default_factory=dict,
        description="Changes to the catalogue in its own form: what is given is added or "
        "replaced, `null` removes.",
    )
    start: Date = Field(description="First day.")
    end: Date = Field(description="Last day.")
    rules: RuleSwitches = Field(
        default_factory=RuleSwitches, description="Rules of the model that are in force."
    )
    law: LawSwitches = Field(default_factory=LawSwitches, description="Readings of the law.")
    talks: Talks = Field(default_factory=Talks, description="How the sides bargain.")
    agents: Agents = Field(default_factory=Agents, description="Who decides, and how.")
    compliance: Compliance = Field(default_factory=Compliance, description="Violations, snapback.")
    values: Values = Field(default_factory=Values, description="What measures are worth.")
    world: World = Field(default_factory=World, description="War, oil, shocks, elections.")
    at_start: StartState = Field(default_factory=StartState, description="Already under way.")
    decisions: Decisions = Field(default_factory=Decisions, description="Renewals decided here.")
    interventions: tuple[Intervention, ...] = Field(
        (), max_length=1000, description="Changes on the way."
    )
    questions: tuple[Question, ...] = Field((), max_length=1000, description="Dated questions.")
    answers: dict[Identifier, bool | Date] = Field(
        default_factory=dict,
        max_length=1000,
        description="Answers to questions that stand in the file that this one extends, by id, as "
        "in their field `answer`.",
    )
    observed: tuple[Observed, ...] = Field(
        (), max_length=1000, description="What is known to have happened."
    )
    uncertain: dict[str, Distribution] = Field(
        default_factory=dict,
        max_length=500,
        description="Parameters drawn anew in each replication, by path: those of the scenario, "
        "or of its catalogue such as catalogue.instruments.licence.hazard.",
    )
    conditioned: Conditioned | None = Field(
        None, description="On what its futures are conditioned; written by `thaw now`."
    )
    assumptions: Assumptions | None = Field(
        None,
        description="What is drawn from the ensemble of assumptions that comes with thaw. Left "
        "out: all that the scenario leaves at its default; `null`: nothing; commands write out "
        "what they drew.",
    )
