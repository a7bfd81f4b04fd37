"""Patterns, and the rules that may be switched off, as a user writes them."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from sim.catalogue.fields import Strict
from sim.documents import fail

__all__ = [
    "Ablation",
    "AblationFile",
    "Band",
    "Condition",
    "Id",
    "Mean",
    "Median",
    "Never",
    "Pattern",
    "PatternFile",
    "Quantile",
    "Ratio",
    "Share",
    "Statistic",
    "Survival",
    "overrides",
]

Id = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,47}$",
        description="Identifier: letters, digits, underscores, hyphens.",
    ),
]
Columns = Annotated[tuple[str, ...], Field(min_length=1)]
Band = tuple[float, float]
Years = Annotated[float, Field(gt=0, le=120)]
Scale = Literal["none", "executive", "year"]
"""What a column is divided by: nothing, the executive's LP at the start, the years simulated."""


class Condition(Strict):
    """What a value must be: all that is given must hold; a value that is missing never holds."""

    equals: bool | float | str | None = Field(None, description="Exactly this.")
    at_least: float | None = Field(None, description="This or more.")
    at_most: float | None = Field(None, description="This or less.")


Where = dict[str, Condition]


class _Statistic(Strict):
    """What all statistics have."""

    where: Where = Field(
        default_factory=dict, description="Only replications whose columns are like this."
    )


class Ratio(_Statistic):
    """Sums of columns over sums of columns, such as renewals over renewals and lapses."""

    type: Literal["ratio"]
    of: Columns = Field(description="Columns whose sums are added up above.")
    among: Columns = Field(description="Columns whose sums are added up below.")


class Share(_Statistic):
    """Share of replications in which a column is so: true, unless a condition is given."""

    type: Literal["share"]
    column: str
    equals: bool | float | str | None = Field(None, description="Exactly this.")
    at_least: float | None = Field(None, description="This or more.")
    at_most: float | None = Field(None, description="This or less.")


class Mean(_Statistic):
    """Mean of a column, over replications or weighted by another."""

    type: Literal["mean"]
    column: str
    weight: str | None = Field(None, description="Column of weights, such as a number of steps.")
    scale: Scale = "none"


class Median(_Statistic):
    """Median of a column."""

    type: Literal["median"]
    column: str
    scale: Scale = "none"

    @property
    def q(self) -> float:
        """Its level."""
        return 0.5


class Quantile(_Statistic):
    """Quantile of a column."""

    type: Literal["quantile"]
    column: str
    q: float = Field(gt=0, lt=1, description="Its level, in (0, 1).")
    scale: Scale = "none"


class Survival(_Statistic):
    """Share of replications in which something has not happened after some years."""

    type: Literal["survival"]
    column: str = Field(description="A column of days until it happens: days_to_..., ..._days.")
    years: Years


class Never(_Statistic):
    """Share of replications in which nothing of the kind happens, in all or in some years."""

    type: Literal["none"]
    column: str = Field(description="A count; with `years`, a column of days until it happens.")
    years: Years | None = None


Statistic = Annotated[
    Ratio | Share | Mean | Median | Quantile | Survival | Never, Field(discriminator="type")
]


class Pattern(Strict):
    """A fact that is known, and how it is measured on a batch."""

    id: Id
    fact: str = Field(min_length=1, max_length=300, description="The fact in words.")
    band: Band = Field(description="Lowest and highest value that is in keeping with it.")
    basis: str = Field(min_length=1, max_length=400, description="Where it is known from.")
    use: Literal["calibration", "validation"] = Field(
        description="Whether values may be chosen in view of it."
    )
    scenario: str = Field(
        min_length=1,
        description="Name of a shipped scenario, or path of a file ending in .yaml, relative to "
        "this one.",
    )
    set: dict[str, Any] = Field(
        default_factory=dict, description="Fields of the scenario to override, by path."
    )
    statistic: Statistic
    ablate: bool = Field(True, description="Whether it is looked at again with rules switched off.")

    @model_validator(mode="after")
    def _band_in_order(self) -> Pattern:
        low, high = self.band
        if not low < high:
            fail(("band",), "no band", allowed="two numbers, the lower first")
        return self


class PatternFile(Strict):
    """A file of patterns."""

    patterns: tuple[Pattern, ...] = Field(description="The patterns, in order.")

    @model_validator(mode="after")
    def _ids_once(self) -> PatternFile:
        _once("patterns", [pattern.id for pattern in self.patterns])
        return self


class Ablation(Strict):
    """A rule that can be switched off."""

    id: Id
    what: str = Field(min_length=1, max_length=200, description="What is switched off, in words.")
    set: dict[str, Any] = Field(min_length=1, description="The fields that do it, by path.")


class AblationFile(Strict):
    """A file of rule switches."""

    ablations: tuple[Ablation, ...] = Field(description="The switches, in order.")

    @model_validator(mode="after")
    def _ids_once(self) -> AblationFile:
        _once("ablations", [entry.id for entry in self.ablations])
        return self


def overrides(values: dict[str, Any]) -> tuple[str, ...]:
    """Return the fields by path as the command line takes them: ``path=value``."""
    return tuple(f"{path}={json.dumps(value)}" for path, value in values.items())


def _once(field: str, ids: list[str]) -> None:
    if not ids:
        fail((field,), "there is none", allowed="at least one")
    for i, name in enumerate(ids):
        if name in ids[:i]:
            fail((field, i, "id"), f"'{name}' is there twice")
