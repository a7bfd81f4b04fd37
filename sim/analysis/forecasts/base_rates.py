"""Base rates: how often events of a kind have happened elsewhere, as a data file with sources."""

from __future__ import annotations

from functools import lru_cache
from math import log1p
from pathlib import Path
from typing import Final

from pydantic import Field, model_validator

from sim.analysis.forecasts.arrivals import Hazard, Renewal
from sim.catalogue.fields import Probability, Strict
from sim.documents import read_own, validate

__all__ = ["BaseRate", "BaseRates", "base_rates"]

FILE: Final = Path(__file__).with_name("base_rates.yaml")


class BaseRate(Strict):
    """How often events of some kinds have happened."""

    kinds: tuple[str, ...] = Field(min_length=1, description="Kinds of events.")
    happened: float | None = Field(None, ge=0, description="Occasions on which it happened.")
    of: float | None = Field(None, gt=0, description="Occasions in all.")
    probability: Probability | None = Field(None, description="As published, per occasion.")
    per_year: float = Field(gt=0, description="Occasions a year.")
    share: float = Field(1.0, gt=0, le=1, description="Part of the hazard that is of this kind.")
    source: str = Field(min_length=1, description="Where it is from.")

    @model_validator(mode="after")
    def _one_form(self) -> BaseRate:
        if (self.happened is None) != (self.of is None) or (
            (self.happened is None) == (self.probability is None)
        ):
            raise ValueError("a base rate has either `happened` and `of`, or a `probability`")
        return self

    @property
    def chance(self) -> float:
        """Probability on one occasion; from counts the mean under Jeffreys' prior."""
        if self.probability is not None:
            return self.probability
        assert self.happened is not None
        assert self.of is not None
        return (self.happened + 0.5) / (self.of + 1.0)


class BaseRates(Strict):
    """Base rates by kind of event."""

    renewals: tuple[BaseRate, ...] = Field(description="What falls due and is done or not.")
    hazards: tuple[BaseRate, ...] = Field(description="What may happen at any time.")

    def rate(self, event: str) -> Renewal | Hazard | None:
        """Return the rate of a kind of event; None if none is known.

        A hazard is ``-ln(1 - p)`` per occasion, times occasions a year: what is constant and
        gives the probability p over the time from one occasion to the next.
        """
        found = self.entry(event)
        if found is None:
            return None
        if found in self.renewals:
            return Renewal(found.chance, found.per_year)
        return Hazard(-log1p(-found.chance) * found.per_year * found.share)

    def entry(self, event: str) -> BaseRate | None:
        """Return what is published of a kind of event; None if nothing is."""
        return next((e for e in (*self.renewals, *self.hazards) if event in e.kinds), None)


@lru_cache(maxsize=1)
def base_rates() -> BaseRates:
    """Return the base rates that come with the project."""
    return validate(BaseRates, read_own(FILE, name=str(FILE)))
