"""A small tree of models like those of a scenario, and a file that fits it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from textwrap import dedent
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from sim.documents import CrossFieldErrors, Misfit, fail, nearest, validate
from sim.documents.document import Document
from sim.errors import InputError, Problem


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Uniform(Strict):
    distribution: Literal["uniform"]
    low: float
    high: float

    @model_validator(mode="after")
    def _ordered(self) -> Uniform:
        if self.low > self.high:
            fail(("low",), "is above high", allowed=f"at most {self.high:g}")
        return self


class Normal(Strict):
    distribution: Literal["normal"]
    mean: float
    sd: Annotated[float, Field(gt=0)]


Score = Annotated[float, Field(ge=0, le=10)]
Uncertain = Score | Annotated[Uniform | Normal, Field(discriminator="distribution")]


class Tactic(StrEnum):
    BOULWARE = "boulware"
    CONCEDER = "conceder"
    LINEAR = "linear"


class Executive(Strict):
    kind: Literal["executive"]
    jv: Uncertain
    tactic: Tactic = Tactic.LINEAR
    until: date | None = None


class Council(Strict):
    kind: Literal["council"]
    members: tuple[str, ...] = Field(min_length=1)
    share: Annotated[float, Field(ge=0, le=1)] = 0.65
    size: Annotated[int, Field(ge=1)] = 1


Agent = Annotated[Executive | Council, Field(discriminator="kind")]


class Question(Strict):
    id: str = Field(pattern="^[a-z_]+$")
    by: date
    measure: str

    @field_validator("measure")
    @classmethod
    def _lower_case(cls, name: str) -> str:
        if name != name.lower():
            raise ValueError("names of measures are in small letters")
        return name

    @model_validator(mode="after")
    def _dated(self, info: ValidationInfo) -> Question:
        horizon = (info.context or {}).get("horizon", date(2100, 1, 1))
        if self.by > horizon:
            fail(
                ("by",),
                "is after the end",
                allowed=f"a date up to {horizon}",
                hint="move the end",
            )
        return self


class Plan(Strict):
    steps: list[int]


class Link(Strict):
    to: str


class Sample(Strict):
    title: str
    start: date
    seed: int = 0
    public: bool = True
    agents: dict[str, Agent]
    measures: tuple[str, ...] = ()
    weights: dict[Literal["oil", "gas"], Score] = {}
    years: dict[int, float] = {}
    questions: tuple[Question, ...] = ()
    until: Literal["never"] | date = "never"
    window: tuple[date, date] | None = None
    then: Plan | Link | None = None

    @model_validator(mode="after")
    def _known_measures(self) -> Sample:
        unknown = [
            Misfit(
                ("questions", index, "measure"),
                "unknown measure",
                allowed=", ".join(self.measures),
                hint=f"nearest: {nearest(question.measure, self.measures)}",
            )
            for index, question in enumerate(self.questions)
            if question.measure not in self.measures
        ]
        if unknown:
            raise CrossFieldErrors(unknown)
        return self


TEXT = """\
# A sample of everything.
title: Sample
start: 2026-01-01
seed: 7
public: false
agents:
  target:
    kind: executive
    jv: {distribution: uniform, low: 1, high: 2}
    tactic: boulware
  usa: {kind: executive, jv: 4.5, until: 2029-01-20}
  eu:
    kind: council
    members: [Germany, France, "Hungary"]
measures:
  - swift
  - oil_cap
weights: {oil: 1, gas: 2.5}
years:
  2026: 0.5
questions:
  - id: swift_back
    by: 2027-01-01
    measure: swift
until: never
window: [2026-01-01, 2027-01-01]
"""


def refused(action: Callable[[], object]) -> tuple[Problem, ...]:
    """The problems for which something is refused."""
    try:
        result = action()
    except InputError as error:
        return error.problems
    raise AssertionError(f"not refused: {result!r}")


def one(action: Callable[[], object]) -> Problem:
    """The only problem for which something is refused."""
    problems = refused(action)
    assert len(problems) == 1, "\n".join(map(str, problems))
    return problems[0]


def check(document: Document) -> Sample:
    return validate(Sample, document)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(text), encoding="utf-8")
    return path
