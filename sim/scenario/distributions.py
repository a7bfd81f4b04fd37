"""Distributions that a scenario may give instead of a value."""

from __future__ import annotations

from math import fsum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from sim.catalogue.fields import Name, Number, Shape, Strict, Weight

Listed = Annotated[tuple[Number | Name, ...], Field(max_length=1000)]
"""A value of a field that holds a list."""


class Uniform(Strict):
    """Uniform distribution."""

    dist: Literal["uniform"]
    low: Number
    high: Number

    @model_validator(mode="after")
    def _ordered(self) -> Uniform:
        if not self.low < self.high:
            raise ValueError(f"low must be below high (low {self.low}, high {self.high})")
        return self


class LogUniform(Strict):
    """Log-uniform distribution: the logarithm is uniform."""

    dist: Literal["loguniform"]
    low: float = Field(gt=0, le=1e12)
    high: float = Field(gt=0, le=1e12)

    @model_validator(mode="after")
    def _ordered(self) -> LogUniform:
        if not self.low < self.high:
            raise ValueError(f"low must be below high (low {self.low}, high {self.high})")
        return self


class Triangular(Strict):
    """Triangular distribution."""

    dist: Literal["triangular"]
    low: Number
    mode: Number
    high: Number

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
    mean: Number
    sd: float = Field(gt=0, le=1e12)


class LogNormal(Strict):
    """Lognormal distribution by its median and the sd of its log."""

    dist: Literal["lognormal"]
    median: float = Field(gt=0, le=1e12)
    sigma: float = Field(gt=0, le=5)


class Beta(Strict):
    """Beta distribution on [low, high]."""

    dist: Literal["beta"]
    a: Shape
    b: Shape
    low: Number = 0.0
    high: Number = 1.0

    @model_validator(mode="after")
    def _ordered(self) -> Beta:
        if not self.low < self.high:
            raise ValueError(f"low must be below high (low {self.low}, high {self.high})")
        return self


class Choice(Strict):
    """One of several values, with equal or given weights; a list is a value of a field of such."""

    dist: Literal["choice"]
    values: tuple[Number | bool | Name | Listed, ...] = Field(min_length=1, max_length=1000)
    weights: tuple[Weight, ...] = Field((), max_length=1000)

    @model_validator(mode="after")
    def _matching(self) -> Choice:
        if self.weights and len(self.weights) != len(self.values):
            raise ValueError(
                f"as many weights as values ({len(self.values)}), found {len(self.weights)}"
            )
        if self.weights and (min(self.weights) < 0 or fsum(self.weights) <= 0):
            raise ValueError("weights are not negative and not all zero")
        return self


Distribution = Annotated[
    Uniform | LogUniform | Triangular | Normal | LogNormal | Beta | Choice,
    Field(discriminator="dist"),
]
